"""What files that have changed are to a project."""

import os
from pathlib import Path

import pytest

from kb.hosts.preview.hearing import Heard, folders, sort
from kb.names import Language, NotePath
from kb.project import Project, load_project

MKDOCS = """\
site_name: x
docs_dir: .
theme: {name: material, custom_dir: mine}
plugins: [kb]
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mkdocs.yml").write_text(MKDOCS)
    return load_project(tmp_path, Language("en"))


@pytest.mark.parametrize(
    ("path", "heard"),
    [
        ("a.md", Heard(frozenset({NotePath("a.md")}))),
        ("b/가.md", Heard(frozenset({NotePath("b/가.md")}))),
        ("", Heard(all_anew=True)),
        (".obsidian/templates.json", Heard(all_anew=True)),
        (".obsidian/workspace.json", Heard()),
        (".kb-questions.json", Heard(frozenset({NotePath(".kb-questions.json")}))),
        (".a.md.swp", Heard()),
        (".git/index.lock", Heard()),
        ("build/cache/notes.msgpack", Heard()),
        ("site/index.html", Heard()),
        ("mkdocs.yml", Heard(frozenset({NotePath("mkdocs.yml")}), settings=True)),
        ("mine/main.html", Heard(frozenset({NotePath("mine/main.html")}), settings=True)),
    ],
)
def test_what_a_file_is(project: Project, path: str, heard: Heard) -> None:
    assert sort(project, {os.path.normpath(project.vault / path)}) == heard


def test_outside_is_nothing(project: Project) -> None:
    assert sort(project, {str(project.vault) + "-other/a.md", "/etc/passwd"}) == Heard()


def test_what_is_watched(project: Project) -> None:
    assert folders(project) == [(project.vault, True), (project.vault / "mine", True)]
