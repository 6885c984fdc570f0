"""Korean particles (조사), told from the words that they are written onto.

In: a word as it stands in a text. Out: what it may be without its particles.

No dictionary is asked: whether 고양이 is 고양 with a particle cannot be told from its letters.
So the word itself is always the first candidate, and whoever knows words (an index, the names of
notes) takes the first that it knows. Two things are certain and are kept: a particle fits the
sound before it (은 after a consonant, 는 after a vowel), and what is left has two syllables.
"""

from kb.sounds import final_of

_ANY, _CONSONANT, _VOWEL, _VOWEL_OR_RIEUL = range(4)
"""What must stand before a particle; ㄹ counts as a vowel before 로."""

_RIEUL = 8

# After a consonant / after a vowel; a bar alone where the sound does not matter.
_CASES = """
    에 에서 에게 에게서 한테 한테서 께 께서 까지 부터 처럼 보다 만 만큼 마다 밖에 뿐 대로 조차 마저
    같이 하고 과/와 이랑/랑 으로/로 으로서/로서 으로써/로써 으로부터/로부터
    이라고/라고
"""
"""Other particles may follow these: 에서는, 만으로, 까지의."""
_CLOSING = """
    은/는 이/가 을/를 의 도 만 까지 부터 보다 처럼 조차 마저 뿐 이나/나 이든/든 이든지/든지 이야/야
    이라도/라도 이라면/라면 이라는/라는 이란/란
"""
"""Nothing follows these."""
_COPULA = """
    이다 이라 이며 이고 이지만 이므로 이었다 이라는 이라면 이란 인 인데 인지 입니다 /였다 /며
"""
"""Forms of 이다 (to be), which is written onto a noun as a particle is."""


def _read(table: str) -> list[tuple[str, int]]:
    """Each particle, and what must stand before it."""
    found = []
    for entry in table.split():
        first, bar, second = entry.partition("/")
        if not bar:
            found.append((first, _ANY))
            continue
        if first:
            found.append((first, _CONSONANT))
        found.append((second, _VOWEL_OR_RIEUL if second.startswith("로") else _VOWEL))
    return found


def _fits(before: str, need: int) -> bool:
    final = final_of(before)
    if need == _ANY or final < 0:
        return True  # how a number or a Latin word is spoken cannot be told from its letters
    if need == _CONSONANT:
        return final > 0
    return final == 0 or (need == _VOWEL_OR_RIEUL and final == _RIEUL)


def _tails() -> dict[str, int]:
    """Everything that particles can make together at the end of a word."""
    cases, last = _read(_CASES), _read(_CLOSING) + _read(_COPULA)
    found: dict[str, int] = {}
    for first, need in (*last, *cases):
        # Where two particles are spelt alike, the one that stands anywhere decides.
        found[first] = _ANY if found.get(first) == _ANY else need
    for first, need in cases:
        for second, its_need in (*last, *cases):
            if second != first and _fits(first[-1], its_need):
                found.setdefault(first + second, need)
    # Many of a thing: 함수들은.
    plural = {f"들{tail}": _ANY for tail, need in found.items() if _fits("들", need)}
    return {"들": _ANY, **plural, **found}


_TAILS = _tails()
_LONGEST = max(map(len, _TAILS))
_ENDS = frozenset(tail[-1] for tail in _TAILS)


def is_particle(text: str) -> bool:
    """Whether `text` is nothing but particles."""
    return text in _TAILS


def fits(particle: str, before: str) -> bool:
    """Whether `particle` is one, or several, that can stand right after the text `before`.

    >>> fits("은", "학습률"), fits("는", "학습률"), fits("로", "학습률")
    (True, False, True)
    """
    need = _TAILS.get(particle)
    return need is not None and before != "" and _fits(before[-1], need)


def stems(word: str) -> tuple[str, ...]:
    """`word`, then what it is without its particles: the longest ones taken away first.

    >>> stems("경사하강법에서는")
    ('경사하강법에서는', '경사하강법', '경사하강법에서')
    """
    size = len(word)
    if size < 3 or word[-1] not in _ENDS:
        return (word,)
    found = [word]
    for length in range(min(size - 2, _LONGEST), 0, -1):
        need = _TAILS.get(word[-length:])
        if need is not None and _fits(word[-length - 1], need):
            stem = word[:-length]
            # The 으 before 로 is a part of the particle.
            if not (stem[-1] == "으" and word[-length] == "로"):
                found.append(stem)
    return tuple(found)
