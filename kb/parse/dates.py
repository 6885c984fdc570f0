"""Dates as authors write them.

In: text such as `2019-10-11 11:02:35 +0900`, `2025. 8. 17.` or `[[2025-08-17]]`.
Out: ISO 8601, as far as the author gave it: `2019-10-11T11:02:35+09:00`, `2025-08-17`, `2025-08`.

Only what begins with the year is read: `08/07/2025` is August to some and July to others.
"""

import re
from datetime import date, time

from kb.patterns import pattern

_DAY = (
    r"(?P<year>\d{4})(?:"
    r"(?P<sign>[-/.])\s?(?P<month>\d{1,2})(?:(?P=sign)\s?(?P<day>\d{1,2})\.?)?\.?"
    r"|년(?:\s?(?P<month_ko>\d{1,2})월(?:\s?(?P<day_ko>\d{1,2})일)?)?"
    r"|(?P<month_2>\d{2})(?P<day_2>\d{2})"
    r")?"
)
_TIME = (
    r"(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d+))?)?"
    r"(?:\s?(?P<zone>[Zz]|[+-]\d{2}(?::?\d{2})?))?"
)
_DATE = pattern(rf"{_DAY}(?:(?:[Tt]|,?\s+){_TIME})?", re.ASCII)


class ImpossibleDateError(ValueError):
    """Written like a date, but no calendar or clock shows it."""


def read_date(text: str) -> str | None:
    """None where `text` is not written as a date; raises ImpossibleDateError."""
    found = _DATE.fullmatch(text.strip().removeprefix("[[").removesuffix("]]").strip())
    if not found:
        return None
    part = found.groupdict()
    month = part["month"] or part["month_ko"] or part["month_2"]
    day = part["day"] or part["day_ko"] or part["day_2"]
    if part["hour"] and not day:
        return None
    try:
        # A month or year alone is ISO 8601 as well; the rest only has to exist.
        given = date(int(part["year"]), int(month or 1), int(day or 1)).isoformat()
        clock = _clock(part) if part["hour"] else ""
    except ValueError as error:
        raise ImpossibleDateError(text) from error
    return given[: 10 if day else 7 if month else 4] + clock


def _clock(part: dict[str, str | None]) -> str:
    hour, minute, second = (int(part[name] or 0) for name in ("hour", "minute", "second"))
    text = time(hour, minute, second).isoformat("seconds" if part["second"] else "minutes")
    if part["fraction"]:
        text += f".{part['fraction'][:6]}"
    zone = part["zone"] or ""
    if zone.upper() == "Z":
        return f"T{text}Z"
    if zone:
        digits = zone[1:].replace(":", "").ljust(4, "0")
        zone = f"{zone[0]}{time(int(digits[:2]), int(digits[2:])).isoformat('minutes')}"
    return f"T{text}{zone}"
