"""What a row of values does: rise, fall, turn, oscillate.

In: values in the order in which they are drawn. Out: a `Trend`.

A value turns where it comes back by more than a threshold from an extreme (the turning points that
rainflow counting begins with: Matsuishi and Endo 1968, ASTM E1049). Values that turn at even
intervals, or whose swings shrink or grow steadily, oscillate: an alternating sequence is not taken
for noise. Otherwise noise is measured by the median of the second differences, which a smooth curve
has hardly any of (after Gasser, Sroka and Jennen-Steinmetz 1986), the values are averaged over a
window, and are told from what remains by a threshold of several times its deviation.
"""

import numpy as np
import numpy.typing as npt

from kb.model import Trend

Values = npt.NDArray[np.float64]

_TURN = 0.05
"""Of the whole range: less is no turn."""
_EVEN = 0.35
"""Deviation of the intervals between turns by their mean; of white noise it is 0.55."""
_SAME = 1e-6
"""Of the largest value: what is closer is the same."""
_MOST = 5000


def trend_of(values: Values) -> Trend:
    values = values[np.isfinite(values)]
    if len(values) > _MOST:
        # Groups of neighbours: what is drawn cannot show more either.
        values = np.array([part.mean() for part in np.array_split(values, _MOST)])
    if len(values) < 2:
        return Trend.MIXED
    low, high = float(values.min()), float(values.max())
    # Values near the largest float have no finite range.
    scale = max(abs(low), abs(high))
    if scale == 0 or high / scale - low / scale <= _SAME:
        return Trend.CONSTANT
    values = values / scale
    size = float(np.ptp(values))
    turns = turning_points(values, _TURN * size)
    if found := _oscillation(values, turns):
        return found
    noise = noise_of(values)
    if len(turns) <= 3 and noise < _TURN * size:
        return _shape(values, turns, size)
    return _noisy(values, noise)


def turning_points(values: Values, threshold: float) -> list[int]:
    """Places of the extremes between which the values move by more than `threshold`, in turn up and
    down. The first and the last are ends, between them are the turns.
    """
    # Where a way up or down began, and how far it has come.
    low = high = 0
    turns: list[int] = []
    direction = 0
    for place, value in enumerate(values):
        if value > values[high]:
            high = place
        if value < values[low]:
            low = place
        if direction >= 0 and values[high] - value > threshold:
            turns.append(high)
            direction, low, high = -1, place, place
        elif direction <= 0 and value - values[low] > threshold:
            turns.append(low)
            direction, low, high = 1, place, place
    turns.append(high if direction > 0 else low)
    return turns


def noise_of(values: Values) -> float:
    """The standard deviation of what is noise in `values`."""
    if len(values) < 16:
        return 0.0  # too few to tell
    second = np.abs(np.diff(values, 2))
    return float(np.median(second) / (0.6745 * np.sqrt(6)))


def _swings(values: Values, turns: list[int]) -> Values:
    return np.abs(np.diff(values[turns]))


def _oscillation(values: Values, turns: list[int]) -> Trend | None:
    """Where it turns at least three times in a way that chance does not."""
    inner = turns[1:-1]
    if len(inner) < 3:
        return None
    # The way to the first extreme and from the last is no whole swing.
    swings = _swings(values, inner)
    intervals = np.diff(inner)
    is_even = len(intervals) >= 2 and intervals.std() <= _EVEN * intervals.mean()
    whole = swings if len(swings) >= 3 else _swings(values, turns)
    order = _order(whole)
    if len(whole) >= 3 and whole[-1] < 0.6 * whole[0] and order <= -0.6 and is_even:
        return Trend.DECAYING
    if len(whole) >= 3 and whole[0] < 0.6 * whole[-1] and order >= 0.6 and is_even:
        return Trend.GROWING
    is_large = np.median(swings) >= 0.25 * np.ptp(values)
    return Trend.OSCILLATING if is_even and is_large else None


def _order(values: Values) -> float:
    """1 if they only grow, -1 if they only shrink (Kendall's tau)."""
    values = values[:200]
    signs = np.sign(values[None, :] - values[:, None])
    pairs = len(values) * (len(values) - 1) / 2
    return float(np.triu(signs, 1).sum() / pairs) if pairs else 0.0


def _shape(values: Values, turns: list[int], size: float) -> Trend:
    """What turns once at most, beside what is too small to tell."""
    net = values[-1] - values[0]
    inner = turns[1:-1]
    if abs(net) >= 0.85 * size or (not inner and abs(net) >= 0.5 * size):
        return Trend.RISING if net > 0 else Trend.FALLING
    if len(inner) != 1:
        return Trend.MIXED
    middle = values[inner[0]]
    return Trend.PEAK if middle > max(values[0], values[-1]) else Trend.VALLEY


def _noisy(values: Values, noise: float) -> Trend:
    window = max(3, len(values) // 12) | 1
    if len(values) < 2 * window:
        return Trend.MIXED
    smooth = np.convolve(values, np.ones(window) / window, mode="valid")
    rest = noise / np.sqrt(window)
    size = float(np.ptp(smooth))
    if size < 6 * rest and size < 0.5 * np.ptp(values):
        return Trend.CONSTANT
    turns = turning_points(smooth, min(max(0.15 * size, 4 * rest), 0.6 * size))
    return _oscillation(smooth, turns) or _shape(smooth, turns, size)
