"""`kb quiz [VAULT]`: the questions of a vault, as a list or as a file for another program.

In: a folder. Out: a line for each question, or the bytes of an export; with `--mark`, the vault's
ledger of questions.
"""

import os
import posixpath
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from kb.cli.progress import Progress
from kb.cli.project import Project, find_project
from kb.cli.snippets import read_notes, run_plans
from kb.cli.speech import Refusal, say, say_waiting
from kb.export import BINARY, FORMATS, MissingPartError, Origin, export
from kb.model import Question
from kb.names import NotePath, language, tag, tag_key
from kb.parallel import processors
from kb.pipeline import Prepared
from kb.planning import plan_notes
from kb.proving import prove
from kb.questions import LEDGER, marks_of
from kb.questions.ledger import marked, read_ledger, write_ledger
from kb.store import locked, replace_file
from kb.strings import mark

_STEM = 50
"""Letters of a question in the list."""
_WRITTEN = mark("Questions in {file}: {count}")
_WRITTEN_ALREADY = mark("Questions in {file}: {count}; it says so already")


@click.command(short_help="List the questions of the notes, or export them.")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option("--format", "form", type=click.Choice([*FORMATS]), help="A file for another program.")
@click.option(
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to write. Default: what is text is printed.",
)
@click.option("--tag", "tags", multiple=True, help="Only questions of notes with this tag.")
@click.option(
    "--lang",
    help="The language of questions that stand in several. Default: that of their original.",
)
@click.option(
    "--mark",
    "marks",
    is_flag=True,
    help=f"Write {LEDGER} into the vault, by which questions are known again when they change.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def quiz(
    vault: Path | None,
    form: str | None,
    output: Path | None,
    tags: tuple[str, ...],
    lang: str | None,
    *,
    marks: bool,
    jobs: int | None,
) -> int:
    """List the questions in VAULT (default: this folder) with their ids, places and keys."""
    if output is not None and form is None:
        raise Refusal(say("--output needs --format."), status=2)
    if form in BINARY and output is None:
        raise Refusal(say("--format {form} needs --output FILE.", form=form), status=2)
    project = find_project(vault)
    with locked(project.cache, say_waiting), Progress() as progress:
        prepared = _prepare(project, jobs or processors(), progress)
        if marks:
            _mark(project, prepared)
        wanted = {tag_key(tag(each)) for each in tags}
        found = [
            _version(versions, prepared, lang)
            for versions in _by_id(prepared.questions())
            if not wanted or any(_has(each, wanted) for each in versions)
        ]
        if form is None:
            if not marks:
                _list(found, prepared, os.path.relpath(project.vault).replace(os.sep, "/"))
            return 0
        data = _exported(form, found, prepared)
    if output is None:
        sys.stdout.buffer.write(data)
    else:
        _write(output, data)
        print(say(_WRITTEN, file=str(output), count=len(found)))
    return 0


def _prepare(project: Project, jobs: int, progress: Progress) -> Prepared:
    """The vault; of its snippets those run that may prove a key, or stand in a question."""
    prepared = read_notes(project, jobs, progress)
    plans = plan_notes(prepared.network, prepared.settings, [*prepared.network.quizzes])
    return run_plans(project, prepared, plans, jobs, progress) if plans else prepared


def _by_id(questions: Iterable[Question]) -> Iterable[list[Question]]:
    """A question and its translations are one."""
    found: dict[str, list[Question]] = {}
    for each in questions:
        found.setdefault(each.id, []).append(each)
    return found.values()


def _version(versions: list[Question], prepared: Prepared, lang: str | None) -> Question:
    """The one in the tree of `lang`, else the original."""
    site = prepared.site
    wanted = language(lang or "")

    def rank(question: Question) -> tuple[bool, bool]:
        path = NotePath(question.path)
        is_wanted = site.places[path].tree.language == wanted
        return not is_wanted, path != site.versions(path)[0]

    return min(versions, key=rank)


def _has(question: Question, wanted: set[str]) -> bool:
    """One of these tags, or one below them."""
    keys = map(tag_key, question.tags)
    return any(key == one or key.startswith(f"{one}/") for key in keys for one in wanted)


def _mark(project: Project, prepared: Prepared) -> None:
    """Raises Refusal where the vault cannot be written."""
    file = project.vault / LEDGER
    private = prepared.workspace.known.keys() - prepared.site.outlines.keys()
    marks = marks_of(prepared.site, prepared.network.quizzes)
    try:
        written = write_ledger(file, marked(read_ledger(file), marks, private))
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    words = _WRITTEN if written else _WRITTEN_ALREADY
    print(say(words, file=os.path.relpath(file), count=len(marks)), file=sys.stderr)


def _exported(form: str, found: Sequence[Question], prepared: Prepared) -> bytes:
    """Raises Refusal where a library is missing."""
    files = dict(prepared.attachments())

    def picture(path: str) -> bytes | None:
        return Path(files[path]).read_bytes() if path in files else None

    settings = prepared.settings
    origin = Origin(settings.site_name, settings.site_url, picture, time.time())
    try:
        return export(form, found, origin)
    except MissingPartError as error:
        part = error.part
        raise Refusal(
            say(
                "--format {form} needs what is not installed. Install it with: {command}",
                form=form,
                command=f"pip install 'kb-site[{part}]'",
            )
        ) from None


def _write(output: Path, data: bytes) -> None:
    try:
        replace_file(output, data, output.parent)
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None


def _list(found: Sequence[Question], prepared: Prepared, folder: str) -> None:
    contradicted = {
        prepared.network.quizzes[path][index]
        for path, index, proof in prove(prepared.network, prepared.runs)
        if proof.contradicting
    }
    width = max((len(one.id) for one in found), default=0)
    for one in found:
        words = " ".join(one.stem.text.split())
        short = words if len(words) <= _STEM else f"{words[:_STEM].rstrip()}…"
        state = "!" if one.id in contradicted else "✓" if one.checked else " "
        place = f"{posixpath.normpath(f'{folder}/{one.path}')}:{one.line}"
        print(f"{one.id:{width}} {state} {place}  {short}  [{', '.join(one.right)}]")
    print(
        say(
            "Questions: {count}; checked by running code: {checked}, contradicted by it: {wrong}",
            count=len(found),
            checked=sum(one.checked for one in found),
            wrong=sum(one.id in contradicted for one in found),
        )
    )
