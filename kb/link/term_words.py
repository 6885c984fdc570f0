"""Where a Korean term begins: 이번에는 학습률(Learning Rate) is 학습률.

In: the words that stand before a foreign term, as notes write them. Out: those that are the term,
or none where that cannot be told.

A word that ends in a particle ends what stands before the term. Of the others as many belong to it
as the foreign term has words, unless it is set apart, or another note has the same foreign term
with fewer words before it, or it sounds like the foreign term.
"""

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Term
from kb.patterns import pattern
from kb.words import Stands, can_end_term, sounds_like, stands_before, stems

MOST_WORDS = 6
"""A title that has more is a sentence."""
ALIKE = 0.7
"""How much Hangul sounds like a word that it writes down,"""
SAME = 0.85
"""where there is one word for several,"""
UNLIKE = 0.5
"""What sounds less alike is a translation."""
NEARLY = 0.6
"""and where a word is added to what sounds alike."""

_SMALL = frozenset("a an the of in on for and or to by with at as vs from &".split())
_NOT_FIRST = frozenset(
    """
    a an the and or but if when while is as by in on at to from with for vs via not of e.g. i.e. see
    cf ex eg ie etc aka so then than per after before between under over into about like also now
    yes page chapter section version rfc figure table how why
    """.split()
)
_NOT_LAST = _SMALL - {"in", "on", "to", "by"}
_SENTENCE = frozenset(
    """
    is are was were will would can could should must do does did has have had i you we he she it
    they this that these those which who what there here your my our his her their its be been
    don't isn't
    """.split()
)
_CODE = pattern(
    r"[a-z][A-Z]|[A-Za-z]\.[A-Za-z]{2}|[0-9]{3}|^[0-9.]+$|^v[0-9]|[A-Za-z][0-9]+\.|'[a-rt-z]"
)
_ADJECTIVE = pattern(r"(?:ic|al|ive|ous|ble|ed|ing|ary|ory|ent|ant|ful|less|ar|an|ly)$")
_DIGITS = frozenset("0123456789")
_JOINTS = pattern(r"[\s/-]+")
_CAPITALS = pattern(r"[A-Z0-9&/-]+s?")


_VAGUE = frozenset(
    "시간 가능 불가능 가능성 값 시 개 부분 방식 방법 기반 관련 내용 형 상 하 번 측 쪽 식 용".split()
)
"""What says something only together with the word before it."""


_LEADS = frozenset("a an the this that these those our its their called named is are of".split())
"""In an English sentence a term may begin behind these."""
MOST_LED = 3


class Said(Struct, frozen=True, array_like=True, gc=False):
    """A term as one note gives it."""

    options: tuple[str, ...]
    """What the Korean term may be, the likeliest first."""
    certain: bool
    """It is the first of these."""


def is_foreign_term(foreign: str) -> bool:
    """Whether words in Latin letters may be a term, and no code, citation or sentence.

    >>> is_foreign_term("Learning Rate"), is_foreign_term("see below"), is_foreign_term("getName")
    (True, False, False)
    """
    words = foreign.split(" ")
    lower = [word.lower() for word in words]
    return (
        lower[0] not in _NOT_FIRST
        and lower[-1] not in _NOT_LAST
        and _SENTENCE.isdisjoint(lower)
        and not any(_CODE.search(word) for word in words)
        and sum(map(str.isalpha, foreign)) >= 3
    )


def is_abbreviation(foreign: str) -> bool:
    return _CAPITALS.fullmatch(foreign) is not None


def read_term(term: Term, *, alone: bool = False) -> Said | None:
    """What one note says, as far as can be told from it alone; None where it is no term. `alone`:
    its Korean words stand in a text of another language, so they are there to translate.
    """
    words = term.korean.split(" ")
    if words[-1].endswith("적") and len(words[-1]) > 2 and not _ADJECTIVE.search(term.foreign):
        return None
    if not can_end_term(words[-1]) or not _hangul(words[-1]):
        return None
    if set(term.korean) & _DIGITS - set(term.foreign):
        return None
    most, usual = _lengths(term.foreign)
    if term.apart and len(words) <= most + 2 and not term.within:
        return Said((" ".join(words),), certain=True)
    before = _Before(words, term.foreign, usual)
    kept = before.kept
    whole = len(kept) == len(words)
    if term.within and (not whole or before.doubtful or len(kept) > usual + 1):
        return None
    closed = before.closed or (whole and term.bound)
    doubtful = before.doubtful and not (whole and term.bound and len(kept) == usual)
    options = tuple(" ".join(kept[-count:]) for count in range(1, min(len(kept), most) + 1))
    if (spoken := _spoken(options, term.foreign)) is not None:
        return spoken
    if is_abbreviation(term.foreign):
        parts = _JOINTS.split(" ".join(kept))
        certain = closed and len(parts) == len(term.foreign) and not doubtful
        return Said((" ".join(kept),), certain=certain)
    if closed and len(kept) == most > 1 and not doubtful:  # 자가 치유 is self-healing
        return Said((" ".join(kept),), certain=not before.qualified)
    likeliest = options[min(len(options), usual) - 1]
    longer = (" ".join(kept[-most - 1 :]),) if len(kept) > most else ()
    rest = (option for option in (*options, *longer) if option != likeliest)
    certain = (
        (closed or len(kept) == 1 == usual)
        and not doubtful
        and len(kept) <= usual
        and (usual == 1 or not before.qualified)
        and not _says_too_little(likeliest, most)
        and not (_is_name(term) and sounds_like(likeliest, term.foreign) < UNLIKE)
        and (len(likeliest) > 1 or (whole and term.bound))
        and (not term.within or alone or len(kept) == usual > 1)
    )
    return Said((likeliest, *rest), certain=certain)


