"""What a build depends on is never taken for unchanged."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

SAYS = "Nothing has changed"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("home") / "project"
    notes = folder / "docs"
    (notes / ".obsidian").mkdir(parents=True)
    (notes / "a").mkdir()
    (notes / "a" / "one.md").write_text("# One\n\n![[picture.png]] [[two]]\n", encoding="utf-8")
    (notes / "two.md").write_text("# 둘\n", encoding="utf-8")
    (notes / "three.md").write_text("# Three\n", encoding="utf-8")
    (notes / "picture.png").write_bytes(b"\x89PNG")
    configuration = "site_name: !ENV [NAME_OF_SITE, x]\nsite_dir: site\nplugins: [kb]\n"
    (folder / "mkdocs.yml").write_text(configuration, encoding="utf-8")
    return folder


def build(project: Path, *arguments: str, **variables: str) -> str:
    home = str(project.parent)
    base = {"HOME": home, "XDG_CACHE_HOME": home, "PATH": "/usr/bin:/bin", "LANG": "en_US.UTF-8"}
    done = subprocess.run(
        [sys.executable, "-m", "kb", "build", *arguments],
        cwd=project,
        env=base | variables,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def written(name: str, text: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text(text, encoding="utf-8")


def touched(name: str) -> Callable[[Path], object]:
    return lambda folder: os.utime(folder / name, ns=(1, 1))


def deleted(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).unlink()


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(written("docs/two.md", "# 둘\n\nmore\n"), id="changed note"),
        pytest.param(written("docs/four.md", "# Four\n"), id="new note"),
        pytest.param(deleted("docs/three.md"), id="deleted note"),
        pytest.param(written("docs/.kb-questions.json", "{}"), id="ledger of questions"),
        pytest.param(
            lambda folder: (folder / "docs" / "two.md").rename(folder / "docs" / "a" / "two.md"),
            id="moved note",
        ),
        pytest.param(deleted("site/en/a/one/index.html"), id="deleted page"),
        pytest.param(written("site/en/a/one/index.html", "x"), id="damaged page"),
        pytest.param(deleted("site/.kb-site"), id="the site's mark"),
        pytest.param(touched("mkdocs.yml"), id="touched mkdocs.yml"),
        pytest.param(written("docs/picture.png", "other"), id="changed attachment"),
        pytest.param(written("docs/.obsidian/templates.json", "{}"), id="templates.json"),
    ],
)
def test_a_change_is_seen(project: Path, change: Callable[[Path], object]) -> None:
    build(project)
    assert SAYS in build(project)
    change(project)
    if not (project / "site" / ".kb-site").exists():
        # Without its mark the folder is somebody else's.
        (project / "site").rename(project / "elsewhere")
    assert SAYS not in build(project)


def test_other_words_and_settings_are_seen(project: Path) -> None:
    build(project)
    assert SAYS in build(project)
    assert SAYS not in build(project, LANG="ko_KR.UTF-8")
    assert SAYS not in build(project, NAME_OF_SITE="another")
    assert SAYS not in build(project, "--strict")
    assert SAYS not in build(project, ".")


def test_a_record_that_is_damaged_is_no_record(project: Path) -> None:
    build(project)
    for damage in (b"", b"\0\0\0", b"\xff\xfe", None):
        assert SAYS in build(project)
        for record in (project / "build" / "cache" / "last").iterdir():
            half = record.read_bytes()[: record.stat().st_size // 2]
            record.write_bytes(half if damage is None else damage)
        assert SAYS not in build(project)


def test_names_that_are_no_text_do_no_harm(project: Path) -> None:
    odd = os.fsencode(project / "docs") + b"/\xff \n.md"
    with open(odd, "wb") as file:  # noqa: PTH123  a Path holds no bytes
        file.write(b"# Odd\n")
    subprocess.run([sys.executable, "-m", "kb", "build"], cwd=project, check=False)
    os.unlink(odd)  # noqa: PTH108  as above
    assert SAYS not in build(project)
