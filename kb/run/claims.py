"""Claims: `assert` statements, rewritten so that it is known which held, and what their sides were.

In: the syntax tree of a step. Out: the same tree, in which every assertion tells `Ledger` what it
has found; lines and columns stay, so tracebacks and carets are those of the code as written.
"""

import ast
from typing import Any

from msgspec import Struct

LEDGER = "__kb_claims__"
"""The name that the rewritten code calls. It is a builtin of the child, so that no
namespace shows it."""
_LONGEST = 160
_AT_ONCE = 6
"""Sides that are told of one claim."""


class Side(Struct, frozen=True):
    """What one side of a claim was."""

    code: str
    value: str


class FailedClaim(Struct, frozen=True):
    code: str
    sides: tuple[Side, ...]


class Ledger:
    """What the claims of a note have given so far."""

    def __init__(self) -> None:
        self._codes: list[tuple[str, list[str]]] = []
        self._values: list[dict[int, Any]] = []
        self._ours: list[bool] = []
        self._told: set[int] = set()
        self._held: set[int] = set()
        self._broken: set[int] = set()
        self.failed: FailedClaim | None = None
        """The last one that did not hold."""

    def add(self, code: str, sides: list[str], *, ours: bool) -> int:
        self._codes.append((code, sides))
        self._values.append({})
        self._ours.append(ours)
        return len(self._codes) - 1

    def side(self, claim: int, place: int, value: Any) -> Any:
        self._values[claim][place] = value
        return value

    def test(self, claim: int, value: Any) -> bool:
        """What an `assert` asks of the value of its test."""
        holds = bool(value)
        if holds:
            if self._ours[claim]:
                self._held.add(claim)
            self._values[claim] = {}
            return True
        self._broken.add(claim)
        code, sides = self._codes[claim]
        values, self._values[claim] = self._values[claim], {}
        shown = {sides[place]: show(values[place]) for place in sorted(values)}
        self.failed = FailedClaim(
            code, tuple(Side(code, value) for code, value in shown.items())[:_AT_ONCE]
        )
        return False

    def newly_held(self) -> int:
        """How many claims were reached and held since this was last asked, each counted once."""
        new = self._held - self._broken - self._told
        self._told |= new
        self._broken.clear()
        return len(new)


def show(value: Any) -> str:
    """A value in few letters, as a message may hold it."""
    try:
        if type(value).__module__ == "numpy" and getattr(value, "ndim", None):
            import numpy as np  # noqa: PLC0415  it is there, the value is of it

            text = np.array2string(value, threshold=8, edgeitems=3, separator=", ")
        elif type(value).__module__ == "numpy":
            text = str(value)
        else:
            text = repr(value)
    except Exception:  # noqa: BLE001  a stranger's `__repr__`
        text = f"<{type(value).__name__}>"
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def rewrite_claims(tree: ast.Module, source: str, ledger: Ledger, *, ours: bool) -> ast.Module:
    """Rewrite every `assert` of a step. `ours`: it counts as a claim of this note."""
    _Rewriter(source, ledger, ours=ours).visit(tree)
    return ast.fix_missing_locations(tree)


class _Rewriter(ast.NodeTransformer):
    def __init__(self, source: str, ledger: Ledger, *, ours: bool) -> None:
        self._source = source
        self._ledger = ledger
        self._ours = ours
        self._sides: list[str] = []
        self._claim = 0

    def visit_Assert(self, node: ast.Assert) -> ast.Assert:
        code = " ".join((ast.get_source_segment(self._source, node.test) or "").split())
        if isinstance(node.test, ast.Tuple):
            return node  # always true: Python warns of it
        self._sides = []
        self._claim = self._ledger.add(code, self._sides, ours=self._ours)
        test = self._call("test", node.test, ast.Constant(self._claim), self._open(node.test))
        # Python underlines the test of an assertion if it is a comparison.
        true = ast.copy_location(ast.Constant(value=True), node.test)
        holds = ast.copy_location(ast.Compare(test, [ast.Is()], [true]), node.test)
        return ast.copy_location(ast.Assert(holds, node.msg), node)

    def _open(self, node: ast.expr) -> ast.expr:
        """Note the values that decide: both sides of a comparison, what a function is given."""
        if isinstance(node, ast.BoolOp):
            node.values = [self._open(value) for value in node.values]
        elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
            node.operand = self._open(node.operand)
        elif isinstance(node, ast.Compare):
            node.left = self._note(node.left)
            node.comparators = [self._note(side) for side in node.comparators]
        elif isinstance(node, ast.Call):
            if isinstance(node.func, ast.Attribute):
                node.func.value = self._open_receiver(node.func.value)
            node.args = [self._note(value) for value in node.args]
            for keyword in node.keywords:
                if keyword.arg is not None:
                    keyword.value = self._note(keyword.value)
        elif isinstance(node, (ast.Name, ast.Attribute, ast.Subscript)):
            return self._note(node)
        return node

    def _open_receiver(self, node: ast.expr) -> ast.expr:
        """`(x > 0)` in `(x > 0).all()`; not `np` in `np.allclose(...)`."""
        if isinstance(node, ast.Compare):
            return self._open(node)
        return node

    def _note(self, node: ast.expr) -> ast.expr:
        if _says_enough(node):
            return node
        self._sides.append(" ".join((ast.get_source_segment(self._source, node) or "").split()))
        place = len(self._sides) - 1
        return self._call("side", node, ast.Constant(self._claim), ast.Constant(place), node)

    def _call(self, name: str, at: ast.expr, *values: ast.expr) -> ast.expr:
        ledger = ast.Name(LEDGER, ast.Load())
        call = ast.Call(ast.Attribute(ledger, name, ast.Load()), list(values), [])
        for new in (ledger, call.func, call, *values):
            if not hasattr(new, "lineno"):
                ast.copy_location(new, at)
        return call


def _says_enough(node: ast.expr) -> bool:
    """Its value is what is written, or nothing that could be told."""
    if isinstance(node, (ast.Constant, ast.Lambda, ast.GeneratorExp, ast.Starred, ast.JoinedStr)):
        return True
    if isinstance(node, ast.UnaryOp):
        return _says_enough(node.operand)
    if isinstance(node, (ast.Tuple, ast.List, ast.Set)):
        return all(_says_enough(item) for item in node.elts)
    if isinstance(node, (ast.Await, ast.Yield, ast.YieldFrom, ast.NamedExpr)):
        return True
    # `1e-9`, but also `10 * 1e-9`
    return isinstance(node, ast.BinOp) and _says_enough(node.left) and _says_enough(node.right)
