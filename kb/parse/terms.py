"""Terms that a note gives in two languages: `학습률(Learning Rate)`, `Learning Rate(학습률)`.

In: all tokens of a text. Out: `Term`s, from what is said in words: headings, the words of links and
table cells count; code, formulas, addresses and raw HTML do not.

Only the writing is looked at here: Hangul on one side of a parenthesis, words in Latin letters on
the other. What is a term and where it begins is asked of all notes together, in `link`.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from markdown_it.token import Token
from msgspec.structs import replace

from kb.model import SECRET, FrontMatter, Term
from kb.parse.reading import Reading
from kb.patterns import pattern

MOST_WORDS = 6
"""A term that has more is a sentence, or a list."""

LONGEST = 80
"""Characters of what stands in a parenthesis."""
REACH = 6
"""So many signs and letters before it tell what stands there."""
_OPEN, _CLOSE, _OTHER = "\ue000", "\ue001", "\ue002"
"""Stand for the edges of emphasis and links, and for what is not said in words."""
_SIGNS = f"{_OPEN}{_CLOSE} \t\u00a0*_=~\"'“”‘’」』》〉[]()`"
"""May stand between a term and its parenthesis, or before what stands in that."""
_EDGES = {
    **dict.fromkeys(("strong_open", "em_open", "mark_open", "s_open", "link_open"), _OPEN),
    **dict.fromkeys(("strong_close", "em_close", "mark_close", "s_close", "link_close"), _CLOSE),
}
_LINKS = frozenset(("wiki_link",))
_BREAKS = frozenset(("softbreak", "hardbreak"))

_HANGUL = "가-힣"
_LATIN = "A-Za-zÀ-ÖØ-öø-ÿ"
_PARENTHESIS = pattern(rf"\(([^()\n{_OTHER}]{{2,{LONGEST}}})\)")
_QUOTES = dict(zip("\"'”’」』》〉", "\"'“‘「『《〈", strict=True))
_STOPS = f'{_OPEN}{_CLOSE}{_OTHER}\n()[]{{}},;:!?/|=<>→←↔~…—–“‘「『《〈·•&+*%#@$^\\`"'
"""A term does not reach over these."""
# A full stop ends a sentence, but not an initial.
_LAST_STOP = pattern(rf".*(?:[{re.escape(_STOPS)}]|\.(?= ))", re.DOTALL)
_OPENERS = frozenset((_OPEN, *_QUOTES.values()))
"""Behind these a term begins."""
_HANGUL_LETTER = pattern(rf"[{_HANGUL}]")
_FOREIGN_WORD = rf"[{_LATIN}0-9][{_LATIN}0-9'’.&/+-]*"
_FOREIGN = pattern(rf"{_FOREIGN_WORD}(?: (?:&|{_FOREIGN_WORD})){{0,{MOST_WORDS - 1}}}")
_KOREAN = pattern(rf"[{_HANGUL}{_LATIN}0-9-]+(?: [{_HANGUL}{_LATIN}0-9-]+){{0,{MOST_WORDS - 1}}}")
_LETTERS = pattern(rf"[{_LATIN}]{{2}}")
_NAMED = pattern(r"^(?:영어로|영어|영문|영|英|독일어|프랑스어|라틴어)\s*[:：]?\s*")
"""`(영어: learning rate)`."""
_NAMES = ("영", "독", "프", "라")
_HAN = pattern(r"[\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]+[,;]?\s*")
_SHORT = pattern(r"[A-Z][A-Za-z0-9/&-]{0,7}[A-Z0-9]s?")
_SPACES = pattern(r"[ \t\u00a0]+")


def gather_terms(
    tokens: Sequence[Token], footnotes: Iterable[Sequence[Token]], reading: Reading
) -> tuple[Term, ...]:
    """`tokens` are those of the body, `footnotes` those of each footnote."""
    found: list[Term] = []
    _gather(tokens, reading, found)
    for inside in footnotes:
        _gather(inside, reading, found)
    return tuple(found)


def terms_of_title(front_matter: FrontMatter) -> Iterator[Term]:
    """Those of the title in the front matter."""
    title = front_matter.title
    if "(" in title:
        line, column = front_matter.places.get("title", (1, 1))
        for _, _, term in _terms(title):
            yield replace(term, line=line, column=column)


def _gather(tokens: Sequence[Token], reading: Reading, found: list[Term]) -> None:
    secret = False
    for token in tokens:
        kind = token.type
        if kind == "inline":
            content = token.content
            if "(" in content and not content.isascii() and not secret and _may_give(content):
                found.extend(_terms_of(token, reading))
        elif kind == "quiz_part_open":
            secret = token.meta["part"].kind in SECRET
        elif kind == "quiz_part_close":
            secret = False


def _may_give(content: str) -> bool:
    """Whether Hangul stands on one side of a parenthesis, and Latin letters on the other: a quick
    look that nearly all parentheses do not pass.
    """
    at = content.find("(")
    while at >= 0:
        end = content.find(")", at + 2, at + LONGEST)
        if end > 0 and _has_sides(content, at, content[at + 1 : end]):
            return True
        at = content.find("(", at + 1)
    return False


def _has_sides(text: str, at: int, inner: str) -> bool:
    """The same for the parenthesis at `at`, in which `inner` stands."""
    before = text[at - 1 : at]
    if not before.isalpha():
        before = text[max(at - REACH, 0) : at].rstrip(_SIGNS)[-1:]
    if not "가" <= before <= "힣":
        return before.isalpha() and not inner.isascii()
    first = inner[0]
    if first in _SIGNS:
        first = inner.strip(_SIGNS)[:1]
    # Chinese characters, or the name of a language, may stand before a foreign term.
    return first.isalpha() and (first < "가" or inner.startswith(_NAMES))


def _terms_of(token: Token, reading: Reading) -> Iterator[Term]:
    if token.map is None:
        return
    at = 0
    content = token.content
    for before, within, term in _terms(_said(token.children or ())):
        # The source has signs of emphasis and links between the words: the parenthesis stands in
        # it as it is, and so does the last word before it.
        start = content.find(f"({within})", at)
        if start >= 0:
            at = start + 1
            begin = content.rfind(before, 0, start)
            if begin < 0:  # a sign stands among the words
                last = before.rpartition(" ")[2]
                begin = max(content.rfind(last, 0, start) - len(before) + len(last), 0)
            line, column = _place(reading, token, begin)
        else:
            line, column = reading.block_place(token)
        yield replace(term, line=line, column=column)


def _place(reading: Reading, token: Token, position: int) -> tuple[int, int]:
    previous, reading.inline = reading.inline, token
    place = reading.text_place(token.content, position)
    reading.inline = previous
    return place


def _said(children: Sequence[Token]) -> str:
    """What is said in words; `_OTHER` for all else."""
    parts = []
    for child in children:
        kind = child.type
        if kind == "text":
            parts.append(child.content)
        elif kind in _EDGES:
            parts.append(_EDGES[kind])
        elif kind in _LINKS:
            parts.append(f"{_OPEN}{child.content}{_CLOSE}")
        else:
            parts.append("\n" if kind in _BREAKS else _OTHER)
    return "".join(parts)


def _terms(said: str) -> Iterator[tuple[str, str, Term]]:
    """What stands before a parenthesis, what stands in it, and the term that these are."""
    for match in _PARENTHESIS.finditer(said):
        within = match[1]
        if not _has_sides(said, match.start(), within):
            continue
        inner = within.replace(_OPEN, "").replace(_CLOSE, "").strip()
        if not _HANGUL_LETTER.search(_NAMED.sub("", inner)):
            foreign, short = foreign_of(inner)
            if not foreign:
                continue
            before, bound, apart = _before(said, match.start())
            korean = _korean_end(before)
            if korean and _HANGUL_LETTER.match(korean[-1]):
                bound = bound and korean == before
                yield korean, within, Term(korean, foreign, 0, 0, short, bound, apart)
        elif _KOREAN.fullmatch(korean := _SPACES.sub(" ", inner)):
            before, bound, apart = _before(said, match.start())
            start = _latin_start(before)
            foreign, _ = foreign_of(before[start:])
            if foreign:
                bound = bound or start > 0
                yield foreign, within, Term(korean, foreign, 0, 0, "", bound, apart, within=True)


def _before(said: str, end: int) -> tuple[str, bool, bool]:
    """The words before the parenthesis at `end`; whether nothing stands before them, and whether
    their end is marked as well.
    """
    if said[end - 1 : end] == " ":
        end -= 1
    while said[end - 1 : end] == _OPEN:  # `학습률**(learning rate)**`
        end -= 1
    closing = end
    while said[end - 1 : end] == _CLOSE:
        end -= 1
    opener = _QUOTES.get(said[end - 1 : end], "")
    if opener:
        end -= 1
    apart = end < closing
    begin = max(end - LONGEST, 0)
    stop = _LAST_STOP.match(said, begin, end)
    start = stop.end() if stop else begin
    first = said[start - 1] if start else _OPEN
    if first == _CLOSE:  # words behind a link or emphasis, a particle before them
        start = _next_word(said, start, end)
    words = _SPACES.sub(" ", said[start:end].strip(" \t\u00a0-"))
    bound = first in _OPENERS and (stop is not None or not begin)
    return words, bound, apart and bound and (not opener or first == opener)


def _next_word(said: str, start: int, end: int) -> int:
    """Where a word begins that is not written onto what stands before `start`."""
    while start < end and said[start] not in " \t\u00a0":
        start += 1
    return start


def _latin_start(text: str) -> int:
    """Where the words begin that no Hangul follows."""
    end = max((at for at, character in enumerate(text) if "가" <= character <= "힣"), default=-1)
    return text.find(" ", end) + 1 if end >= 0 else 0


def _korean_end(text: str) -> str:
    """The last words of `text` that may be a Korean term."""
    words = text.split(" ")
    start = len(words)
    while start and len(words) - start < MOST_WORDS and _KOREAN.fullmatch(words[start - 1]):
        start -= 1
    return " ".join(words[start:])


def foreign_of(text: str) -> tuple[str, str]:
    """A foreign term and its abbreviation; '' where `text` is something else.

    >>> foreign_of("Gradient Descent, GD"), foreign_of("x, y"), foreign_of("영어: learning rate")
    (('Gradient Descent', 'GD'), ('', ''), ('learning rate', ''))
    """
    plain = _HAN.sub("", _NAMED.sub("", text)).strip(" \t\"'“”‘’")
    first, *others = (part.strip(" \t\"'“”‘’") for part in re.split(r"[,;]", plain))
    first = _SPACES.sub(" ", first)
    if not _FOREIGN.fullmatch(first) or not _LETTERS.search(first):
        return "", ""
    short = ""
    for other in others:
        if _SHORT.fullmatch(other) and not short:
            short = other
        else:
            return "", ""
    if short and _SHORT.fullmatch(first) and " " not in first:
        return "", ""  # a list of abbreviations
    return first, short
