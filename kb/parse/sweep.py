"""`sweep`: the values that a reader may give a name of a snippet.

In: what an option line says, as YAML gives it, and the snippet's code. Out: parameters, or what is
wrong with them; a snippet with a wrong sweep has none.
"""

import ast
import math
import re
import warnings
from collections.abc import Iterable, Iterator
from fractions import Fraction
from typing import TypeGuard

from kb.model import Parameter, Value
from kb.patterns import pattern
from kb.problems import Finding, Rule, find

PARAMETERS = 2
"""More than two sliders ask for more steps than a build can run."""

STEPS = 200
"""That all the values of a sweep may ask for together."""

DIGITS = 6
"""Of the distance between two generated values: the reader sees the very number that was run."""

_TEXT = 100
"""Characters of a value; it stands beside the slider."""

_LARGEST = 10**15
"""Whole numbers up to this are the same in Python, JSON and a float."""

_CALL = pattern(r"\s*(linspace|logspace)\s*\((.*)\)\s*", re.DOTALL)


class _WrongSweepError(Exception):
    def __init__(self, rule: Rule, **values: str) -> None:
        super().__init__(rule)
        self.rule = rule
        self.values = values


def read_sweep(
    value: object, code: str, place: tuple[int, int]
) -> tuple[tuple[Parameter, ...], tuple[Finding, ...]]:
    """`place` is the line and column of the option. Code that Python cannot read has no sweep and
    no finding: what is wrong with it is told when it runs.
    """
    try:
        return _parameters(value, code), ()
    except _WrongSweepError as wrong:
        return (), (find(wrong.rule, *place, **wrong.values),)


def _parameters(value: object, code: str) -> tuple[Parameter, ...]:
    if not isinstance(value, dict) or not value:
        raise _WrongSweepError(Rule.SWEEP_UNREADABLE)
    if len(value) > PARAMETERS:
        raise _WrongSweepError(Rule.SWEEP_PARAMETERS, count=str(len(value)), limit=str(PARAMETERS))
    body = _statements(code)
    if body is None:
        return ()
    found = tuple(_parameter(name, wanted, body) for name, wanted in value.items())
    steps = math.prod(len(parameter.values) for parameter in found)
    if steps > STEPS:
        raise _too_many(steps)
    return found


def _statements(code: str) -> list[ast.stmt] | None:
    with warnings.catch_warnings():
        # What Python thinks of the code is told once, when it runs.
        warnings.simplefilter("ignore")
        try:
            return ast.parse(code).body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            return None


def _parameter(name: object, wanted: object, body: list[ast.stmt]) -> Parameter:
    # YAML makes a truth value of a key that is called `on` or `y`.
    if not isinstance(name, str) or not name.isidentifier():
        raise _WrongSweepError(Rule.SWEEP_NAME, name=_short(name))
    start = _start(name, body)
    values = _values(name, wanted, start)
    if _key(start) not in map(_key, values):
        values = [start, *values]
    values = list({_key(value): value for value in values}.values())
    if all(map(_is_number, values)):
        values.sort()
    if len(values) < 2:
        raise _WrongSweepError(Rule.SWEEP_VALUES, name=name)
    # The same value as the code writes it, so that 1 does not become 1.0.
    values = [start if _key(value) == _key(start) else value for value in values]
    return Parameter(name, tuple(values), start)


# --- the value that the code gives ---


def _start(name: str, body: list[ast.stmt]) -> Value:
    given = [value for target, value in _assignments(body) if target == name]
    if not given:
        raise _WrongSweepError(Rule.SWEEP_UNASSIGNED, name=name)
    if len(given) > 1:
        raise _WrongSweepError(Rule.SWEEP_ASSIGNED_TWICE, name=name)
    try:
        value = ast.literal_eval(given[0])
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError):
        value = None
    if not _is_value(value):
        raise _WrongSweepError(Rule.SWEEP_UNASSIGNED, name=name)
    return value


def _assignments(body: list[ast.stmt]) -> Iterator[tuple[str, ast.expr]]:
    """The names that top-level statements give a value of their own."""
    for statement in body:
        if isinstance(statement, ast.Assign):
            targets = statement.targets
        elif isinstance(statement, ast.AnnAssign):
            targets = [statement.target]
        else:
            continue
        if statement.value is not None:
            for target in targets:
                if isinstance(target, ast.Name):
                    yield target.id, statement.value


