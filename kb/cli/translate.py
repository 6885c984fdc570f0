"""`kb translate`: what is translated and what is not; what a translation was made from; the file
for a new one.

In: a folder, or notes. Out: a list, the vault's ledger of translations, or a file to fill.
"""

import datetime as dt
import os
import posixpath
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from kb.cli.progress import Progress
from kb.cli.project import Project, find_note, find_project
from kb.cli.snippets import read_notes
from kb.cli.speech import Refusal, say, say_waiting
from kb.cli.translation_status import show_status, status_of
from kb.model import TranslationState
from kb.names import Language, NotePath
from kb.parallel import processors
from kb.pipeline import Prepared
from kb.store import locked
from kb.strings import mark
from kb.translating import LEDGER
from kb.translating.comparing import block_reader, origin_of
from kb.translating.ledger import Ledger, Origin, read_ledger, write_ledger

_USAGE = mark("Say what to do: kb translate --status, --mark NOTE, or --new NOTE --to LANGUAGE")


@click.command(short_help="Keep translations true: list them, mark them, begin new ones.")
@click.argument("names", nargs=-1, metavar="[VAULT | NOTE...]")
@click.option("--status", is_flag=True, help="List what is stale, unmarked, missing and complete.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    help="Of --status: for a person or a program.",
)
@click.option("--mark", "marks", is_flag=True, help=f"Write into {LEDGER} that NOTE is up to date.")
@click.option("--all", "everything", is_flag=True, help="Mark all translations.")
@click.option("--new", "begin", is_flag=True, help="Write the file that a translation goes into.")
@click.option("--to", "language", metavar="LANGUAGE", help="Of --new: such as en.")
@click.option("--vault", type=click.Path(path_type=Path), help="The folder of NOTE.")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def translate(
    names: tuple[str, ...],
    *,
    status: bool,
    form: str,
    marks: bool,
    everything: bool,
    begin: bool,
    language: str | None,
    vault: Path | None,
    jobs: int | None,
) -> int:
    """Keep translations true.

    --status [VAULT] lists all translations; the exit status is 1 where one is stale or still to
    be filled, else 0. --mark NOTE... remembers, block by block, what a translation was made from:
    say it once you have seen that it says what its original says. --new NOTE --to LANGUAGE writes
    a file with all that need not be translated.
    """
    if marks + begin + (status or not (marks or begin)) > 1 or (everything and not marks):
        raise click.UsageError(say(_USAGE))
    if begin:
        if len(names) != 1 or not language:
            raise click.UsageError(say("Say which note, and which language: --new NOTE --to en"))
        project, (path,) = _notes(names, vault)
        with locked(project.cache, say_waiting):
            print(_begin(project, _read(project, jobs), path, Language(language.lower())))
        return 0
    if language is not None:
        raise click.UsageError(say("--to needs --new."))
    if marks and not everything:
        if not names:
            raise click.UsageError(say("Say which notes to mark, or --all."))
        project, paths = _notes(names, vault)
        with locked(project.cache, say_waiting):
            _mark(project, _read(project, jobs), paths)
        return 0
    if len(names) > 1 or (names and vault is not None):
        raise click.UsageError(say(_USAGE))
    project = find_project(Path(names[0]) if names else vault)
    with locked(project.cache, say_waiting):
        prepared = _read(project, jobs)
        if everything:
            _mark_all(project, prepared)
            return 0
    found = status_of(prepared.network)
    show_status(found, form, os.path.relpath(project.vault).replace(os.sep, "/"))
    behind = {TranslationState.STALE, TranslationState.UNFILLED}
    return int(any(each.state in behind for each in found))


def _read(project: Project, jobs: int | None) -> Prepared:
    with Progress() as progress:
        return read_notes(project, jobs or processors(), progress)


def _notes(names: Iterable[str], vault: Path | None) -> tuple[Project, list[NotePath]]:
    """Notes of one vault.

    Raises:
        Refusal: one of them is not there, or they lie in several vaults.
    """
    found = [find_note(name, vault or _here(name)) for name in names]
    project = found[0][0]
    if any(other.vault.resolve() != project.vault.resolve() for other, _ in found):
        raise Refusal(say("These notes do not lie in one vault."), status=2)
    return project, [path for _, path in found]


def _here(name: str) -> Path | None:
    """A path within the vault that this folder is, or belongs to; None where it is a file's."""
    return None if any(Path(each).is_file() for each in (name, f"{name}.md")) else Path()


