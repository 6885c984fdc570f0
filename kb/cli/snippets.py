"""Vaults of which a command runs some snippets only.

In: a project. Out: its notes, read and linked, with none or some of their snippets run.
"""

import msgspec

from kb.cli.progress import Progress
from kb.cli.project import Project
from kb.names import NotePath
from kb.pipeline import Prepared, prepare
from kb.planning import Plan
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
