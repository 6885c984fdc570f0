"""A note's text for reading and writing, or the reason why it cannot be changed.

In: a note's path and bytes. Out: a `RawText`, and new bytes; a refusal names the note.
"""

from collections.abc import Iterable

from kb.names import NotePath, nfc
from kb.renaming.raw_text import Edit, NotEncodableError, NotReversibleError, RawText
from kb.renaming.refused import RenameRefused
from kb.strings import mark


def open_text(path: NotePath, data: bytes) -> RawText:
    """Raises RenameRefused where the bytes could not be written again as they are."""
    try:
        return RawText(data)
    except NotReversibleError as error:
        raise RenameRefused(
            mark(
                "{path} holds bytes that mean nothing in {encoding}, so that it cannot be written "
                "again as it was. Save it as UTF-8 first."
            ),
            path=path,
            encoding=error.codec.upper(),
        ) from None


def edit_text(path: NotePath, raw: RawText, edits: Iterable[Edit]) -> bytes:
    """Raises RenameRefused where the file's encoding cannot write an edit."""
    try:
        return raw.edited(edits)
    except NotEncodableError as error:
        raise not_encodable(path, error) from None


def span_of(raw: RawText, line: int, column: int, words: str) -> tuple[int, int] | None:
    """Where `words` stand that a parser gave that place to, whatever their case and however their
    letters are composed in the file; None where they do not stand there.
    """
    start, sought = raw.position(line, column), nfc(words).casefold()
    ends = range(start + 1, min(start + 4 * len(sought), len(raw.text)) + 1)
    found = [end for end in ends if nfc(raw.text[start:end]).casefold() == sought]
    return (start, found[-1]) if found else None


def not_encodable(path: NotePath, error: NotEncodableError) -> RenameRefused:
    return RenameRefused(
        mark("{path} is written in {encoding}, which has no signs for {text}."),
        path=path,
        encoding=error.codec.upper(),
        text=error.text.strip(),
    )
