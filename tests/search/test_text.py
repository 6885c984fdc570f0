"""What readers can find of a note, and what they are not to find."""

from collections.abc import Callable
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Has, Source
from kb.parse import parse
from kb.search import Texts, document_text
from kb.search import text as reading
from kb.store import digest

HERE = Path(__file__).parent
CheckCases = Callable[[Path, Callable[[str], str]], None]


def texts_of(markdown: str) -> Texts:
    note = parse(Source("x.md", "x.md", markdown, digest(markdown)), ParseSettings())
    return document_text(note.outline, note.body)


def show(markdown: str) -> str:
    texts = texts_of(markdown)
    lines = [f"has: {' '.join(texts.has)}"] if texts.has else []
    for passage in texts.passages:
        anchor = texts.sections[passage.section].anchor if passage.section >= 0 else "-"
        lines.append(f"{anchor}{' code' if passage.code else ''}: {passage.text}")
    return "\n".join(lines)


def test_text(check_cases: CheckCases) -> None:
    check_cases(HERE / "text.md", show)


def test_a_title_is_no_section() -> None:
    texts = texts_of("# Title\n\n## One\n\n## Two\n\ntext")
    assert [section.text for section in texts.sections] == ["One", "Two"]
    assert texts.passages[0].section == 1


def test_what_it_has() -> None:
    assert texts_of("text").has == ()
    assert Has.IMAGE in texts_of("![a](b.png)").has
    assert Has.MATH in texts_of("$x$").has
    assert Has.CODE in texts_of("```\nx\n```").has


def test_a_large_broken_text_takes_no_time() -> None:
    html = "<p>" + "<" * 20000 + '<b a="' * 2000 + "</p>"
    assert texts_of(html).passages


PIECES = """
    <p> </p> <P class='a'> <li> <tr> </tr> <td> </td> <th> </th> <b> </b> <br/> <p-x> <prefix> <3>
    <pre> </pre> <PRE> </PRE> <pre\xa0id="x"> <svg> </svg> <script> </script> <!-- --> <rp> </rp>
    <> <a\xa0title=" "> <a\xa0title='>'> < > " ' &lt; &amp &#12 ; \u200b \u00ad 가 a
""".split()
HTML = st.lists(
    st.sampled_from([*(piece.replace("\xa0", " ") for piece in PIECES), "<\x01>", " ", "\n"]),
    max_size=14,
).map("".join)


@settings(max_examples=400, deadline=None)
@given(HTML)
def test_what_is_clear_reads_as_any_html(html: str) -> None:
    sections = range(html.count("\x01") + 1)
    read, any_html = reading._passages, reading._passages_of_any
    assert [*read(html, sections)] == [*any_html(html, sections)]
