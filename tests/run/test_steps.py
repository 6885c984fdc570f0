"""tests/run/steps.md: what the steps of a note give, exactly."""

from pathlib import Path

import pytest

from kb.run import Outcome, Step
from kb.run.task import RawFigure, RawMarkup, RawText
from tests.cases import read_cases
from tests.conftest import CheckCases
from tests.run.notes import outcomes, task, vault

CASES = Path(__file__).with_name("steps.md")


def told(outcome: Outcome) -> str:
    lines = []
    for step in outcome.steps:
        claims = f", {step.claims.held} held, {step.claims.failed} failed"
        lines.append(f"[{step.number}] {step.state}{claims if any(vars_of(step)) else ''}")
        for output in step.outputs:
            if isinstance(output, RawText):
                lines += [
                    f"{output.stream}| {line}" for line in output.text.rstrip("\n").split("\n")
                ]
            elif isinstance(output, RawMarkup):
                lines.append(f"html| {output.html}")
            elif isinstance(output, RawFigure):
                lines.append(f"figure| {'svg' if output.svg else 'png'}")
        if step.verdict is not None:
            lines.append(f"verdict| {step.verdict}")
        for failure in (step.failure, *step.remarks):
            if failure is not None:
                place = f"{failure.step}:{failure.line}:{failure.column}"
                lines.append(f"{failure.rule} at {place} {failure.values}")
                lines += [
                    f"  | {line}" for line in failure.traceback.rstrip("\n").split("\n") if line
                ]
    looked = [one.path for one in outcome.inputs]
    return "\n".join([*lines, *([f"looked at {', '.join(looked)}"] if looked else [])])


def vars_of(step: object) -> tuple[int, int]:
    claims = step.claims  # type: ignore[attr-defined]
    return claims.held, claims.failed


def steps_of(text: str) -> tuple[list[Step], dict[int, Step]]:
    steps, library = [], {}
    for number, piece in enumerate(text.split("\n---\n")):
        options: dict[str, object] = {}
        uses: list[int] = []
        assign: dict[str, object] = {}
        is_library = False
        lines = piece.split("\n")
        while lines:
            word, *rest = lines[0].split(" ")
            if word in {"inline", "error"} and not rest:
                options[word] = True
            elif word == "library" and not rest:
                is_library = True
            elif word == "seed" and len(rest) == 1:
                options["seed"] = int(rest[0])
            elif word == "seconds" and len(rest) == 1:
                options["seconds"] = float(rest[0])
            elif word == "use" and len(rest) == 1:
                uses.append(int(rest[0]))
            elif word == "assign" and len(rest) == 2:
                value = rest[1]
                assign[rest[0]] = float(value) if value[-1].isdigit() else value
            else:
                break
            lines.pop(0)
        code = "\n".join(lines)
        step = Step(number, code, uses=tuple(uses), assign=assign, **options)  # type: ignore[arg-type]
        if is_library:
            library[number] = step
        else:
            steps.append(step)
    return steps, library


@pytest.mark.parametrize("mode", ["fork", "spawn"])
def test_the_steps_of_a_note(mode: str, tmp_path: Path, check_cases: CheckCases) -> None:
    top = vault(tmp_path)
    cases = list(read_cases(CASES))
    if mode == "spawn":  # a second and more each
        cases = [case for case in cases if "find" in case.title or "caret" in case.title]
    tasks = []
    for case in cases:
        steps, library = steps_of(case.given)
        tasks.append(task(top, *steps, library=library))
    given = {
        case.given: told(outcome)
        for case, outcome in zip(cases, outcomes(*tasks, mode=mode), strict=True)
    }
    if mode == "fork":
        check_cases(CASES, lambda text: given[text])
    else:
        assert [given[case.given] for case in cases] == [case.expected for case in cases]
