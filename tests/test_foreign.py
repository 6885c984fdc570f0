"""Pages of other plugins, as readers find them."""

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from kb.foreign import foreign_document, is_hidden
from kb.model import DocumentKind
from kb.names import Language

KO, EN = Language("ko"), Language("en")

PAGE = """\
<p>Before all.</p>
<h1 id="api">The API<a class="headerlink" href="#api">¶</a></h1>
<p>One &lt;two&gt; <b>thr</b>ee<br>four</p><script>let hidden = "<p>";</script>
<h2 id="more">More</h2>
<ul><li>first<p>second</p></li></ul>
<table><tr><td>a</td><td>b</td></tr></table>
<pre><code>def f():
    return 1
</code></pre>
<svg><svg></svg><text>unseen</text></svg>
<h2></h2>
<p>last
"""


def test_what_it_says_and_where() -> None:
    found = foreign_document("api/", "The API", PAGE, (KO, EN))
    assert (found.kind, found.key, found.url, found.title, found.language) == (
        DocumentKind.PAGE,
        "/api/",
        "api/",
        "The API",
        EN,
    )
    assert [(each.text, each.anchor) for each in found.sections] == [("More", "more")]
    assert [(each.section, each.text, each.code) for each in found.passages] == [
        (-1, "Before all.", False),
        (-1, "One <two> three four", False),
        (0, "first", False),
        (0, "second", False),
        (0, "a b", False),
        (0, "def f():\n    return 1", True),
        (0, "last", False),
    ]


def test_another_title_than_its_heading_has_leaves_the_heading() -> None:
    found = foreign_document("api/", "Reference", PAGE, (KO, EN))
    assert [each.text for each in found.sections] == ["The API", "More"]
    assert found.passages[-1].section == 1


def test_it_has_a_title_and_a_language_of_the_site() -> None:
    assert foreign_document("x/", "", PAGE, (KO,)).title == "The API"
    assert foreign_document("x/", "", "", (KO,)).title == "x/"
    assert foreign_document("./", "Home", "", (KO,)).url == ""
    assert foreign_document("x/", "", PAGE, (KO,)).language == KO
    assert foreign_document("x/", "소개", "<p>우리는 씁니다</p>", (EN, KO)).language == KO


def test_an_author_may_hide_it() -> None:
    assert is_hidden({"search": {"exclude": True}})
    assert not any(map(is_hidden, ({}, {"search": {}}, {"search": "exclude"}, {"search": None})))


@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<pre>", "</pre>", "<h2 id=x>", "</h2>", "<svg>", "</svg>", "글", "<br"]
        )
    ).map("".join)
    | st.text()
)
def test_no_html_breaks_it(html: str) -> None:
    found = foreign_document("x/", "t", html, (KO,))
    assert all(-1 <= each.section < len(found.sections) for each in found.passages)
    assert msgspec.to_builtins(found)
