"""The pages of the glossary, and what the script that explains terms loads."""

import json
from pathlib import Path
from urllib.parse import unquote

from msgspec.structs import replace

from kb.config import Settings
from kb.link.glossary import make_glossary
from kb.made import is_page
from kb.model import Network
from tests.conftest import CheckCases
from tests.render.test_made import everything
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent
SETTINGS = Settings(site_name="Test", languages=BOTH)


def with_glossary(text: str) -> Network:
    network = Vault(text, BOTH).network
    return replace(network, site=replace(network.site, glossary=make_glossary(network.site)))


def show(text: str) -> str:
    file, _, notes = text.partition("\n")
    made = everything(with_glossary(notes), SETTINGS)[file]
    if is_page(made):
        return made.html
    assert isinstance(made, bytes)
    return json.dumps(json.loads(made), ensure_ascii=False)


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "glossary.md", show)


def test_a_vault_without_terms_has_no_page_and_empty_data() -> None:
    made = everything(with_glossary("=== a.md\n글"), SETTINGS)
    assert not any("glossary/" in file for file in made)
    data = made["assets/kb/ko/glossary.json"]
    assert isinstance(data, bytes)
    assert json.loads(data)["terms"] == []


def test_a_long_glossary_has_a_page_for_each_letter_with_the_entries_that_data_name() -> None:
    # No particle ends so, and each initial consonant is a letter of the index.
    syllables = [chr(0xAC00 + 588 * initial + 28 * 8 + 1) for initial in range(19)]
    letters = "abcdefghijklmnopqrs"
    terms = [
        f"- {one}곡{other}(big {letters[left]}{letters[right]}q)"
        for left, one in enumerate(syllables)
        for right, other in enumerate(syllables)
    ]
    terms += [term.replace("곡", "녹").replace("big", "old") for term in terms]
    made = everything(with_glossary("=== a.md\n" + "\n".join(terms)), SETTINGS)
    pages = {
        file: page.html for file, page in made.items() if is_page(page) and "glossary/" in file
    }
    assert len(pages) > 14
    data = made["assets/kb/ko/glossary.json"]
    assert isinstance(data, bytes)
    said = json.loads(data)
    assert len(said["terms"]) > 600
    for _, _, _, page, anchor in said["terms"]:
        file = unquote(said["pages"][page].removeprefix("../../../")) + "index.html"
        assert f'id="{anchor}"' in pages[file]
