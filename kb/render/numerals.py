"""Numbers as a person reads them.

In: what a figure holds. Out: text: as many digits as are wanted, a real minus, no `e+05`.
"""

from datetime import UTC, datetime, timedelta
from math import floor, isfinite, log10

_PLAIN = range(-4, 6)
"""Powers of ten that are written out."""
_START = datetime(1970, 1, 1, tzinfo=UTC)


def numeral(value: float, digits: int = 3) -> str:
    """`value` in so many digits.

    >>> numeral(0.0012345), numeral(-12345.6), numeral(3e-9)
    ('0.00123', '−12300', '3×10^−9')
    """
    if value == 0 or not isfinite(value):
        return "0"
    power = floor(log10(abs(value)))
    if power in _PLAIN:
        text = f"{float(f'{value:.{digits}g}'):.{max(0, digits - 1 - power)}f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
    else:
        mantissa, _, exponent = f"{value:.{digits - 1}e}".partition("e")
        mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
        text = f"{mantissa}×10^{int(exponent)}"
    return text.replace("-", "−")


def day(value: float) -> str:
    """A date that is counted in days since 1970, as matplotlib counts.

    >>> day(19723.5)
    '2024-01-01 12:00'
    """
    try:
        moment = _START + timedelta(days=value)
    except (OverflowError, ValueError):
        return numeral(value, 6)
    text = f"{moment:%Y-%m-%d}"
    return text if (moment.hour, moment.minute) == (0, 0) else f"{text} {moment:%H:%M}"
