"""The conformance suites of the corpus, and how their HTML is compared with ours."""

import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import NamedTuple

_EXAMPLE = re.compile(r"^`{32} example\n(.*?)^\.\n(.*?)^`{32}$", re.DOTALL | re.MULTILINE)


class Example(NamedTuple):
    number: int
    markdown: str
    html: str


def commonmark_examples(corpus: Path) -> Iterator[Example]:
    """The numbered examples of the specification; `→` stands for a tab there."""
    text = (corpus / "suites" / "commonmark" / "spec.txt").read_text(encoding="utf-8")
    for number, found in enumerate(_EXAMPLE.finditer(text.replace("→", "\t")), start=1):
        yield Example(number, found[1], found[2])


def cjk_examples(corpus: Path) -> list[dict[str, str]]:
    file = corpus / "suites" / "cjk-friendly" / "expected.json"
    cases: list[dict[str, str]] = json.loads(file.read_text(encoding="utf-8"))
    return cases


_HEADING_ID = re.compile(r'(<h[1-6])\s+id="[^"]*"')
_OUR_CODE = re.compile(
    r'<div class="language-[^"]*highlight"><pre><span></span>'
    r'<code tabindex="0">(.*?)</code></pre></div>',
    re.DOTALL,
)
_REFERENCE = re.compile("&(?:#39|[a-z]+uml);")
"""Characters that one renderer spells out and the other writes as references."""
_THEIR_CODE = re.compile(r'<pre><code class="[^"]*">')


def comparable(html: str) -> str:
    """HTML without what we add on purpose: ids of headings, and the frame and colours of code."""
    html = _HEADING_ID.sub(r"\1", html)
    html = _OUR_CODE.sub(_without_colours, html)
    html = _THEIR_CODE.sub("<pre><code>", html)
    html = _REFERENCE.sub(lambda found: unescape(found[0]), html).replace("&#34;", "&quot;")
    return html.replace("<pre><code>\n</code>", "<pre><code></code>")


def _without_colours(found: re.Match[str]) -> str:
    return f"<pre><code>{re.sub('</?span[^>]*>', '', found[1])}</code></pre>"
