"""Beside a plain oracle of Obsidian's rule, link by link, on vaults that others wrote."""

import posixpath
import re
from collections import Counter
from pathlib import Path
from urllib.parse import unquote

import pytest

from kb.config import Settings
from kb.link.graph import make_graph
from kb.model import Link, LinkKind
from kb.names import Language, NotePath, nfc
from kb.pipeline import prepare

VAULTS = ("elky84", "foam-docs", "johngrib", "jzhao", "kepano", "quartz-docs")


class Oracle:
    """Base name first, then the path's end, without case; of several the shortest path."""

    def __init__(self, files: list[NotePath]) -> None:
        self.by_name: dict[str, list[NotePath]] = {}
        for file in sorted(files, key=lambda file: (file.count("/"), len(file), file)):
            name = posixpath.basename(file).lower()
            for key in {name, re.sub(r"\.(md|markdown)$", "", name)}:
                self.by_name.setdefault(key, []).append(file)

    def lead(self, link: Link, source: NotePath) -> NotePath | None:
        target = link.target
        if link.kind not in (LinkKind.WIKI, LinkKind.EMBED):
            target = nfc(unquote(target.partition("#")[0].partition("?")[0]))
        if not target:
            return source
        wanted = re.sub(r"\.(md|markdown)$", "", posixpath.normpath(target).lstrip("./").lower())
        for file in self.by_name.get(posixpath.basename(wanted), ()):
            own = re.sub(r"\.(md|markdown)$", "", file.lower())
            if own == wanted or own.endswith(f"/{wanted}"):
                return file
        return None


@pytest.mark.parametrize("name", VAULTS)
def test_what_the_oracle_resolves_we_resolve(name: str, corpus: Path, tmp_path: Path) -> None:
    vault = corpus / "vaults" / name
    prepared = prepare(vault, Settings(), tmp_path, jobs=2)
    listing = prepared.workspace.listing
    # The oracle knows no drafts: what is not published is for neither of us.
    published = [e.path for e in listing.notes if e.path in prepared.site.outlines]
    oracle = Oracle([*published, *(entry.path for entry in listing.attachments)])
    counts: Counter[str] = Counter()
    missed: list[str] = []
    differing: list[str] = []
    for path, outline in prepared.site.outlines.items():
        targets = prepared.network.linked[path].targets
        for link, target in zip(outline.links, targets, strict=True):
            theirs = oracle.lead(link, path)
            ours = target.path if target is not None else None
            counts["links"] += 1
            counts["oracle"] += theirs is not None
            counts["ours"] += target is not None
            if theirs is not None and target is None:
                missed.append(f"{path}:{link.line}:{link.column}: {link.target} -> {theirs}")
            elif theirs is not None and ours != theirs:
                differing.append(f"{path}:{link.line}:{link.column}: {ours}, oracle {theirs}")
    print(f"{name}: {dict(counts)}")
    assert missed == []
    # Where several notes have a name we prefer the linking note's folder and language; none of
    # these vaults has a link for which that makes a difference.
    assert differing == []


@pytest.mark.parametrize("name", VAULTS)
def test_each_that_does_not_resolve_is_told_at_its_place(
    name: str, corpus: Path, tmp_path: Path
) -> None:
    prepared = prepare(corpus / "vaults" / name, Settings(), tmp_path, jobs=2)
    graph = make_graph(prepared.network, Language("en"))
    places = Counter((each.source, each.line, each.column) for each in graph.unresolved)
    unresolved = 0
    for path, outline in prepared.site.outlines.items():
        targets = prepared.network.linked[path].targets
        for link, target in zip(outline.links, targets, strict=True):
            if target is None:
                unresolved += 1
                assert places[path, link.line, link.column] > 0, (path, link)
    near = sum(bool(each.nearest) for each in graph.unresolved)
    print(f"{name}: {unresolved} lead nowhere, {len(graph.unresolved)} told, {near} with a name")
    assert len(graph.unresolved) >= unresolved
    links = sum(len(outline.links) for outline in prepared.site.outlines.values())
    assert len(graph.edges) + len(graph.attachments) == links - unresolved
