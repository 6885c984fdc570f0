"""Every page of the vault and of our own notes holds to HTML's rules, by html-validate."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import OwnSite
from tests.languages.conftest import THREE, TWO, Built
from tools.front_end import PACKAGES
from tools.node import find_node

VALIDATOR = PACKAGES / "html-validate" / "bin" / "html-validate.mjs"

CONFIGURATION = {
    "root": True,
    # What the standard demands, what readers with other senses need, and whole documents.
    "extends": ["html-validate:standard", "html-validate:a11y", "html-validate:document"],
    "rules": {
        # Of a host that serves the page itself a digest says nothing.
        "require-sri": "off",
        # Material's: its switches are checkboxes that Firefox shall not remember,
        "valid-autocomplete": "off",
        # and the form of its palette is sent by a script.
        "wcag/h32": "off",
        # The standard lets lists have names; the validator would rather not.
        "aria-label-misuse": ["error", {"allowAnyNamable": True}],
        # What code printed scrolls, and is a region so that keys reach it; it has to be a `pre`.
        "prefer-native-element": ["error", {"exclude": ["region"]}],
    },
}
KNOWN = {
    # Material's: the label of the contents leads to a switch that a page beside `nav` lacks,
    "no-missing-references": 'Element references missing id "__toc"',
    # and the checkbox behind the search has no label, as nobody sees it.
    "input-missing-label": "#__search",
}
"""What is not ours though its rule holds for what is: by its sentence or its element."""
NOT_YET = {
    "element-permitted-order": "the data of a figure stand below its caption",
}
"""What our notes do wrong and somebody has to mend; delete the line then."""


def validate(folder: Path, configuration: dict[str, Any], place: Path) -> list[tuple[str, str]]:
    """Rule, and where: for each thing that is wrong."""
    try:
        node = find_node()
    except SystemExit:
        pytest.skip("no Node on this machine")
    if not VALIDATOR.is_file():
        pytest.skip(f"no html-validate in {PACKAGES}: python tools/front_end.py --packages")
    place.mkdir(exist_ok=True)
    (place / "rules.json").write_text(json.dumps(configuration), encoding="utf-8")
    told = place / "told.json"
    command = ["-c", str(place / "rules.json"), "-f", "json", "--ext", "html", str(folder)]
    with told.open("w", encoding="utf-8") as file:
        # Through a pipe it would end in the middle.
        done = subprocess.run([*node.node, str(VALIDATOR), *command], stdout=file, check=False)
    assert done.returncode in (0, 1)
    return [
        (message["ruleId"], _told(Path(page["filePath"]).relative_to(folder), message))
        for page in json.loads(told.read_text(encoding="utf-8"))
        for message in page["messages"]
        if KNOWN.get(message["ruleId"], "nothing") not in (message["message"], message["selector"])
    ]


def _told(page: Path, message: dict[str, Any]) -> str:
    return f"{page}:{message['line']}:{message['column']}: {message['message']}"


@pytest.mark.parametrize(
    "languages", [pytest.param(TWO, marks=pytest.mark.acceptance), THREE], ids=" ".join
)
def test_pages_of_the_vault(
    languages: tuple[str, ...], built: Callable[[tuple[str, ...]], Built], tmp_path: Path
) -> None:
    wrong = validate(built(languages).folder, CONFIGURATION, tmp_path)
    assert not wrong, "\n".join(f"{where} [{rule}]" for rule, where in wrong[:40])


def test_our_own_pages(own_site: OwnSite, tmp_path: Path) -> None:
    wrong = validate(own_site.site, CONFIGURATION, tmp_path / "validator")
    others = [f"{where} [{rule}]" for rule, where in wrong if rule not in NOT_YET]
    assert not others, "\n".join(others[:40])
    assert {rule for rule, _ in wrong} == set(NOT_YET)


def test_the_validator_sees_what_is_wrong(tmp_path: Path) -> None:
    page = '<!doctype html>\n<html lang="x y"><head><title>t</title></head><body><p><ul></ul></p>'
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text(page, encoding="utf-8")
    rules = {rule for rule, _ in validate(tmp_path / "site", CONFIGURATION, tmp_path / "v")}
    assert rules >= {"close-order"}
