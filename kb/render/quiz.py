"""A question in its page: a form that says whether its reader is right.

In: the pieces from `QuizStart` to `QuizEnd`. Out: HTML, a native form. It reads without scripts:
what is right and why stands folded below. Scripts add the button that checks, and take what they
say from there (kb/web/src/quiz/form.ts); on paper the keys stand at the end of the page.
"""

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from markupsafe import escape

from kb.model import (
    SECRET,
    Piece,
    Quiz,
    QuizEnd,
    QuizPart,
    QuizPartEnd,
    QuizPartKind,
    QuizStart,
)
from kb.names import relative_url
from kb.render.markup import balance, split_heading, split_lead, without_ids
from kb.render.mixed import lang, said
from kb.render.quiz_proof import proof_html
from kb.render.quiz_translation import counterpart, way_to
from kb.strings import mark

if TYPE_CHECKING:
    from kb.render.fill import Filling

_STEM_WORDS = 80
"""Characters of a stem that say, on paper, which question a key is for."""


def with_questions(page: "Filling", pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The same pieces, each question in them finished."""
    inside: list[Piece] | None = None
    for piece in pieces:
        if inside is not None:
            inside.append(piece)
            if isinstance(piece, QuizEnd):
                yield _question(page, inside)
                inside = None
        elif isinstance(piece, QuizStart):
            inside = [piece]
        else:
            yield piece
    if inside is not None:  # cut off: better a question that ends here than one that tells all
        yield _question(page, inside)


def loose_html(_page: "Filling", _slot: Piece) -> str:
    """A slot of which an embed shows no question: what stands around it is text like any other."""
    return ""


def _question(page: "Filling", pieces: list[Piece]) -> str:
    """A question is a group of its own, whatever raw HTML in its text leaves open: that goes on
    behind it.
    """
    start = pieces[0]
    assert isinstance(start, QuizStart)
    asks = not page.asking
    page.asking = True
    filled = _Filled(page, pieces, secrets=asks)
    page.asking = not asks
    if asks:
        html = _Form(page, start.index, filled.parts).html()
    else:  # no form stands in another
        html = _plain(page.outline.quizzes[start.index], filled.parts)
    closed, _, opened = balance("".join(filled.html))
    return f"{closed}{html}{opened}"


class _Part:
    """A part of a question, filled."""

    def __init__(self, html: str, lang: str) -> None:
        self.html = html
        self.lang = lang
        """The attribute; '' where the language is that of the text around it."""


_Parts = dict[tuple[QuizPartKind, int], _Part]


class _Filled:
    """What stands in a question, in its order: footnotes are counted, and headings follow each
    other.
    """

    def __init__(self, page: "Filling", pieces: list[Piece], *, secrets: bool) -> None:
        self.html: list[str] = []
        self.parts: _Parts = {}
        inside: list[Piece] = []
        part: QuizPart | None = None
        for piece in pieces[1:]:
            if isinstance(piece, QuizPart | QuizPartEnd | QuizEnd):
                if secrets or part is None or part.kind not in SECRET:
                    self._fill(page, part, inside)
                part, inside = piece if isinstance(piece, QuizPart) else None, []
            else:
                inside.append(piece)

    def _fill(self, page: "Filling", part: QuizPart | None, inside: list[Piece]) -> None:
        if part is not None and part.language:
            page.around = part.language
        html = page.html(inside)
        page.around = page.written
        self.html.append(html)
        if part is not None:
            attribute = lang(part.language, page.written)
            self.parts[part.kind, part.number] = _Part(balance(html)[1].strip(), attribute)


def _plain(quiz: Quiz, parts: _Parts) -> str:
    """A question to be read only."""
    shown = []
    for (kind, number), part in parts.items():
        letter = f"{_letter(quiz.choices[number].letter)} " if kind is QuizPartKind.CHOICE else ""
        shown.append(f"<div{part.lang}>{letter}{part.html}</div>\n")
    return "".join(shown)


def _letter(letter: str) -> str:
    return f'<span class="kb-quiz__letter">{escape(letter)}</span>'


class _Form:
    """One question in one page."""

    def __init__(self, page: "Filling", index: int, parts: _Parts) -> None:
        self.page = page
        self.index = index
        self.quiz: Quiz = page.outline.quizzes[index]
        self.question = page.network.quizzes[page.path][index]
        """Unique in the vault;"""
        self.own = str(escape(page.ids.define(f"q-{self.question}")))
        """in the page, where it may be shown more than once."""
        self.unique = page.unique()
        self.parts = parts
        self.lang = lang(page.language, page.written)
        """Of the words of the interface."""

    def html(self) -> str:
        first = not self.page.keys
        self.page.keys.append(self._key_on_paper())
        choices = "".join(map(self._choice, range(len(self.quiz.choices))))
        # `dialog`: nothing is sent where no script checks the answer.
        return (
            f'<form class="kb-quiz" id="{self.own}" data-question="{escape(self.question)}" '
            f'data-words="{escape(self.page.language)}" method="dialog" autocomplete="off">\n'
            f"{self._stem()}{choices}</fieldset>\n{self._translations()}{self._hints()}"
            f'<div class="kb-quiz__acts"{self.lang}></div>\n'
            f'<p class="kb-quiz__result" role="status"{self.lang}></p>\n'
            f"{self._answer()}{proof_html(self.page, self.index, self.lang)}"
            f"{self._honesty() if first else ''}</form>\n"
        )

    def _word(self, text: str) -> str:
        return self.page.word(text)

    def _part(self, kind: QuizPartKind, number: int = 0) -> _Part:
        return self.parts.get((kind, number)) or _Part("", "")

    def _stem(self) -> str:
        """What is asked; a legend holds words, the rest stands below and belongs to the group."""
        part = self._part(QuizPartKind.STEM)
        words, rest = split_heading(part.html)
        if not words:
            words, rest = split_lead(part.html)
        described = []
        html = f'<legend class="kb-quiz__stem"{part.lang}>{words}</legend>\n'
        if not words:
            word = self._word(mark("The question"))
            html = (
                f'<legend class="kb-quiz__stem kb-quiz__stem--named"{self.lang}>{word}</legend>\n'
            )
        if rest:
            described.append(f"{self.unique}stem")
            html += f'<div class="kb-quiz__more" id="{described[-1]}"{part.lang}>{rest}</div>\n'
        if self.quiz.several:
            described.append(f"{self.unique}several")
            several = self._word(mark("You can choose more than one."))
            html += f'<p class="kb-quiz__several" id="{described[-1]}"{self.lang}>{several}</p>\n'
        ids = f' aria-describedby="{" ".join(described)}"' if described else ""
        return f'<fieldset tabindex="-1"{ids}>{html}'

    def _choice(self, number: int) -> str:
        choice = self.quiz.choices[number]
        kind = "checkbox" if self.quiz.several else "radio"
        part = self._part(QuizPartKind.CHOICE, number)
        words, rest = split_lead(part.html)
        own, letter = f"{self.unique}{number}", escape(choice.letter)
        described = more = ""
        if rest:
            described = f' aria-describedby="{own}-more"'
            more = f'<div class="kb-quiz__more" id="{own}-more"{part.lang}>{rest}</div>'
        return (
            f'<div class="kb-quiz__choice"><input type="{kind}" id="{own}" '
            f'name="{self.unique}" value="{letter}"{described}>'
            f'<label for="{own}">{_letter(choice.letter)} '
            f"<span{part.lang}>{words}</span></label>{more}</div>\n"
        )

    def _quoted(self, number: int) -> str:
        """An option where it is spoken of: its letter, and its words once more."""
        part = self._part(QuizPartKind.CHOICE, number)
        words = without_ids(split_lead(part.html)[0])
        letter = escape(self.quiz.choices[number].letter)
        return f"<strong>{letter}</strong> <span{part.lang}>{words}</span>"

    def _hints(self) -> str:
        count = len(self.quiz.hints)
        html = ""
        for number in range(count):
            part = self._part(QuizPartKind.HINT, number)
            word = self._word(mark("Hint"))
            name = f"{word} {number + 1}" if count > 1 else word
            html += (
                '<details class="kb-quiz__hint" data-search-exclude>'
                f"<summary{self.lang}>{name}</summary>\n"
                f'<div class="kb-quiz__text"{part.lang}>{part.html}</div></details>\n'
            )
        return html

    def _right(self) -> list[int]:
        return [number for number, choice in enumerate(self.quiz.choices) if choice.right]

    def _answer(self) -> str:
        """What is right and why, folded; in it all that a script says of an answer."""
        right = ", ".join(map(self._quoted, self._right()))
        whys = "".join(
            f'<li data-letter="{escape(choice.letter)}">{self._quoted(number)}'
            f'<div class="kb-quiz__text kb-quiz__why"{part.lang}>{part.html}</div></li>\n'
            for number, choice in enumerate(self.quiz.choices)
            if (part := self._part(QuizPartKind.WHY, number)).html
        )
        listed = f'<ul class="kb-quiz__whys">\n{whys}</ul>\n' if whys else ""
        part = self._part(QuizPartKind.EXPLANATION)
        about = ""
        if part.html:
            about = f'<div class="kb-quiz__text kb-quiz__about"{part.lang}>{part.html}</div>\n'
        name = mark("Answer and explanation") if whys or about else mark("Answer")
        return (
            '<details class="kb-quiz__answer" data-search-exclude>'
            f"<summary{self.lang}>{self._word(name)}</summary>\n"
            f'<p class="kb-quiz__key"><span{self.lang}>{self._word(mark("Answer"))}:</span> '
            f"{right}</p>\n{listed}{about}</details>\n"
        )

    def _honesty(self) -> str:
        """Said once in a page."""
        said = self._word(
            mark("Answers are only folded away: a site like this one cannot keep secrets.")
        )
        return f'<p class="kb-quiz__honesty"{self.lang}>{said}</p>\n'

    def _translations(self) -> str:
        """Links to the same question in other languages."""
        if self.page.embedded:  # the page's own translations hold no such question
            return ""
        links = [
            f'<a href="{escape(relative_url(url, self.page.place.url))}" '
            f'lang="{escape(language)}" hreflang="{escape(language)}">{way_to(language)}</a>'
            for language, url in counterpart(self.page.network, self.page.path, self.index)
        ]
        return f'<p class="kb-quiz__ways">{" ".join(links)}</p>\n' if links else ""

    def _key_on_paper(self) -> str:
        stem = self.quiz.stem.partition("\n")[0]
        if len(stem) > _STEM_WORDS:
            cut = stem[:_STEM_WORDS]
            stem = f"{cut[: cut.rfind(' ')] if ' ' in cut[_STEM_WORDS // 2 :] else cut}…"
        attribute, words = said(stem, self.quiz.language or self.page.written, self.page.language)
        letters = ", ".join(self.quiz.right)
        return (
            f'<li data-for="{self.own}"><span{attribute}>{words}</span> '
            f"<strong>{escape(letters)}</strong></li>\n"
        )


def quiz_keys(page: "Filling") -> str:
    """What is right, for paper: no answer stands below its question there."""
    if not page.keys:
        return ""
    title = page.word(mark("Answers"))
    return (
        '<section class="kb-quiz-keys" data-search-exclude aria-labelledby="kb:answers">\n'
        f'<h2 id="kb:answers">{title}</h2>\n<ul>\n{"".join(page.keys)}</ul>\n</section>\n'
    )
