"""What a page of the preview may ask for: to mend, to open an editor, and all problems."""

import json
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.hosts.preview_server import Answer, Server, preview

NOTES = {
    "a.md": "---\nlang: ko\n---\n# 글\n\n여기 [[momentun]]과 [[없는 것]]이 있다 <b>굵게</b>.\n",
    "b.en.md": "# Text\n\nSee [[momentun]] and `x` & <script>alert(1)</script> in English.\n",
    "momentum.md": "# 모멘텀\n\n이것은 모멘텀을 말하는 글이다.\n",
}
SETTINGS = "site_name: Test\nplugins:\n  - kb:\n      languages: [ko, en]\n"
EDITOR = "import sys; open(sys.argv[1], 'a').write('|'.join(sys.argv[2:]) + '\\n')"


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mends")


@pytest.fixture(scope="module")
def running(place: Path) -> Iterator[Server]:
    project = place / "project"
    (project / "docs").mkdir(parents=True)
    (project / "mkdocs.yml").write_text(SETTINGS, encoding="utf-8")
    write_all(project / "docs")
    (place / "editor.py").write_text(EDITOR, encoding="utf-8")
    said = f"'{sys.executable}' '{place / 'editor.py'}' '{place / 'opened'}' {{file}} {{line}}"
    with preview(project, "--editor", said) as server:
        yield server


def write_all(vault: Path) -> None:
    for name, text in NOTES.items():
        (vault / name).write_text(text, encoding="utf-8")


@pytest.fixture
def vault(place: Path, running: Server) -> Path:
    vault = place / "project" / "docs"
    write_all(vault)
    await_text(running, "momentun")
    return vault


def await_text(server: Server, words: str) -> None:
    """Until the page of problems has these words."""
    for _ in range(500):
        server.wait_settled()
        if words in server.get("/_/problems?lang=en").text:
            return
    raise AssertionError(words)


def post(server: Server, path: str, body: object, page: str = "/", **headers: str) -> Answer:
    given = {
        "x_kb_token": server.token,
        "content_type": "application/json",
        "referer": f"http://{server.name}{page}",
        **headers,
    }
    return server.ask("POST", path, json.dumps(body).encode(), **given)


def mends(server: Server, query: str = "?lang=en") -> list[str]:
    return re.findall(r'data-kb-mend="(\w+)"', server.get(f"/_/problems{query}").text)


# --- mends ---


def test_a_mend_reaches_the_file_and_the_page(vault: Path, running: Server) -> None:
    with running.tab("/a/") as tab:
        told = tab.wait("problems")
        assert [each["mend"] for each in told["problems"]] == [
            "`[[momentun]]` → `[[momentum]]`",
            None,
        ]
        assert told["warnings"] == 3
        answer = post(running, "/_/mend", {"id": told["problems"][0]["id"]}, "/a/")
        assert (answer.status, json.loads(answer.body)) == (200, {"mended": True, "path": "a.md"})
        expected = NOTES["a.md"].replace("[[momentun]]", "[[momentum]]")
        assert (vault / "a.md").read_text(encoding="utf-8") == expected
        assert "momentum/" in tab.wait("page")["html"]
        now = tab.wait("problems")
        assert [each["mend"] for each in now["problems"]] == [None]
        assert now["warnings"] == 2
    again = post(running, "/_/mend", {"id": told["problems"][0]["id"]}, "/a/")
    assert again.status == 409


def test_sentences_are_in_the_language_of_the_page(vault: Path, running: Server) -> None:
    assert vault
    sentences = {
        post(running, "/_/mend", {"id": "0" * 32}, page).text
        for page in ("/", "/en/", "/_/problems?lang=ko", "/_/problems?lang=en")
    }
    assert len(sentences) == 2
    assert '{"problem":"This problem is not there any more."}' in sentences
    with running.tab("/en/b/") as english, running.tab("/a/") as korean:
        told = [tab.wait("problems")["problems"][0] for tab in (english, korean)]
    assert told[0]["message"] == "nothing is called [[momentun]]"
    assert told[1]["message"] != told[0]["message"]


def test_without_the_token_nothing_happens(vault: Path, running: Server) -> None:
    before = (vault / "a.md").read_bytes()
    (one, *_) = mends(running)
    for headers in (
        {"x_kb_token": ""},
        {"x_kb_token": "0" * 43},
        {"origin": "http://evil.example"},
        {"host": "evil.example"},
        {"sec_fetch_site": "cross-site"},
        {"content_type": "text/plain"},
    ):
        for path, body in (("/_/mend", {"id": one}), ("/_/edit", {"path": "a.md"})):
            assert post(running, path, body, **headers).status in (403, 415)
    assert running.get("/_/mend").status in (404, 405)
    assert running.get("/_/edit").status in (404, 405)
    assert (vault / "a.md").read_bytes() == before


@pytest.mark.parametrize("body", [None, [], {"id": 3}, {}, {"id": "x" * 5000}, "x", {"id": "../a"}])
def test_what_no_page_says(vault: Path, running: Server, body: object) -> None:
    assert vault
    answer = post(running, "/_/mend", body)
    assert answer.status == 409
    assert "problem" in json.loads(answer.body)


def test_a_file_that_has_changed_is_left_alone(vault: Path, running: Server) -> None:
    """Whoever is faster: an edit that has not been read yet is never lost."""
    refused = 0
    for number in range(20):
        write_all(vault)
        await_text(running, "momentun")
        wanted = mends(running, "?lang=en&rule=broken-link")
        mine = f"# 글 {number}\n\n[[momentun]]"
        (vault / "a.md").write_text(mine, encoding="utf-8")
        for each in wanted:
            refused += post(running, "/_/mend", {"id": each}).status == 409
        text = (vault / "a.md").read_text(encoding="utf-8")
        assert text in (mine, mine.replace("momentun", "momentum"))
    assert refused


