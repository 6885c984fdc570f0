"""The folder that a site is written to: every file whole at every moment, nothing foreign touched.

In: files and their bytes. Out: the folder on disk.

New files come first, then changed ones, deletions last: a reader who comes while we write, or
after we were killed, follows no link into nothing.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path

from kb.stamp import files_of_site
from kb.store import replace_file

MARK = ".kb-site"
"""A file that says that the folder is ours to write and to clean."""
DRAFTS = ".kb-drafts"
"""Where files are written before they are moved to their place; gone when a build has ended."""


class NotOursError(Exception):
    """The folder holds files that we did not write; nothing in it was touched."""

    def __init__(self, folder: Path, name: str) -> None:
        super().__init__(f"{folder} holds {name}, which kb did not write")
        self.folder = folder
        self.name = name


def _stamps(root: Path, names: Iterable[str]) -> dict[str, tuple[int, int]]:
    """Modification times and sizes of those that are there."""
    # Thousands of times, so without a Path and without a context for each.
    base = str(root)
    stamps = {}
    for name in names:
        try:
            found = os.stat(f"{base}/{name}")  # noqa: PTH116  as above
        except OSError:
            continue
        stamps[name] = found.st_mtime_ns, found.st_size
    return stamps


class SiteFolder:
    """A folder that is empty or ours."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.drafts = root / DRAFTS

    def open(self, known: Mapping[str, tuple[int, int]]) -> dict[str, tuple[int, int]]:
        """Claim the folder; gives its files with their modification time (ns) and size (bytes).

        `known` is what the last build left. If it came to its end and all of that is as it was,
        there is nothing else to look for.

        Raises:
            NotOursError: it holds files and no mark of ours.
            OSError: it cannot be made or written.
        """
        if not (self.root / MARK).is_file():
            strangers = (
                [entry.name for entry in os.scandir(self.root)] if self.root.exists() else []
            )
            if strangers:
                raise NotOursError(self.root, min(strangers))
            self.root.mkdir(parents=True, exist_ok=True)
            replace_file(self.root / MARK, json.dumps({"written by": "kb"}).encode(), self.drafts)
        if known and not self.drafts.exists() and _stamps(self.root, known) == known:
            return dict(known)
        self.close()
        return {
            name: (mtime, size)
            for name, mtime, size in files_of_site(str(self.root))
            if name != MARK
        }

    def begin(self) -> None:
        """From here to `close` the folder is not as anybody knows it."""
        self.drafts.mkdir(parents=True, exist_ok=True)

    def write(self, name: str, data: bytes) -> tuple[int, int]:
        """Replace a file, whole; gives its modification time (ns) and size (bytes)."""
        # A folder for each process: two that move files out of one wait for each other.
        own = f"{self.drafts}/{os.getpid()}"
        found = replace_file(f"{self.root}/{name}", data, own)
        return found.st_mtime_ns, found.st_size

    def remove(self, names: list[str]) -> None:
        """Delete files, and folders that are empty then."""
        for name in names:
            (self.root / name).unlink(missing_ok=True)
        for folder in sorted({str(Path(name).parent) for name in names}, key=len, reverse=True):
            self._remove_empty(Path(folder))

    def _remove_empty(self, folder: Path) -> None:
        while folder != Path():
            try:
                (self.root / folder).rmdir()
            except OSError:
                return
            folder = folder.parent

    def mark(self) -> tuple[str, int, int]:
        """The file that says that the folder is ours, as it is."""
        found = (self.root / MARK).stat()
        return MARK, found.st_mtime_ns, found.st_size

    def close(self) -> None:
        """Remove the drafts: only a build that was killed has left any."""
        try:
            for own in os.scandir(self.drafts):
                Path(own).rmdir()
            self.drafts.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            import shutil  # noqa: PLC0415  3 ms that a whole build does not need

            shutil.rmtree(self.drafts, ignore_errors=True)
