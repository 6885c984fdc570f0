"""After any edit of a vault in several languages a build gives what a fresh one gives.

The theme around pages is remembered between the builds that are compared: what is judged is what
pages show of notes. `make acceptance` begins from nothing.
"""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.building import build_site
from kb.names import Language
from kb.pipeline import prepare
from kb.publish import load_setup
from tests.crawl import differences
from tests.languages.conftest import THREE, TWO, VAULT
from tests.languages.reading import SITE

KOREAN = Language("ko")
SENTENCES = ("한 문장을 더한다.", "Another sentence.", "![[학습률#너무 크면]]", "#method/rate", "")
TITLES = ("새 제목", "A new title", "학습률", "Momentum", "다른 이름")
NAMES = ("학습률", "gradient-descent", "배치", "최적화/adam", "loss", "topic", "nowhere", "새-글")


class Notes:
    """A folder of notes and what may happen to it; what happened is said."""

    def __init__(self, folder: Path, chance: random.Random) -> None:
        self.folder, self.chance = folder, chance

    def edit(self) -> str:
        edits: tuple[Callable[[Path], str], ...] = (
            self.body,
            self.title,
            self.heading,
            self.tags,
            self.alias,
            self.add_translation,
            self.translation_of,
            self.lang,
            self.delete,
            self.move,
            self.hide,
        )
        file = self.chance.choice(sorted(self.folder.rglob("*.md")))
        done = self.chance.choice(edits)
        return f"{done.__name__} of {file.relative_to(self.folder)}: {done(file)}"

    def body(self, file: Path) -> str:
        more = f"{self.chance.choice(SENTENCES)} [[{self.name()}]]"
        file.write_text(f"{file.read_text(encoding='utf-8')}\n{more}\n", encoding="utf-8")
        return more

    def title(self, file: Path) -> str:
        return self.replace(file, r"(?m)^# .*$", f"# {self.chance.choice(TITLES)}")

    def heading(self, file: Path) -> str:
        new = self.chance.choice(("## 너무 크면", "## Too large", "### Values", "", "## 끝"))
        return self.replace(file, r"(?m)^##+ .*$", new)

    def tags(self, file: Path) -> str:
        return self.front(file, "tags", ("[method/rate]", "[학습/값, speed]", "[Method/Rate]", ""))

    def alias(self, file: Path) -> str:
        return self.front(file, "aliases", ("[lr]", "[보폭, 걸음]", "[adam]", ""))

    def lang(self, file: Path) -> str:
        return self.front(file, "lang", ("ko", "en", "fr", "ja", ""))

    def translation_of(self, file: Path) -> str:
        return self.front(file, "translation_of", (f'"[[{self.name()}]]"', ""))

    def hide(self, file: Path) -> str:
        return self.front(file, "draft", ("true", "", ""))

    def add_translation(self, file: Path) -> str:
        stem = re.sub(r"\.(en|fr|ko)$", "", file.stem)
        new = file.with_name(f"{stem}.{self.chance.choice(('en', 'fr', 'ko'))}.md")
        new.write_text(
            f"# {self.chance.choice(TITLES)}\n\n[[{self.name()}]]\n\n## Too large\n\nText.\n",
            encoding="utf-8",
        )
        return new.name

    def delete(self, file: Path) -> str:
        file.unlink()
        return ""

    def move(self, file: Path) -> str:
        folder = self.folder / self.chance.choice(("", "최적화", "theory", "neu/deep"))
        new = folder / file.name
        if not new.exists():
            new.parent.mkdir(parents=True, exist_ok=True)
            file.rename(new)
        return str(new.relative_to(self.folder))

    def name(self) -> str:
        return self.chance.choice(NAMES)

    def front(self, file: Path, key: str, values: tuple[str, ...]) -> str:
        """Set or delete a line of the front matter."""
        value = self.chance.choice(values)
        line = f"{key}: {value}\n" if value else ""
        text = re.sub(rf"(?m)^{key}: .*\n", "", file.read_text(encoding="utf-8"))
        body = text.removeprefix("---\n") if text.startswith("---\n") else f"---\n{text}"
        text = f"---\n{line}{body}"
        file.write_text(text, encoding="utf-8")
        return line.strip() or f"no {key}"

    def replace(self, file: Path, old: str, new: str) -> str:
        text = re.sub(old, new, file.read_text(encoding="utf-8"), count=1)
        file.write_text(text, encoding="utf-8")
        return new


def build(project: Path, site: Path, cache: Path) -> None:
    setup = load_setup(project / "mkdocs.yml", None, KOREAN)
    prepared = prepare(project / "docs", setup.settings, cache)
    build_site(prepared, prepared.shell(setup, cache, KOREAN), site, cache)


def remember_theme(cache: Path, fresh: Path) -> None:
    for name in ("shell", "templates"):
        shutil.copytree(cache / name, fresh / name)


def edits_give_what_fresh_builds_give(
    folder: Path, languages: tuple[str, ...], seed: int, count: int, *, from_nothing: bool
) -> None:
    project, site, cache = folder / "project", folder / "site", folder / "cache"
    shutil.copytree(VAULT, project / "docs")
    (project / "mkdocs.yml").write_text(
        f"site_name: 노트\nsite_url: {SITE}\nplugins:\n  - kb:\n      languages: "
        f"[{', '.join(languages)}]\n",
        encoding="utf-8",
    )
    notes = Notes(project / "docs", random.Random(seed))
    build(project, site, cache)
    done: list[str] = []
    for number in range(count):
        done.append(notes.edit())
        build(project, site, cache)
        fresh = folder / f"fresh-{number}"
        if not from_nothing:
            remember_theme(cache, fresh / "cache")
        build(project, fresh / "site", fresh / "cache")
        differ = differences(site, fresh / "site")
        assert not differ, "\n".join((*done, *differ))
        shutil.rmtree(fresh)


@pytest.mark.parametrize("languages", [TWO, THREE], ids=" ".join)
def test_edits_give_what_fresh_builds_give(tmp_path: Path, languages: tuple[str, ...]) -> None:
    edits_give_what_fresh_builds_give(tmp_path, languages, 6, 13, from_nothing=False)


@pytest.mark.acceptance
@pytest.mark.parametrize("seed", range(4))
def test_many_edits_give_what_fresh_builds_give(tmp_path: Path, seed: int) -> None:
    languages = (TWO, THREE)[seed % 2]
    edits_give_what_fresh_builds_give(tmp_path, languages, seed, 60, from_nothing=True)
