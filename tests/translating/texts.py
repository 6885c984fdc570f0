"""Notes as text, and what is known of them and of their translations."""

from kb.config import ParseSettings
from kb.model import BlockChange, Outline, Source
from kb.names import NotePath
from kb.parse import parse
from kb.store import digest
from kb.translating.blocks import SourceBlock, source_blocks
from kb.translating.changes import changes_since
from kb.translating.ledger import Pair
from kb.translating.pairing import pair_blocks


def blocks_of(text: str) -> tuple[Outline, tuple[SourceBlock, ...]]:
    note = parse(Source(NotePath("a.md"), "a.md", text, digest(text)), ParseSettings())
    return note.outline, source_blocks(text, note.outline, note.body)


def marked(original: str, translation: str) -> tuple[Pair, ...]:
    return pair_blocks(*blocks_of(original), *blocks_of(translation))


def changes(pairs: tuple[Pair, ...], original: str, translation: str) -> tuple[BlockChange, ...]:
    return changes_since(pairs, blocks_of(original)[1], blocks_of(translation)[1])


def changes_after(original: str, translation: str, then: str) -> tuple[BlockChange, ...]:
    """The translation was marked; then the original became `then`."""
    return changes(marked(original, translation), then, translation)
