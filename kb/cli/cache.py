"""`kb cache [VAULT]`: what is remembered of a vault, by its size, and how to be rid of it.

In: a folder. Out: sizes in words, or a smaller cache. A build gives the same bytes without it.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import click

from kb.cli.project import Project, find_project
from kb.cli.speech import Refusal, say, say_waiting
from kb.indexed import SEARCH
from kb.parallel import processors
from kb.pipeline import prepare
from kb.planning import plan_notes
from kb.runs import RUNS, forget_runs
from kb.store import locked
from kb.strings import mark

PARTS = {
    "notes.msgpack": mark("outlines of notes"),
    "bodies": mark("texts of notes"),
    "network.msgpack": mark("where links lead"),
    "glossary.msgpack": mark("terms in two languages"),
    "similar-tags.msgpack": mark("tags that are almost alike"),
    RUNS: mark("what snippets gave"),
    SEARCH: mark("what searches find"),
    "shell": mark("what stands around pages"),
    "templates": mark("templates of the theme"),
    "site": mark("the site's files as they were left"),
    "last": mark("what the last builds said"),
}
"""All that lies in a cache. What has another name was not written by us, and is left alone."""

_UNITS = ("B", "kB", "MB", "GB")


@click.command(short_help="Show or delete what is remembered of a vault.")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option("--size", "what", flag_value="size", default=True, help="How much it is. (Default.)")
@click.option("--prune", "what", flag_value="prune", help="Delete what no snippet of today gave.")
@click.option("--clear", "what", flag_value="clear", help="Delete all of it.")
def cache(vault: Path | None, what: str) -> int:
    """Show what is remembered of VAULT (default: this folder), or delete it.

    The next build is slower without it, and gives the same bytes.
    """
    project = find_project(vault)
    if what == "size" or not project.cache.is_dir():
        _show(project.cache)
        return 0
    before = _size(project.cache)
    try:
        with locked(project.cache, say_waiting):
            if what == "clear":
                _clear(project.cache)
            else:
                _prune(project)
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    after = _size(project.cache)
    freed = _in_units(max(before - after, 0))
    print(say("Deleted: {size}. Left: {left}.", size=freed, left=_in_units(after)))
    return 0


def _show(folder: Path) -> None:
    print(say("{size} in {folder}", size=_in_units(_size(folder)), folder=str(folder)))
    for name, words in PARTS.items():
        if size := _size(folder / name):
            print(f"{_in_units(size):>9}  {say(words)}")


def _clear(folder: Path) -> None:
    for name in PARTS:
        part = folder / name
        if part.is_dir() and not part.is_symlink():
            shutil.rmtree(part)
        else:
            part.unlink(missing_ok=True)


def _prune(project: Project) -> None:
    from kb.running import key_of  # noqa: PLC0415  it loads what runs snippets

    settings = project.setup.settings
    prepared = prepare(project.vault, settings, project.cache, jobs=processors(), only=())
    plans = plan_notes(prepared.network, prepared.settings)
    wanted = {key_of(plan) for plan in plans.values()}
    forget_runs(project.cache / RUNS, lambda key: key not in wanted)


def _size(path: Path) -> int:
    """Bytes of a file, or of all files below a folder."""
    return sum(file.stat().st_size for file in _files(path))


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
    for folder, _, names in os.walk(path):
        yield from (Path(folder, name) for name in names)


def _in_units(size: int) -> str:
    """`1.2 MB`; a unit is a thousand of the one before."""
    amount = float(size)
    for unit in _UNITS:
        if amount < 1000 or unit == _UNITS[-1]:
            break
        amount /= 1000
    return f"{amount:.0f} {unit}" if unit == "B" else f"{amount:.1f} {unit}"
