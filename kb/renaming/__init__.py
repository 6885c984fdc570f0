"""renaming: a note, a heading or a tag is called otherwise, and every link still leads to it.

In: a prepared vault and two names. Out: a `Plan` of what changes, tried before anything is written
(`plan_rename`); and the changed files, all of them or none (`write_plan`, `undo`).
"""

import os
from collections.abc import Callable, Mapping

import msgspec
from msgspec import Struct

from kb.config import ParseSettings
from kb.model import Outline, Source
from kb.names import NotePath
from kb.parallel import spread
from kb.pipeline import Prepared
from kb.read import decode
from kb.renaming.carried import carried_ledger
from kb.renaming.files import JOURNAL_FOLDER, FileChange, change_files, undo
from kb.renaming.new_places import new_files
from kb.renaming.plan import Changed, Plan, Vault, make_plan
from kb.renaming.refused import RenameRefused
from kb.renaming.wanted import NoteRename, find_wanted
from kb.renaming.whereabouts import Whereabouts
from kb.store import digest
from kb.strings import mark

__all__ = [
    "JOURNAL_FOLDER",
    "Changed",
    "Plan",
    "RenameRefused",
    "plan_rename",
    "undo",
    "write_plan",
]

CHUNK = 16
"""Notes that a worker parses at a time."""


def plan_rename(
    prepared: Prepared, old: str, new: str, *, keep: bool = True, merge: bool = False, jobs: int = 1
) -> Plan:
    """What has to change so that `old` is called `new`.

    `keep`: the old name stays as an alias, the old address as a redirect. `merge`: a tag may take
    the name of another.

    Raises:
        RenameRefused: it cannot be done without harm; the sentence says why.
    """
    workspace = prepared.workspace
    vault = Vault(
        prepared.settings,
        workspace.outlines,
        tuple(entry.path for entry in workspace.listing.attachments),
    )
    before = _before(prepared, vault)
    wanted = find_wanted(before.site, old, new, merge=merge)
    if isinstance(wanted, NoteRename):
        exclude = prepared.settings.exclude
        new_files(workspace.vault, workspace.listing, exclude, wanted.moves)

    files = {entry.path: entry.file for entry in workspace.listing.notes}

    def parse(texts: Mapping[NotePath, bytes]) -> dict[NotePath, Outline]:
        return parse_all(texts, prepared.settings.parse, jobs)

    return make_plan(
        vault,
        before,
        wanted,
        read=lambda path: _read(prepared, path, files[path]),
        parse=parse,
        keep=keep,
    )


def _before(prepared: Prepared, vault: Vault) -> Whereabouts:
    """The site that is known already, where it holds all notes."""
    if len(prepared.site.outlines) < len(vault.outlines):
        return vault.whereabouts(vault.outlines)
    linked = prepared.network.linked
    return Whereabouts(prepared.site, {path: list(each.targets) for path, each in linked.items()})


def _read(prepared: Prepared, path: NotePath, file: str) -> bytes:
    known = prepared.workspace.known[path]
    data = (prepared.workspace.vault / file).read_bytes()
    if digest(data) != known.digest:
        raise RenameRefused(mark("{path} has changed meanwhile. Try again."), path=path)
    return data


def parse_all(
    texts: Mapping[NotePath, bytes], settings: ParseSettings, jobs: int
) -> dict[NotePath, Outline]:
    """Each text as the parser reads it."""
    paths = list(texts)
    chunks = [
        [(path, texts[path]) for path in paths[start : start + CHUNK]]
        for start in range(0, len(paths), CHUNK)
    ]
    found: dict[NotePath, Outline] = {}
    for result in spread(_Parsing(settings, chunks), len(chunks), jobs, alone_below=3):
        found.update(_decode(result))
    return found


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[NotePath, Outline]).decode


class _Parsing(Struct, frozen=True):
    """What a worker needs to parse texts."""

    settings: ParseSettings
    chunks: list[list[tuple[NotePath, bytes]]]

    def __call__(self) -> Callable[[int], bytes]:
        from kb.parse import parse  # noqa: PLC0415  as in `kb.workspace`

        def work(number: int) -> bytes:
            found = {}
            for path, data in self.chunks[number]:
                text, findings = decode(data)
                source = Source(path, path, text, digest(data), findings)
                found[path] = parse(source, self.settings).outline
            return _encode(found)

        return work


def write_plan(prepared: Prepared, plan: Plan) -> None:
    """Change the files, all or none.

    Raises:
        RenameRefused: a file cannot be written.
        OSError: the disk is full, or the like; all is as it was.
    """
    workspace = prepared.workspace
    files = {entry.path: entry.file for entry in workspace.listing.notes}
    moved = new_files(workspace.vault, workspace.listing, prepared.settings.exclude, plan.moves)
    changes: dict[str, FileChange] = {}
    for path in sorted({*plan.moves, *plan.texts}):
        file = files[path]
        real = os.path.realpath(workspace.vault / file)
        data = plan.texts.get(path)
        if data is None:
            now = _read(prepared, path, file)
            data = Changed(now, now)
        change = FileChange(file, moved.get(path, file), data.before, data.after)
        # A file may be in the vault twice, by a symbolic link.
        other = changes.setdefault(real, change)
        if other.after != change.after:
            raise RenameRefused(
                mark("{path} is a symbolic link, or the file that one leads to. Move it by hand."),
                path=path,
            )
    ledger = carried_ledger(prepared, plan)
    change_files(workspace.vault, [*changes.values(), *ledger])
