"""The environment of a process that runs notes.

In: a folder of its own. Out: its variables.
"""

import os
from pathlib import Path


def _ways_to_us() -> list[str]:
    """Where this package is found, and what the user has named; never the working folder, which
    may be a vault with a `numpy.py` in it.
    """
    named = os.environ.get("PYTHONPATH", "").split(os.pathsep)
    return [str(Path(__file__).parents[2]), *(path for path in named if Path(path).is_absolute())]


def clean_environment(folder: Path) -> dict[str, str]:
    """Nothing of the user's: a note could show it. What changes results is the same everywhere."""
    (folder / "home").mkdir(exist_ok=True)
    (folder / "matplotlib").mkdir(exist_ok=True)
    kept = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    threads = "OMP OPENBLAS MKL VECLIB_MAXIMUM NUMEXPR BLIS".split()
    environment |= {f"{name}_NUM_THREADS": "1" for name in threads}
    return environment | {
        "HOME": str(folder / "home"),
        "LANG": "C.UTF-8",
        "LC_ALL": "C.UTF-8",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": str(folder / "matplotlib"),
        "MPL_IGNORE_SYSTEM_FONTS": "1",
        "PYTHONPATH": os.pathsep.join(_ways_to_us()),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        "PYTHONUTF8": "1",
        "TZ": "UTC",
    }
