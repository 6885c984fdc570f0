"""Notes that others wrote, renamed there and back."""

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest

from kb.config import Settings
from kb.pipeline import Prepared, prepare
from kb.renaming import Plan, plan_rename, write_plan
from tests.crawl import files_of


@pytest.fixture(params=["foam-docs", "quartz-docs"])
def vault(request: pytest.FixtureRequest, corpus: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "vault"
    shutil.copytree(corpus / "vaults" / request.param, copy, copy_function=shutil.copyfile)
    for folder, _, _ in os.walk(copy):  # the corpus can only be read
        Path(folder).chmod(0o755)
    return copy


def rename(vault: Path, old: str, new: str) -> Plan:
    prepared = _prepared(vault)
    plan = plan_rename(prepared, old, new, keep=False)
    write_plan(prepared, plan)
    return plan


def _prepared(vault: Path) -> Prepared:
    return prepare(vault, Settings(), vault.parent / "cache")


def test_the_notes_that_are_linked_most(vault: Path) -> None:
    before = files_of(vault)
    network = _prepared(vault).network
    counts = Counter({path: len(links) for path, links in network.backlinks.items()})
    for path, count in counts.most_common(4):
        folder, _, name = path.rpartition("/")
        stem = name.removesuffix(".md")
        there = rename(vault, f"/{path}", "새 이름 (2)")
        assert there.links > 0
        assert count > 0
        rename(vault, f"/{folder}/새 이름 (2)", stem)
    after = files_of(vault)
    # A link that spells the name otherwise than the file does comes back as the file spells it.
    assert [name for name in before if before[name].lower() != after.get(name, b"").lower()] == []


def test_tags_and_headings(vault: Path) -> None:
    before = files_of(vault)
    site = _prepared(vault).site
    headings = Counter(
        (target.path, target.anchor)
        for linked in _prepared(vault).network.linked.values()
        for target in linked.targets
        if target is not None and target.path in site.outlines and target.anchor
    )
    tags = Counter(tag for outline in site.outlines.values() for tag in outline.distinct_tags())
    for tag, _ in tags.most_common(2):
        assert rename(vault, f"#{tag}", "#zz/새-태그").tags > 0
        rename(vault, "#zz/새-태그", f"#{tag}")
    for (path, where), _ in headings.most_common(3):
        found = [each for each in site.outlines[path].headings if each.anchor == where]
        if found:
            rename(vault, f"/{path}#{found[0].text}", "Quite another heading")
            rename(vault, f"/{path}#Quite another heading", found[0].text)
    after = files_of(vault)
    assert [name for name in before if before[name].lower() != after.get(name, b"").lower()] == []
