"""What made notes are made of: words as often, and as much together, as they are in real notes.

In: a folder of real vaults, or None. Out: bags, each the words of one note, in no order. Shards and
indexes are as large as vocabularies are, so these are those of real notes where there are some;
without, they are made up by Zipf's law.
"""

import itertools
import random
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from kb.words import fits, stems

SHORTEST, LONGEST = 80, 3000
"""Words of a real note that is used, and how many of them."""
TOPICS, TOPIC_WORDS, BAG = 600, 60, 600
"""Of made-up words: how many bags, how many words each has for itself, how long a bag is."""

_WORD = re.compile(r"[A-Za-z]{1,20}[가-힣]{0,4}|[가-힣]{1,12}|(?<![\w.])[0-9]{1,4}(?![\w.])")
_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_ENGLISH = re.compile(r"[a-z]{5,14}")
_HANGUL = re.compile(r"[가-힣]{2,4}")
_ENDINGS = ("은", "는", "이", "가", "을", "를", "의", "에", "로", "으로", "와", "과")


@dataclass(frozen=True)
class Bag:
    language: str
    words: list[str]
    nouns: list[str]
    """Those of its words, in its language, that a title may be made of."""


def bags_of(vaults: Path | None, seed: int) -> list[Bag]:
    texts = _real(vaults) if vaults and vaults.is_dir() else _made_up(random.Random(seed))
    count = Counter(word for _, words in texts for word in words)
    nouns = _nouns(count)
    return [
        Bag(language, words, sorted(word for word in nouns & set(words) if _is(language, word)))
        for language, words in texts
    ]


def _is(language: str, word: str) -> bool:
    return word.isascii() == (language == "en")


def _real(vaults: Path) -> list[tuple[str, list[str]]]:
    found = []
    for file in sorted(vaults.rglob("*.md")):
        text = _FRONT_MATTER.sub("", file.read_text(encoding="utf-8", errors="replace"))
        words = [_cased(word) for word in _WORD.findall(text)[:LONGEST]]
        if len(words) >= SHORTEST:
            korean = sum("가" <= word[-1] <= "힣" for word in words)
            found.append(("ko" if korean > len(words) / 3 else "en", words))
    return found


def _cased(word: str) -> str:
    """A word that opens a sentence is no other one; acronyms stay."""
    return word.lower() if word[:2].istitle() else word


def _nouns(count: Counter[str]) -> set[str]:
    """Hangul that stands alone and with particles, English of some length; neither rare nor in
    every note.
    """
    often = max(200, len(count) // 100)
    with_particle: Counter[str] = Counter()
    for word in count:
        for ending in _ENDINGS:
            bare = word.removesuffix(ending)
            if bare != word and fits(ending, bare):
                with_particle[bare] += 1
    return {
        word
        for word, times in count.items()
        if 4 <= times <= often
        and (
            _ENGLISH.fullmatch(word)
            or (_HANGUL.fullmatch(word) and with_particle[word] > 1 and len(stems(word)) == 1)
        )
    }


def _made_up(chance: random.Random) -> list[tuple[str, list[str]]]:
    vocabulary = {"ko": _hangul(chance, 30000), "en": _latin(chance, 15000)}
    weights = {
        language: list(itertools.accumulate(1 / (rank + 2) for rank in range(len(words))))
        for language, words in vocabulary.items()
    }
    found = []
    for number in range(TOPICS):
        language = "en" if number % 3 == 0 else "ko"
        words = vocabulary[language]
        bag = chance.choices(words, cum_weights=weights[language], k=BAG // 2)
        own = chance.sample(words, TOPIC_WORDS)
        bag += [_inflected(chance.choice(own), language, chance) for _ in range(BAG // 2)]
        found.append((language, bag))
    return found


def _hangul(chance: random.Random, count: int) -> list[str]:
    finals = (0, 0, 0, 0, 1, 4, 4, 8, 16, 21)
    syllables = [
        chr(0xAC00 + chance.randrange(399) * 28 + chance.choice(finals)) for _ in range(400)
    ]
    return _different(
        ("".join(chance.choices(syllables, k=2 + n % 2)) for n in range(count)), chance
    )


def _latin(chance: random.Random, count: int) -> list[str]:
    syllables = [first + vowel for first in "bcdfghklmnprstvw" for vowel in "aeiou"]
    return _different(
        ("".join(chance.choices(syllables, k=2 + n % 4)) for n in range(count)), chance
    )


def _different(words: Iterable[str], chance: random.Random) -> list[str]:
    """Each once, in an order that has nothing to do with their letters: that of how often."""
    found = sorted(set(words))
    chance.shuffle(found)
    return found


def _inflected(word: str, language: str, chance: random.Random) -> str:
    if language == "en":
        return word + chance.choice(("", "", "s", "ing", "ed"))
    ending = chance.choice(("", *_ENDINGS))
    return word + ending if fits(ending, word) else word
