"""The command `kb`: says what the user sees, and nothing else does.

In: arguments. Out: words, and an exit status: 0 fine, 1 problems that fail, 2 wrong usage.
"""

import os
import sys
from collections.abc import Sequence
from pathlib import Path

from kb.ahead import Ahead
from kb.cli.build import build_vault
from kb.cli.speech import Refusal, say, show_problems
from kb.config import ConfigurationRefused
from kb.parallel import WorkerError
from kb.strings import terminal_language, translate


def kb(arguments: Sequence[str], helper: Ahead | None = None) -> int:
    """Run a command; gives the exit status. `helper` is one for `kb.workspace.open_workspace`."""
    try:
        return _run(list(arguments), helper)
    except ConfigurationRefused as error:
        show_problems(error.problems)
        return 2
    except BrokenPipeError:
        # Whoever read us has read enough, as in `kb check | head`.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except WorkerError as error:
        print(say("Error: {message}", message=_told(error)), file=sys.stderr)
        return 1
    except Refusal as refusal:
        print(say("Error: {message}", message=refusal), file=sys.stderr)
        return refusal.status


def _told(error: WorkerError) -> str:
    """The reason may be a traceback, which no catalogue has and whose braces stay."""
    return translate(terminal_language(), str(error))


def _run(arguments: list[str], helper: Ahead | None) -> int:
    match arguments:
        # What is asked most often needs no library that reads options: it takes long to load.
        case ["build"] | ["build", str()] if not arguments[-1].startswith("-"):
            try:
                return build_vault(Path(arguments[1]) if arguments[1:] else None, helper=helper)
            except KeyboardInterrupt:
                return 130
        case _:
            from kb.cli.commands import run  # noqa: PLC0415  as above

            return run(arguments, helper)
