"""What reaches the disk, and what never does."""

import json
import os
from pathlib import Path

import pytest

from kb.mending import MENDABLE, Mend, MendRefused, Proved, Proving, write
from kb.names import NotePath
from kb.problems import Rule
from kb.renaming import RenameRefused
from kb.translating import LEDGER
from tests.mending.vaults import mends_of, prepared_vault, write_vault

FILES = {
    "a.md": b"\xef\xbb\xbfSee [[momentun]].\r\nAnd more.\r\n",
    "momentum.md": b"# Momentum\n",
}


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    write_vault(tmp_path / "vault", FILES)
    return tmp_path / "vault"


def names_in(vault: Path) -> list[str]:
    return sorted(file.name for file in vault.iterdir())


def only_mend(vault: Path) -> tuple[Proving, Mend]:
    prepared = prepared_vault(vault)
    (mend,) = mends_of(prepared, mentions=False)
    return Proving(prepared), mend


def test_nothing_but_the_span_changes(vault: Path) -> None:
    (vault / "a.md").chmod(0o640)
    proving, mend = only_mend(vault)
    write(proving.prepared, proving.prove([mend]))
    assert (vault / "a.md").read_bytes() == b"\xef\xbb\xbfSee [[momentum]].\r\nAnd more.\r\n"
    assert (vault / "a.md").stat().st_mode & 0o777 == 0o640
    assert names_in(vault) == ["a.md", "momentum.md"]
    assert [*mends_of(prepared_vault(vault), mentions=False)] == []


def test_an_old_encoding_stays(vault: Path) -> None:
    (vault / "a.md").write_bytes("가나다라 [[momentun]]을 본다.".encode("euc-kr"))
    prepared = prepared_vault(vault)
    encoding, link = mends_of(prepared, mentions=False)
    proving = Proving(prepared)
    after = "가나다라 [[momentum]]을 본다."
    assert proving.prove([link]).texts[link.path].after == after.encode("euc-kr")
    assert proving.prove([encoding, link]).texts[link.path].after == after.encode()
    write(prepared, proving.prove([encoding]))
    assert (vault / "a.md").read_text(encoding="utf-8") == "가나다라 [[momentun]]을 본다."


def test_a_note_that_has_changed_is_not_offered_anything(vault: Path) -> None:
    prepared = prepared_vault(vault)
    (vault / "a.md").write_bytes(b"Now [[momentun]].")
    assert [*mends_of(prepared, mentions=False)] == []


def test_a_note_that_changes_after_the_offer(vault: Path) -> None:
    proving, mend = only_mend(vault)
    (vault / "a.md").write_bytes(b"Now [[momentun]].")
    with pytest.raises(MendRefused, match=r"a\.md has changed meanwhile"):
        proving.prove([mend])
    assert (vault / "a.md").read_bytes() == b"Now [[momentun]]."


def test_a_note_that_changes_after_the_proof(vault: Path) -> None:
    proving, mend = only_mend(vault)
    proved = proving.prove([mend])
    (vault / "a.md").write_bytes(b"Now [[momentun]].")
    with pytest.raises(RenameRefused, match=r"a\.md has changed meanwhile"):
        write(proving.prepared, proved)
    assert (vault / "a.md").read_bytes() == b"Now [[momentun]]."
    assert names_in(vault) == ["a.md", "momentum.md"]


def test_a_note_that_is_gone(vault: Path) -> None:
    proving, mend = only_mend(vault)
    (vault / "a.md").unlink()
    with pytest.raises(MendRefused, match="changed meanwhile"):
        proving.prove([mend])


def test_a_symbolic_link_within_the_vault_stays_one(vault: Path) -> None:
    (vault / ".kept").mkdir()
    (vault / "a.md").rename(vault / "z.md")
    (vault / "a.md").symlink_to("z.md")
    prepared = prepared_vault(vault)
    for mend in mends_of(prepared, mentions=False):
        write(prepared, Proving(prepared).prove([mend]))
        break
    assert (vault / "a.md").is_symlink()
    assert b"[[momentum]]" in (vault / "z.md").read_bytes()


