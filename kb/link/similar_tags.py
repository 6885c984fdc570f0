"""Tags that are spelt almost alike.

In: tags, by `tag_key`. Out: pairs of them. Which of a pair is the slip is decided by how many notes
have it, elsewhere.

Two tags are alike if they have one parent and their last parts differ by hyphens only, by an
English plural, by one slip of the pen in a long Latin word, or by vowels of Hangul that sound the
same. Not by a digit, in short words, or by a syllable that means something: `v1` and `v2`, `cat`
and `cut`, 학습률 and 학습법 are different things.

All that one slip can make of a word is found through what remains when a letter is taken away
(Garbe's symmetric deletion), so that twenty thousand tags need no comparison of each with each.
"""

import re
from collections.abc import Iterable, Iterator

from kb.patterns import pattern

Pair = tuple[str, str]

FEW = 8
"""So many new tags are looked at one by one."""
SHORTEST_PLURAL = 4
"""Letters of a singular: `new` is not what there are `news` of."""
SHORTEST_SLIP = 8
"""Letters of a word in which one letter more, less or other is taken for a slip."""
SHORTEST_SWAP = 7
"""The same for two letters that changed places,"""
SHORTEST_DOUBLE = 6
"""and for a letter that is doubled: `oscilation`."""
SHORTEST_HANGUL = 3
"""Syllables of a word in which a vowel is taken for a slip."""

_DIGITS = pattern(r"\d+")
_JOINTS = str.maketrans("", "", "-_ ")
_LATIN = pattern(r"[a-z]+")
# What sounds the same to most speakers, vowels by their number in a syllable.
_SAME_VOWEL = {1: 5, 3: 7, 10: 11, 15: 11}
_SAME_SYLLABLE = str.maketrans("률렬륜", "율열윤")


def similar_pairs(keys: Iterable[str]) -> list[Pair]:
    """Each pair once, its first the one that sorts first."""
    known = set(keys)
    found: set[Pair] = set()
    alike: dict[tuple[str, str], list[str]] = {}
    for key in known:
        parent, _, last = key.rpartition("/")
        for shape in _shapes(last):
            alike.setdefault((parent, shape), []).append(key)
        found.update(_pair(key, f"{parent}/{one}" if parent else one) for one in _singulars(last))
    found = {pair for pair in found if pair[0] in known and pair[1] in known}
    for group in alike.values():
        if len(group) > 1:
            found.update(
                _pair(one, other)
                for number, one in enumerate(group)
                for other in group[number + 1 :]
                if one != other and _are_similar(one, other)
            )
    return sorted(found)


def changed_pairs(keys: Iterable[str], before: Iterable[str], pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs of `keys`, where those of the tags `before` are known."""
    known, old = set(keys), set(before)
    new = known - old
    if len(new) > FEW:
        return similar_pairs(known)
    found = {pair for pair in pairs if pair[0] in known and pair[1] in known}
    for key in new:
        beginning = _beginning(key)
        found.update(similar_pairs(other for other in known if _beginning(other) == beginning))
    return sorted(found)


def _beginning(key: str) -> tuple[str, str]:
    """What two tags share in any case: the parent, and the first letter of a Latin word."""
    parent, _, last = key.rpartition("/")
    squeezed = last.translate(_JOINTS)
    return parent, squeezed[:1] if last.isascii() else ""


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _shapes(last: str) -> Iterator[str]:
    """What two tags share if one slip makes one of the other; numbers always stay."""
    squeezed = last.translate(_JOINTS)
    yield squeezed
    if last.isascii():
        for word in _LATIN.finditer(last):
            if word.end() - word.start() < SHORTEST_DOUBLE - 1:
                continue
            # The first letter of a word is seldom wrong: `react` and `preact` are two things.
            for place in range(word.start() + 1, word.end()):
                yield f"{last[:place]}{last[place + 1 :]}\n"
            yield f"{last}\n"
    elif len(last) >= SHORTEST_HANGUL:
        yield _sounding(squeezed) + "\t"
        for place, character in enumerate(squeezed[:-1]):
            if "가" <= character <= "힣":
                initial, rest = divmod(ord(character) - 0xAC00, 588)
                yield f"{squeezed[:place]}{initial},{rest % 28};{squeezed[place + 1 :]}\t"


def _sounding(text: str) -> str:
    """The same for words that sound the same."""
    return "".join(
        _with_vowel(character) if "가" <= character <= "힣" else character
        for character in text.translate(_SAME_SYLLABLE)
    )


def _with_vowel(syllable: str) -> str:
    initial, rest = divmod(ord(syllable) - 0xAC00, 588)
    vowel, final = divmod(rest, 28)
    return chr(0xAC00 + initial * 588 + _SAME_VOWEL.get(vowel, vowel) * 28 + final)


def _singulars(word: str) -> Iterator[str]:
    """What an English plural may be the plural of."""
    if not (word.isascii() and word[-1:] == "s" and len(word) > SHORTEST_PLURAL):
        return
    if word[-2:] not in ("ss", "us", "is"):
        yield word[:-1]
    if word.endswith(("ses", "xes", "zes", "ches", "shes")):
        yield word[:-2]
    if word.endswith("ies"):
        yield f"{word[:-3]}y"


def _are_similar(one: str, other: str) -> bool:
    """For two tags of one parent that share a shape."""
    one, other = one.rpartition("/")[2], other.rpartition("/")[2]
    if _DIGITS.findall(one) != _DIGITS.findall(other):
        return False
    squeezed, others = one.translate(_JOINTS), other.translate(_JOINTS)
    if squeezed == others:
        return True
    if not one.isascii():
        return _syllables_are_similar(squeezed, others)
    words, other_words = re.split("[-_]", one), re.split("[-_]", other)
    if len(words) != len(other_words):
        return False
    different = [pair for pair in zip(words, other_words, strict=True) if pair[0] != pair[1]]
    return len(different) == 1 and _is_slip(*different[0])


def _is_slip(one: str, other: str) -> bool:
    """Whether one letter is doubled, left out, put in or another, or two have changed places."""
    short, long = sorted((one, other), key=len)
    if short[0] != long[0] or long in (f"{short}s", f"{short}es"):
        return False
    same = (first == second for first, second in zip(short, long, strict=False))
    start = next((at for at, equal in enumerate(same) if not equal), len(short))
    if len(short) < len(long):
        if short[start:] != long[start + 1 :]:
            return False
        doubled = long[start] == long[start - 1]
        # What ends otherwise is another form of the word.
        return (
            len(long) >= SHORTEST_DOUBLE
            if doubled
            else (len(short) >= SHORTEST_SLIP and start < len(short))
        )
    if short[start + 1 :] == long[start + 1 :]:
        return len(short) >= SHORTEST_SLIP and start < len(short) - 1
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return swapped and short[start + 2 :] == long[start + 2 :] and len(short) >= SHORTEST_SWAP


def _syllables_are_similar(one: str, other: str) -> bool:
    """Whether only a vowel tells them apart, as in 컨텐츠 and 콘텐츠, or nothing that is heard."""
    if len(one) != len(other):
        return False
    return _sounding(one) == _sounding(other) or (
        sum(first != second for first, second in zip(one, other, strict=True)) == 1
    )
