"""A vault that is indexed, and asked.

In: a vault, and which of its notes count. Out: for each query the paths of the notes that our
search finds, the best first.
"""

import importlib.util
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from benchmarks.search.notes import prepared_vault
from kb.indexed import write_files
from kb.indexing import index_notes
from kb.searching import Answer, Request, ask


class Searched:
    def __init__(self, vault: Path, folder: Path, only: Iterable[str] | None = None) -> None:
        """`folder` is ours; `only` are the paths of the notes, if not all."""
        if only is not None:
            vault = _copy(vault, folder / "notes", only)
        prepared = prepared_vault(vault, folder / "cache")
        self.site = prepared.site
        self.index = folder / "index"
        write_files(index_notes(prepared, jobs=2), self.index)
        self._path_of = {
            place.url: str(path)
            for path, place in self.site.places.items()
            if path in self.site.outlines
        }

    @property
    def paths(self) -> list[str]:
        return list(self._path_of.values())

    @property
    def analyser(self) -> str:
        """What lemmas come from."""
        return "Kiwi" if importlib.util.find_spec("kiwipiepy") else "rules"

    def ask(self, queries: Sequence[str]) -> list[list[str]]:
        return [
            # What is no note keeps its address, and is right for nobody.
            [self._path_of.get(url := hit.url.partition("#")[0], url) for hit in answer.hits]
            for answer in self.answers(queries)
        ]

    def answers(self, queries: Sequence[str]) -> Sequence[Answer]:
        language = self.site.trees[0].language
        return ask(self.index, [Request(query, language=language) for query in queries])


def _copy(vault: Path, folder: Path, paths: Iterable[str]) -> Path:
    for path in paths:
        to = folder / path
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(vault / path, to)
    return folder
