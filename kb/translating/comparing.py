"""A translation and its original, compared block by block.

In: a workspace, and the two notes. Out: what the ledger is to say of them, and how they stand by
what it says.
"""

from collections.abc import Callable

from kb.model import Body, Site, Translated, TranslationState
from kb.names import NotePath
from kb.read import Entry, read
from kb.translating.blocks import SourceBlock, source_blocks
from kb.translating.changes import changes_since
from kb.translating.ledger import Ledger, Origin
from kb.translating.pairing import pair_blocks
from kb.workspace import Workspace

BlocksOf = Callable[[NotePath], tuple[SourceBlock, ...]]


def block_reader(workspace: Workspace) -> BlocksOf:
    """A function that reads the blocks of a note's source."""
    body_of: Callable[[NotePath], Body] = workspace.bodies()
    entries: dict[NotePath, Entry] = {entry.path: entry for entry in workspace.listing.notes}

    def blocks(path: NotePath) -> tuple[SourceBlock, ...]:
        text = read(workspace.vault, entries[path]).text
        return source_blocks(text, workspace.known[path].outline, body_of(path))

    return blocks


def origin_of(site: Site, path: NotePath, blocks_of: BlocksOf) -> Origin:
    """What the ledger is to say of the translation at `path`, as it and its original are now."""
    of = site.translations[path][0]
    outlines = site.outlines
    pairs = pair_blocks(outlines[of], blocks_of(of), outlines[path], blocks_of(path))
    return Origin(of, pairs)


def compare(ledger: Ledger, path: NotePath, of: NotePath, blocks_of: BlocksOf) -> Translated:
    """How the translation at `path` stands to the original at `of`."""
    pairs = ledger.origins[path].blocks if path in ledger.origins else ()
    changes = changes_since(pairs, blocks_of(of), blocks_of(path))
    return Translated(of, TranslationState.STALE if changes else TranslationState.COMPLETE, changes)
