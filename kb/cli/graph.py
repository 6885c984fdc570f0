"""`kb graph [VAULT]`: the notes and the links between them.

In: a folder. Out: JSON in the shape that `kb.link.graph` documents, or a summary for a person.
"""

import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from kb.cli.progress import Progress
from kb.cli.project import find_project
from kb.cli.speech import say, say_waiting
from kb.link.graph import Graph, make_graph
from kb.parallel import processors
from kb.pipeline import prepare
from kb.store import locked
from kb.strings import mark, terminal_language

_MOST = 10
"""Lines of each list of the summary."""


@click.command(short_help="Print the notes and the links between them.")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="A summary for a person, or everything for a program.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def graph(vault: Path | None, form: str, jobs: int | None) -> int:
    """Print the notes in VAULT (default: this folder), their links, and which lead nowhere."""
    project = find_project(vault)
    with locked(project.cache, say_waiting), Progress() as progress:
        prepared = prepare(
            project.vault,
            project.setup.settings,
            project.cache,
            jobs=jobs or processors(),
            progress=progress.step(mark("Reading notes")),
            only=(),  # what snippets give leads nowhere
        )
    found = make_graph(prepared.network, terminal_language())
    if form == "json":
        data = msgspec.json.format(msgspec.json.encode(found), indent=2)
        sys.stdout.buffer.write(data + b"\n")
    else:
        _summarise(found)
    return 0


def _summarise(found: Graph) -> None:
    print(
        say(
            "Notes: {notes}, links between them: {links}, links to files: {files}, "
            "links that lead nowhere: {unresolved}.",
            notes=len(found.nodes),
            links=len(found.edges),
            files=len(found.attachments),
            unresolved=len(found.unresolved),
        )
    )
    linked = Counter(edge.to for edge in found.edges if edge.source != edge.to)
    linking = {edge.source for edge in found.edges if edge.source != edge.to}
    lonely = [node.path for node in found.nodes if node.path not in linked.keys() | linking]
    most = sorted(linked.items(), key=lambda each: (-each[1], each[0]))
    _list(say("Linked to most often:"), [f"{count:5} {path}" for path, count in most])
    _list(say("Neither linking nor linked to: {count}", count=len(lonely)), lonely)
    _list(
        say("Leading nowhere:"),
        [f"{each.source}:{each.line}:{each.column}: {each.message}" for each in found.unresolved],
    )


def _list(title: str, lines: Sequence[str]) -> None:
    if lines:
        print(f"\n{title}")
        print("\n".join(f"  {line}" for line in lines[:_MOST]))
    if len(lines) > _MOST:
        print(say("  and {count} more", count=len(lines) - _MOST))
