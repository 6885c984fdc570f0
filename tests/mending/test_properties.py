"""Whatever is mended, in notes that others wrote and in notes that nobody would: no byte changes
but those that the mend names, the problem is gone, and none has come.
"""

import shutil
from collections import Counter
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.mending import Mend, Proving
from kb.pipeline import Prepared
from kb.problems import Rule
from kb.renaming import Changed, RenameRefused
from kb.renaming.raw_text import RawText
from tests.mending.vaults import findings_of, mends_of, prepared_vault, write_vault

MOST = 25
"""Mends of a vault that are tried on the disk."""


def check_span(mend: Mend, changed: Changed) -> None:
    """All bytes around the edits are as they were."""
    if mend.to_utf8:
        assert changed.after == RawText(changed.before).text.encode()
        return
    raw = RawText(changed.before)
    before, after = raw.text, RawText(changed.after).text
    assert raw.edited(mend.edits) == changed.after
    assert RawText(changed.after).codec == raw.codec
    first, last = mend.edits[0], mend.edits[-1]
    grown = sum(len(edit.new) - (edit.end - edit.start) for edit in mend.edits)
    assert after[: first.start] == before[: first.start]
    assert after[last.end + grown :] == before[last.end :]
    assert [*mend.edits] == sorted(mend.edits)
    if "\n" not in before.replace("\r\n", ""):
        assert "\n" not in after.replace("\r\n", "")


def rules_of(prepared: Prepared) -> Counter[str]:
    return Counter(finding.rule for _, finding in findings_of(prepared, mentions=False))


def try_on_disk(vault: Path, mend: Mend, changed: Changed, before: Counter[str]) -> None:
    """As another process would see it, that knows nothing of the proof."""
    file = vault / mend.path
    was = file.read_bytes()
    assert was == changed.before
    file.write_bytes(changed.after)
    now = rules_of(prepared_vault(vault))
    file.write_bytes(was)
    more = now - before
    assert not more, (mend, more)
    if mend.finding.rule != Rule.UNLINKED_MENTION.name:
        assert now[mend.finding.rule] < before[mend.finding.rule], mend


@pytest.mark.parametrize("name", ["foam-docs", "quartz-docs", "jzhao", "kepano"])
def test_notes_of_others(name: str, corpus: Path, tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    shutil.copytree(corpus / "vaults" / name, vault, copy_function=shutil.copyfile)
    for folder in (vault, *(each for each in vault.rglob("*") if each.is_dir())):
        folder.chmod(0o755)
    prepared = prepared_vault(vault)
    before = rules_of(prepared)
    proving, random = Proving(prepared), Random(8)
    mends = [*mends_of(prepared)]
    random.shuffle(mends)
    written = 0
    for mend in mends[: 4 * MOST]:
        try:
            changed = proving.prove([mend]).texts[mend.path]
        except RenameRefused:
            continue
        check_span(mend, changed)
        if written < MOST // 5:
            written += 1
            try_on_disk(vault, mend, changed, before)


LINES = st.sampled_from(
    [
        "[[gradient decent]]",
        "[[gradient decent|words]] and ![[pictur.png]]",
        "| [[gradient decent\\|w]] | x |\n|---|---|",
        "[x](gradient%20decent.md)",
        "[x](<gradient decent.md> 'title')",
        "[[gradient descent#Stoping rule]]",
        "> - [[gradient descent#Stoping rule]]",
        "gradient descent in words",
        "#problem/loss-oscilation",
        "`[[gradient decent]]` and $x$ and [[x",
        "```\n[[gradient decent]]\n```",
        "한글 [[gradient decent]]을 쓴다",
        "\u1112\u1161\u11ab [[gradient decent]]",
        "---",
        "",
    ]
)
FRONT = st.sampled_from(
    [
        "title: Rates: an overview",
        "tags:[one, two]",
        "tags:\n\t- one\n\t- two",
        "title: Round #2",
        "title: [Draft]",
        "tags: [one,\n  two",
        "tags: [problem/loss-oscilation, x]",
        "aliases: [Rate",
        "title:\u00a0Notes",
        "created: 2025-01-01\ncreated: 2025-01-01",
        "description: {a: b}",
        "  - odd",
        "x",
        "",
    ]
)
OTHERS = {
    "gradient descent.md": b"# Gradient descent\n\n## Stopping rule\n",
    "b.md": b"#problem/loss-oscillation",
    "c.md": b"#problem/loss-oscillation",
    "picture.png": b"",
}


@settings(max_examples=40)
@given(
    front=st.lists(FRONT, max_size=4),
    closed=st.booleans(),
    lines=st.lists(LINES, max_size=6),
    end=st.sampled_from(["\n", "\r\n"]),
    codec=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "euc-kr"]),
)
def test_notes_that_nobody_would_write(
    front: list[str], lines: list[str], end: str, codec: str, *, closed: bool
) -> None:
    text = "\n".join([*(["---", *front] if front else []), *(["---"] if closed else []), *lines])
    data = text.replace("\n", end).encode(codec, "replace")
    with TemporaryDirectory() as folder:
        vault = Path(folder, "vault")
        write_vault(vault, {"a.md": data, **OTHERS})
        prepared = prepared_vault(vault)
        before = rules_of(prepared)
        proving = Proving(prepared)
        for mend in mends_of(prepared):
            try:
                changed = proving.prove([mend]).texts[mend.path]
            except RenameRefused:
                continue
            check_span(mend, changed)
            try_on_disk(vault, mend, changed, before)