# --- marking ---


def _mark(project: Project, prepared: Prepared, paths: list[NotePath]) -> None:
    """Raises Refusal where one of the notes is no translation, and has none."""
    site = prepared.site
    chosen: dict[NotePath, None] = {}
    for path in paths:
        _published(prepared, path)
        versions = site.versions(path)
        if len(versions) == 1:
            raise Refusal(say("{path} is no translation, and has none.", path=path))
        # Of an original all translations are meant.
        chosen.update(dict.fromkeys(versions[1:] if path == versions[0] else [path]))
    for path in chosen:
        if lines := site.outlines[path].unfilled:
            raise Refusal(
                say("{path}:{line}: this is still to be translated.", path=path, line=str(lines[0]))
            )
    before = read_ledger(project.vault / LEDGER)
    _write(project, before, {**before.origins, **_origins(prepared, chosen)}, len(chosen))


def _mark_all(project: Project, prepared: Prepared) -> None:
    """Those that are not finished are named and left as they are."""
    site = prepared.site
    chosen = []
    for path, versions in site.translations.items():
        if path == versions[0]:
            continue
        if lines := site.outlines[path].unfilled:
            said = say("Not marked: {path}:{line} is to be filled.", path=path, line=str(lines[0]))
            print(said, file=sys.stderr)
        else:
            chosen.append(path)
    before = read_ledger(project.vault / LEDGER)
    private = prepared.workspace.known.keys() - site.outlines.keys()
    kept = {
        path: origin
        for path, origin in before.origins.items()
        if path in private or path in site.translations
    }
    _write(project, before, {**kept, **_origins(prepared, chosen)}, len(chosen))


def _origins(prepared: Prepared, paths: Iterable[NotePath]) -> dict[NotePath, Origin]:
    blocks_of = block_reader(prepared.workspace)
    return {path: origin_of(prepared.site, path, blocks_of) for path in paths}


def _write(project: Project, before: Ledger, origins: dict[NotePath, Origin], count: int) -> None:
    """Raises Refusal where the vault cannot be written."""
    file = project.vault / LEDGER
    if before.damaged:
        said = say(
            "{file}:{line}: this line could not be read.", file=file, line=str(before.damaged)
        )
        print(said, file=sys.stderr)
    try:
        written = write_ledger(file, origins)
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    words = _MARKED if written else _MARKED_ALREADY
    print(say(words, file=os.path.relpath(file), count=count))


_MARKED = mark("Translations marked in {file}: {count}")
_MARKED_ALREADY = mark("Translations marked in {file}: {count}; it says so already")


# --- new ones ---


def _begin(project: Project, prepared: Prepared, path: NotePath, language: Language) -> str:
    """Write the file and tell its name.

    Raises:
        Refusal: there is a translation, or it cannot be written.
    """
    from kb.translating.beginning import begin_translation  # noqa: PLC0415  it loads the parser

    _published(prepared, path)
    site = prepared.site
    trees = {tree.language: tree for tree in site.trees}
    if language not in trees:
        known = ", ".join(trees)
        raise Refusal(
            say(
                "The site has no language {language}; it has: {known}",
                language=language,
                known=known,
            ),
            status=2,
        )
    for other in site.versions(path):
        if site.places[other].tree == trees[language]:
            if other == path:
                raise Refusal(say("{path} is in this language already.", path=path))
            raise Refusal(say("{path} is there already.", path=other))
    day = dt.date.today().isoformat()  # noqa: DTZ011  the author's own day
    parse = prepared.settings.parse
    began = begin_translation(site, prepared.workspace, parse, path, language=language, day=day)
    file = (
        project.vault / posixpath.dirname(began.file_of_original) / posixpath.basename(began.path)
    )
    try:
        with file.open("x", encoding="utf-8", newline="\n") as opened:
            opened.write(began.text)
    except FileExistsError:
        raise Refusal(say("{file} is there already.", file=os.path.relpath(file))) from None
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    return os.path.relpath(file)


def _published(prepared: Prepared, path: NotePath) -> None:
    if path not in prepared.workspace.known:
        raise Refusal(say("{path} is left out of its vault.", path=path), status=2)
    if path not in prepared.site.outlines:
        raise Refusal(say("{path} is private: it has no page to be translated.", path=path))
