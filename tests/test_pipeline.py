"""The stages together: files that cannot be read, and what the sitemap lists."""

import os
import re
from pathlib import Path

import pytest

from kb.config import Settings
from kb.names import Language
from kb.pipeline import prepare


def test_an_attachment_that_cannot_be_read_stops_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text("![[open.png]] ![[shut.png]]", encoding="utf-8")
    (vault / "open.png").touch()
    (vault / "shut.png").touch()
    # Who runs the tests as root may read everything.
    may = os.access
    monkeypatch.setattr("os.access", lambda file, mode: "shut" not in str(file) and may(file, mode))
    prepared = prepare(vault, Settings(), tmp_path / "cache")
    assert [name for name, _ in prepared.attachments()] == ["open.png"]
    told = [str(problem) for problem in prepared.problems(Language("en"))]
    assert len(told) == 1
    assert told[0].startswith("shut.png:1:1: you have no permission to read this;")


def test_the_sitemap_has_what_is_made_but_no_redirects(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    (vault / "a.md").write_text(
        "---\ntags: [x]\naliases: [other]\nredirect_from: /old/\n---\n# A\n", encoding="utf-8"
    )
    (vault / "b.md").write_text("---\ndraft: true\ntags: [secret]\n---\n# B\n", encoding="utf-8")
    settings = Settings(site_url="https://example.org/", languages=(Language("en"),))
    prepared = prepare(vault, settings, tmp_path / "cache")
    text = prepared.sitemap()["sitemap.xml"].decode()
    found = re.findall(r"<loc>https://example.org/(.*)</loc>", text)
    assert found == ["", "a/", "all/", "changes/", "graph/", "tags/"]
    assert {"old/index.html", "kb-a/other/index.html"} <= prepared.files().keys()


@pytest.mark.parametrize(
    ("names", "trees"),
    [
        (["a.md 한글", "b.md Text"], ["ko"]),
        (["a.md Text", "b.md Text", "c.md 한글"], ["en"]),
        (["a.md 한글", "a.en.md Text", "b.en.md Text"], ["ko", "en"]),
        (["a.md Text", "a.ko.md 한글", "b.md Text"], ["en", "ko"]),
        (["a.ko.md 한글", "a.en.md Text"], ["ko", "en"]),
        (["v1.en.md 한글"], ["ko"]),
    ],
)
def test_without_configuration_translations_by_suffix_have_a_tree(
    tmp_path: Path, names: list[str], trees: list[str]
) -> None:
    vault = tmp_path / "vault"
    vault.mkdir()
    for name in names:
        file, text = name.split()
        (vault / file).write_text(text, encoding="utf-8")
    prepared = prepare(vault, Settings(), tmp_path / "cache")
    assert [tree.language for tree in prepared.site.trees] == trees
