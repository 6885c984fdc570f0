"""`kb build [VAULT]`: the notes of a folder become a site.

In: a folder. Out: files, every problem on the way, and what was done.
"""

import os
import sys
import time
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from kb.ahead import Ahead
from kb.building import Built, build_site
from kb.cli.cluster import executor
from kb.cli.progress import Progress
from kb.cli.project import Project, find_project, with_site_dir
from kb.cli.speech import (
    Refusal,
    failing,
    say,
    say_waiting,
    show_problems,
    tally,
    text_of_problems,
)
from kb.indexing import Begun
from kb.parallel import processors
from kb.pipeline import prepare
from kb.problems import Problem, seen_from_here
from kb.publish import NotOursError
from kb.questions import LEDGER
from kb.runs import missing_protection
from kb.store import locked
from kb.strings import VARIABLES, mark, terminal_language
from kb.translating import LEDGER as TRANSLATIONS
from kb.unchanged import remember, stamp_before, user_cache

if TYPE_CHECKING:
    from kb.running import RunTasks


def build_vault(
    vault: Path | None,
    site_dir: Path | None = None,
    *,
    strict: bool = False,
    jobs: int | None = None,
    helper: Ahead | None = None,
    executor_name: str = "local",
    scheduler: str | None = None,
) -> int:
    """Build, say how it went and give the exit status.

    Raises:
        ConfigurationRefused: its `mkdocs.yml` cannot be followed.
        Refusal: it cannot be built for another reason.
    """
    started = time.perf_counter()
    project = with_site_dir(find_project(vault), site_dir)
    assert project.site_dir is not None
    before = stamp_before(str(project.vault))
    try:
        where = executor(executor_name, scheduler)
        done = _build(project, project.site_dir, jobs or processors(), helper, where)
    except NotOursError as error:
        raise Refusal(
            say(
                "{folder} holds files that kb did not write, such as {name}. "
                "Choose an empty folder with --site-dir, or empty it.",
                folder=str(error.folder),
                name=error.name,
            ),
            status=2,
        ) from None
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise Refusal(reason) from None
    show_problems(done.problems)
    if done.missing:
        print(missing_protection(done.missing, terminal_language()), file=sys.stderr)
    print(_summary(done.built, project.site_dir, time.perf_counter() - started))
    if done.problems:
        print(tally(done.problems))
    status = int(failing(done.problems, strict=strict or project.setup.strict))
    _remember(project, project.site_dir, before, done, status)
    return status


class _Done(Struct, frozen=True):
    problems: tuple[Problem, ...]
    built: Built
    files: tuple[str, ...]
    missing: tuple[str, ...]
    """Protections that this machine does not have."""


def _build(
    project: Project,
    site_dir: Path,
    jobs: int,
    helper: Ahead | None,
    where: "AbstractContextManager[RunTasks | None]",
) -> _Done:
    language = terminal_language()
    with locked(project.cache, say_waiting), Progress() as progress:
        with where as execute:
            prepared = prepare(
                project.vault,
                project.setup.settings,
                project.cache,
                jobs=jobs,
                progress=progress.step(mark("Reading notes")),
                helper=helper,
                running=progress.step(mark("Running snippets")),
                execute=execute,
            )
        begun = Begun(prepared, helper)
        shell = prepared.shell(project.setup, project.cache, language)
        built = build_site(
            prepared,
            shell,
            site_dir,
            project.cache,
            begun=begun,
            jobs=jobs,
            progress=progress.step(mark("Writing pages")),
            indexing=progress.step(mark("Indexing notes")),
        )
    problems = (
        *seen_from_here((*project.setup.problems, *shell.made.problems), str(project.folder)),
        *seen_from_here(prepared.problems(language), str(project.vault)),
    )
    files = (*(source for _, source in shell.made.assets), *prepared.runs.depends_on)
    return _Done(problems, built, files, prepared.runs.missing)


def _summary(built: Built, site_dir: Path, seconds: float) -> str:
    return say(
        mark(
            "{pages} {pages:page|pages} in {folder}: {written} {written:file|files} written, "
            "{removed} removed, {seconds} s"
        ),
        pages=built.pages,
        folder=os.path.relpath(site_dir),
        written=built.written,
        removed=built.removed,
        seconds=f"{seconds:.1f}",
    )


def _remember(project: Project, site_dir: Path, before: str, done: _Done, status: int) -> None:
    """For the next build with these arguments, if nothing changes until then."""
    configuration = project.setup.configuration
    folder = project.vault / ".obsidian"
    files = [
        *configuration.files,
        str(folder / "templates.json"),
        str(folder / "plugins" / "templater-obsidian" / "data.json"),
        str(project.vault / LEDGER),
        str(project.vault / TRANSLATIONS),
        *done.files,
    ]
    variables = dict(configuration.variables)
    variables.update({name: os.environ.get(name) for name in VARIABLES})
    said = text_of_problems(done.problems)
    said += say("Nothing has changed: {folder} is up to date.", folder=os.path.relpath(site_dir))
    said += f"\n{tally(done.problems)}\n" if done.problems else "\n"
    # A project's record lies in its cache, where `kb build` in its folder looks first.
    own = Path("build/cache")
    cache = own if own.resolve() == project.cache.resolve() else Path(user_cache())
    remember(
        sys.argv[1:],
        str(cache),
        vault=str(project.vault),
        vault_stamp=before,
        site=str(site_dir),
        made=done.built.files,
        files=files,
        variables=variables,
        said=said,
        status=status,
    )
