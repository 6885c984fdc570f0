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

from kb.parse.tex_mending import MACROS, mended, unnumbered, without_foreign_references
from kb.patterns import pattern
from kb.strings import mark

_NAMED = pattern(r'"(\\[A-Za-z]+)"')
_MESSAGE = pattern(r"(\d+): (.*)", re.DOTALL)


class MathError(Exception):
    """A formula that cannot be read."""

    def __init__(self, position: int, reason: str) -> None:
        super().__init__(reason)
        self.position = position
        """In the formula, in characters."""
        self.reason = reason
        """The converter's words."""


_DEFINITION = pattern(r"\\(?:def|let|(?:re)?newcommand|providecommand|Declare)")

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
        macros=MACROS, fancy_error=False, id_prefix="eq-", max_expansions=expansions
    )


def _convert(source: str, block: bool) -> str:
    defines = _DEFINITION.search(source) is not None
    convert = _converter(defines).convert_with_local_state
    if len(source) <= _SHORT and not defines:
        return convert(source, displaystyle=block)
    if len(source) > (_LONGEST_WITH_DEFINITIONS if defines else _LONGEST):
        raise MathError(0, mark("it is too long"))
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


def to_mathml(source: str, block: bool) -> str:
    """MathML of a formula; raises `MathError` where it cannot be read."""
    source = without_foreign_references(source)
    try:
        html = _convert(source, block)
    except LatexError as error:
        first = _told(error)
    else:
        return _without_numbers(source, block) or html
    better = mended(source)
    if better != source:
        try:
            return _without_numbers(better, block) or _convert(better, block)
        except LatexError as error:
            # What we mended is not what is wrong; but the message must speak of the author's words.
            second = _told(error)
            named = _NAMED.search(second.reason)
            if named and named[1] in source and named[1] not in first.reason:
                raise MathError(source.find(named[1]), second.reason) from error
    raise first


def _without_numbers(source: str, block: bool) -> str:
    """MathML without numbers that the author did not give; '' where it cannot be had."""
    plain = unnumbered(source)
    if plain == source:
        return ""
    try:
        return _convert(plain, block)
    except LatexError:
        return ""


def _told(error: LatexError) -> MathError:
    found = _MESSAGE.fullmatch(str(error))
    position, reason = (int(found[1]), found[2]) if found else (0, str(error))
    return MathError(position, " ".join(reason.split()).rstrip("."))
