"""Which blocks of a translation are stale: those whose original has changed, and no others."""

from collections.abc import Sequence
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.model import ChangeKind
from tests.conftest import CheckCases
from tests.translating.texts import blocks_of, changes, changes_after, marked

HERE = Path(__file__).parent


# --- examples ---


def _told(text: str) -> str:
    """The original, its translation, and the original as it became; or, of what the translation
    became as well.
    """
    original, translation, then, *further = text.split("\n---\n")
    pairs = marked(original, translation)
    found = changes(pairs, then, further[0] if further else translation)
    return "\n".join(
        " ".join(
            (
                change.kind,
                "-"
                if change.original is None
                else f"{change.original.line} {change.original.words!r}",
                "->",
                "-"
                if change.translation is None
                else f"{change.translation.line} {change.translation.words!r}",
            )
        )
        for change in found
    )


def test_changes(check_cases: CheckCases) -> None:
    check_cases(HERE / "changes.md", _told)


# --- properties: random notes, their translations, random edits ---

_KINDS = ("text", "list", "quote", "code", "table", "heading")


def _block(kind: str, number: int, language: str) -> str:
    words = (
        f"{language} {number}번째 문단은 무엇을 말한다"
        if language == "ko"
        else f"Block {number} says it"
    )
    if kind == "list":
        return f"- {words}\n  - {words} 2"
    if kind == "quote":
        return f"> {words}\n> and goes on"
    if kind == "code":
        return f"```python\nx = {number}  # {language}\n```"
    if kind == "table":
        return f"| {words} | b |\n|---|---|\n| 1 | 2 |"
    if kind == "heading":
        return f"## {words}"
    return words


_NOTES = st.lists(st.sampled_from(_KINDS), min_size=1, max_size=12)


def _text(blocks: Sequence[str]) -> str:
    return "---\ntitle: x\n---\n\n" + "\n\n".join(blocks) + "\n"


@given(_NOTES, st.data())
def test_the_edited_blocks_are_stale_and_no_others(kinds: list[str], data: st.DataObject) -> None:
    original = [_block(kind, number, "ko") for number, kind in enumerate(kinds)]
    translation = [_block(kind, number, "en") for number, kind in enumerate(kinds)]
    edited = data.draw(st.sets(st.integers(0, len(kinds) - 1)))
    then = [
        _block(kind, 100 + number if number in edited else number, "ko")
        for number, kind in enumerate(kinds)
    ]
    found = changes_after(_text(original), _text(translation), _text(then))
    lines = [block.first_line for block in blocks_of(_text(translation))[1]]
    theirs = [block.first_line for block in blocks_of(_text(then))[1]]
    assert [change.kind for change in found] == [ChangeKind.CHANGED] * len(edited)
    places = [(lines[number], theirs[number]) for number in sorted(edited)]
    assert [
        (c.translation.line, c.original.line) for c in found if c.translation and c.original
    ] == places
    # A text that was changed back is fresh again.
    assert changes_after(_text(original), _text(translation), _text(original)) == ()


@given(_NOTES, st.data())
def test_moved_blocks_are_not_stale(kinds: list[str], data: st.DataObject) -> None:
    original = [_block(kind, number, "ko") for number, kind in enumerate(kinds)]
    translation = [_block(kind, number, "en") for number, kind in enumerate(kinds)]
    moved = data.draw(st.permutations(original))
    assert changes_after(_text(original), _text(translation), _text(moved)) == ()
    # Nor where the translation was put into the new order.
    order = [original.index(block) for block in moved]
    pairs = marked(_text(original), _text(translation))
    reordered = [translation[number] for number in order]
    assert changes(pairs, _text(moved), _text(reordered)) == ()


@given(_NOTES, st.data())
def test_of_blocks_that_moved_the_edited_ones_are_stale(
    kinds: list[str], data: st.DataObject
) -> None:
    original = [_block(kind, number, "ko") for number, kind in enumerate(kinds)]
    translation = [_block(kind, number, "en") for number, kind in enumerate(kinds)]
    edited = data.draw(st.sets(st.integers(0, len(kinds) - 1)))
    then = data.draw(
        st.permutations(
            [
                _block(kind, 100 + number if number in edited else number, "ko")
                for number, kind in enumerate(kinds)
            ]
        )
    )
    found = changes_after(_text(original), _text(translation), _text(then))
    stale = [change for change in found if change.kind is not ChangeKind.NEW]
    lines = [block.first_line for block in blocks_of(_text(translation))[1]]
    assert [c.translation.line for c in stale if c.translation] == [
        lines[number] for number in sorted(edited)
    ]
    shown = {change.original.line for change in found if change.original is not None}
    texts = [block.first_line for block in blocks_of(_text(then))[1]]
    changed = {_block(kinds[number], 100 + number, "ko") for number in edited}
    assert shown == {line for line, text in zip(texts, then, strict=True) if text in changed}


@given(_NOTES, st.data())
def test_inserted_and_deleted_blocks_are_told(kinds: list[str], data: st.DataObject) -> None:
    original = [_block(kind, number, "ko") for number, kind in enumerate(kinds)]
    translation = [_block(kind, number, "en") for number, kind in enumerate(kinds)]
    at = data.draw(st.integers(0, len(kinds) - 1))
    new = _block("text", 200, "ko")
    (found,) = changes_after(
        _text(original), _text(translation), _text([*original[:at], new, *original[at:]])
    )
    assert (found.kind, found.original and found.original.words[:6]) == (ChangeKind.NEW, "ko 200")
    lines = [block.first_line for block in blocks_of(_text(translation))[1]]
    assert (found.translation.line if found.translation else None) == (
        lines[at - 1] if at else None
    )
    (gone,) = changes_after(
        _text(original), _text(translation), _text([*original[:at], *original[at + 1 :]])
    )
    assert (gone.kind, gone.original) == (ChangeKind.GONE, None)
    assert gone.translation is not None
    assert gone.translation.line == lines[at]
    # Gone from both: nothing is left to say.
    pairs = marked(_text(original), _text(translation))
    less = [_text([*each[:at], *each[at + 1 :]]) for each in (original, translation)]
    assert changes(pairs, less[0], less[1]) == ()
