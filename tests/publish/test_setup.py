"""What mkdocs.yml says is followed or refused, in sentences."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.config import ConfigurationRefused, Settings
from kb.names import Language, Url
from kb.publish import load_setup, make_sitemap
from tests.publish.pages import TREES
from tests.publish.test_skeleton import make_shell

EN = Language("en")


def write(folder: Path, text: str) -> Path:
    (folder / "docs").mkdir(exist_ok=True)
    file = folder / "mkdocs.yml"
    file.write_text(text, encoding="utf-8")
    return file


def test_what_cannot_be_followed_is_refused_in_a_sentence(
    tmp_path: Path, check_cases: Callable[[Path, Callable[[str], str]], None]
) -> None:
    def refusal(text: str) -> str:
        with pytest.raises(ConfigurationRefused) as caught:
            load_setup(write(tmp_path, text), None, EN)
        return str(caught.value)

    check_cases(Path(__file__).with_name("mkdocs_yml_wrong.md"), refusal)


def test_what_mkdocs_does_not_accept_is_refused_at_its_place(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused) as caught:
        make_shell(tmp_path, "site_name: x\ntheme: nowhere\n")
    assert str(caught.value).startswith(
        "mkdocs.yml:2:1: theme: Unrecognised theme name: 'nowhere'."
    )


def test_what_mkdocs_doubts_is_a_warning(tmp_path: Path) -> None:
    shell = make_shell(tmp_path, "site_name: x\nsite_nmae: y\nnav: [none.md]\n")
    said = [str(problem) for problem in shell.made.problems]
    assert said[0].startswith("mkdocs.yml:2:1: site_nmae: Unrecognised configuration name")
    assert said[1].startswith("mkdocs.yml:3:1: nav: A reference to 'none.md' is included")
    assert len(said) == 2


def test_the_search_of_the_theme_is_said_to_be_off(tmp_path: Path) -> None:
    (told,) = load_setup(write(tmp_path, "plugins: [search, kb]\n"), None, EN).problems
    assert str(told).startswith("mkdocs.yml:1:11: the theme's own search is off")


def test_settings_are_read_with_parents_and_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SITE", "https://example.org/x")
    (tmp_path / "base.yml").write_text("site_url: !ENV SITE\ntheme: {name: material, logo: a}\n")
    text = (
        "INHERIT: base.yml\ntheme: {favicon: b}\nuse_directory_urls: false\nstrict: true\n"
        "exclude_docs: |\n  # not yet\n  later/\n"
        "plugins:\n  kb: {languages: [en, ko], exclude: [a/], trust: true, obsidian: false}\n"
        "markdown_extensions:\n  - x:\n      y: !!python/name:os.system\n"
    )
    setup = load_setup(write(tmp_path, text), None, EN)
    assert setup.settings == Settings(
        site_name=tmp_path.name,
        site_url="https://example.org/x/",
        languages=(EN, Language("ko")),
        exclude=("a/", "later/"),
        use_directory_urls=False,
        parse=type(Settings().parse)(obsidian=False, trust=True),
    )
    assert setup.theme["theme"] == {"name": "material", "logo": "a", "favicon": "b"}
    assert setup.strict
    assert (setup.vault, setup.site) == (str(tmp_path / "docs"), str(tmp_path / "site"))
    assert [Path(file).name for file in setup.configuration.files] == ["mkdocs.yml", "base.yml"]
    assert setup.configuration.variables == {"SITE": "https://example.org/x"}


@pytest.mark.parametrize("said", ["", "use_directory_urls: true\n"])
def test_what_is_opened_from_disk_has_no_addresses_of_folders(tmp_path: Path, said: str) -> None:
    setup = load_setup(write(tmp_path, f"{said}plugins: [kb: {{offline: true}}]\n"), None, EN)
    assert setup.settings.offline
    assert not setup.settings.use_directory_urls
    assert setup.theme["use_directory_urls"] is False


def test_a_vault_needs_no_configuration(tmp_path: Path) -> None:
    setup = load_setup(None, tmp_path, EN)
    assert setup.settings.site_name == tmp_path.name
    assert setup.theme["theme"] == {"name": "material"}


def test_a_shell_is_remembered_until_something_changes(tmp_path: Path) -> None:
    first = make_shell(tmp_path, "site_name: x\n")
    (remembered,) = (tmp_path / "cache/shell").iterdir()
    stamp = remembered.stat().st_mtime_ns
    assert make_shell(tmp_path, "site_name: x\n").digest == first.digest
    assert remembered.stat().st_mtime_ns == stamp
    assert make_shell(tmp_path, "site_name: y\n").digest != first.digest
    assert make_shell(tmp_path, "site_name: y\n", folders=()).digest != first.digest
    assert len(list((tmp_path / "cache/shell").iterdir())) == 1


def test_what_no_page_shows_changes_no_page(tmp_path: Path) -> None:
    first = make_shell(tmp_path, "site_name: x\n")
    assert make_shell(tmp_path, "site_name: x\nremote_name: other\n").digest == first.digest


def test_a_remembered_shell_that_is_broken_is_made_again(tmp_path: Path) -> None:
    first = make_shell(tmp_path, "site_name: x\n")
    (remembered,) = (tmp_path / "cache/shell").iterdir()
    remembered.write_bytes(b"\xff")
    assert make_shell(tmp_path, "site_name: x\n").digest == first.digest


def test_assets_leave_out_what_no_page_loads(tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/own.css").write_text("p {}")
    shell = make_shell(tmp_path, "extra_css: [own.css, missing.css]\n")
    names = [name for name, _ in shell.made.assets]
    assert "own.css" in names
    assert [name for name in names if name.startswith("assets/stylesheets/main.")]
    assert not [name for name in names if name.endswith((".map", ".html", ".yml", ".xml"))]
    assert not [name for name in names if "lunr" in name or "workers" in name or "missing" in name]


def test_each_tree_has_its_page_for_missing_pages(tmp_path: Path) -> None:
    shell = make_shell(tmp_path, "site_url: https://example.org/deep/\n")
    english = shell.made.extras["en/404.html"].decode()
    assert sorted(shell.made.extras) == ["404.html", "en/404.html"]
    assert '<html lang="ko"' in shell.made.extras["404.html"].decode()
    assert "This page does not exist" in english
    assert '<a href="/deep/en/">' in english
    assert 'href="/deep/assets/stylesheets/' in english
    assert len(TREES) == len(shell.made.extras)


def test_the_sitemap_says_when_a_note_was_changed() -> None:
    pages = [(Url("b&c/"), "2024-02-03"), (Url(""), "")]
    files = make_sitemap(pages, "https://example.org/")
    assert files["sitemap.xml"].decode() == (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        "    <url>\n         <loc>https://example.org/</loc>\n    </url>\n"
        "    <url>\n         <loc>https://example.org/b&amp;c/</loc>\n"
        "         <lastmod>2024-02-03</lastmod>\n    </url>\n</urlset>\n"
    )
    assert make_sitemap(pages, "") == {}
