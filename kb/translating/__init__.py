"""translating: how translations stand to their originals.

In: the notes of a site, and what the vault's ledger says. Out: for each translation that somebody
has marked, whether it still says what its original says, and where not.

A build reads the ledger and never writes it: only a person knows that two texts say the same.
"""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kb.model import Site, Translated, TranslationState
from kb.names import NotePath
from kb.stamp import stamp_of
from kb.store import Cache
from kb.workspace import Workspace

if TYPE_CHECKING:
    from kb.translating.comparing import BlocksOf
    from kb.translating.ledger import Ledger

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


def stand(site: Site, workspace: Workspace, cache: Cache) -> Standing:
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
    kept = cache.load(_KEPT, _Kept)
    looking = _Looking(workspace)
    if kept is None or kept.stamp != stamp:
        ledger = looking.ledger()
        kept = _Kept(stamp, ledger.damaged, {p: own.of for p, own in ledger.origins.items()}, {})
    found: dict[NotePath, tuple[str, Translated]] = {}
    for path, of in kept.of.items():
        versions = site.translations.get(path, (path,))
        if versions[0] != of or path == of:
            continue  # it is of another note by now, or private
        key = f"{workspace.known[of].digest} {workspace.known[path].digest}"
        known = kept.found.get(path)
        if known is None or known[0] != key:
            known = key, looking.compare(path, of)
        found[path] = known
        translated.setdefault(path, known[1])
    if looking.looked or found != kept.found:
        cache.save(_KEPT, _Kept(stamp, kept.damaged, kept.of, found))
    return Standing(translated, kept.damaged)


class _Looking:
    """Reads the ledger and the notes, once something is not known; most builds load none of it."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._ledger: Ledger | None = None
        self._blocks_of: BlocksOf | None = None

    @property
    def looked(self) -> bool:
        return self._ledger is not None

    def ledger(self) -> "Ledger":
        if self._ledger is None:
            from kb.translating.ledger import read_ledger  # noqa: PLC0415  as above

            self._ledger = read_ledger(self._workspace.vault / LEDGER)
        return self._ledger

    def compare(self, path: NotePath, of: NotePath) -> Translated:
        from kb.translating.comparing import block_reader, compare  # noqa: PLC0415  as above

        if self._blocks_of is None:
            self._blocks_of = block_reader(self._workspace)
        return compare(self.ledger(), path, of, self._blocks_of)


def _ledger_stamp(vault: Path) -> str:
    """Changes when the ledger is written; '' where there is none."""
    try:
        found = (vault / LEDGER).stat()
    except OSError:
        return ""
    return stamp_of(found.st_mtime_ns, found.st_size)
