"""The network of a workspace, remembered from the last time.

In: a workspace and settings. Out: the network that `make_network` makes. Its notes are linked anew
only when one of them shows another face: other names, headings, tags or links. Most edits do not
change a word of these; where few notes do, these alone are linked, and whoever asks for them.
"""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.config import Settings
from kb.link import (
    Limits,
    follow_embeds,
    link_note,
    make_network,
    make_site,
    relink,
    reword,
    who_asks,
)
from kb.model import Network, Outline
from kb.names import NotePath
from kb.store import Cache, digest
from kb.workspace import Known, Workspace

_FILE = "network.msgpack"
STALE = 50
"""So many notes may have been edited since the network was kept; then it is kept again."""
FEW = 4
"""So many notes with another face are linked one by one; for more, all are linked anew."""

_encode = msgspec.msgpack.Encoder().encode


class Kept(Struct, frozen=True, array_like=True):
    world: str
    outlines: dict[NotePath, str]
    """Digests of the outlines that were linked."""
    network: Network
    """Without the outlines, and without embeds: these depend on how long a text is."""


def world_of(workspace: Workspace, settings: Settings) -> str:
    """Changes with the face of any note, and with whatever else links depend on."""
    return _world_of(workspace, settings, workspace.known)


def _world_of(workspace: Workspace, settings: Settings, known: Mapping[NotePath, Known]) -> str:
    faces = (f"{path}\n{note.face_digest}" for path, note in known.items())
    return digest(workspace.stamp, _encode((settings, workspace.attached)), *faces)


def link_workspace(workspace: Workspace, settings: Settings, cache: Cache, world: str) -> Network:
    """The network of all notes; kept in `cache`."""
    kept = cache.load(_FILE, Kept)
    outlines = workspace.outlines
    now = {path: known.outline_digest for path, known in workspace.known.items()}
    if kept is not None and kept.world == world:
        edited = [path for path in outlines if kept.outlines.get(path) != now[path]]
        network = _with_edited(kept.network, outlines, edited)
        if len(edited) > STALE:
            _keep(cache, world, now, network)
        return network
    relinked = None if kept is None else _relinked(kept, workspace, settings, now)
    if relinked is None:
        network = make_network(make_site(outlines, workspace.attached, settings))
    else:
        network = relinked
    _keep(cache, world, now, network)
    return network


def _with_edited(
    kept: Network, outlines: Mapping[NotePath, Outline], edited: Iterable[NotePath]
) -> Network:
    """With all outlines, where those of `edited` show the face that they had."""
    public = {path: note for path, note in outlines.items() if not note.front_matter.private}
    site = replace(kept.site, outlines=public)
    # Where its links lead is the same; where they stand in its text may not be.
    again = {path: link_note(site, path) for path in edited if path in public}
    linked = {**kept.linked, **again}
    embeds = follow_embeds(site, linked, Limits())
    return replace(kept, site=site, linked=linked, embeds=embeds)


def _relinked(
    kept: Kept, workspace: Workspace, settings: Settings, now: Mapping[NotePath, str]
) -> Network | None:
    """The network of all notes, from one in which a few had another face; None where it is not
    that, or a note has come, gone or got another place.
    """
    known, former = workspace.known, workspace.former
    changed = [path for path in former if former[path].face_digest != known[path].face_digest]
    if not 0 < len(changed) <= FEW or kept.outlines.keys() != known.keys():
        return None
    if _world_of(workspace, settings, {**known, **former}) != kept.world:
        return None  # another program has read the notes in between
    outlines = workspace.outlines
    before = {**outlines, **{path: former[path].outline for path in changed}}
    digests = {**now, **{path: former[path].outline_digest for path in changed}}
    edited = [path for path in before if kept.outlines[path] != digests[path]]
    network = _with_edited(kept.network, before, edited)
    return _with_faces(network, {path: outlines[path] for path in changed}, settings)


def _with_faces(
    network: Network, outlines: Mapping[NotePath, Outline], settings: Settings
) -> Network | None:
    """With these notes, each relinked."""
    asked = who_asks(network.site)
    for path, outline in outlines.items():
        relinked = relink(network, asked, path, outline, settings)
        if relinked is None:
            return None
        network, asked = relinked.network, relinked.asked
    return network


def link_again(
    before: Network, former: Workspace, workspace: Workspace, settings: Settings, *, same: bool
) -> Network:
    """The network of all notes, from that of `former`, of the same settings.

    `same`: the two show the same.
    """
    old, now = former.known, workspace.known
    changed = {path: each for path, each in now.items() if each is not old.get(path)}
    site = before.site
    texts = {
        path: each.outline
        for path, each in changed.items()
        if path in site.outlines and (same or each.face_digest == old[path].face_digest)
    }
    if same:
        return reword(before, texts)
    faces = {path: each.outline for path, each in changed.items() if path not in texts}
    stayed = old.keys() == now.keys() and former.attached == workspace.attached
    if stayed and len(faces) <= FEW and faces.keys() <= site.outlines.keys():
        network = _with_faces(reword(before, texts) if texts else before, faces, settings)
        if network is not None:
            return network
    return make_network(make_site(workspace.outlines, workspace.attached, settings))


def _keep(cache: Cache, world: str, outlines: dict[NotePath, str], network: Network) -> None:
    bare = replace(network, site=replace(network.site, outlines={}), embeds={})
    cache.save(_FILE, Kept(world, outlines, bare))