def test_many_at_once(vault: Path, running: Server) -> None:
    lines = [f"{number} [[momentun]] {'x' * number}" for number in range(20)]
    (vault / "a.md").write_text("\n\n".join(["# 글", *lines]), encoding="utf-8")
    await_text(running, "19 [[momentun]]")
    with ThreadPoolExecutor(8) as pool:
        statuses = [*pool.map(lambda i: post(running, "/_/mend", {"id": i}).status, mends(running))]
    assert set(statuses) <= {200, 409}
    text = (vault / "a.md").read_text(encoding="utf-8")
    done = text.count("[[momentum]]")
    assert done >= 1
    assert text.replace("[[momentum]]", "[[momentun]]") == "\n\n".join(["# 글", *lines])
    assert statuses.count(200) - done in (0, 1)  # one of them may be in the other note
    assert not (vault / ".kb-rename").exists()


def test_a_way_out_of_the_vault_is_not_taken(vault: Path, running: Server, place: Path) -> None:
    wanted = mends(running)
    outside = place / "outside.md"
    outside.write_text(NOTES["a.md"], encoding="utf-8")
    (vault / "a.md").unlink()
    (vault / "a.md").symlink_to(outside)
    try:
        for each in wanted:
            post(running, "/_/mend", {"id": each})
        assert outside.read_text(encoding="utf-8") == NOTES["a.md"]
        assert post(running, "/_/edit", {"path": "a.md"}).status == 409
    finally:
        (vault / "a.md").unlink()


# --- the editor ---


def test_a_place_is_opened(vault: Path, running: Server, place: Path) -> None:
    answer = post(running, "/_/edit", {"path": "a.md", "line": 6, "column": 4})
    assert (answer.status, json.loads(answer.body)) == (200, {"opened": True})
    for _ in range(200):
        if (place / "opened").exists():
            break
        post(running, "/_/edit", {"path": "a.md", "line": 6})
    assert (place / "opened").read_text(encoding="utf-8").startswith(f"{vault / 'a.md'}|6\n")


@pytest.mark.parametrize(
    "path",
    ["/etc/passwd", "../mkdocs.yml", "a", "", "a.md/", "./a.md", "A.md", "\x00", "x" * 3000, "--x"],
)
def test_only_what_the_vault_has_is_opened(vault: Path, running: Server, path: str) -> None:
    assert vault
    assert post(running, "/_/edit", {"path": path, "line": 1, "column": 1}).status == 409


@pytest.mark.parametrize(
    "body",
    [{"path": "a.md", "line": 0}, {"path": "a.md", "line": "1"}, {"path": "a.md", "column": 1e99}],
)
def test_places_that_are_none(vault: Path, running: Server, body: object) -> None:
    assert vault
    assert post(running, "/_/edit", body).status == 409


def test_the_configuration_is_opened(running: Server) -> None:
    assert post(running, "/_/edit", {"path": "mkdocs.yml"}).status == 200


# --- the page of problems ---


def test_the_page_is_whole_without_scripts(vault: Path, running: Server) -> None:
    assert vault
    page = running.get("/_/problems?lang=en")
    assert page.status == 200
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="en"' in page.text
    assert page.text.count('class="kb-problem ') == 3
    assert "nothing is called [[momentun]]" in page.text
    assert 'href="../en/b/"' in page.text
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page.text
    assert "<script>alert(1)" not in page.text
    assert 'id="kb-live"' in page.text
    assert running.get("/_/problems.css").status == 200
    korean = running.get("/_/problems?lang=ko")
    assert '<html lang="ko"' in korean.text
    assert "nothing is called" not in korean.text
    for odd in ("?lang=xx", "?part=0", "?part=99999999999", "?part=-1&rule=%00", "?" + "a=1&" * 50):
        assert running.get(f"/_/problems{odd}").status == 200


def test_filters(vault: Path, running: Server) -> None:
    assert vault
    whole = running.get("/_/problems?lang=en").text
    links = re.findall(r'<li><a href="(\?lang=en[^"]*)"', whole)
    assert "?lang=en&amp;severity=warning" in links
    assert "?lang=en&amp;rule=broken-link" in links
    for link in links:
        shown = running.get("/_/problems" + link.replace("&amp;", "&")).text
        assert shown.count('class="kb-problem ') == 3
    assert "No problem is of this kind." in running.get("/_/problems?lang=en&rule=x").text


def test_it_is_live(vault: Path, running: Server) -> None:
    with running.tab("/_/problems?lang=en&rule=broken-link") as tab:
        assert tab.wait("problems")["problems"] == []
        (vault / "a.md").write_text("# 글\n\n[[momentun]] [[nirgends]] 있다", encoding="utf-8")
        page = tab.wait("page")
        assert page["page"] == "/_/problems?lang=en&rule=broken-link"
        assert "nirgends" in page["html"]


def test_thousands_of_problems_stay_usable(vault: Path, running: Server) -> None:
    many = vault / "many.md"
    many.write_text("\n".join(f"[[nowhere {n}x]]" for n in range(2000)), encoding="utf-8")
    try:
        await_text(running, "nowhere 0x")
        page = running.get("/_/problems?lang=en")
        assert page.text.count('class="kb-problem ') == 150
        assert len(page.body) < 400_000
        links = set(re.findall(r'href="(\?lang=en&amp;part=\d+)"', page.text))
        assert len(links) == 13
        last = running.get("/_/problems?lang=en&part=14").text
        assert 0 < last.count('class="kb-problem ') < 150
    finally:
        many.unlink()
