"""Whether notes can lie where they should.

In: the listing of a vault and which notes move where. Out: how the file system spells the new
places, or the reason why a note cannot lie there.
"""

import os
import posixpath
from collections.abc import Mapping
from pathlib import Path

from kb.link import name_key
from kb.names import NotePath
from kb.read import Listing, left_out
from kb.renaming.refused import RenameRefused
from kb.strings import mark


def new_files(
    vault: Path, listing: Listing, exclude: tuple[str, ...], moves: Mapping[NotePath, NotePath]
) -> dict[NotePath, str]:
    """The file of each note that moves, by its path before.

    Raises:
        RenameRefused: something lies there, or would not be part of the vault there.
    """
    entries = {entry.path: entry for entry in (*listing.notes, *listing.attachments)}
    others = {name_key(path): path for path in entries if path not in moves}
    leave = left_out(vault, exclude)
    spelled = _folders_as_spelled(listing)
    files: dict[NotePath, str] = {}
    for path, new in moves.items():
        if name_key(new) in others:
            raise RenameRefused(mark("{path} is there already."), path=others[name_key(new)])
        if leave.anywhere(new, False):
            raise RenameRefused(
                mark("{path} would be left out of the site: choose another name."), path=new
            )
        folder, name = posixpath.split(new)
        files[path] = posixpath.join(spelled.get(folder, folder), name)
        _check_free(vault, entries[path].file, files[path], new)
        _check_single(vault, listing, path, entries[path].file)
    if len({name_key(new) for new in moves.values()}) < len(moves):
        raise RenameRefused(mark("{path} is there already."), path=min(moves.values()))
    return files


def _folders_as_spelled(listing: Listing) -> dict[str, str]:
    """As macOS decomposes names: a folder's path -> its name as it lies on the disk."""
    found: dict[str, str] = {}
    for entry in (*listing.notes, *listing.attachments):
        path, file = posixpath.dirname(entry.path), posixpath.dirname(entry.file)
        while path and path not in found:
            found[path] = file
            path, file = posixpath.dirname(path), posixpath.dirname(file)
    return found


def _check_free(vault: Path, file: str, new_file: str, new: NotePath) -> None:
    place = vault / new_file
    if os.path.lexists(place) and not (place.exists() and place.samefile(vault / file)):
        raise RenameRefused(mark("{path} is there already."), path=new)


def _check_single(vault: Path, listing: Listing, path: NotePath, file: str) -> None:
    """A symbolic link tells where a file lies: neither may move without the other."""
    own = next(entry for entry in listing.notes if entry.path == path)
    twins = [
        entry
        for entry in (*listing.notes, *listing.attachments)
        if (entry.mtime_ns, entry.size) == (own.mtime_ns, own.size) and entry.path != path
    ]
    links = [file, *(entry.file for entry in twins if (vault / entry.file).samefile(vault / file))]
    if len(links) > 1 or (vault / file).is_symlink():
        raise RenameRefused(
            mark("{path} is a symbolic link, or the file that one leads to. Move it by hand."),
            path=path,
        )