def test_a_symbolic_link_out_of_the_vault_is_not_followed(vault: Path) -> None:
    proving, mend = only_mend(vault)
    proved = proving.prove([mend])
    outside = vault.parent / "outside.md"
    outside.write_bytes(FILES["a.md"])
    (vault / "a.md").unlink()
    (vault / "a.md").symlink_to(outside)
    with pytest.raises(RenameRefused, match="Outside of the vault"):
        write(proving.prepared, proved)
    assert outside.read_bytes() == FILES["a.md"]
    assert names_in(vault) == ["a.md", "momentum.md"]


def test_a_folder_that_becomes_a_way_out(vault: Path) -> None:
    write_vault(vault, {"d/b.md": b"[[momentun]]"})
    prepared = prepared_vault(vault)
    mend = next(each for each in mends_of(prepared, mentions=False) if each.path == "d/b.md")
    proved = Proving(prepared).prove([mend])
    (vault / "d").rename(vault.parent / "moved")
    (vault / "d").symlink_to(vault.parent / "moved")
    with pytest.raises(RenameRefused, match="Outside of the vault"):
        write(prepared, proved)
    assert (vault.parent / "moved/b.md").read_bytes() == b"[[momentun]]"


def test_a_file_that_cannot_be_written(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    proving, mend = only_mend(vault)
    monkeypatch.setattr(os, "access", lambda *_: False)
    with pytest.raises(RenameRefused, match="cannot be written"):
        write(proving.prepared, proving.prove([mend]))
    assert (vault / "a.md").read_bytes() == FILES["a.md"]


def test_a_change_that_another_program_is_making(vault: Path) -> None:
    proving, mend = only_mend(vault)
    (vault / ".kb-rename").mkdir()
    with pytest.raises(MendRefused, match="A rename was interrupted"):
        write(proving.prepared, proving.prove([mend]))
    assert (vault / "a.md").read_bytes() == FILES["a.md"]


def test_several_at_once(vault: Path) -> None:
    write_vault(vault, {"b.md": b"---\ntitle: Round #2\n---\n[[momentun]] ![[momentun]]\n"})
    prepared = prepared_vault(vault)
    mends = [*mends_of(prepared, mentions=False)]
    proved = Proving(prepared).prove(mends)
    write(prepared, proved)
    after = b'---\ntitle: "Round #2"\n---\n[[momentum]] ![[momentum]]\n'
    assert (vault / "b.md").read_bytes() == after
    assert [*prepared_vault(vault).findings] == []


def test_what_translations_were_made_from_goes_along(vault: Path) -> None:
    from tests.cli.test_commands import kb  # noqa: PLC0415

    write_vault(
        vault,
        {
            "x.md": "# 글\n\n이것은 [[momentun]]을 쓰는 글이다.\n".encode(),
            "x.en.md": b"# Text\n\nThis is a text that uses [[momentum]] in English.\n",
        },
    )
    assert kb(["translate", "--mark", str(vault / "x.en.md")]) == 0
    before = json.loads((vault / LEDGER).read_text())
    prepared = prepared_vault(vault)
    mends = [each for each in mends_of(prepared, mentions=False) if each.path == "x.md"]
    assert len(mends) == 1
    write(prepared, Proving(prepared).prove(mends))
    assert json.loads((vault / LEDGER).read_text()) != before
    rules = {finding.rule for _, finding in prepared_vault(vault).findings}
    assert Rule.TRANSLATION_STALE.name not in rules


def test_every_rule_with_a_mend_is_a_rule() -> None:
    assert {rule.name for rule in Rule} >= MENDABLE
    assert Proved({}).texts == {}
    assert NotePath("x")
