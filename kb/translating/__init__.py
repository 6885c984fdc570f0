"""translating: how translations stand to their originals.

In: the notes of a site, and what the vault's ledger says. Out: for each translation that somebody
has marked, whether it still says what its original says, and where not.

A build reads the ledger and never writes it: only a person knows that two texts say the same.
"""

from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from kb.model import Body, Site, Translated, TranslationState
from kb.names import NotePath
from kb.read import Entry, read
from kb.stamp import stamp_of
from kb.store import load, save
from kb.translating.blocks import SourceBlock, source_blocks
from kb.translating.changes import changes_since
from kb.translating.ledger import Ledger, Origin, read_ledger
from kb.translating.pairing import pair_blocks
from kb.workspace import Workspace

LEDGER = ".kb-translations.json"
"""At the top of the vault; hidden, so it is never published."""
_KEPT = "translations.msgpack"


class Standing(Struct, frozen=True):
    translated: dict[NotePath, Translated] = {}
    """Of the translations that are marked, or to be filled."""
    damaged: int = 0
    """The first line of the ledger that cannot be read; 0: none."""


class _Kept(Struct, frozen=True):
    """What was found the last time."""

    stamp: str
    """Of the ledger and of our own code."""
    damaged: int
    of: dict[NotePath, NotePath]
    """What each translation was made from, as far as the ledger says."""
    found: dict[NotePath, tuple[str, Translated]]
    """For each of these the digests of both texts, and what was found of them."""


def stand(site: Site, workspace: Workspace, cache: Path) -> Standing:
    """How the translations of a site stand."""
    translated = {
        path: Translated(versions[0], TranslationState.UNFILLED, unfilled=lines)
        for path, versions in site.translations.items()
        if path != versions[0] and (lines := site.outlines[path].unfilled)
    }
    stamp = _ledger_stamp(workspace.vault)
    if not stamp:
        return Standing(translated)
    stamp = f"{workspace.stamp} {stamp}"
    kept = load(cache / _KEPT, _Kept)
    ledger: Ledger | None = None
    if kept is None or kept.stamp != stamp:
        ledger = read_ledger(workspace.vault / LEDGER)
        kept = _Kept(stamp, ledger.damaged, {p: own.of for p, own in ledger.origins.items()}, {})
    found: dict[NotePath, tuple[str, Translated]] = {}
    blocks_of: Callable[[NotePath], tuple[SourceBlock, ...]] | None = None
    for path, of in kept.of.items():
        versions = site.translations.get(path, (path,))
        if versions[0] != of or path == of:
            continue  # it is of another note by now, or private
        key = f"{workspace.known[of].digest} {workspace.known[path].digest}"
        known = kept.found.get(path)
        if known is None or known[0] != key:
            ledger = ledger or read_ledger(workspace.vault / LEDGER)
            blocks_of = blocks_of or block_reader(workspace)
            pairs = ledger.origins[path].blocks if path in ledger.origins else ()
            changes = changes_since(pairs, blocks_of(of), blocks_of(path))
            state = TranslationState.STALE if changes else TranslationState.COMPLETE
            known = key, Translated(of, state, changes)
        found[path] = known
        translated.setdefault(path, known[1])
    if ledger is not None or found != kept.found:
        cache.mkdir(parents=True, exist_ok=True)
        save(cache / _KEPT, _Kept(stamp, kept.damaged, kept.of, found))
    return Standing(translated, kept.damaged)


def origin_of(
    site: Site, path: NotePath, blocks_of: Callable[[NotePath], tuple[SourceBlock, ...]]
) -> Origin:
    """What the ledger is to say of the translation at `path`, as it and its original are now."""
    of = site.translations[path][0]
    outlines = site.outlines
    pairs = pair_blocks(outlines[of], blocks_of(of), outlines[path], blocks_of(path))
    return Origin(of, pairs)


def block_reader(workspace: Workspace) -> Callable[[NotePath], tuple[SourceBlock, ...]]:
    """A function that reads the blocks of a note's source."""
    body_of: Callable[[NotePath], Body] = workspace.bodies()
    entries: dict[NotePath, Entry] = {entry.path: entry for entry in workspace.listing.notes}

    def blocks(path: NotePath) -> tuple[SourceBlock, ...]:
        text = read(workspace.vault, entries[path]).text
        return source_blocks(text, workspace.known[path].outline, body_of(path))

    return blocks


def _ledger_stamp(vault: Path) -> str:
    """Changes when the ledger is written; '' where there is none."""
    try:
        found = (vault / LEDGER).stat()
    except OSError:
        return ""
    return stamp_of(found.st_mtime_ns, found.st_size)
