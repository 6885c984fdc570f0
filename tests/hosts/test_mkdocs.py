"""MkDocs, ProperDocs and kb give the same site, byte for byte."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.indexed import as_published, published
from kb.names import Language
from kb.publish import load_setup, publish_page
from tests.hosts.driver import FakePrepared, fake_index

NOTES = {
    "a.md": "one",
    "노트/b a.md": "둘",
    "노트/hidden a.md": "three",
    "깊은/곳/c.md": "넷",
    "extra/own.css": "p {}",
    "picture.png": "png",
    "unused.txt": "not published",
}

CONFIGURATIONS = {
    "defaults": "site_name: A & B\ntheme: material\n",
    "no theme": "site_name: x\n",
    "an address and a language": (
        "site_name: x\nsite_url: https://example.org/deep\ncopyright: me\n"
        "theme: {name: material, language: en}\n"
    ),
    "files": "site_name: x\ntheme: material\nuse_directory_urls: false\n"
    "extra_css: [extra/own.css]\n"
    "extra_javascript: [{path: x.js, defer: true}]\n",
    "a navigation": (
        "site_name: x\ntheme: {name: material, features: [navigation.footer, navigation.tabs]}\n"
        "nav: [{First: a.md}, {'<Deep>': [노트/b a.md, {Inner: [깊은/곳/c.md]}]},"
        " {Out: 'https://example.org'}]\n"
    ),
    "templates of one's own": "site_name: x\ntheme: {name: material, custom_dir: mine}\n",
    "the theme's search": "site_name: x\ntheme: material\n",
}


def make_vault(folder: Path, text: str, plugins: str = "[kb]") -> Path:
    for name, content in NOTES.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    (folder / "mine").mkdir()
    (folder / "mine/main.html").write_text(
        '{% extends "base.html" %}{% block announce %}Hello {{ page.title }}{% endblock %}'
    )
    config = folder / "mkdocs.yml"
    config.write_text(f"{text}plugins: {plugins}\n", encoding="utf-8")
    return config


def run(host: str, config: Path, *arguments: str, site: str = "site") -> tuple[int, str]:
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", "tests.hosts.driver", host, "build"),
            *("-f", str(config), "-d", str(config.parent / site), *arguments),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "en", "PYTHONPATH": "."},
    )
    return done.returncode, done.stdout + done.stderr


def kb_site(config: Path) -> dict[str, bytes]:
    """What `kb build` writes."""
    english = Language("en")
    setup = load_setup(config, None, english)
    prepared = FakePrepared(Path(setup.vault), setup.settings)
    shell = prepared.shell(setup, config.parent / "kb-cache", english)
    site = {page.file: publish_page(shell, page) for page in prepared.pages()}
    site |= {name: Path(source).read_bytes() for name, source in shell.made.assets}
    site |= {name: Path(source).read_bytes() for name, source in prepared.attachments()}
    index = fake_index(prepared)
    read = index.reader()
    for name, _, part in published(index, offline=setup.settings.offline):
        site[name] = as_published(part, read(part), offline=setup.settings.offline)
    return {**site, **shell.made.extras, **prepared.files()}


def read_site(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


def generator_left_out(site: dict[str, bytes]) -> dict[str, bytes]:
    """ProperDocs names itself in each page."""
    return {
        name: re.sub(rb'<meta name="generator"[^>]*>', b"", content)
        if name.endswith(".html")
        else content
        for name, content in site.items()
    }


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_the_three_sites_are_one(tmp_path: Path, name: str) -> None:
    plugins = "[search, kb]" if "search" in name else "[kb]"
    config = make_vault(tmp_path, CONFIGURATIONS[name], plugins)
    # ProperDocs does not go on where no theme is named.
    hosts = ["mkdocs"] if name == "no theme" else ["mkdocs", "properdocs"]
    for host in hosts:
        code, output = run(host, config, "--strict", site=host)
        assert code == 0, output
    ours, theirs = kb_site(config), read_site(tmp_path / "mkdocs")
    assert sorted(ours) == sorted(theirs)
    for file, content in ours.items():
        assert theirs[file] == content, file
    others = read_site(tmp_path / hosts[-1])
    assert generator_left_out(others) == generator_left_out(theirs)


def test_a_navigation_is_obeyed(tmp_path: Path) -> None:
    site = kb_site(make_vault(tmp_path, CONFIGURATIONS["a navigation"]))
    page = site["노트/b a/index.html"].decode()
    assert "&lt;Deep&gt;" in page
    assert "First" in page
    assert 'rel="prev" href="../../a/"' in page
    assert "md-nav__link--active" in page


def test_search_of_the_theme_is_off_and_says_so(tmp_path: Path) -> None:
    config = make_vault(tmp_path, "site_name: x\ntheme: material\n", "[search, kb]")
    _, output = run("mkdocs", config)
    assert "the theme's own search is off" in output
    found = [name for name in read_site(tmp_path / "site") if "search" in name]
    # What is there is ours.
    others = [name for name in found if not name.startswith("assets/kb/")]
    assert [name for name in others if not name.endswith("search/index.html")] == []


@pytest.mark.parametrize(
    ("rule", "codes"),
    [("BROKEN_LINK", (0, 1)), ("SEARCH_IS_OFF", (0, 0)), ("WRONG_CONFIGURATION", (1, 1))],
)
@pytest.mark.parametrize("host", ["mkdocs", "properdocs"])
def test_problems_reach_the_log(
    tmp_path: Path, host: str, rule: str, codes: tuple[int, int]
) -> None:
    config = make_vault(tmp_path, "site_name: x\ntheme: material\n")
    (tmp_path / "docs/wrong.md").write_text(rule)
    loose, output = run(host, config)
    assert "wrong.md:3:4:" in output
    strict, _ = run(host, config, "--strict")
    assert (loose, strict) == codes
    assert (tmp_path / "site/a/index.html").is_file()


def test_an_unknown_option_is_an_error_with_its_neighbour(tmp_path: Path) -> None:
    config = make_vault(tmp_path, "site_name: x\ntheme: material\n", "[kb: {langauges: [ko]}]")
    code, output = run("mkdocs", config)
    assert code == 1
    assert "kb has no option langauges; did you mean languages?" in " ".join(output.split())


def test_questions_are_the_same_from_both(tmp_path: Path) -> None:
    """By the real stages: the driver above has pages of its own."""
    config = make_vault(tmp_path, "site_name: x\ntheme: material\n")
    asked = "**Question:** 물음?\n\n**Options:**\n\n- A) 하나\n- B) 둘\n\n**정답: A) 하나**\n"
    (tmp_path / "docs/asked.md").write_text(f"# 문제\n\n{asked}", encoding="utf-8")
    ours, theirs = both_sites(tmp_path, config)
    assert any(name.startswith("assets/kb/ko/questions/") for name in ours)
    assert any(name.startswith("assets/kb/search/") for name in ours)
    assert sorted(ours) == sorted(theirs)
    for file, content in ours.items():
        assert theirs[file] == content, file


def test_offline_both_write_addresses_and_an_index_for_disks(tmp_path: Path) -> None:
    config = make_vault(tmp_path, "site_name: x\ntheme: material\n", "[kb: {offline: true}]")
    ours, theirs = both_sites(tmp_path, config)
    assert ours == theirs
    index = {name for name in ours if name.startswith("assets/kb/search/")}
    assert "assets/kb/search/index.js" in index
    assert all(name.endswith(".js") for name in index)
    assert "깊은/곳/c.html" in ours


HOOK = """\
from mkdocs.structure.files import File

