"""Dates and numbers as a language writes them.

In: a language, and an ISO 8601 date or a number. Out: text for a reader.

What is written where comes from the CLDR, the Unicode project's data of languages: dates in its
long form (2026년 11월 23일; November 23, 2026; 23 November 2026 in Britain), whole numbers in its
groups. `tools/catalogues.py` takes it out of Babel when the catalogues are compiled, so that no
build loads Babel. A language that the CLDR does not know, or a checkout in which nothing was
compiled, has dates as they were given.
"""

from functools import cache
from pathlib import Path

import msgspec

from kb.names import Language

FILE = Path(__file__).parent / "locale" / "formats.json"


class Formats(msgspec.Struct, frozen=True, omit_defaults=True):
    """How one language writes."""

    day: str = "{year}-{month}-{day:02}"
    month: str = "{year}-{month}"
    """A month of a year."""
    year: str = "{year}"
    names: tuple[str, ...] = tuple(f"{month:02}" for month in range(1, 13))
    """The months as they stand in `day`,"""
    names_alone: tuple[str, ...] = ()
    """and in `month`, where it is otherwise: 23. listopada, but listopad."""
    group: str = ""
    """What parts the groups of a whole number; '' where nothing does."""
    sizes: tuple[int, int] = (3, 3)
    """How many digits the last group has, and each before it: 12,34,567 in India."""


@cache
def formats(language: Language) -> Formats:
    """Those of `language`, else of what it is a kind of: `de-ch`, `de`."""
    known = _known()
    name: str = language
    while name:
        if name in known:
            return msgspec.json.decode(known[name], type=Formats)
        name = name.rpartition("-")[0]
    return Formats()


@cache
def _known() -> dict[str, msgspec.Raw]:
    # A language takes 500 bytes, and a site has two or three of three hundred.
    if not FILE.is_file():
        return {}
    return msgspec.json.decode(FILE.read_bytes(), type=dict[str, msgspec.Raw])


def date(language: Language, given: str) -> str:
    """The day of an ISO 8601 date, or its month or year where it says no more.

    >>> date(Language("ko"), "2026-11-23T14:30"), date(Language("en"), "2026-11")
    ('2026년 11월 23일', 'November 2026')
    """
    own = formats(language)
    year, month, day = (*map(int, given[:10].split("-")), 0, 0)[:3]
    if not month:
        return own.year.format(year=year)
    if not day:
        names = own.names_alone or own.names
        return own.month.format(year=year, month=names[month - 1])
    return own.day.format(year=year, month=own.names[month - 1], day=day)


def grouped(language: Language, number: int) -> str:
    """A whole number in its groups of digits.

    >>> grouped(Language("ko"), 12345), grouped(Language("en"), 999)
    ('12,345', '999')
    """
    digits = str(abs(number))
    if len(digits) <= 3:
        return str(number)
    own = formats(language)
    if not own.group:
        return str(number)
    last, each = own.sizes
    head, parts = digits[:-last], [digits[-last:]]
    while head:
        head, part = head[:-each], head[-each:]
        parts.append(part)
    return ("-" if number < 0 else "") + own.group.join(reversed(parts))
