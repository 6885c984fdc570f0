"""`kb serve` from outside: pages, changes, and its end."""

import re
import signal
import time
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kb.hosts.preview.injecting import undress
from tests.hosts.preview_server import Server, preview

MKDOCS = "site_name: x\ntheme: material\nplugins: [{kb: {languages: [ko, en]}}]\n"
NOTES = {
    "index.md": "# 처음\n\n[[경사하강법]]\n",
    "경사하강법.md": "# 경사하강법\n\n첫 글.\n",
    "deep/a b.en.md": "---\naliases: [old name]\n---\n# A b\n\nEnglish text.\n",
    "picture.md": "# 그림\n\n![[pic.svg]]\n",
    "pic.svg": '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
}


def make_vault(folder: Path, mkdocs: str = MKDOCS) -> Path:
    for name, content in NOTES.items():
        file = folder / "docs" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(mkdocs, encoding="utf-8")
    return folder


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_vault(tmp_path / "project")


@pytest.fixture
def docs(project: Path) -> Path:
    return project / "docs"


@pytest.fixture
def server(project: Path) -> Iterator[Server]:
    with preview(project) as started:
        yield started


@pytest.fixture(scope="module")
def unchanged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """For tests that change nothing."""
    with preview(make_vault(tmp_path_factory.mktemp("unchanged"))) as started:
        yield started


NOTE = "/경사하강법/"


def write(file: Path, text: str) -> None:
    file.write_text(text, encoding="utf-8")


def test_a_page_is_the_built_one_with_a_script(unchanged: Server) -> None:
    page = unchanged.get(NOTE)
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.text.count("<!--kb:live-->") == page.text.count("<!--/kb:live-->") == 1
    plain = undress(page.body).decode()
    assert "kb-live" not in plain
    assert plain.rstrip().endswith("</body>\n</html>")
    assert "첫 글." in plain


def test_what_is_known_is_not_sent_again(unchanged: Server) -> None:
    tag = unchanged.get(NOTE).headers["etag"]
    again = unchanged.get(NOTE, if_none_match=tag)
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
    head = unchanged.ask("HEAD", "/")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(unchanged.get("/").body)


@pytest.mark.parametrize(
    ("path", "status", "to"),
    [
        ("/경사하강법", 302, "/%EA%B2%BD%EC%82%AC%ED%95%98%EA%B0%95%EB%B2%95/"),
        ("/en/deep/a b?h=x", 302, "/en/deep/a%20b/?h=x"),
        ("/en/deep/a b/", 200, None),
        ("/en/a/old-name/", 200, None),
        ("/en/deep", 302, "/en/deep/"),
        ("/index.html", 200, None),
        ("/nothing/", 404, None),
        ("/pic.svg", 200, None),
        ("/assets/kb/search/", 404, None),
    ],
)
def test_addresses(unchanged: Server, path: str, status: int, to: str | None) -> None:
    answer = unchanged.get(path)
    assert (answer.status, answer.headers["location"]) == (status, to)


def test_korean_that_is_decomposed_is_found(unchanged: Server) -> None:
    assert unchanged.get(unicodedata.normalize("NFD", NOTE)).status == 200


def test_what_is_missing_says_so_in_the_language_of_its_tree(unchanged: Server) -> None:
    korean, english = unchanged.get("/없다/"), unchanged.get("/en/none/")
    assert (korean.status, english.status) == (404, 404)
    assert '<html lang="ko"' in korean.text
    assert '<html lang="en"' in english.text
    assert "kb-live" in english.text


def test_types_are_ours_and_not_the_machine_s(unchanged: Server) -> None:
    assert unchanged.get("/pic.svg").headers["content-type"] == "image/svg+xml; charset=utf-8"
    page = unchanged.get("/").text
    script = re.search(r'src="(?:\./)?(assets/kb/kb-[^"]+\.js)"', page)
    assert script is not None
    answer = unchanged.get(f"/{script[1]}")
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert "immutable" in answer.headers["cache-control"]


