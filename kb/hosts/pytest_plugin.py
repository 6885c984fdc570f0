"""`pytest --kb notes/`: each snippet of a note is a test at its line, and so are its claims.

In: pytest's options and files. Out: tests. Pytest loads this module wherever kb is installed, so
nothing else of kb is loaded until a note is collected.
"""

from pathlib import Path

import pytest

TYPE_CHECKING = False  # as in `kb.stamp`
if TYPE_CHECKING:
    from kb.hosts.note_tests import NoteFile


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("kb")
    group.addoption("--kb", action="store_true", help="collect the snippets of Markdown notes")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> "NoteFile | None":
    if file_path.suffix.lower() != ".md" or not parent.config.getoption("kb"):
        return None
    from kb.hosts.note_tests import NoteFile  # noqa: PLC0415  it loads all of kb

    return NoteFile.from_parent(parent, path=file_path)
