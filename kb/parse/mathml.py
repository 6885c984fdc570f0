r"""TeX to MathML.

In: a formula as an author wrote it. Out: MathML, which browsers show without a script.

The converter (math-core) knows no `\href`, `\url`, `\class`, `\style` or `\includegraphics` and
escapes all text, so what it gives needs no gate. Each formula has a state of its own: `\newcommand`
holds within it, and no note can change another's formulas. The TeX source is not put beside the
result: `alttext` would be read out instead of the formula, an annotation doubles the page.
"""

import re
import threading
from functools import cache

from math_core import LatexError, LatexToMathML

# What MathJax's users define in their sites' configuration again and again.
_MACROS = {
    "abs": r"\lvert #1 \rvert",
    "norm": r"\lVert #1 \rVert",
    "floor": r"\lfloor #1 \rfloor",
    "ceil": r"\lceil #1 \rceil",
    "substack": r"\begin{matrix}#1\end{matrix}",
}

_MENDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\\(begin|end)\{split\}"), r"\\\1{aligned}"),
    (re.compile(r"\\require\{\w+\}"), ""),
    (re.compile(r"\\(?:label|nonumber|notag)\b(?:\{[^{}]*\})?"), ""),
    (re.compile("∅"), r"\\varnothing "),
    (re.compile("∴"), r"\\therefore "),
    (re.compile("∵"), r"\\because "),
)
_TEXT_WITH_MATH = re.compile(r"\\text\{([^{}$]*(?:\$[^$]*\$[^{}$]*)+)\}")
_TAG = re.compile(r"\\tag\*?\{")
_MESSAGE = re.compile(r"(\d+): (.*)", re.DOTALL)


class MathError(Exception):
    """A formula that cannot be read."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position
        """In the formula, in characters."""
        self.reason = reason
        """The converter's words."""


_DEFINITION = re.compile(r"\\(?:def|let|(?:re)?newcommand|providecommand|Declare)")

# The converter calls itself for each level of a formula, and a stack that overflows ends the
# whole process. One character makes one level at most, and a level takes less than 3 kB; so short
# formulas fit into any stack, long ones get a roomy one, and nobody writes longer ones.
_SHORT = 1_000
_LONGEST = 40_000
_LONGEST_WITH_DEFINITIONS = 4_000
_MOST_EXPANSIONS = 20
_ROOMY_STACK = 256 * 1024 * 1024


@cache
def _converter(defines: bool) -> LatexToMathML:
    expansions = _MOST_EXPANSIONS if defines else 1_000
    return LatexToMathML(
        macros=_MACROS, fancy_error=False, id_prefix="eq-", max_expansions=expansions
    )


def _convert(source: str, block: bool) -> str:
    defines = _DEFINITION.search(source) is not None
    convert = _converter(defines).convert_with_local_state
    if len(source) <= _SHORT and not defines:
        return convert(source, displaystyle=block)
    if len(source) > (_LONGEST_WITH_DEFINITIONS if defines else _LONGEST):
        raise MathError(0, "It is too long")
    result: list[str] = []
    errors: list[LatexError] = []

    def work() -> None:
        try:
            result.append(convert(source, displaystyle=block))
        except LatexError as error:
            errors.append(error)

    with _STACK_LOCK:
        before = threading.stack_size(_ROOMY_STACK)
        try:
            thread = threading.Thread(target=work)
            thread.start()
        finally:
            threading.stack_size(before)
    thread.join()
    if errors:
        raise errors[0]
    return result[0]


_STACK_LOCK = threading.Lock()  # the size holds for all threads that start meanwhile


def _split_text(found: re.Match[str]) -> str:
    parts = found[1].split("$")
    return "".join(
        part if index % 2 else rf"\text{{{part}}}" for index, part in enumerate(parts) if part
    )


def _mended(source: str) -> str:
    """The same formula in the words of the converter, where it lacks a common one."""
    for pattern, better in _MENDS:
        source = pattern.sub(better, source)
    source = _TEXT_WITH_MATH.sub(_split_text, source)
    if _TAG.search(source) and r"\begin{" not in source:
        source = rf"\begin{{equation}}{source}\end{{equation}}"
    return source


def to_mathml(source: str, block: bool) -> str:
    """MathML of a formula; raises `MathError` where it cannot be read."""
    try:
        return _convert(source, block)
    except LatexError as error:
        mended = _mended(source)
        if mended != source:
            try:
                return _convert(mended, block)
            except LatexError:
                pass  # what the author wrote is what the message must speak of
        found = _MESSAGE.fullmatch(str(error))
        if found is None:
            raise MathError(0, str(error)) from error
        raise MathError(int(found[1]), found[2].rstrip(".")) from error