def _spoken(options: tuple[str, ...], foreign: str) -> Said | None:
    """Where the Korean writes down how the foreign term sounds, or some words of it."""
    scores = [sounds_like(option, foreign) for option in options]
    words = foreign.split(" ")
    if max(scores) >= ALIKE:
        # 상위 레벨 is high-level: one word of it is translated.
        alike = dict(zip(options, scores, strict=True))
        option = max((one for one, score in alike.items() if score >= NEARLY), key=len)
        score = alike[option]
        if any(sounds_like(stem, foreign) >= score for stem in stems(option)[1:]):
            return Said((option,), certain=False)  # 브로커가 has a particle
        if sum(map(_is_syllable, option)) > 1:
            certain = len(words) == 1 or " " in option or score >= SAME
            return Said((option,), certain=certain)
    last = options[0]
    if len(options) == 1 and len(words) > 1 and sounds_like(last, words[-1]) >= ALIKE:
        return Said(options, certain=False)  # the rest is said in words that were cut off
    return None


def _says_too_little(korean: str, words: int) -> bool:
    """Whether it can hardly be the whole of a term of so many words."""
    too_short = sum(map(_is_syllable, korean)) < words + 1 or korean.count(" ") + 2 < words
    return korean in _VAGUE or (words > 1 and too_short)


def _is_name(term: Term) -> bool:
    """Whether one capitalised word stands in a sentence: it may name an instance, as the name of a
    class does, of what stands before it.
    """
    foreign = term.foreign
    return not term.bound and " " not in foreign and foreign[0].isupper() and foreign[1:].islower()


class _Before:
    """The words before a foreign term, as far as they may be a part of its translation."""

    def __init__(self, words: list[str], foreign: str, usual: int) -> None:
        lower = foreign.lower()
        has_of = " of " in lower or "'s" in lower or "’s" in lower
        self.closed = False
        """One stands before them that is no part of it."""
        self.qualified = False
        """That one may be a part of it after all."""
        self.doubtful = False
        """One of them may be none."""
        start = len(words) - 1
        while start:
            word = words[start - 1]
            stands = stands_before(word)
            if not _hangul(word) and word.isdigit():
                stands = Stands.OUTSIDE
            if has_of and word.endswith("의") and stands is Stands.OUTSIDE and word[:-1]:
                stands = Stands.WITHIN
            enough = len(words) - start >= usual
            if stands is Stands.OUTSIDE or (stands is Stands.QUALIFIES and enough):
                self.closed = True
                self.qualified = stands is Stands.QUALIFIES
                break
            self.doubtful = self.doubtful or stands is not Stands.WITHIN
            start -= 1
        self.kept = words[start:]


def _hangul(word: str) -> bool:
    return any(map(_is_syllable, word))


def _is_syllable(character: str) -> bool:
    return "가" <= character <= "힣"


def _lengths(foreign: str) -> tuple[int, int]:
    """How many words a translation has at most, and how many usually."""
    words = foreign.split(" ")
    usual = sum(word.lower() not in _SMALL for word in words)
    if is_abbreviation(foreign):
        return len(foreign), len(foreign)
    parts = [part for part in _JOINTS.split(foreign) if part and part.lower() not in _SMALL]
    return max(len(parts), usual, 1), max(usual, 1)


def may_stand_alone(term: Term, korean: str) -> bool:
    """Whether two notes that say so can be believed, where one cannot."""
    return korean not in _VAGUE and not is_abbreviation(term.foreign)


def foreign_ends(term: Term) -> tuple[str, ...]:
    """What the foreign term may be: in an English sentence other words may stand before it."""
    if not term.within:
        return (term.foreign,)
    words = term.foreign.split(" ")
    return tuple(" ".join(words[start:]) for start in range(len(words)))


def in_foreign_text(term: Term) -> Term | None:
    """A term that a foreign text gives: `the learning rate (학습률)`; None where it cannot be told
    where it begins.
    """
    words = term.foreign.split(" ")
    start = max((at for at, word in enumerate(words, 1) if word.lower() in _LEADS), default=0)
    if (not start and not term.bound) or not words[start:] or len(words) - start > MOST_LED:
        return None
    return replace(term, foreign=" ".join(words[start:]), bound=True)


def is_title(title: str) -> bool:
    """Whether a title is a term rather than a sentence."""
    words = title.split()
    sentence = title.endswith(("?", "!", ".")) or not words or not can_end_term(words[-1])
    return not sentence and len(words) <= MOST_WORDS
