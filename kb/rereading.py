"""A workspace that stays open: what was written is read again, and nothing is kept in the cache.

In: a workspace, a listing of its vault, and which files were surely written. Out: the workspace
that is now. Whatever other programs do with the cache meanwhile, all of it is there.
"""

from collections.abc import Collection, Mapping

import msgspec
from msgspec.structs import replace

from kb.config import ParseSettings
from kb.names import NotePath
from kb.parse import parse
from kb.read import Listing, read
from kb.store import OpenPacks, Slice, is_own
from kb.workspace import Known, Workspace, is_seen, known_of, seen_now

MOST = 500
"""For more notes at once it is worth while to share the work among processes, as a build does."""
SPARE = 64_000_000
"""Bytes of what nobody needs any more that may lie beside as many as are needed."""

_encode = msgspec.msgpack.Encoder().encode


def stay_open(opened: Workspace, before: Workspace | None = None) -> Workspace:
    """What was just opened, which needs the files of the cache no more; nobody else may write there
    until this is done. What says the same as `before` is what is in memory already.
    """
    known = opened.known
    if before is not None:
        same = before.known
        known = {
            path: replace(each, outline=same[path].outline)
            if path in same and same[path].outline_digest == each.outline_digest
            else each
            for path, each in known.items()
        }
    return replace(opened, known=known, reader=OpenPacks(opened.packs))


def reread(
    before: Workspace, settings: ParseSettings, listing: Listing, written: Collection[NotePath]
) -> Workspace | None:
    """What a workspace that stays open is now; None where more than `MOST` notes are new."""
    old = before.known
    sure = {*written}  # two writes within a tick of the file system's clock may look like one
    stale = [
        entry
        for entry in listing.notes
        if entry.path in sure or (own := old.get(entry.path)) is None or not is_seen(own, entry)
    ]
    if not stale and len(old) == len(listing.notes):
        return before if listing == before.listing else replace(before, listing=listing, former={})
    if len(stale) > MOST:
        return None
    assert isinstance(before.reader, OpenPacks), "it stays open"
    packs = before.reader
    by_digest = {each.digest: each for each in old.values()} if stale else {}
    found: dict[NotePath, Known] = {}
    parsed = 0
    for entry in stale:
        source = read(before.vault, entry)
        own = old.get(entry.path)
        same = own if own and own.digest == source.digest else by_digest.get(source.digest)
        if same is not None:
            found[entry.path] = seen_now(same, entry)
            continue
        note = parse(source, settings)
        parsed += 1
        body, prose = packs.add(_encode(note.body)), packs.add(_encode(note.prose))
        found[entry.path] = known_of(entry, source, note.outline, body, prose)
    known = {entry.path: found.get(entry.path) or old[entry.path] for entry in listing.notes}
    former = {path: old[path] for path in found if path in old}
    now = replace(before, listing=listing, known=known, parsed=parsed, former=former)
    return _sparing(now, packs) if packs.added > SPARE else now


def _sparing(workspace: Workspace, packs: OpenPacks) -> Workspace:
    """Without what nobody needs any more, where that is most of it."""
    ours = {path: known for path, known in workspace.known.items() if is_own(known.body)}
    needed = sum(known.body.length + known.prose.length for known in ours.values())
    if packs.added <= 2 * needed + SPARE:
        return workspace
    new = packs.emptied()

    def moved(where: Slice) -> Slice:
        return new.add(packs.get(where))

    moves: Mapping[NotePath, Known] = {
        path: replace(known, body=moved(known.body), prose=moved(known.prose))
        for path, known in ours.items()
    }
    known = {path: moves.get(path, each) for path, each in workspace.known.items()}
    return replace(workspace, known=known, reader=new)
