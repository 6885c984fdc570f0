"""Questions in a page: a form that browsers keep as it is written, and that does not tell the key
before it is asked for.
"""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.model import (
    Block,
    Body,
    Choice,
    Embed,
    LinkEnd,
    LinkStart,
    Piece,
    Quiz,
    QuizEnd,
    QuizPart,
    QuizPartEnd,
    QuizPartKind,
    QuizStart,
    Resource,
)
from kb.names import Language, NotePath
from kb.questions.following import follow
from kb.render import render_note
from kb.render.markup import balance, split_heading, split_lead, without_ids
from tests.conftest import CheckCases
from tests.nesting import wrong
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent
STEM, CHOICE, HINT, WHY, ABOUT = QuizPartKind
PATH = NotePath("a.md")

Part = tuple[QuizPartKind, int, tuple[Piece, ...]]


def show_first(text: str) -> str:
    vault = Vault(text, BOTH)
    page = vault.page(next(iter(vault.bodies)))
    assert wrong(page.html) == []
    return page.html.partition("</h1>\n")[2].partition('<section class="kb-links"')[0].rstrip("\n")


def test_questions(check_cases: CheckCases) -> None:
    check_cases(HERE / "quiz.md", show_first)


def page_of(quiz: Quiz, parts: list[Part], end: bool = True) -> str:
    """A page that holds one question, which has these parts; its links are to itself."""
    vault = Vault("=== a.md\n---\nlang: ko\n---\n# 가\n\n[[a]] ![[a]]\n", BOTH)
    pieces: list[Piece] = [QuizStart(0)]
    for kind, number, inside in parts:
        pieces += [QuizPart(0, kind, number), *inside, QuizPartEnd(0, kind, number)]
    if end:
        pieces.append(QuizEnd(0))
    body = Body((*vault.bodies[PATH].blocks[:1], Block(7, 7, tuple(pieces))))
    outlines = vault.site.outlines
    outlines[PATH] = replace(outlines[PATH], quizzes=(quiz,))
    network = replace(vault.network, quizzes=follow(vault.site, ()))
    return render_note(network, PATH, body, (), body_of=lambda _path: body).html


def a_quiz(right: str = "B", *, several: bool = False, letters: str = "ABC") -> Quiz:
    choices = tuple(Choice(letter, f"text {letter}", letter in right) for letter in letters)
    return Quiz(7, 1, 9, "stem", choices, (8, 1), Language("en"), several, hints=("h", "i"))


