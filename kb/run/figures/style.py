"""How matplotlib draws for the site.

In: matplotlib as it is installed. Out: the same with our colours and sizes, and with no fonts but
its own and ours: with the machine's a text would be as wide on one machine only.
"""

import io
import logging
import os
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import matplotlib as mpl
from cycler import cycler
from matplotlib import font_manager
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.mathtext import MathTextParser

from kb.run.figures.colours import CYCLE, FOREGROUND, GROUND
from kb.run.figures.metrics import Metrics
from kb.run.task import Limits

FONTS = Path(__file__).parent / "fonts"
FAMILY = "KB Sans"

ALIASES = (
    "AppleGothic",
    "Apple SD Gothic Neo",
    "Gulim",
    "Malgun Gothic",
    "NanumBarunGothic",
    "NanumGothic",
    "NanumSquare",
    "Nanum Gothic",
    "Noto Sans CJK KR",
    "Noto Sans KR",
    "Pretendard",
    "UnDotum",
)
"""Fonts that authors name so that Hangul is drawn on their own machine."""

_FAINT = to_rgba(FOREGROUND, 0.05)

STYLE: dict[str, Any] = {
    "axes.axisbelow": True,
    "axes.edgecolor": FOREGROUND,
    "axes.facecolor": GROUND,
    "axes.labelcolor": FOREGROUND,
    "axes.linewidth": 0.8,
    "axes.prop_cycle": cycler(color=CYCLE),
    "axes.spines.right": False,
    "axes.spines.top": False,
    "axes.titlesize": 11,
    "axes.titlepad": 8,
    "axes3d.xaxis.panecolor": _FAINT,
    "axes3d.yaxis.panecolor": _FAINT,
    "axes3d.zaxis.panecolor": _FAINT,
    "boxplot.boxprops.color": FOREGROUND,
    "boxplot.capprops.color": FOREGROUND,
    "boxplot.flierprops.color": FOREGROUND,
    "boxplot.flierprops.markeredgecolor": FOREGROUND,
    "boxplot.whiskerprops.color": FOREGROUND,
    "figure.dpi": 96,
    "figure.edgecolor": "none",
    "figure.facecolor": "none",
    "figure.figsize": (6.0, 3.9),
    "figure.max_open_warning": 0,
    "font.family": [FAMILY, "DejaVu Sans"],
    "font.size": 10,
    "grid.color": to_rgba(FOREGROUND, 0.15),
    "grid.linewidth": 0.7,
    "hatch.color": FOREGROUND,
    "legend.edgecolor": "#9aa0a8",
    "legend.fancybox": True,
    "legend.framealpha": 0.85,
    "lines.linewidth": 1.6,
    "mathtext.fontset": "stix",
    "patch.edgecolor": FOREGROUND,
    "savefig.dpi": 144,
    "savefig.edgecolor": "auto",
    "savefig.facecolor": "auto",
    "svg.fonttype": "path",
    "svg.hashsalt": "kb",
    "text.color": FOREGROUND,
    "text.hinting": "none",
    "xtick.color": FOREGROUND,
    "ytick.color": FOREGROUND,
}

_RC: Any = mpl.rcParams
"""Its type lists the names that one release knows."""
_settings: dict[str, Any] = {}


def restrict_fonts() -> None:
    """Leave matplotlib its own fonts and give it ours."""
    # It has kept matplotlib from reading the machine's fonts, and would keep it from ours.
    os.environ.pop("MPL_IGNORE_SYSTEM_FONTS", None)
    manager = font_manager.fontManager
    own = Path(mpl.get_data_path())
    manager.ttflist = [font for font in manager.ttflist if own in Path(font.fname).parents]
    manager.ttflist = list({(font.fname, font.name): font for font in manager.ttflist}.values())
    if not manager.afmlist:
        manager.afmlist = Metrics(own / "fonts")
    for file in sorted(FONTS.glob("*.ttf")):
        manager.addfont(str(file))
    ours = [font for font in manager.ttflist if font.name == FAMILY]
    manager.ttflist += [replace(font, name=alias) for alias in ALIASES for font in ours]


def reset() -> None:
    """Set all that a note may have changed as `prepare` has left it."""
    dict.update(_RC, _settings)
    # A remark of ours says it, with the note's line.
    warnings.filterwarnings("ignore", message=r"Glyph \d+ .* missing from")


def prepare() -> None:
    mpl.use("Agg")
    # What it cannot find is drawn in ours: authors name the fonts of their own machines.
    logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)
    restrict_fonts()
    mpl.rcdefaults()
    # An older matplotlib does not know all of them.
    _RC.update({name: STYLE[name] for name in STYLE if name in _RC})
    # As a plain dict: to read a name that is going away is to be warned of it.
    _settings.update({name: value for name, value in dict.items(_RC) if name != "backend"})
    reset()
    warm_up()


def warm_up() -> None:
    """Draw what most notes draw, as they do: fonts are read and functions found only once."""
    from matplotlib import pyplot as plt  # noqa: PLC0415  it asks for the backend that is set above

    from kb.run.figures.drawing import draw  # noqa: PLC0415  it has its words from here

    _, axes = plt.subplots()
    axes.plot([1, 10, 100], [1, 2, 3], label="학습 $x^2$")
    axes.set(xlabel="x", ylabel="손실", title="가 Aa", xscale="log")
    axes.legend()
    draw(plt.gcf(), Limits())
    plt.close("all")
    Figure(figsize=(0.2, 0.2)).savefig(io.BytesIO(), format="png")
    # A formula that is remembered holds its fonts, and these their files: processes that are forked
    # would read from one place of a file and move it under each other. matplotlib forgets fonts
    # when it is forked, but not these.
    forget = getattr(getattr(MathTextParser, "_parse_cached", None), "cache_clear", None)
    if forget is not None:
        forget()
