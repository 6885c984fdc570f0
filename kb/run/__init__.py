"""run: tasks -> what a note's snippets printed, drew and proved.

In: `Task`s: the code of a note, and what it may look at. Out: an `Outcome` for each, of which
nothing is believed until it is finished.
"""

from kb.run.answers import EngineError
from kb.run.engine import close_zygotes, run_one, run_tasks
from kb.run.finishing import finish_step
from kb.run.inputs import digest_input
from kb.run.session import Job, Session
from kb.run.sweep import encode_sweep
from kb.run.task import Input, Limits, Outcome, Step, StepOutcome, Task
from kb.run.versions import runner, versions

__all__ = [
    "EngineError",
    "Input",
    "Job",
    "Limits",
    "Outcome",
    "Session",
    "Step",
    "StepOutcome",
    "Task",
    "close_zygotes",
    "digest_input",
    "encode_sweep",
    "finish_step",
    "run_one",
    "run_tasks",
    "runner",
    "versions",
]