class _Seen(HTMLParser):
    """The words of a page outside what is folded or kept for paper, and all of its attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words = ""
        self.attributes: list[str] = []
        self._hidden: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if "data-search-exclude" in found or (self._hidden and tag == self._hidden[0]):
            self._hidden.append(tag)
        if not self._hidden:
            self.attributes += (f"{name}={value}" for name, value in attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._hidden and tag == self._hidden[-1]:
            self._hidden.pop()

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.words += data


def test_several_hints_and_an_explanation() -> None:
    parts: list[Part] = [
        (STEM, 0, ("<p>stem</p>\n<pre>code</pre>\n",)),
        *((CHOICE, number, (f"choice {number}",)) for number in range(3)),
        (HINT, 0, ("<p>first secret</p>",)),
        (HINT, 1, ("<p>second secret</p>",)),
        (WHY, 0, ("<p>why secret</p>",)),
        (ABOUT, 0, ("<p>about secret</p>",)),
    ]
    html = page_of(a_quiz("AC", several=True), parts)
    assert wrong(html) == []
    assert html.count('type="checkbox"') == 3
    assert 'type="radio"' not in html
    assert "답을 여러 개 고를 수 있습니다." in html
    assert re.findall(r"<summary>(.*?)</summary>", html) == ["힌트 1", "힌트 2", "정답과 해설"]
    described = re.search(r'<fieldset tabindex="-1" aria-describedby="([^"]*)"', html)
    assert described
    for name in described[1].split():
        assert f'id="{name}"' in html
    seen = _Seen(html)
    assert "secret" not in seen.words
    assert "choice 2" in seen.words
    key = re.search(r'<p class="kb-quiz__key">(.*?)</p>', html)
    assert key
    assert re.findall(r"<strong>(\w)</strong>", key[1]) == ["A", "C"]


@pytest.mark.parametrize("right", ["A", "B", "C"])
def test_which_is_right_changes_nothing_that_is_seen(right: str) -> None:
    parts: list[Part] = [
        (STEM, 0, ("<p>stem</p>",)),
        *((CHOICE, number, (f"choice {number}",)) for number in range(3)),
        *((WHY, number, ("why",)) for number in range(3) if "ABC"[number] != right),
    ]
    seen, other = _Seen(page_of(a_quiz(right), parts)), _Seen(page_of(a_quiz("A"), parts[:4]))
    assert seen.words.replace("정답과 해설", "정답") == other.words
    assert seen.attributes == other.attributes


def test_a_question_that_is_cut_off_keeps_what_it_knows() -> None:
    parts: list[Part] = [(STEM, 0, ("<p>stem</p>",)), (WHY, 0, ("secret",))]
    html = page_of(a_quiz(), parts, end=False)
    assert wrong(html) == []
    assert "secret" not in _Seen(html).words


def test_a_part_without_its_question_is_text() -> None:
    vault = Vault("=== a.md\n# 가\n", BOTH)
    vault.site.outlines[PATH] = replace(vault.site.outlines[PATH], quizzes=(a_quiz(),))
    pieces = (QuizPart(0, CHOICE, 0), "<p>words</p>", QuizPartEnd(0, CHOICE, 0), QuizEnd(0))
    vault.bodies[PATH] = Body((Block(3, 3, pieces),))
    assert "<p>words</p>" in vault.page(PATH).html


_inline = st.sampled_from(
    (
        "",
        "words",
        "<code>x &lt; 1</code>",
        '<img alt="<div class=&quot;">',
        '<span title="</p><p>">x</span>',
        "<math><mi>x</mi></math>",
        "a<br>b",
        '<em id="twice">x</em>',
    )
)
_block = st.sampled_from(
    (
        '<pre><code tabindex="0">x</code></pre>\n',
        "<ul>\n<li>one</li>\n</ul>\n",
        "<details><summary>x</summary><p>y</p></details>",
        "<table><tbody><tr><td>x</td></tr></tbody></table>",
        "<span>a <strong>b</strong><div>c</div></span>",
        "<blockquote>\n<p>x</p>\n</blockquote>\n",
        "<h3>heading</h3>\n",
        "<hr>\n",
    )
)
_pieces = st.lists(
    st.one_of(
        _inline.map(lambda html: (f"<p>{html}</p>\n",)),
        _inline.map(lambda html: (f'<p class="x">{html}</p>\n',)),
        _inline.map(lambda html: ("<p>", LinkStart(0), html, LinkEnd(0), "</p>\n")),
        _block.map(lambda html: (html,)),
        st.just((Embed(Resource(1)),)),
    ),
    max_size=3,
).map(lambda each: tuple(piece for run in each for piece in run))
_content = st.one_of(_inline.map(lambda html: (html,)), _pieces)


@given(
    _pieces,
    st.lists(_content, min_size=3, max_size=3),
    st.lists(st.tuples(st.sampled_from((HINT, WHY, ABOUT)), st.integers(0, 1), _content)),
    st.booleans(),
)
def test_whatever_its_parts_hold_the_form_is_whole(
    stem: tuple[Piece, ...],
    choices: list[tuple[Piece, ...]],
    secrets: list[tuple[QuizPartKind, int, tuple[Piece, ...]]],
    several: bool,
) -> None:
    parts: list[Part] = [(STEM, 0, stem)]
    parts += [(CHOICE, number, inside) for number, inside in enumerate(choices)]
    parts += secrets
    html = page_of(a_quiz("AB", several=several), parts)
    # The example's own ids stand there as often as it was drawn.
    assert [each for each in wrong(html) if each != "twice: twice"] == []
    for label in re.findall(r"<label [^>]*>(.*?)</label>", html, re.DOTALL):
        assert not re.search(r"<(?:div|p|ul|pre|h\d|table|form|details)\b", _outside_quotes(label))


def _outside_quotes(html: str) -> str:
    return re.sub(r'"[^"]*"', '""', html)


@pytest.mark.parametrize(
    ("html", "lead", "rest"),
    [
        ("words", "words", ""),
        ("<p>words</p>\n<p>more</p>", "words", "<p>more</p>"),
        ('<p id="a">words</p>', '<span id="a">words</span>', ""),
        ("words\n<div>x</div>", "words", "<div>x</div>"),
        ("a <span>b <div>c</div></span> d", "a", "<span>b <div>c</div></span> d"),
        ('<img alt="<div>"> x', '<img alt="<div>"> x', ""),
        ("<br>x<pre>y</pre>", "<br>x", "<pre>y</pre>"),
        ("<h2>x</h2>y", "", "<h2>x</h2>y"),
        ("", "", ""),
    ],
)
def test_the_words_that_a_part_begins_with(html: str, lead: str, rest: str) -> None:
    assert split_lead(html) == (lead, rest)


def test_a_heading_may_ask() -> None:
    assert split_heading("<h2 id='a'>x</h2>\ny") == ("<h2 id='a'>x</h2>", "y")
    assert split_heading("<p>x</p>") == ("", "<p>x</p>")


def test_what_stands_there_again_has_no_ids() -> None:
    html = '<b id="a" class="c">x id="a"</b>'
    assert without_ids(html) == '<b class="c">x id="a"</b>'


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<p>a</p>", ("", "<p>a</p>", "")),
        ('a<div id="x" class="y">b', ("", 'a<div id="x" class="y">b</div>', '<div class="y">')),
        ("a</b>c<br>", ("</b>", "ac<br>", "")),
        ("</i></b><b>x<i>", ("</i></b>", "<b>x<i></i></b>", "<b><i>")),
    ],
)
def test_a_stretch_by_itself(html: str, found: tuple[str, str, str]) -> None:
    assert balance(html) == found


def test_no_other_page_quotes_what_is_folded() -> None:
    text = (HERE / "quiz.md").read_text(encoding="utf-8")
    given = next(part for part in text.split("\n.\n") if "folded reason" in part)
    vault = Vault(given, BOTH)
    told = vault.page(NotePath("b.md"))
    assert "가" in told.html
    assert "folded" not in told.html + told.description
    assert "folded" not in vault.page(PATH).description
