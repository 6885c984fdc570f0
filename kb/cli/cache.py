"""`kb cache [VAULT]`: what is remembered of a vault, by its size, and how to be rid of it.

In: a folder. Out: sizes in words, or a smaller cache. A build gives the same bytes without it.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from kb.cli.project import Project, find_project
from kb.cli.speech import Refusal, say
from kb.store import locked
from kb.strings import mark

PARTS = {
    "notes.msgpack": mark("outlines of notes"),
    "bodies": mark("texts of notes"),
    "network.msgpack": mark("where links lead"),
    "similar-tags.msgpack": mark("tags that are almost alike"),
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
@click.option("--prune", "what", flag_value="prune", help="Delete what no note of today needs.")
@click.option("--clear", "what", flag_value="clear", help="Delete all of it.")
def cache(vault: Path | None, what: str) -> int:
    """Show what is remembered of VAULT (default: this folder), or delete it.

    The next build is slower without it, and gives the same bytes.
    """
    project = find_project(vault)
    if what == "size" or not project.cache.is_dir():
        _show(project.cache)
        return 0
    before = _sum(project.cache)
    try:
        with locked(project.cache, _say_waiting):
            if what == "clear":
                _clear(project.cache)
            else:
                _prune(project)
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    after = _sum(project.cache)
    print(say("Deleted: {size}. Left: {left}.", size=_in_units(before - after), left=_in_units(after)))
    return 0
