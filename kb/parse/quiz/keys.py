"""The grammar of answer lines: `정답: A) x, D) y`, `답: 2번`, `Correct answer: B, E`, `BE`.

In: a line as typed, and what the options are called and say. Out: a `Key`: which letters it names.
Letters decide; the words behind them are only looked at where a comma or a plus could mean either.
"""

import re
from collections.abc import Mapping
from typing import NamedTuple

from kb.parse.quiz.words import ANSWER, letter_of, normal, plain, truth
from kb.patterns import pattern

_OWN = pattern(
    r"내가|나의|내[ \t]|제가|저의|\bmy\b|\byour\b|생각한|고른|선택한|찍은|예상|처음", re.IGNORECASE
)
_SEPARATOR = pattern(
    r"(?:[ \t]*(?:및|와|과|&|and)[ \t]*(?:해설|설명|풀이|이유|explanations?))?"
    r"(?:[ \t]*[\])>】])?(?:[ \t]*\(?[ \t]*\d[ \t]*개[ \t]*\)?|[ \t]*\([^()\n]*\)(?=[ \t]*[:：]))?"
    r"(?P<sign>(?:[ \t]*(?:[:：=)\]–—→⇒]|->|-(?=[ \t])|은(?=\s)|는(?=\s)|\bis\b|\bare\b))+)?[ \t]*",
    re.IGNORECASE,
)
_ITEM = pattern(
    r"(?P<open>[(\[])?[ \t]*(?P<sign>[A-Za-z]|\d{1,2}|[①-⑩])[ \t]*"
    r"(?P<close>번[ \t]*[).:]?|[)\]]|[.:](?=\s|$)|"
    r"(?=\s|[,、&+/;~|]|$|입니다|이다|예요|이에요|와\s|과\s|및|그리고|[-–—]))"
)
_AND = pattern(
    r"[ \t]*(?:[,、&+/;·]|및|와(?=\s)|과(?=\s)|그리고|\band\b)[ \t]*(?:and\b|그리고|&)?[ \t]*", 2
)
_NEXT = pattern(
    r"[ \t]*(?:[,、&+/;\n]|및|그리고|\band\b)[ \t]*(?:and\b[ \t]*|그리고[ \t]*)?"
    r"(?=[(\[]?(?:[A-Ja-j]|[①-⑩]|\d)[ \t]*(?:[).:]|번))",
    re.IGNORECASE,
)
_JOINED = pattern(r"[A-J]{2,6}(?=[\s.。]*$)")
_SPACED = pattern(r"[ \t]+(?=[A-J](?:[ \t]+[A-J])*[ \t]*$)")
_ENDING = pattern(r"(?:[ \t]*(?:번|입니다|이다|예요|이에요))?[ \t]*[.。]?[ \t]*$")
_REASON = pattern(r"[ \t]*(?:[-–—]+[ \t]+|[(（])(?P<why>.*)", re.DOTALL)
# The stars of code are none.
_BOLD = pattern(
    r"(?P<before>[^*]*?)\*\*(?P<bold>(?:`[^`\n]*`(?!\*\*`)|[^*\n])+?)\*\*(?P<after>[^\n]*)"
)
_PARENTHESIS = pattern(r"[()]")
_LEADING = pattern(r"[^\w\s(\[①-⑩○⭕❌×]*[ \t]*")


class Key(NamedTuple):
    letters: tuple[str, ...]
    """Which options are right."""
    unknown: tuple[str, ...] = ()
    """What is named but is none of the options."""
    said: tuple[tuple[str, str], ...] = ()
    """Each letter with the words behind it, made alike."""
    rest: str = ""
    """What the line says beyond, as typed: a reason."""


def is_own_guess(line: str) -> bool:
    """`내가 생각한 정답`: what somebody took for right."""
    first = plain(line.split("\n", maxsplit=1)[0])
    return _OWN.search(first) is not None and "답" in first + " 답" * ("answer" in first.lower())


def read_line(line: str, words: Mapping[str, str]) -> Key | None:
    """What a line says that begins with 'answer'; `words` are those of each option, made alike.
    A `Key` without letters says that the answer is to follow.
    """
    found = ANSWER.match(line)
    if found is None or _OWN.search(plain(line[: found.end()])):
        return None
    rest = ""
    bold = _BOLD.match(line)
    value = line[found.end() :]
    if bold and bold.start("bold") <= found.end() <= bold.end("bold"):
        value, after = line[found.end() : bold.end("bold")], bold["after"]
        separator = _SEPARATOR.match(plain(value))
        assert separator is not None
        if plain(value)[separator.end() :].strip():
            rest = after.strip().lstrip("-–—:： ")
        else:
            value += after
    value = plain(value)
    separator = _SEPARATOR.match(value)
    assert separator is not None
    said = value[separator.end() :].strip()
    if not said:
        return Key(())
    signed = bool(separator["sign"])
    key = read_value(said, words, strict=not signed)
    if key is None:
        return None
    return key._replace(rest=rest or key.rest)


