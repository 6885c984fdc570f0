"""The code of a step, ready to run.

In: a `Step`. Out: code objects, named `<snippet N>`, whose lines and columns are those of the step.
"""

import ast
import io
import linecache
import re
import tokenize
from types import CodeType
from typing import NamedTuple

from kb.model import Value
from kb.model.run import SNIPPET_FILE
from kb.run.claims import Ledger, rewrite_claims
from kb.run.task import Step

_IGNORED_MAGIC = re.compile(r"^(\s*)%(?:matplotlib\b|config\s+InlineBackend\b).*$", re.MULTILINE)
"""What notebooks say about where figures go. Here they always go into the page."""


class Code(NamedTuple):
    body: CodeType | None
    """All but the last expression;"""
    last: CodeType | None
    """whose value is shown."""


def file_of(number: int) -> str:
    return SNIPPET_FILE.format(number=number)


def remember_source(step: Step) -> None:
    """Let tracebacks show the step's lines, also where it cannot be compiled."""
    name = file_of(step.number)
    # Each line with its end, as `linecache` reads files: `traceback` counts on it for its carets.
    lines = [f"{line}\n" for line in (step.code.strip() if step.inline else step.code).split("\n")]
    linecache.cache[name] = (len(step.code), None, lines, name)


def compile_step(step: Step, ledger: Ledger, *, ours: bool) -> Code:
    """Compile a step. `ours`: its assertions are claims of the note.

    Raises:
        SyntaxError: it is no Python.
    """
    name = file_of(step.number)
    if step.inline:
        expression = ast.parse(step.code.strip(), name, "eval")
        return Code(None, compile(expression, name, "eval", dont_inherit=True, optimize=0))
    tree = _parse(step.code, name)
    for variable, value in step.assign.items():
        _assign(tree, variable, value)
    tree = rewrite_claims(tree, step.code, ledger, ours=ours)
    last: CodeType | None = None
    if tree.body and isinstance(tree.body[-1], ast.Expr):
        last_line = tree.body.pop()
        assert isinstance(last_line, ast.Expr)
        whole = ast.Expression(last_line.value)
        last = compile(whole, name, "eval", dont_inherit=True, optimize=0)
        if _is_silenced(step.code):
            # It runs as it stands, and gives nothing.
            tree.body.append(last_line)
            last = None
    return Code(compile(tree, name, "exec", dont_inherit=True, optimize=0), last)


def _parse(code: str, name: str) -> ast.Module:
    try:
        return ast.parse(code, name)
    except SyntaxError:
        without = _IGNORED_MAGIC.sub(r"\1pass", code)
        if without == code:
            raise
        return ast.parse(without, name)


def _assign(tree: ast.Module, variable: str, value: Value) -> None:
    """Replace the value of the first assignment to a name at the top level."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign):
            for target in statement.targets:
                if isinstance(target, ast.Name) and target.id == variable:
                    statement.value = _constant(value, statement.value)
                    return
                if (
                    isinstance(target, ast.Tuple)
                    and isinstance(statement.value, ast.Tuple)
                    and len(target.elts) == len(statement.value.elts)
                ):
                    for place, item in enumerate(target.elts):
                        if isinstance(item, ast.Name) and item.id == variable:
                            old = statement.value.elts[place]
                            statement.value.elts[place] = _constant(value, old)
                            return
        elif (
            isinstance(statement, ast.AnnAssign)
            and isinstance(statement.target, ast.Name)
            and statement.target.id == variable
            and statement.value is not None
        ):
            statement.value = _constant(value, statement.value)
            return


def _constant(value: Value, at: ast.expr) -> ast.expr:
    return ast.copy_location(ast.Constant(value), at)


def _is_silenced(code: str) -> bool:
    """The last thing that is written is a semicolon."""
    last = ""
    try:
        for token in tokenize.generate_tokens(io.StringIO(code).readline):
            if token.type == tokenize.OP:
                last = token.string
            elif token.type not in _NOTHING:
                last = ""
    except (tokenize.TokenError, SyntaxError):
        return False  # a magic that is ignored
    return last == ";"


_NOTHING = {
    tokenize.COMMENT,
    tokenize.NEWLINE,
    tokenize.NL,
    tokenize.INDENT,
    tokenize.DEDENT,
    tokenize.ENDMARKER,
}
