"""`kb check [VAULT]`: every problem, and nothing written.

In: a folder. Out: problems as text, JSON or annotations of a code host.
"""

import tempfile
from pathlib import Path

import click

from kb.cli.progress import Progress
from kb.cli.project import find_project
from kb.cli.speech import failing, say, show_problems, tally
from kb.names import NotePath
from kb.parallel import processors
from kb.pipeline import prepare
from kb.problems import Finding, seen_from_here
from kb.runs import missing_protection
from kb.strings import mark, terminal_language

MOST_MENTIONS = 50
"""A person who has mended so many asks again; thousands would hide what is wrong."""

_MORE_MENTIONS = mark(
    "{count} more {count:place names|places name} a note without a link; --format json lists all"
)


@click.command(short_help="Report every problem and write nothing.")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "github"]),
    default="text",
    help="For a person, a program, or annotations of GitHub Actions.",
)
@click.option("--strict", is_flag=True, help="Warnings fail as well.")
@click.option("--twice", is_flag=True, help="Run every snippet twice; report what differs.")
@click.option("--mend", is_flag=True, help="Show what can be mended, as a diff.")
@click.option("--write", "writes", is_flag=True, help="Write what --mend shows.")
@click.option(
    "--only",
    metavar="RULE",
    multiple=True,
    help="Mend this rule alone; hints are only mended so.",
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def check(
    vault: Path | None,
    form: str,
    *,
    strict: bool,
    twice: bool,
    mend: bool,
    writes: bool,
    only: tuple[str, ...],
    jobs: int | None,
) -> int:
    """Check the notes in VAULT (default: this folder): links, front matter, syntax, snippets.

    With --mend nothing is told but what kb can mend by itself: a link that nearly names one note, a
    line of front matter that YAML cannot read, a tag that is nearly an allowed one.
    """
    if (writes or only) and not mend:
        raise click.UsageError(say("--write and --only belong to --mend."))
    project = find_project(vault)
    if mend:
        from kb.cli.mend import mend_vault  # noqa: PLC0415  it loads the parser

        return mend_vault(project, only, jobs or processors(), writes=writes)
    with tempfile.TemporaryDirectory(prefix="kb-check-") as folder, Progress() as progress:
        prepared = prepare(
            project.vault,
            project.setup.settings,
            # A check leaves nothing behind; what an earlier build remembered is not needed.
            Path(folder),
            jobs=jobs or processors(),
            progress=progress.step(mark("Reading notes")),
            running=progress.step(mark("Running snippets")),
        )
        unstable: list[tuple[NotePath, Finding]] = []
        if twice and prepared.runs.plans:
            from kb.repeating import run_twice  # noqa: PLC0415  it loads what runs snippets

            again = progress.step(mark("Running snippets again"))
            unstable = run_twice(prepared, Path(folder, "again"), jobs or processors(), again)
        mentions = prepared.mentions(jobs or processors())
        shown = mentions if form == "json" else mentions[:MOST_MENTIONS]
        problems = prepared.problems(terminal_language(), shown, unstable)
    problems = (
        *seen_from_here(project.setup.problems, str(project.folder)),
        *seen_from_here(problems, str(project.vault)),
    )
    show_problems(problems, form)
    if missing := prepared.runs.missing:
        click.echo(missing_protection(missing, terminal_language()), err=True)
    if form == "text" and problems:
        click.echo(tally(problems), err=True)
        if more := len(mentions) - len(shown):
            click.echo(say(_MORE_MENTIONS, count=more), err=True)
    return int(failing(problems, strict=strict))