def read_value(text: str, words: Mapping[str, str], *, strict: bool) -> Key | None:
    """The letters of `A) x, D) y`. `strict`: nothing says that an answer follows, so the words must
    be letters alone, or a letter with its sign.
    """
    text = plain(text)
    leading = _LEADING.match(text)
    text = text[leading.end() if leading else 0 :].strip()
    if not text:
        return None
    return (
        _true_or_false(text, words)
        or _joined(text, words)
        or _items(text, words, strict=strict)
        or _in_words(text, words)
    )


def _true_or_false(text: str, words: Mapping[str, str]) -> Key | None:
    known = {truth(said or letter): letter for letter, said in words.items()}
    if set(known) != {True, False}:
        return None
    first = text.split(maxsplit=1)[0].rstrip(".,:)") if text.split() else ""
    for candidate in (text, first):
        meant = truth(candidate)
        if meant is not None and (candidate == text or candidate.upper() not in words):
            rest = text[len(candidate) :].strip(" .,:)-–—(") if candidate != text else ""
            return Key((known[meant],), rest=rest)
    return None


def _joined(text: str, words: Mapping[str, str]) -> Key | None:
    found = _JOINED.match(text)
    if found is None or len(set(found[0])) < len(found[0]):
        return None
    letters = tuple(found[0])
    return Key(letters) if all(letter in words for letter in letters) else None


def _in_words(text: str, words: Mapping[str, str]) -> Key | None:
    """Nothing but the words of one option."""
    same = [letter for letter, said in words.items() if said and said == normal(text)]
    return Key((same[0],)) if len(same) == 1 else None


def _items(text: str, words: Mapping[str, str], *, strict: bool) -> Key | None:
    letters: list[str] = []
    said: list[tuple[str, str]] = []
    rest = ""
    position = 0
    closed = False
    case = None
    while True:
        item = _ITEM.match(text, position)
        if item is None:
            if not letters:
                return None
            rest = text[position:]
            break
        if case is None:
            case = item["sign"].isupper()
        letter = letter_of(item["sign"])
        closed = closed or bool(item["close"])
        position = item.end()
        letters.append(letter)
        tail = text[position:]
        if _ENDING.match(tail):
            break
        following = _AND.match(text, position) or _SPACED.match(text, position)
        if following and following.end() > position:
            after = _ITEM.match(text, following.end())
            if after and (
                after["close"]
                or after["sign"].isdigit()
                or (after["sign"].isupper() == case and _alone(text, after.end()))
                or (_ENDING.match(text, after.end()) and letter_of(after["sign"]) in words)
            ):
                position = following.end()
                continue
        reason = _REASON.match(tail)
        in_words = item["close"] == ")" and tail.lstrip().startswith("(")
        if reason and not in_words and not _same(tail, words.get(letter, "")):
            rest = reason["why"].strip()
            if tail.lstrip().startswith(("(", "（")):
                rest = rest.rstrip(")） ")
            break
        own = words.get(letter, "")
        signed = item["close"] or item["open"]
        # A letter with nothing behind it but words is an article, perhaps.
        if not signed and (strict or not _same(tail, own)):
            return None
        split = _next(text, position, words, letter)
        if split is None or _same(tail, own):
            said.append((letter, normal(tail)))
            break
        said.append((letter, normal(text[position : split.start()])))
        position = split.end()
    return _sorted_out(letters, said, rest, words, closed=closed)


def _alone(text: str, end: int) -> bool:
    """Whether a letter without a sign is one of a row: `A, B`, and not `A, a cat`."""
    if _ENDING.match(text, end) or _REASON.match(text, end):
        return True
    following = _AND.match(text, end)
    return following is not None and _ITEM.match(text, following.end()) is not None


def _next(text: str, position: int, words: Mapping[str, str], letter: str) -> re.Match[str] | None:
    """Where behind an option's words another one is named; not within parentheses, as in
    `A) f(B, C), D) x`.
    """
    for found in _NEXT.finditer(text, position):
        if _within_parentheses(text[position : found.start()]):
            continue
        item = _ITEM.match(text, found.end())
        if item is None:
            continue
        other = letter_of(item["sign"])
        if other in words and other.isdigit() == letter.isdigit() and item["close"]:
            return found
    return None


def _within_parentheses(before: str) -> bool:
    """Whether a parenthesis stands open at the end; one that closes nothing is a number's: `1)`."""
    depth = 0
    for sign in _PARENTHESIS.findall(before):
        depth = max(0, depth + (1 if sign == "(" else -1))
    return depth > 0


def _same(text: str, own: str) -> bool:
    return bool(own) and normal(text) == own


def _sorted_out(
    letters: list[str],
    said: list[tuple[str, str]],
    rest: str,
    words: Mapping[str, str],
    *,
    closed: bool,
) -> Key | None:
    distinct = tuple(dict.fromkeys(letters))
    unknown = tuple(letter for letter in distinct if letter not in words)
    if unknown and not closed and (rest or said):
        return None
    known = tuple(letter for letter in distinct if letter in words)
    return Key(known, unknown, tuple(said), rest)