def on_files(files, config):
    pages = {
        "api.md": "# The API\\n\\n## Calls\\n\\nforeignword\\n",
        "hidden.md": "---\\nsearch: {exclude: true}\\n---\\n# Hidden\\n\\nunfoundword\\n",
    }
    for name, content in pages.items():
        files.append(File.generated(config, name, content=content))
    return files
"""


def test_pages_of_other_plugins_are_found(tmp_path: Path) -> None:
    (tmp_path / "hook.py").write_text(HOOK)
    text = "site_name: x\ntheme: material\nhooks: [hook.py]\n"
    config = make_vault(tmp_path, text)
    build(tmp_path, "mkdocs", ["-f", str(config)])
    site = read_site(tmp_path / "mkdocs")
    assert {"api/index.html", "hidden/index.html"} <= site.keys()
    index = {name: data for name, data in site.items() if name.startswith("assets/kb/search/")}
    everything = b"".join(index.values()).decode()
    assert "foreignword" in everything
    assert '"title":"The API","url":"api/","language":"en","kind":"page"' in everything
    assert "unfoundword" not in everything
    # The same again: nothing of this build was taken for a part of the vault.
    build(tmp_path, "mkdocs", ["-f", str(config)])
    assert read_site(tmp_path / "mkdocs") == site


def both_sites(folder: Path, config: Path) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """By `kb build` and by `mkdocs build`, with the real stages."""
    build(folder, "kb", [str(folder)])
    build(folder, "mkdocs", ["-f", str(config)])
    ours = read_site(folder / "kb")
    del ours[".kb-site"]
    return ours, read_site(folder / "mkdocs")


def build(folder: Path, program: str, arguments: list[str]) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "-W", "ignore", "-m", program, "build", *arguments),
            *("--site-dir", str(folder / program)),
        ],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": "/usr/bin:/bin", "LANG": "en", "PYTHONPATH": "."},
    )
    assert done.returncode == 0, done.stdout + done.stderr
