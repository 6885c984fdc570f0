"""Run MkDocs' or ProperDocs' command line with a pipeline whose pages are made by hand.

python -m tests.hosts.driver mkdocs build -f mkdocs.yml
"""

import sys
import types
from pathlib import Path
from typing import Any

from kb.indexed import Index
from kb.model import Document, Page, TocItem
from kb.names import Anchor, Url
from kb.problems import Rule, find, problem
from kb.publish import Shell, entries_of, folders_of, load_shell, make_sitemap
from kb.runs import Runs
from tests.publish.pages import KOREAN, TREES, make_page, versions_of

CONTENTS = (TocItem("가 <em>b</em>", Anchor("가"), (TocItem("c", Anchor("c")),)),)


def pages_of(vault: Path) -> list[Page]:
    """A start page and a folder in each tree, and a page for each note, fallbacks included."""
    pages = []
    for tree in TREES:
        pages += [
            make_page("", tree, title="시작 & <start>"),
            make_page("노트/", tree, title="노트"),
        ]
        for file in sorted(vault.rglob("*.md")):
            path = file.relative_to(vault).as_posix()
            pages.append(
                make_page(
                    path.removesuffix(".md"),
                    tree,
                    path=path,
                    title=f"{file.stem} & 'x' {{{{ y }}}} <z>",
                    description='a "b" & c' if tree is KOREAN else "",
                    html=f"<h1>{file.stem}</h1>\n<p>{file.read_text()}</p>",
                    toc=CONTENTS if "a" in file.stem else (),
                    modified="2024-02-03" if tree is KOREAN else "",
                    hide=("navigation", "toc") if "hidden" in file.stem else (),
                    versions=versions_of(f"{file.stem}/", own="a" in file.stem),
                    original=Url("c/") if file.stem == "c" and tree is not KOREAN else None,
                )
            )
    return pages


class FakePrepared:
    def __init__(self, vault: Path, settings: Any) -> None:
        self.vault, self.settings = vault, settings
        self._pages = pages_of(vault)
        self.runs = Runs()

    def pages(self) -> list[Page]:
        return self._pages

    def shell(self, setup: Any, cache: Path, told_in: Any) -> Shell:
        folders = folders_of(self._pages)
        entries = entries_of(self._pages)
        return load_shell(setup, TREES, folders, cache, told_in=told_in, entries=entries)

    def attachments(self) -> list[tuple[str, str]]:
        return [(file.name, str(file)) for file in self.vault.glob("*.png")]

    def files(self) -> dict[str, bytes]:
        pairs = [(page.url, page.modified) for page in self._pages]
        return make_sitemap(pairs, self.settings.site_url)

    def problems(self, language: Any) -> list[Any]:
        if not (self.vault / "wrong.md").exists():
            return []
        text = (self.vault / "wrong.md").read_text().strip()
        found = find(Rule[text], 3, 4, target="[[x]]", key="k", reason="r")
        return [problem(found, "wrong.md", language)]


def fake_prepare(vault: Path, settings: Any, cache: Path) -> FakePrepared:  # noqa: ARG001
    return FakePrepared(vault, settings)


def fake_index(prepared: FakePrepared) -> Index:  # noqa: ARG001
    return Index(Path(), {}, "1", {"abcdefgh": b"[1]", "index": b"{}"})


def fake_pages(prepared: FakePrepared, index: Index, pages: list[Document]) -> Index:  # noqa: ARG001
    raise AssertionError(f"nobody made {pages}")


def install() -> None:
    fake = types.ModuleType("kb.pipeline")
    fake.prepare = fake_prepare  # type: ignore[attr-defined]
    sys.modules["kb.pipeline"] = fake
    fake = types.ModuleType("kb.indexing")
    fake.index_notes, fake.with_pages = fake_index, fake_pages  # type: ignore[attr-defined]
    sys.modules["kb.indexing"] = fake


if __name__ == "__main__":
    install()
    host, *arguments = sys.argv[1:]
    # Material looks for the name of MkDocs' command.
    sys.argv = [f"/bin/{host}", *arguments]
    if host == "properdocs":
        import properdocs.__main__ as command
    else:
        import mkdocs.__main__ as command
    command.cli()
