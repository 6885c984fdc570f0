"""`kb search QUERY [VAULT]`: what readers of the site would find.

In: a query, or a file of them, and a folder. Out: notes and pages of tags, for a person or as JSON:

    [{"url", "title", "lang", "score", "kind", "matched", "excerpt"} ...]

Notes and other pages come first, one entry each, then the pages of tags. With `--queries` there is
such a list on a line of its own for each query.
"""

import contextlib
import json
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TextIO
from urllib.parse import unquote

import click
import msgspec
from msgspec.structs import replace

from kb.cli.progress import Progress
from kb.cli.project import Project, find_project
from kb.cli.snippets import known_runs, read_notes
from kb.cli.speech import Refusal, say, say_waiting
from kb.indexed import FILES, SEARCH, write_files
from kb.indexing import index_notes
from kb.names import language
from kb.parallel import processors
from kb.searching import (
    Answer,
    EngineError,
    Hit,
    NoEngineError,
    NoNodeError,
    OtherFormatError,
    Request,
    ask,
)
from kb.store import locked
from kb.strings import mark

_INSTEAD = mark("Nothing has {query}; this has {corrected}:")
_AS_WELL = mark("Also for {corrected}:")
_NO_NODE = mark(
    "The search runs in JavaScript, and there is no Node 20 or newer here. "
    "Install Node, or: {command}"
)
_NO_ENGINE = mark("What runs in browsers was not built. Run: {command}")
_OTHER_FORMAT = mark(
    "What runs in browsers was built by another version, which cannot read this index. "
    "Build it anew: {command}"
)


@click.command(short_help="Search the notes as readers of the site do.")
@click.argument("query", required=False)
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="For a person, or for a program.",
)
@click.option("--limit", type=click.IntRange(min=1), default=10, help="So many notes at most.")
@click.option(
    "--language",
    "--lang",
    "lang",
    help="Who reads: notes are shown in this language where they have it.",
)
@click.option(
    "--queries",
    type=click.File(encoding="utf-8"),
    help="A file with a query on each line; the folder comes first then. - for standard input.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def search(
    *,
    query: str | None,
    vault: Path | None,
    form: str,
    limit: int,
    lang: str | None,
    queries: TextIO | None,
    jobs: int | None,
) -> int:
    """Search the notes in VAULT (default: this folder) by word, alias and tag.

    QUERY is what readers type: words, beginnings of words, "exact phrases", -without, tag:name,
    title:word, lang:ko, has:code, created:>2025-08. It needs Node 20 or newer.
    """
    if queries is not None:
        # Then the first argument is the folder.
        vault = vault or (Path(query) if query else None)
        wanted = [_asked(line.rstrip("\r\n"), _request("", limit, lang)) for line in queries]
    elif query is None:
        raise Refusal(say("What is to be found? kb search QUERY [VAULT]"), status=2)
    else:
        wanted = [_request(query, limit, lang)]
    found = _answers(find_project(vault), wanted, jobs or processors())
    if form == "json":
        for answer in found:
            print(json.dumps([*_rows(answer)], ensure_ascii=False, indent=None if queries else 2))
        return 0
    for number, answer in enumerate(found):
        if queries is not None:
            print("\n" * (number > 0) + f"== {_plain(wanted[number].query)}")
        _show(answer, _plain(wanted[number].query))
    return 0


def _request(query: str, limit: int, lang: str | None) -> Request:
    return Request(query, limit, language(lang) if lang else None)


def _asked(line: str, request: Request) -> Request:
    """A line of a file: the query as it is typed, or an object that says more."""
    if line.startswith("{"):
        with contextlib.suppress(ValueError, msgspec.ValidationError):
            return msgspec.convert({**msgspec.to_builtins(request), **json.loads(line)}, Request)
    return replace(request, query=line)


def _answers(project: Project, wanted: list[Request], jobs: int) -> tuple[Answer, ...]:
    """Brings the index up to date first; raises Refusal where nothing can be asked."""
    with locked(project.cache, say_waiting), Progress() as progress:
        prepared = known_runs(project, read_notes(project, jobs, progress))
        step = progress.step(mark("Indexing notes"))
        folder = project.cache / SEARCH / FILES
        write_files(index_notes(prepared, jobs=jobs, progress=step), folder)
        try:
            return ask(folder, wanted)
        except NoNodeError:
            raise Refusal(say(_NO_NODE, command="pip install 'kb-site[node]'")) from None
        except NoEngineError:
            raise Refusal(say(_NO_ENGINE, command="make bundle")) from None
        except OtherFormatError:
            raise Refusal(say(_OTHER_FORMAT, command="make bundle")) from None
        except EngineError as error:
            raise Refusal(say("The search has failed: {reason}", reason=str(error))) from None


def _rows(answer: Answer) -> Iterator[dict[str, Any]]:
    for hit in (*answer.hits, *answer.tags):
        yield {
            "url": hit.url if hit.kind == "tag" else hit.url.partition("#")[0],
            "title": hit.title,
            "lang": hit.language,
            "score": hit.score,
            "kind": hit.kind,
            "matched": hit.matched,
            "excerpt": hit.excerpt,
        }


def _show(answer: Answer, asked: str) -> None:
    if answer.corrected is not None:
        instead = answer.corrected.is_instead
        words = _INSTEAD if instead else _AS_WELL
        print(say(words, query=asked, corrected=_plain(answer.corrected.query)))
    for hit in answer.hits:
        alias = f" = {_marked(hit.alias, hit)}" if hit.alias else ""
        print(f"{_marked(hit.title, hit)}{alias}  {_plain(unquote(hit.url))}")
        if hit.excerpt:
            print(f"    {_marked(hit.excerpt, hit)}")
    for hit in answer.tags:
        print(f"#{_marked(hit.title, hit)}  {_plain(unquote(hit.url))}")
    if (more := answer.total - len(answer.hits)) > 0:
        print(say("and {count} more", count=more))
    if not answer.hits and not answer.tags:
        print(say("Nothing has {query}.", query=asked))
        for near in answer.nearest:
            print(f"  {_plain(near.title)}  {_plain(unquote(near.url))}")


def _plain(text: str) -> str:
    """On one line, with nothing in it that a terminal would obey."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def _marked(text: str, hit: Hit) -> str:
    """On a terminal the words that were found are bold."""
    shown = _plain(text)
    if not hit.matched or not sys.stdout.isatty() or os.environ.get("NO_COLOR"):
        return shown
    longest_first = sorted(hit.matched, key=len, reverse=True)
    words = "|".join(map(re.escape, longest_first))
    return re.sub(words, lambda found: click.style(found[0], bold=True), shown)
