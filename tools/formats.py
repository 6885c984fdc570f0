"""How each language writes dates and numbers, taken from the CLDR that Babel brings.

In: nothing. Out: what `kb/formats.py` reads: for each language of the CLDR a few patterns and
names, by its code. A kind of a language that writes as the language does has no entry.

What builds a wheel has Babel and nothing else of ours, so `kb` is not imported here.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator

from babel import Locale, localedata
from babel.dates import DateTimeFormat, DateTimePattern, parse_pattern

_FIELD = re.compile(r"%\((\w+)\)s")
_MONTH = re.compile(r"[ML]+")
_OURS = {"y": "{year}", "d": "{day}", "dd": "{day:02}"}


_Formats = dict[str, object]
"""The fields of `kb.formats.Formats`."""


def all_formats() -> bytes:
    """JSON: from the code of a language to its `Formats`."""
    found: dict[str, _Formats] = {}
    for identifier in sorted(localedata.locale_identifiers(), key=lambda name: name.count("_")):
        code = identifier.lower().replace("_", "-")
        own = _formats(Locale.parse(identifier))
        if own != next((found[above] for above in _above(code) if above in found), {}):
            found[code] = own
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()


def _above(code: str) -> Iterator[str]:
    """`zh-hant-tw` -> `zh-hant`, `zh`."""
    while "-" in code:
        code = code.rpartition("-")[0]
        yield code


def _formats(locale: Locale) -> _Formats:
    skeletons = locale.datetime_skeletons
    day, names = _pattern(locale.date_formats["long"], locale)
    month, alone = _pattern(skeletons["yMMMM"], locale)
    year, _ = _pattern(skeletons["y"], locale)
    numbers = locale.decimal_formats[None]
    # Our digits are Latin ones, and so are their signs.
    symbols = locale.number_symbols.get("latn", {})
    return {
        "day": day,
        "month": month,
        "year": year,
        "names": names,
        "names_alone": () if alone == names else alone,
        "group": symbols.get("group", ""),
        "sizes": numbers.grouping,
    }


def _pattern(pattern: DateTimePattern, locale: Locale) -> tuple[str, tuple[str, ...]]:
    """What stands around year, month and day, and how each month is written there."""
    shape = str(parse_pattern(pattern).format)
    fields = _FIELD.findall(shape)
    months = [field for field in fields if _MONTH.fullmatch(field)]
    names = tuple(
        "".join(DateTimeFormat(dt.date(2001, number, 1), locale)[field] for field in months)
        for number in range(1, 13)
    )
    # An era, where a language writes one, is that of the dates we have.
    values = {field: DateTimeFormat(dt.date(2001, 1, 1), locale)[field] for field in fields}
    values |= dict.fromkeys(months, "{month}") | _OURS
    return shape % values, names