def _is_value(value: object) -> TypeGuard[Value]:
    if isinstance(value, bool):
        return True
    if isinstance(value, int):
        return abs(value) <= _LARGEST
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, str) and len(value) <= _TEXT


def _is_number(value: object) -> TypeGuard[int | float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _key(value: Value) -> tuple[bool, Value]:
    """Equal for what is one value; Python takes True for 1."""
    return isinstance(value, bool), value


# --- the values that the author wants ---


def _values(name: str, wanted: object, start: Value) -> list[Value]:
    if isinstance(wanted, str) and (call := _CALL.fullmatch(wanted)):
        wanted = {call[1]: [part.strip() for part in call[2].split(",")]}
    if isinstance(wanted, dict) and len(wanted) == 1:
        ((kind, arguments),) = wanted.items()
        if kind in {"linspace", "logspace"}:
            low, high, count = _space(name, arguments)
            spaced = (_linear if kind == "linspace" else _logarithmic)(low, high, count)
            return _like(start, name, spaced)
    if not isinstance(wanted, list):
        raise _WrongSweepError(Rule.SWEEP_VALUES, name=name)
    if len(wanted) > STEPS:
        raise _too_many(len(wanted))
    # YAML takes 1e-3 for text: it wants a dot.
    numbers = _is_number(start)
    read = [_number(item) if numbers and isinstance(item, str) else item for item in wanted]
    plain = [item for item in read if _is_value(item)]
    if len(plain) < len(read):
        raise _WrongSweepError(Rule.SWEEP_VALUES, name=name)
    return plain


def _space(name: str, arguments: object) -> tuple[Fraction, Fraction, int]:
    """The two ends as they are written, and the number of values."""
    if isinstance(arguments, list) and len(arguments) == 3:
        low, high, count = (_number(item) for item in arguments)
        if low is not None and high is not None and isinstance(count, int):
            if count > STEPS:
                raise _too_many(count)
            if count >= 2 and low != high:
                return Fraction(repr(low)), Fraction(repr(high)), count
    raise _WrongSweepError(Rule.SWEEP_VALUES, name=name)


def _number(written: object) -> int | float | None:
    """A number that is written as text or as itself; None where it is none, or too large."""
    if isinstance(written, str):
        for kind in (int, float):
            try:
                written = kind(written)
                break
            except ValueError:
                continue
    return written if _is_value(written) and _is_number(written) else None


def _linear(low: Fraction, high: Fraction, count: int) -> Iterator[Fraction]:
    step = (high - low) / (count - 1)
    quantum = Fraction(10) ** (math.floor(math.log10(abs(step))) - DIGITS + 1)
    yield low
    for index in range(1, count - 1):
        yield round((low + index * step) / quantum) * quantum
    yield high


def _logarithmic(low: Fraction, high: Fraction, count: int) -> Iterator[Fraction]:
    """Powers of ten with exponents from `low` to `high`."""
    step = (high - low) / (count - 1)
    if max(abs(low), abs(high)) > 300:
        return
    for index in range(count):
        yield Fraction(f"{10.0 ** float(low + index * step):.{DIGITS - 1}e}")


def _like(start: Value, name: str, spaced: Iterable[Fraction]) -> list[Value]:
    """Whole numbers where the code has one and all are whole: it may count with them."""
    exact = list(spaced)
    if not exact:
        raise _WrongSweepError(Rule.SWEEP_VALUES, name=name)
    whole = isinstance(start, int) and all(
        value.denominator == 1 and abs(value) <= _LARGEST for value in exact
    )
    return [int(value) if whole else float(value) for value in exact]


def _too_many(count: int) -> _WrongSweepError:
    return _WrongSweepError(Rule.SWEEP_STEPS, count=str(count), limit=str(STEPS))


def _short(name: object) -> str:
    text = "".join(character if character.isprintable() else " " for character in str(name))
    return text if len(text) <= _TEXT else f"{text[:_TEXT]}…"
