"""The vault, built once for each choice of trees."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import unquote

import pytest

from tests.languages.reading import SITE, Seen, read_site
from tests.test_building import environment
from tools.front_end import ROOT

VAULT = Path(__file__).parent / "vault"
TWO, THREE = ("ko", "en"), ("ko", "en", "fr")


@dataclass(frozen=True)
class Built:
    languages: tuple[str, ...]
    folder: Path
    said: str
    """What the build told of the notes."""

    @cached_property
    def pages(self) -> dict[str, Seen]:
        return read_site(self.folder)

    @cached_property
    def in_map(self) -> set[str]:
        """The pages of the site map, decoded, from the site's root."""
        text = (self.folder / "sitemap.xml").read_text(encoding="utf-8")
        whole = [unquote(url) for url in re.findall(r"<loc>([^<]+)</loc>", text)]
        assert all(url.startswith(SITE) for url in whole)
        assert len(whole) == len(set(whole))
        return {url.replace(SITE, "/", 1) for url in whole}


def build(project: Path, languages: tuple[str, ...], site_url: str = SITE) -> Built:
    project.mkdir(parents=True)
    address = f"site_url: {site_url}\n" if site_url else ""
    (project / "mkdocs.yml").write_text(
        f"site_name: 노트\n{address}docs_dir: {VAULT}\nsite_dir: build/site\n"
        f"theme:\n  name: material\nplugins:\n  - kb:\n      languages: [{', '.join(languages)}]\n",
        encoding="utf-8",
    )
    done = subprocess.run(
        [sys.executable, "-m", "kb", "build"],
        cwd=project,
        env=environment(project / "home") | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    # Some of what the notes say is wrong, and the site is built all the same.
    assert done.returncode in (0, 1), done.stdout + done.stderr
    return Built(languages, project / "build" / "site", done.stdout + done.stderr)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Callable[[tuple[str, ...]], Built]:
    known: dict[tuple[str, ...], Built] = {}

    def ask(languages: tuple[str, ...]) -> Built:
        if languages not in known:
            folder = tmp_path_factory.mktemp("languages") / "project"
            known[languages] = build(folder, languages)
        return known[languages]

    return ask
