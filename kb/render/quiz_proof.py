"""That code has shown a question's key to be right, with the way to that code.

In: the page and the question's place in its outline. Out: a line of HTML; '' where no code has.
"""

from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import escape

from kb.model import Outline, Proof, proofs_of
from kb.names import Url, relative_url
from kb.strings import mark

if TYPE_CHECKING:
    from kb.render.fill import Filling


def proof_html(page: "Filling", index: int, lang: str = "") -> str:
    """For the end of a question; it says nothing of which options are right. `lang` is the
    attribute of what we say, where the text around it is in another language.
    """
    proof = proof_of(page, index)
    if proof is None or not proof.holds:
        return ""
    ways = []
    for snippet, _ in proof.verdicts:
        name = _anchor(page.outline, snippet)
        if page.embedded:  # the code may not be part of what is shown here
            place = page.site.seen[page.language][page.path]
            href = relative_url(Url(f"{place.url}#{quote(name)}"), page.place.url)
        else:
            href = f"#{quote(page.ids.refer(name))}"
        line = page.outline.snippets[snippet].line
        words = page.word(mark("code in line {line}"), line=str(line))
        ways.append(f'<a href="{escape(href)}">{words}</a>')
    said = page.word(mark("Checked by running code"))
    return f'<p class="kb-quiz__proof"{lang}>{said}: {", ".join(ways)}</p>\n'


def proof_of(page: "Filling", index: int) -> Proof | None:
    if not page.outline.snippets:
        return None
    return proofs_of(page.outline, page.run.verdicts).get(index)


def proof_place(page: "Filling", snippet: int) -> str:
    """Where such a line leads; '' for a snippet that has a name, or says nothing of a question."""
    result = page.run.results.get(snippet)
    if result is None or result.verdict is None or page.outline.snippets[snippet].label:
        return ""
    return f'<span id="{escape(page.ids.define(_anchor(page.outline, snippet)))}"></span>'


def _anchor(outline: Outline, snippet: int) -> str:
    return outline.snippets[snippet].label or f"kb-verdict-{snippet + 1}"
