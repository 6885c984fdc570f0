"""How long a command takes, and how much memory all its processes take together.

In: a command line. Out: seconds of wall time, and the peak of the sum of proportional set sizes
(memory shared by several processes counts once) and of resident set sizes, in megabytes.
"""

import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

INTERVAL = 0.05
"""Seconds between two looks at the memory."""


@dataclass(frozen=True)
class Measured:
    seconds: float
    pss_mb: float
    rss_mb: float
    status: int


def measure(command: list[str], folder: Path, *, memory: bool = True) -> Measured:
    """Run `command` in `folder`; its output is thrown away."""
    start = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    pss = rss = 0.0
    while memory and process.poll() is None:
        own_pss, own_rss = memory_of(process.pid)
        pss, rss = max(pss, own_pss), max(rss, own_rss)
        time.sleep(INTERVAL)
    status = process.wait()
    return Measured(time.perf_counter() - start, pss, rss, status)


def memory_of(pid: int) -> tuple[float, float]:
    pss = rss = 0
    try:
        root = psutil.Process(pid)
        family = [root, *root.children(recursive=True)]
    except psutil.Error:
        return 0.0, 0.0
    for process in family:
        try:
            found = process.memory_full_info()
            rss += found.rss
            pss += getattr(found, "pss", found.rss)
        except psutil.Error:
            continue
    return pss / 1e6, rss / 1e6
