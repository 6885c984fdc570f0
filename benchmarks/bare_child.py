"""A bare interpreter for the code of one note: block after block in one namespace.

In: JSON on standard input: the code of each block, and the seconds that one may take.
Out: a line of JSON for each block, on the descriptor that the first argument names: what it
printed, how its last expression is written, and the last line of its traceback.

Nothing of kb is imported, so that the two sides of a comparison have no code in common.
"""

import ast
import io
import json
import os
import resource
import signal
import sys
import traceback
from types import ModuleType
from typing import Any

MEMORY = 1_300_000_000
"""Bytes of data: a gigabyte, beside what numpy and matplotlib take."""


class OutOfTimeError(BaseException):
    """No `Exception`: the code of a note must not catch it."""


def main() -> None:
    answer = os.fdopen(int(sys.argv[1]), "w", encoding="utf-8")
    asked = json.load(sys.stdin)
    sys.stdin = io.StringIO()
    sys.argv = [""]
    sys.path[0] = ""
    resource.setrlimit(resource.RLIMIT_DATA, (MEMORY, MEMORY))
    signal.signal(signal.SIGALRM, _end)
    module = sys.modules["__main__"] = ModuleType("__main__")  # pickle looks there for classes
    for code in asked["blocks"]:
        found = run(code, module.__dict__, asked["seconds"])
        answer.write(json.dumps(found) + "\n")
        answer.flush()


def _end(_number: int, _frame: Any) -> None:
    raise OutOfTimeError


def run(code: str, namespace: dict[str, Any], seconds: int) -> dict[str, Any]:
    printed = io.StringIO()
    value = None
    error = ""
    sys.stdout = printed
    signal.alarm(seconds)
    try:
        tree = ast.parse(code, "<block>")
        last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
        exec(compile(tree, "<block>", "exec"), namespace)
        if isinstance(last, ast.Expr):
            found = eval(compile(ast.Expression(last.value), "<block>", "eval"), namespace)
            value = None if found is None else repr(found)
    except BaseException as caught:  # noqa: BLE001  SystemExit is a failure as well
        error = traceback.format_exception_only(caught)[-1].strip() or type(caught).__name__
    finally:
        signal.alarm(0)
        sys.stdout = sys.__stdout__
    return {"printed": printed.getvalue(), "value": value, "error": error}


if __name__ == "__main__":
    main()
