"""`kb run NOTE [VAULT]`: one note runs, and what came out is printed.

In: a note. Out: what its snippets printed, drew and proved, in their order and with their places;
with `--json` as a `RanNote`.
"""

import sys
from pathlib import Path

import click
import msgspec

from kb.cli.progress import Progress
from kb.cli.project import Project, find_note
from kb.cli.snippets import read_notes, run_plans
from kb.cli.speech import Refusal, say, say_waiting
from kb.names import NotePath
from kb.parallel import processors
from kb.pipeline import Prepared
from kb.planning import plan_notes
from kb.problems import Severity
from kb.runs import RUNS, forget_runs
from kb.store import locked


@click.command("run", short_help="Run the snippets of one note and print what came out.")
@click.argument("note")
@click.argument("vault", type=click.Path(path_type=Path), required=False)
@click.option("--json", "as_json", is_flag=True, help="For a program.")
@click.option(
    "--figures",
    type=click.Path(path_type=Path, file_okay=False),
    help="A folder to write the figures to.",
)
@click.option(
    "--again", is_flag=True, help="Run it though nothing has changed since the last time."
)
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def run_note(
    note: str,
    vault: Path | None,
    *,
    as_json: bool,
    figures: Path | None,
    again: bool,
    jobs: int | None,
) -> int:
    """Run the snippets of NOTE, a file or a path within VAULT, and print what came out.

    VAULT is found by the note, if it is not given. The status is 1 where a snippet failed.
    """
    from kb.cli.outcome import ran_note, tell  # noqa: PLC0415  as in `_prepare`

    project, path = find_note(note, vault)
    prepared = _prepare(project, path, jobs or processors(), again=again)
    runs = prepared.runs
    try:
        ran = ran_note(prepared, path, figures)
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    if as_json:
        data = msgspec.json.format(msgspec.json.encode(ran), indent=2)
        sys.stdout.buffer.write(data + b"\n")
    elif path not in runs.plans:
        print(say("{path} has nothing that runs. Mark a fence: ```python run", path=ran.path))
    else:
        tell(ran, remembered=path not in runs.fresh)
    return int(any(each.severity is Severity.ERROR for each in ran.problems))


def _prepare(project: Project, path: NotePath, jobs: int, *, again: bool) -> Prepared:
    """Its vault, and this note run.

    Raises:
        Refusal: it is no note that is published.
    """
    from kb.running import key_of  # noqa: PLC0415  no other command needs what runs

    with locked(project.cache, say_waiting), Progress() as progress:
        prepared = read_notes(project, jobs, progress)
        if path not in prepared.workspace.known:
            raise Refusal(say("{path} is left out of its vault.", path=path), status=2)
        if path not in prepared.site.outlines:
            raise Refusal(say("{path} is private: what is private does not run.", path=path))
        plans = plan_notes(prepared.network, prepared.settings, (path,))
        if path not in plans:
            return prepared
        if again:
            key = key_of(plans[path])
            forget_runs(project.cache / RUNS, lambda other: other == key)
        return run_plans(project, prepared, plans, jobs, progress)
