"""What pages say of translations: notices, and the table of what each language has."""

import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from kb.config import Settings
from kb.link import make_network, make_site
from kb.made import MadeKind, list_batches, list_made, make
from kb.model import FrontMatter, Heading, Network, Outline, Page
from kb.names import Anchor, Language, NotePath
from tests.conftest import CheckCases
from tests.translating.vaults import Place
from tests.vaults import BOTH, split_files

HERE = Path(__file__).parent
_NOTICE = re.compile(r'<div class="admonition note kb-stale".*?\n</div>\n', re.DOTALL)


def _shown(text: str) -> str:
    name, _, vault = text.partition("\n")
    files = split_files(vault)
    with TemporaryDirectory() as folder:
        place = Place(Path(folder))
        for path, content in files.items():
            if not path.startswith("+"):
                place.write(path, content)
        sets = place.prepared().site.translations
        place.mark(*(p for p, own in sets.items() if p != own[0] and "%%" not in files[p]))
        for path, content in files.items():
            if path.startswith("+"):
                place.write(path[1:], content)
        (page,) = [page for page in place.prepared().pages() if page.file == name]
    if "translations" not in name:
        return "".join(_NOTICE.findall(page.html))
    return page.html[page.html.index("</nav>") + len("</nav>\n") :]


def test_pages(check_cases: CheckCases) -> None:
    check_cases(HERE / "translations.md", _shown)


def _network(count: int, languages: tuple[Language, ...]) -> Network:
    outlines = {}
    for number in range(count):
        title = f"이것은 꽤 긴 제목입니다 {number}"
        heading = Heading(1, title, title, Anchor("kb"), 5)
        outlines[NotePath(f"노트 모음/노트 {number}.md")] = Outline(
            FrontMatter(), (heading,), (), (), (), "", Language("ko"), (), "", title_heading=0
        )
    return make_network(make_site(outlines, (), Settings(languages=languages)))


def _pages(network: Network) -> Iterator[Page]:
    settings = Settings(languages=BOTH)
    for batch in list_batches(network):
        if batch.kind is MadeKind.TRANSLATIONS:
            for made in list_made(network, settings, batch):
                page = make(network, settings, made)
                assert isinstance(page, Page)
                yield page


def test_a_long_table_has_every_note_on_pages_of_a_bearable_size() -> None:
    pages = [page for page in _pages(_network(3000, BOTH)) if page.tree.language == "ko"]
    assert len(pages) > 1
    assert max(len(page.html.encode()) for page in pages) < 180_000
    rows = [
        row for page in pages for row in re.findall(r'<th scope="row"><a href="([^"]*)"', page.html)
    ]
    assert len({row.rpartition("%20")[2] for row in rows}) == len(rows) == 3000
    for page in pages:
        # What leads to the other parts leads to what is there.
        jumps = re.findall(r'<nav class="kb-jumps".*?</nav>', page.html)
        assert len(jumps) == 2
        assert all(jump.count("<li>") == len(pages) for jump in jumps)


def test_one_language_has_no_table() -> None:
    assert list(_pages(_network(3, (Language("ko"),)))) == []
