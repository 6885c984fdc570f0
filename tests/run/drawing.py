"""Figures drawn in another process, as a build draws them.

In: names of the gallery's plots. Out: what `draw` gives of each.
"""

import os
import subprocess
import sys
from pathlib import Path

import msgspec

from kb.run.task import Limits, RawFigure

LIMITS = Limits()
ROOT = Path(__file__).parents[2]
SCRIPT = """
import sys
import msgspec
from kb.run.figures import draw, prepare
from kb.run.task import Limits
prepare()
from tests.run.gallery import PLOTS, figure_of
limits = msgspec.json.decode(sys.argv[1], type=Limits)
tight = sys.argv[2] == "tight"
drawn = {name: draw(figure_of(name), limits, tight=tight) for name in sys.argv[3:] or PLOTS}
sys.stdout.buffer.write(msgspec.msgpack.encode(drawn))
"""


def drawn(
    names: list[str],
    folder: Path,
    limits: Limits = LIMITS,
    *,
    tight: bool = True,
    before: str = "",
) -> dict[str, RawFigure]:
    """All plots of the gallery where none is named; `before` is run before them."""
    done = subprocess.run(
        [
            sys.executable,
            "-W",
            "error",
            "-c",
            SCRIPT.replace("prepare()\n", f"prepare()\n{before}"),
            msgspec.json.encode(limits),
            "tight" if tight else "whole",
            *names,
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": "0"},
    )
    return msgspec.msgpack.decode(done.stdout, type=dict[str, RawFigure])
