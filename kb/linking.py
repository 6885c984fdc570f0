"""The network of a workspace, remembered from the last time.

In: a workspace and settings. Out: the network that `make_network` makes. Its notes are linked anew
only when one of them shows another face: other names, headings, tags or links. Most edits do not
change a word of these.
"""

from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.config import Settings
from kb.link import Limits, follow_embeds, link_note, make_network, make_site
from kb.model import Network
from kb.names import NotePath
from kb.store import digest, load, save
from kb.workspace import Workspace

STALE = 50
"""So many notes may have been edited since the network was kept; then it is kept again."""

_encode = msgspec.msgpack.Encoder().encode


class Kept(Struct, frozen=True, array_like=True):
    world: str
    outlines: dict[NotePath, str]
    """Digests of the outlines that were linked."""
    network: Network
    """Without the outlines, and without embeds: these depend on how long a text is."""


def world_of(workspace: Workspace, settings: Settings) -> str:
    """Changes with the face of any note, and with whatever else links depend on."""
    attachments = [entry.path for entry in workspace.listing.attachments]
    faces = (f"{path}\n{known.face_digest}" for path, known in workspace.known.items())
    return digest(workspace.stamp, _encode((settings, attachments)), *faces)


def link_workspace(workspace: Workspace, settings: Settings, cache: Path, world: str) -> Network:
    """The network of all notes; kept in `cache`."""
    file = cache / "network.msgpack"
    kept = load(file, Kept)
    outlines = workspace.outlines
    now = {path: known.outline_digest for path, known in workspace.known.items()}
    if kept is None or kept.world != world:
        attachments = (entry.path for entry in workspace.listing.attachments)
        network = make_network(make_site(outlines, attachments, settings))
        _keep(file, world, now, network)
        return network
    public = {path: note for path, note in outlines.items() if not note.front_matter.private}
    site = replace(kept.network.site, outlines=public)
    # Where its links lead is the same; where they stand in its text may not be.
    edited = [path for path in public if kept.outlines.get(path) != now[path]]
    linked = {**kept.network.linked, **{path: link_note(site, path) for path in edited}}
    embeds = follow_embeds(site, linked, Limits())
    network = replace(kept.network, site=site, linked=linked, embeds=embeds)
    if len(edited) > STALE:
        _keep(file, world, now, network)
    return network


def _keep(file: Path, world: str, outlines: dict[NotePath, str], network: Network) -> None:
    bare = replace(network, site=replace(network.site, outlines={}), embeds={})
    file.parent.mkdir(parents=True, exist_ok=True)
    save(file, Kept(world, outlines, bare))
