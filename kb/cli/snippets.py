"""Vaults of which a command runs some snippets only.

In: a project. Out: its notes, read and linked, with none or some of their snippets run, or with
what is known of earlier runs.
"""

import msgspec

from kb.cli.progress import Progress
from kb.cli.project import Project
from kb.names import NotePath
from kb.pipeline import Prepared, prepare
from kb.planning import Plan, plan_notes
from kb.strings import mark


def read_notes(project: Project, jobs: int, progress: Progress) -> Prepared:
    """The vault; nothing is run."""
    return prepare(
        project.vault,
        project.setup.settings,
        project.cache,
        jobs=jobs,
        progress=progress.step(mark("Reading notes")),
        only=(),
    )


def run_plans(
    project: Project,
    prepared: Prepared,
    plans: dict[NotePath, Plan],
    jobs: int,
    progress: Progress,
) -> Prepared:
    """The same vault with these notes run."""
    from kb.running import run_notes  # noqa: PLC0415  only where there is something to run

    runs = run_notes(
        plans,
        project.vault,
        prepared.settings,
        project.cache,
        jobs=jobs,
        progress=progress.step(mark("Running snippets")),
    )
    return msgspec.structs.replace(prepared, runs=runs)


def known_runs(project: Project, prepared: Prepared) -> Prepared:
    """The same vault with what its snippets gave in earlier builds; nothing is run."""
    plans = plan_notes(prepared.network, prepared.settings)
    if not plans:
        return prepared
    from kb.running import run_notes  # noqa: PLC0415  as above

    runs = run_notes(
        plans,
        project.vault,
        prepared.settings,
        project.cache,
        execute=lambda _tasks, _jobs: iter(()),
    )
    return msgspec.structs.replace(prepared, runs=runs)