def test_the_site_lies_where_its_address_says(tmp_path: Path) -> None:
    folder = make_vault(tmp_path / "p", MKDOCS + "site_url: https://example.org/deep/er\n")
    with preview(folder) as server:
        assert server.address.endswith("/deep/er/")
        assert server.get("/").headers["location"] == "/deep/er/"
        assert server.get("/deep/er").headers["location"] == "/deep/er/"
        assert server.get("/deep/er/").status == 200
        missing = server.get("/deep/er/none/")
        style = re.search(r'href="(/deep/er/assets/[^"]+\.css)"', missing.text)
        assert style is not None
        assert server.get(style[1]).status == 200
        with server.tab("/deep/er/경사하강법/") as tab:
            write(folder / "docs/경사하강법.md", "# 경사하강법\n\n둘째 글.\n")
            assert "둘째 글." in tab.wait("page")["html"]


def test_the_search_finds_what_was_just_written(server: Server, docs: Path) -> None:
    first = server.get("/assets/kb/search/index.json")
    assert first.status == 200
    write(docs / "경사하강법.md", "# 경사하강법\n\nzyzzyva.\n")
    wait_until(lambda: "zyzzyva" in server.get(NOTE).text)
    second = server.get("/assets/kb/search/index.json")
    assert second.status == 200
    assert second.body != first.body


def wait_until(is_so: Callable[[], bool], patience: float = 30.0) -> None:
    end = time.monotonic() + patience
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def replaced(file: Path, text: str) -> None:
    """As many editors save: under another name, and then moved."""
    other = file.with_name(".swap.tmp")
    write(other, text)
    other.replace(file)


def emptied_first(file: Path, text: str) -> None:
    """As some others do, here with a slow disk."""
    with file.open("w", encoding="utf-8") as stream:
        time.sleep(0.05)
        stream.write(text)


def removed_first(file: Path, text: str) -> None:
    file.unlink()
    time.sleep(0.04)
    write(file, text)


def backed_up(file: Path, text: str) -> None:
    """As Vim does."""
    old = file.with_name(file.name + "~")
    file.rename(old)
    write(file, text)
    old.unlink()


@pytest.mark.parametrize("save", [write, replaced, emptied_first, removed_first, backed_up])
def test_an_open_page_follows_however_its_note_is_saved(
    server: Server, docs: Path, save: Callable[[Path, str], None]
) -> None:
    with server.tab(NOTE) as tab:
        for number in range(3):
            text = f"# 경사하강법\n\n글 {number}번.\n"
            save(docs / "경사하강법.md", text)
            told = [tab.wait("page")]
            told += [each for each in tab.all(0.3) if each["type"] in ("page", "moved", "held")]
            # Neither an empty page nor word of its end between two texts.
            assert [each["type"] for each in told] == ["page"]
            assert f"글 {number}번." in told[0]["html"]
            got = server.get(NOTE)
            assert got.text == told[0]["html"]
            assert got.headers["etag"] == f'"{told[0]["digest"]}"'


def test_an_empty_note_is_shown_empty_in_the_end(server: Server, docs: Path) -> None:
    with server.tab(NOTE) as tab:
        write(docs / "경사하강법.md", "")
        assert "첫 글." not in tab.wait("page")["html"]


def test_other_pages_that_show_the_note_follow(server: Server, docs: Path) -> None:
    with server.tab("/") as tab:
        write(docs / "경사하강법.md", "---\ntitle: 다른 이름\n---\n# 다른 이름\n\n글.\n")
        assert "다른 이름" in tab.wait("page")["html"]


def test_a_tab_that_shows_something_older_is_told_at_once(unchanged: Server) -> None:
    with unchanged.tab("/") as tab:
        tab.open(NOTE, "")
        assert "첫 글." in tab.wait("page")["html"]


def test_a_renamed_note_is_followed(server: Server, docs: Path) -> None:
    with server.tab(NOTE) as tab:
        (docs / "경사하강법.md").rename(docs / "내리막.md")
        moved = tab.wait("moved")
    assert (moved["page"], moved["to"]) == (NOTE, "/%EB%82%B4%EB%A6%AC%EB%A7%89/")
    assert server.get("/내리막/").status == 200


