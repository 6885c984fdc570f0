"""The pure parts of the browser code, tested by Node's own runner."""

import subprocess
from pathlib import Path

from tools.front_end import WEB, install_packages
from tools.node import find_node


def test_the_pure_core(tmp_path: Path) -> None:
    node = find_node()
    install_packages(node)
    tests = sorted(str(file) for file in (WEB / "tests").glob("*.test.mjs"))
    assert tests
    bundled = subprocess.run(
        [
            *(*node.node, "node_modules/esbuild/bin/esbuild", *tests, "--bundle"),
            *("--platform=node", "--format=esm", "--log-level=warning", "--loader:.md=text"),
            *("--out-extension:.js=.mjs", f"--outdir={tmp_path}"),
        ],
        cwd=WEB,
        capture_output=True,
        text=True,
        check=False,
    )
    assert bundled.returncode == 0, bundled.stderr
    built = sorted(str(file) for file in tmp_path.glob("*.test.mjs"))
    ran = subprocess.run(
        [*node.node, "--test", *built], capture_output=True, text=True, check=False
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    assert len(built) == len(tests)
