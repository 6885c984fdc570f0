"""`pip install` gives a working `kb`, its front end inside, on a machine without Node."""

import os
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def build(kind: str, source: Path, target: Path, path: str) -> Path:
    """Build a wheel or source distribution of `source`, in this environment."""
    done = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", f"--{kind}", "-o", target, source],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": path},
    )
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = target.iterdir()
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"), os.environ["PATH"])


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made from the source distribution, where neither Node nor any other program is found."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(sdist) as archive:
        # Python 3.11.2, which Debian 12 has, does not know the argument `filter`.
        archive.extraction_filter = getattr(tarfile, "data_filter", None)
        archive.extractall(folder)
    (source,) = folder.iterdir()
    return build("wheel", source, tmp_path_factory.mktemp("wheel"), str(folder))


def test_the_source_distribution_carries_the_built_front_end(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    assert "kb/web/dist/manifest.json" in names
    assert "kb/web/src/main.ts" in names
    assert "hatch_build.py" in names
    assert not [name for name in names if "node_modules" in name or name.startswith("tests/")]


def test_the_wheel_holds_the_front_end_and_the_catalogues(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
    assert "kb/web/dist/manifest.json" in names
    assert "kb/locale/ko/LC_MESSAGES/kb.mo" in names
    assert "kb/locale/formats.json" in names
    assert [name for name in names if name.endswith(".woff2")]
    fonts = {name for name in names if name.startswith("kb/run/figures/fonts/")}
    assert {Path(name).name for name in fonts} == {
        "KBSans-400.ttf",
        "KBSans-700.ttf",
        "OFL-pretendard.txt",
    }
    unwanted = (".ts", ".po", ".mjs", "package-lock.json", "biome.json", ".npmrc")
    # The search for programs is run as it is.
    engine = "kb/web/dist/search/engine.mjs"
    assert engine in names
    rest = [name for name in names if name != engine]
    assert not [name for name in rest if name.endswith(unwanted) or "node_modules" in name]
    assert not [name for name in names if name.startswith(("tools/", "tests/"))]
    assert wheel.stat().st_size < 12_000_000


def test_what_is_installed_finds_its_front_end_and_speaks_korean(
    wheel: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    script = (
        "import os; from kb.publish.frontend import DIST, load_frontend\n"
        "from kb.strings import translate\n"
        "found = load_frontend()\n"
        "assert found.scripts and all(os.path.isfile(file) for _, file in found.files)\n"
        "print(DIST, translate('ko', 'write that note, or mend the link'))"
    )
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert str(tmp_path) in done.stdout
    assert "고치십시오" in done.stdout
