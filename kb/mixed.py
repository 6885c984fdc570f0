"""Where a text is in another language than what stands around it.

In: text, and the language around it. Out: the language of all of it, or of stretches within it;
HTML that says so.

Whoever shows the text says so to fonts, hyphenation and the voices of screen readers. How much is
worth saying differs. A Korean voice reads English words, as Koreans do, so in Korean only what is
plainly English is marked, a clause at least; names and terms such as `Learning Rate` stay part of
their sentence, and a change of voice in its middle would only disturb. An English voice cannot say
Hangul at all: there every syllable is marked.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from markupsafe import escape

from kb.measuring import WEIGHT, Letters, count_letters, is_latin, most
from kb.names import Language
from kb.patterns import pattern

BREAK = "\0"
"""Nothing that is marked goes on behind it."""
NEUTRAL = "\ufffc"
"""Stands for what is in no language, such as a formula."""

# Of kana, neither the middle dot nor the sign of length counts: Korean text has both as signs.
_KO = "\u1100-\u11ff\u3130-\u318f\u3200-\u321e\u3260-\u327f\ua960-\ua97f\uac00-\ud7ff\uffa0-\uffdc"
_JA = "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u31f0-\u31ff\uff66-\uff9d"
_ZH = "\u3005\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
# Signs and one number. What repeats is never given back: texts of strangers must not be slow.
_GAP = r"[^\w\0]*+(?:[0-9]++[^\w\0]*+)?+"


def _run(letters: str) -> re.Pattern[str]:
    return pattern(f"[{letters}]++(?:{_GAP}[{letters}]++)*+")


_HANGUL = pattern(f"[{_KO}]")
_KANA = pattern(f"[{_JA}]")
_HAN = pattern(f"[{_ZH}]")
_EASTERN = pattern(f"[{_KO}{_JA}{_ZH}]")
_EASTERN_RUN = _run(f"{_KO}{_JA}{_ZH}ー")
_KOREAN_RUN = _run(_KO)
_JAPANESE_RUN = _run(f"{_JA}{_ZH}ー")
_WESTERN_RUN = pattern(f"[^{_KO}{_JA}{_ZH}\0]+")

_WORD = pattern(
    r"(?<![\w./@:#$\\=-])[A-Za-z]++(?:['’-][A-Za-z]++)*+"
    r"(?![A-Za-z0-9\u00c0-\u024f_/@\\=]|[.:(\[][A-Za-z0-9_]|\(\))"
)
"""A word of a sentence, and no part of a path, an address, a call or an identifier."""
_CAMEL = pattern("[a-z][A-Z]")
_ENGLISH = frozenset(
    "about after all and are be been being but can could did do does during each every from had "
    "has have he her his how if into is it its let like many more most must my not of only our "
    "should some such than that the their them then there these they this those through under use "
    "used using was we were what when where whether which while who why will with would you "
    "your".split()
)
"""Words without which there is hardly a sentence in English."""
_WEAK = frozenset("a an as at by for i in me no on or so to up".split())
"""Words that other languages have as well: one alone says nothing."""
_LINKS = frozenset("by for to".split())
"""Those of them that hardly any other language has."""
_ENGLISH_BYTES = frozenset(word.encode() for word in _ENGLISH)
_WEAK_BYTES = frozenset(word.encode() for word in _WEAK)
_LINKS_BYTES = frozenset(word.encode() for word in _LINKS)
_ONLY_LETTERS = bytes(
    ord(chr(n).lower()) if chr(n).isascii() and chr(n).isalpha() else 32 for n in range(256)
)
"""Small letters for all of the Latin alphabet, spaces for anything else."""
_WESTERN_BYTES = bytes({*range(256)} - {0xE1, *range(0xE3, 0xEE), 0xEF})
"""All but those with which the letters of Korean, Japanese and Chinese begin in UTF-8."""
_BRACKETS = pattern(r"\([^()]*\)|\[[^\[\]]*\]")
_PARTICLE = pattern(f"[A-Za-z0-9][{_KO}]")
_SENTENCE_END = pattern(r"[.!?。][\"'”’)\]]*\s")
_CLAUSE = 4
"""English words in a row that are marked within a Korean sentence;"""
_SENTENCE = 3
"""and in a paragraph, heading or cell that has nothing else."""
_ENOUGH = 400
"""Characters from the start of a text that say what all of it is in."""
_SHORTEST = 9
"""Letters, of the shortest of them."""
_ONE_IN = 12
"""Of so many words one is of those above, or it is a list of names."""


class Stretch(NamedTuple):
    """A part of a text that is in another language than the rest."""

    start: int
    end: int
    language: Language


def measure_prose(parts: Sequence[str]) -> Language:
    """What prose is written in: terms in Korean sentences do not make them English."""
    text = BREAK.join(parts)
    letters = count_letters(text)
    best = most(letters)
    if best != "en" or letters.hangul + letters.kana + letters.han == 0:
        return best
    english = sum(found.end - found.start for found in _english(text))
    return most(letters._replace(latin=english)) or best


def may_be_mixed(text: str, around: Language) -> bool:
    """A cheap look: where it is False, nothing below finds anything."""
    if around == "ko":
        latin = False
    else:
        latin = is_latin(around)
        if latin and text.isascii():
            return False
    data = text.encode("utf-8", "surrogatepass")
    if latin:
        return bool(data.translate(None, _WESTERN_BYTES)) and _EASTERN.search(text) is not None
    if len(text) >= _SHORTEST + _SENTENCE - 1:
        words = data.translate(_ONLY_LETTERS).split()
        if len(words) >= _SENTENCE and (
            not _ENGLISH_BYTES.isdisjoint(words)
            or len(_WEAK_BYTES.intersection(words)) > 1
            or (len(words) >= _CLAUSE and not _LINKS_BYTES.isdisjoint(words))
        ):
            return True
    if around.partition("-")[0] != "ko":
        return not text.isascii()
    return (b"\xe3" in data or b"\xef" in data) and _KANA.search(text) is not None


def other_language(text: str, around: Language) -> Language:
    """What `text` as a whole is written in, if that is plainly another language; else ''."""
    latin = is_latin(around)
    if text.isascii():
        return Language("" if latin or not _is_english(text, _SENTENCE) else "en")
    letters = count_letters(text)
    best = most(letters)
    if not best or best == around.partition("-")[0] or (latin and best == "en"):
        return Language("")
    if best == "en":
        if _EASTERN.search(text) is None:
            return Language(best if _is_english(text, _SENTENCE) else "")
        return Language(best if _names_in_english(text) else "")
    if best == "zh" and not latin:  # Korean and Japanese write Han characters of their own
        return Language("")
    if best == "ja" and len(_KANA.findall(text)) < 2:
        return Language("")
    if best == "ko" and not _HANGUL.search(text):  # its bytes are those of rare scripts as well
        return Language("")
    return Language("" if latin and _names_words(text, letters) else best)


def _names_in_english(text: str) -> bool:
    """Whether it is an English sentence with a few words of another language in brackets, or named
    in its middle; and not a Korean one that quotes a title.
    """
    eastern = len(_EASTERN.findall(text, 0, _ENOUGH))
    if sum(map(len, _counted(text))) <= 2 * WEIGHT * eastern or not _is_english(text, _CLAUSE):
        return False
    outside = _BRACKETS.sub(" ", text)
    if _EASTERN.search(outside) is None:
        return True
    letters = [letter for letter in outside if letter.isalpha()]
    # What follows a word without a space is a particle, and that is Korean.
    return letters[0].isascii() and letters[-1].isascii() and not _PARTICLE.search(outside)


def _names_words(text: str, letters: Letters) -> bool:
    """Whether it is an English sentence about words of another language, which may have more
    letters than it. Korean and Japanese have their verb at the end.
    """
    last = next((letter for letter in reversed(text) if letter.isalpha()), "")
    eastern = letters.hangul + letters.han + letters.kana
    return (last.isascii() or WEIGHT * eastern < 2 * letters.latin) and not _ENGLISH.isdisjoint(
        map(str.lower, _counted(text))
    )


def stretches(text: str, language: Language) -> list[Stretch]:
    """What stands in other languages in `text`, which is itself in `language`, in its order."""
    if is_latin(language):
        return [] if text.isascii() else _joined(text, list(_eastern(text)))
    found = [*_english(text)]
    own = language.partition("-")[0]
    if not text.isascii():
        if own != "ko":
            found += _runs(_KOREAN_RUN, text, "ko")
        if own != "ja":
            found += _japanese(text)
    return sorted(found)


def mixed_html(words: str, language: Language) -> str:
    """Plain words in `language`, escaped, with each stretch in another one in an element."""
    if not may_be_mixed(words, language):
        return str(escape(words))
    parts: list[str] = []
    position = 0
    for start, end, other in stretches(words, language):
        parts += (
            escape(words[position:start]),
            f'<span lang="{escape(other)}">{escape(words[start:end])}</span>',
        )
        position = end
    return "".join([*parts, escape(words[position:])])


def _runs(expression: re.Pattern[str], text: str, language: str) -> Iterator[Stretch]:
    for run in expression.finditer(text):
        start, end = run.span()
        while start and text[start - 1] in "0123456789":  # a date or a count: `3월`
            start -= 1
        yield Stretch(start, _closed(text, start, end), Language(language))


def _closed(text: str, start: int, end: int) -> int:
    """The end of a run, with the bracket that it has opened."""
    opened = text.count("(", start, end) - text.count(")", start, end)
    return end + 1 if opened == 1 and text.startswith(")", end) else end


def _japanese(text: str) -> Iterator[Stretch]:
    """One kana alone is a face or an ornament, and Han characters alone may be Korean."""
    for run in _runs(_JAPANESE_RUN, text, "ja"):
        if len(_KANA.findall(text, run.start, run.end)) > 1:
            yield run


def _eastern(text: str) -> Iterator[Stretch]:
    """What no English voice can say, each run by the letters in it."""
    for run in _runs(_EASTERN_RUN, text, "ko"):
        kana = len(_KANA.findall(text, run.start, run.end)) > 1
        if _HANGUL.search(text, run.start, run.end):
            if not kana:
                yield run
                continue
            part = text[run.start : run.end]
            both = sorted([*_runs(_KOREAN_RUN, part, "ko"), *_japanese(part)])
            for start, end, language in both:
                yield Stretch(run.start + start, run.start + end, language)
        elif kana:
            yield run._replace(language=Language("ja"))
        else:
            yield from _han(text, run)


def _han(text: str, run: Stretch) -> Iterator[Stretch]:
    """Han characters by themselves: of the language that stands beside them, else Chinese."""
    if _HAN.search(text, run.start, run.end):
        beside = "ko" if _HANGUL.search(text) else "ja" if _KANA.search(text) else "zh"
        yield run._replace(language=Language(beside))


def _joined(text: str, found: Sequence[Stretch]) -> list[Stretch]:
    """Korean with a term or two in its middle is one stretch."""
    joined: list[Stretch] = []
    for run in found:
        if joined and run.language == "ko" == joined[-1].language:
            last = joined[-1]
            between = text[last.end : run.start]
            korean = text[last.start : last.end] + text[run.start : run.end]
            if (
                BREAK not in between
                and not _SENTENCE_END.search(between)
                and len(words := _WORD.findall(between)) < _CLAUSE
                and _ENGLISH.isdisjoint(words)
                and _WEAK.isdisjoint(words)
                and count_letters(between).latin <= WEIGHT * count_letters(korean).hangul
            ):
                joined[-1] = last._replace(end=run.end)
                continue
        joined.append(run)
    return joined


def _english(text: str) -> Iterator[Stretch]:
    for run in _WESTERN_RUN.finditer(text):
        start, end = run.span()
        if end - start < _SHORTEST + _CLAUSE - 1:
            continue
        words = [word for word in _WORD.finditer(text, start, end) if _counts(word[0])]
        if _says_english([word[0] for word in words], _CLAUSE):
            start, end = words[0].start(), words[-1].end()
            while text[end : end + 1] in {".", "!", "?", "…"}:
                end += 1
            yield Stretch(start, _closed(text, start, end), Language("en"))


def _is_english(text: str, least: int) -> bool:
    words = _counted(text)
    if _says_english(words, least):
        return True
    # What stands by itself is no name within a sentence: less says that it is English.
    alone = _EASTERN.search(text) is None
    return alone and len(words) >= _CLAUSE and not _LINKS.isdisjoint(map(str.lower, words))


def _counted(text: str) -> list[str]:
    """The words that tell of a text."""
    return [word for word in _WORD.findall(text, 0, _ENOUGH) if _counts(word)]


def _counts(word: str) -> bool:
    """Single letters are names of things, and so is what has capitals in its middle."""
    if len(word) == 1:
        return word in {"a", "A", "I"}
    return word[1:].islower() or not _CAMEL.search(word)


def _says_english(words: Sequence[str], least: int) -> bool:
    if len(words) < least or sum(map(len, words)) < _SHORTEST:
        return False
    lowered = [word.lower() for word in words]
    strong = sum(map(_ENGLISH.__contains__, lowered))
    weak = sum(map(_WEAK.__contains__, lowered))
    if (strong + weak) * _ONE_IN < len(words):
        return False
    return strong > 0 or (weak > 1 and len(_WEAK.intersection(lowered)) > 1)
