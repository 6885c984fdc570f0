"""Colours that change with the page's, and how they come through a drawing.

matplotlib writes colours as numbers, and a page in light and in dark shows the same drawing. So
what is neutral is drawn in two colours that nobody else uses, and the gate of figures puts names
of CSS in their place.
"""

FOREGROUND = "#262a31"
"""Text, axes, ticks. Fit for paper: where a figure is a PNG it stays."""
GROUND = "#fefdfc"
"""What lies below: the frame of a legend."""

FOREGROUND_NAME = "currentColor"
GROUND_NAME = "var(--kb-figure-ground)"
LIFT_NAME = "var(--kb-figure-lift)"
"""How much of the foreground is mixed into dark colours: nothing in light."""
DIM = 0.143
"""Luminance; what is below has less than three times the light of a dark page."""

KEPT = "kb-kept-"
"""How the id of a group begins whose colours mean something, or lie on such: they stay."""

CYCLE = (
    "#3b82d0",
    "#dd6e14",
    "#2f9a55",
    "#d9534f",
    "#9068cf",
    "#168f9c",
    "#d1579b",
    "#8c7a32",
    "#b0662f",
    "#6f7f92",
)
"""Of lines and bars, in their turn. Each is at least three times as light or as dark as the page in
light and in dark (WCAG 2.2, 1.4.11)."""
