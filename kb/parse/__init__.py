"""parse: a text -> a note.

In: a `Source` and the settings that change what is read. Out: a `Note` that holds no path, so that
it can be cached by content.
"""

import msgspec
from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType

from kb.config import ParseSettings
from kb.measuring import is_latin, measure
from kb.mixed import may_be_mixed, measure_prose
from kb.model import Body, Footnote, Note, Outline, Source
from kb.parse.blocks import Cut, make_blocks
from kb.parse.descriptions import describe
from kb.parse.footnotes import split
from kb.parse.front_matter import read_front_matter
from kb.parse.markdown import make_parser
from kb.parse.mixed import mark_languages
from kb.parse.prose import gather_prose
from kb.parse.reading import Reading
from kb.parse.terms import gather_terms, terms_of_title
from kb.parse.titles import title_heading
from kb.parse.unfilled import UNFILLED, unfilled
from kb.safe_html import clean
from kb.store import digest

__all__ = ["parse"]

_pack = msgspec.msgpack.Encoder().encode


def parse(source: Source, settings: ParseSettings) -> Note:
    """Parse `source`; what is wrong with it is found in the note's outline, never raised."""
    front = read_front_matter(source.text)
    lines = source.text.split("\n")
    text = "\n".join(lines[front.body_line :])
    reading = Reading(lines, front.body_line, settings)
    reading.findings.extend((*source.findings, *front.findings))
    if (original := front.front_matter.translation_of) is not None:
        reading.link(original)
    md = make_parser(settings)
    env: EnvType = {"reading": reading}
    tokens, footnote_tokens = split(md.parse(text, env))
    prose = gather_prose(tokens, footnote_tokens.values(), reading)
    named = terms_of_title(front.front_matter)
    terms = (*named, *gather_terms(tokens, footnote_tokens.values(), reading))
    # Links, code and formulas are Latin in any note: where there is prose, it decides.
    measured = measure_prose([passage.text for passage in prose.passages]) or measure(text)
    reading.language = front.front_matter.lang or measured
    if reading.language and (
        not is_latin(reading.language) or may_be_mixed(text, reading.language)
    ):
        for each in (tokens, *footnote_tokens.values()):
            mark_languages(each, md, reading)
    blocks = make_blocks(tokens, md, env, reading)
    footnotes = tuple(
        _footnote(label, inside, md, env, reading) for label, inside in footnote_tokens.items()
    )
    body = Body(blocks, footnotes)
    opens = bool(blocks and blocks[0].level == 1)
    title = title_heading(reading.headings, front.front_matter.title, opens=opens)
    outline = Outline(
        front_matter=front.front_matter,
        headings=tuple(reading.headings),
        links=tuple(reading.links),
        tags=tuple(reading.tags),
        block_ids=tuple(reading.block_ids),
        description=front.front_matter.description or describe(tokens),
        measured=measured,
        findings=tuple(sorted(reading.findings, key=lambda f: (f.line, f.column))),
        body_digest=digest(_pack(body)),
        title_heading=title,
        first_block_is_title=opens and title == 0,
        mermaid=reading.mermaid,
        ids=tuple(reading.ids),
        block_spans=tuple(reading.block_spans),
        length=sum(map(len, lines[front.body_line :])),
        snippets=tuple(reading.snippets),
        quizzes=tuple(reading.quizzes),
        unfilled=unfilled(lines) if UNFILLED in source.text else (),
        terms=terms,
    )
    return Note(outline, body, prose)


def _footnote(
    label: str, tokens: list[Token], md: MarkdownIt, env: EnvType, reading: Reading
) -> Footnote:
    had_html = reading.has_html
    html = md.renderer.render(tokens, md.options, env)
    if reading.has_html and not reading.settings.trust:
        html = clean(html)
    reading.has_html = had_html
    line = next((token.map[0] for token in tokens if token.map), 0)
    return Footnote(label, Cut(reading).pieces(html), reading.offset + line + 1)