def test_a_deleted_note_is_told_and_comes_back(server: Server, docs: Path) -> None:
    with server.tab(NOTE) as tab:
        text = (docs / "경사하강법.md").read_text()
        (docs / "경사하강법.md").unlink()
        assert tab.wait("moved")["to"] is None
        assert server.get(NOTE).status == 404
        write(docs / "경사하강법.md", text)
        assert "첫 글." in tab.wait("page")["html"]


def test_a_page_that_was_missing_comes(server: Server, docs: Path) -> None:
    with server.tab("/새 글/") as tab:
        write(docs / "새 글.md", "# 새 글\n\n왔다.\n")
        assert "왔다." in tab.wait("page")["html"]


def test_a_new_folder_is_found(server: Server, docs: Path) -> None:
    with server.tab("/p/q/r/note/") as tab:
        (docs / "p/q/r").mkdir(parents=True)
        write(docs / "p/q/r/note.md", "# N\n\n깊은 곳.\n")
        assert "깊은 곳." in tab.wait("page")["html"]


def test_hundreds_of_files_are_one_update(server: Server, docs: Path) -> None:
    server.wait_settled()
    before = server.state()["number"]
    with server.tab("/all/") as tab:
        for number in range(300):
            write(docs / f"note {number}.md", f"# Note {number}\n\ntext\n")
        tab.wait("page")
        server.wait_settled()
    # One for the files, and at the most two looks at everything.
    assert server.state()["number"] - before <= 3
    assert server.get("/note 299/").status == 200


def test_a_picture_that_changes_is_loaded_again(server: Server, docs: Path) -> None:
    with server.tab("/picture/") as tab, server.tab(NOTE) as other:
        write(docs / "pic.svg", NOTES["pic.svg"].replace("><", "><g/><"))
        assert tab.wait("reload") == {"type": "reload"}
        assert not [each for each in other.all(0.5) if each["type"] == "reload"]
    assert "<g/>" in server.get("/pic.svg").text


def test_a_new_folder_reloads_nothing(server: Server, docs: Path) -> None:
    with server.tab(NOTE) as tab:
        (docs / "a").mkdir()
        write(docs / "a/e.txt", "nobody shows this")
        write(docs / "경사하강법.md", "# 경사하강법\n\n둘째 글.\n")
        told = tab.all(1.5)
    assert "reload" not in {each["type"] for each in told}
    assert "page" in {each["type"] for each in told}


def test_other_settings_are_followed(server: Server, project: Path) -> None:
    with server.tab("/") as tab:
        write(project / "mkdocs.yml", MKDOCS.replace("site_name: x", "site_name: Other name"))
        tab.wait("reload")
    assert "Other name" in server.get("/").text


def test_settings_that_cannot_be_followed_change_nothing(server: Server, project: Path) -> None:
    with server.tab("/") as tab:
        write(project / "mkdocs.yml", MKDOCS.replace("languages", "langauges"))
        assert "langauges" in tab.wait("held")["problem"]
        assert server.get(NOTE).status == 200
        write(project / "mkdocs.yml", MKDOCS)
        tab.wait("reload")
    server.stop()
    assert "mkdocs.yml:3:" in server.output
    assert "kb itself failed" not in server.output


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_quietly(server: Server, how: int) -> None:
    with server.tab("/"):
        began = time.monotonic()
        assert server.stop(how) == 0
        assert time.monotonic() - began < 3
    assert "Traceback" not in server.output
    assert server.output.count("\n") == 1


def test_a_port_that_is_taken(server: Server, project: Path) -> None:
    with preview(project, "--port", str(server.port)) as other:
        assert other.port != server.port
        other.stop()
        assert f"Port {server.port} is taken." in other.output


def test_a_vault_without_settings(tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    folder.mkdir()
    write(folder / "a.md", "# A\n\none\n")
    with preview(folder) as server, server.tab("/a/") as tab:
        write(folder / "a.md", "# A\n\ntwo\n")
        assert "two" in tab.wait("page")["html"]
    assert [file.name for file in folder.iterdir()] == ["a.md"]
