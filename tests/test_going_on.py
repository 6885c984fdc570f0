"""Real notes that go on from a copy give what they give from nothing, byte for byte.

`make acceptance` changes all of them, `make test` a few.
"""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace

from kb.config import Settings
from kb.names import Language
from kb.pipeline import prepare
from kb.planning import Plan
from kb.run import Outcome, Session, Task, close_zygotes, run_one
from kb.running import run_nothing
from kb.stepping import task_of

VAULTS = ("numpy-tutorials", "scipy-lectures")


@pytest.fixture(scope="module")
def session() -> Iterator[Session]:
    made = Session(jobs=2)
    yield made
    made.close()


def plans_of(vault: Path, cache: Path) -> list[Plan]:
    settings = Settings(languages=(Language("en"),), run=("**",))
    plans = prepare(vault, settings, cache, execute=run_nothing).runs.plans
    return [plan for plan in plans.values() if len(plan.pieces) > 1]


def differing(session: Session, task: Task, place: int) -> tuple[int, str]:
    """Change a step and go on from the copy before it; what comes out otherwise than from nothing.

    With the number of steps that did not run again.
    """

    def run(one: Task) -> tuple[Outcome | None, int]:
        job = session.begin(one, task.path)
        return job.result(600), job.kept

    run(task)
    steps = list(task.steps)
    steps[place] = replace(steps[place], code=f"{steps[place].code}\n# changed")
    changed = replace(task, steps=tuple(steps))
    outcome, kept = run(changed)
    session.forget(task.path)
    whole = run_one(changed)
    if outcome == whole:
        return kept, ""
    close_zygotes()
    again = run_one(changed)  # some print where in memory something lies
    assert outcome is not None
    wrong = [
        one.number
        for one, other, third in zip(outcome.steps, whole.steps, again.steps, strict=True)
        if one != other and other == third
    ]
    return kept, f"{task.path}, step {place}, {kept} kept: {wrong} differ" if wrong else ""


def check(session: Session, corpus: Path, folder: Path, few: int | None) -> list[str]:
    chance = random.Random(11)
    wrong = []
    went_on = 0
    for name in VAULTS:
        vault = corpus / "executable" / name
        plans = plans_of(vault, folder / name)
        for plan in plans if few is None else chance.sample(plans, few):
            task = task_of(plan, vault, ("",), sandbox=True)
            inline = [step.number for step in task.steps if not step.inline]
            if inline:
                kept, found = differing(session, task, chance.choice(inline))
                went_on += kept > 0
                wrong += [found] if found else []
    assert went_on
    return wrong


def test_some_notes(session: Session, corpus: Path, tmp_path: Path) -> None:
    assert check(session, corpus, tmp_path, 3) == []


@pytest.mark.acceptance
def test_all_notes(session: Session, corpus: Path, tmp_path: Path) -> None:
    assert check(session, corpus, tmp_path, None) == []
