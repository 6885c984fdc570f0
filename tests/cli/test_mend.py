"""What `kb check --mend` says and does on the disk."""

from pathlib import Path

import pytest

from kb.cli import kb
from tests.cli.test_commands import place, write
from tests.crawl import files_of

__all__ = ["place"]


@pytest.fixture(autouse=True)
def vault(place: Path) -> dict[str, bytes]:
    write(place, "vault/a.md", "---\ntitle: Round #2\n---\n[[momentun]], [[other]]\r\nMomentum.")
    write(place, "vault/momentum.md", "# Momentum\n\nNo round.\n")
    write(place, "vault/gradient descent.md", "# Gradient descent\n")
    write(place, "vault/c.md", "Momentum makes gradient descent faster.")
    return files_of(place / "vault")


DIFFERENCE = """--- a/a.md
+++ b/a.md
@@ -1,5 +1,5 @@
 ---
-title: Round #2
+title: "Round #2"
 ---
-[[momentun]], [[other]]
+[[momentum]], [[other]]
 Momentum.
Problems mended: 2, in files: 1.
"""


def test_a_difference_is_shown_and_nothing_written(
    place: Path, vault: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kb(["check", "--mend", "vault"]) == 0
    assert capsys.readouterr().out == f"{DIFFERENCE}Nothing was written; --write does it.\n"
    assert files_of(place / "vault") == vault


def test_it_is_written(
    place: Path, vault: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kb(["check", "--mend", "--write", "vault"]) == 0
    assert capsys.readouterr().out == DIFFERENCE
    mended = b'---\ntitle: "Round #2"\n---\n[[momentum]], [[other]]\r\nMomentum.'
    assert files_of(place / "vault") == {**vault, "a.md": mended}
    assert kb(["check", "--mend", "--write", "vault"]) == 0
    assert capsys.readouterr().out == "Problems mended: 0, in files: 0.\n"


def test_hints_are_mended_if_they_are_asked_for(
    place: Path, vault: dict[str, bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    assert kb(["check", "--mend", "--write", "--only", "unlinked-mention", "vault"]) == 0
    assert "Problems mended: 1, in files: 1." in capsys.readouterr().out
    mended = b"Momentum makes [[gradient descent]] faster."
    assert files_of(place / "vault") == {**vault, "c.md": mended}


def test_a_rule_of_which_nothing_can_be_mended(capsys: pytest.CaptureFixture[str]) -> None:
    assert kb(["check", "--mend", "--only", "broken-math", "vault"]) == 2
    said = capsys.readouterr().err
    assert "--only: nothing of broken-math can be mended, but of: ambiguous" not in said
    assert "--only: nothing of broken-math can be mended, but of: broken-heading, " in said


@pytest.mark.parametrize("option", [["--write"], ["--only", "broken-link"]])
def test_what_belongs_to_mend(option: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert kb(["check", *option, "vault"]) == 2
    assert "--write and --only belong to --mend." in capsys.readouterr().err
