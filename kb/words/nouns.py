"""Whether a Korean word can end a term, or stand within one.

In: a word as it stands in a text. Out: yes or no, by how it ends: no dictionary is asked. What
ends as verbs, adjectives and adverbs do ends no term; what ends in a particle stands before none.
A noun that happens to end so is taken for what it looks like: a glossary does without it rather
than show half a sentence.
"""

from enum import Enum

from kb.sounds import final_of
from kb.words.particles import stems

_NO_NOUN = tuple(
    """
    하다 되다 이다 있다 없다 한다 된다 했다 됐다 였다 았다 었다 니다 는다 린다 진다 시킨다 않다
    같다 하는 되는 있는 없는 지는 시키는 하던 했던 하고 되고 있고 이고 하여 되어 이어 하며 되며
    하면 되면 해서 돼서 아서 어서 으며 으면 지만 는데 하게 되게 롭게 르게 하지 되지 않은 않는
    같은 였던 된 스런 스러운 로운 려운 던 는 를 을 에서 에게 에는 까지 부터 처럼 보다 마다 으로 라고
    라는 이라 적인 면서 도록 려고 거나 든지 니까 요 죠 까 습니까 안됨 없음 있음 하기 되기 한다고
    라 며 히 적으로 가능함 불가능함 아야 어야 해야 켜야 여야 워야 려야 러울 할 않고
    """.split()
)
_OF_HAN = tuple(
    """
    제한 권한 무한 유한 기한 극한 상한 하한 시한 여한 북한 남한 대한 결한 투한
    """.split()
)
"""Nouns that end as 강한 does."""
_OF_UI = tuple(
    """
    정의 강의 회의 동의 합의 협의 주의 논의 토의 결의 건의 유의 의의 항의 호의 고의 임의 심의
    질의 모의 명의 편의 문의 사의 열의 창의 상의 예의
    """.split()
)
"""Nouns that end as 학습률의 does."""
_NOUN_ENDS = tuple(
    """
    람다 판다 마을 가을 노을 개요 중요 필요 수요 바다 줄기 라디오 역할 분할
    """.split()
)

_SAYS_SO = frozenset(
    """
    이 그 저 이런 그런 저런 이러한 그러한 저러한 어떤 각 각각 또 또는 및 즉 예 혹은 그리고 그러나
    하지만 그래서 따라서 그러므로 만약 바로 단 단지 오직 특히 보통 흔히 주로 대개 결국 다시 이미
    아직 항상 소위 이른바 일종 당시 해당 본 현재 우리 나 너 내 네 저희 누군가 무엇 이것 그것 저것
    여기 거기 저기 이때 그때 이제 지금 오늘 어제 내일 등 등등 관련 위해 통해 의해 인해 관해 따라
    대해 이와 그와 와 과 은 는 가 을 를 의 에 로 도 만 이나 이란 란 있다 없다 한다 된다 이다 왜
    어떻게 물론 실제 실제로 사실 서로 함께 모두 전혀 거의 역시 아마 또한 참고 참고로 예를 예컨대
    다음 여기서 거기서 이처럼 그럼 또다시 원래 일반적으로 기본적으로 보다 때 것 때문에 것이 것은
    것을 것도 수가 수도 이가 등의 등을 저자 지은이 옮긴이
    """.split()
)
"""Before a term they are no part of it."""
_QUALIFIES = frozenset(
    """
    모든 여러 다른 같은 한 두 세 네 첫 몇 약 매우 아주 가장 더 덜 잘 못 안 제일 위 아래 이전 이후
    동안 수 후 전 중 뒤 앞 밖 속 간 있는 없는 않는 않은 아닌 새로운 새 하나 둘 셋 이상 이하
    또다른 개의 그냥 최대 최소 대한 위한 통한 의한 인한 관한 따른
    """.split()
)
"""They may be a part of it."""


_BEFORE_DA = frozenset((4, 20))
"""Finals of verbs: 만난다, 만났다."""


class Stands(Enum):
    """What a word does that stands before a term's last word."""

    WITHIN = "within"
    """It may be a part of the term: 경사 before 하강법."""
    DOUBTFUL = "doubtful"
    """It may be, and it ends as words with a particle do: 결과, 알고리즘이."""
    QUALIFIES = "qualifies"
    """It says more of what follows, as an adjective or a verb does: 비어 있는. Whether the foreign
    term has it as well cannot be told."""
    OUTSIDE = "outside"
    """It is no part of the term: 모델에서."""


def can_end_term(word: str) -> bool:
    """Whether a term may end with `word`.

    >>> [can_end_term(word) for word in ("학습률", "호출한다", "제한", "강력한")]
    [True, False, True, False]
    """
    if word in _SAYS_SO or word in _QUALIFIES:
        return False
    if word.endswith(_NOUN_ENDS):
        return True
    if word.endswith("의"):
        return word.endswith(_OF_UI)
    if word.endswith("한"):
        return word.endswith(_OF_HAN)
    if word.endswith(("은", "에")):
        return len(word) < 3
    if word.endswith("다") and final_of(word[-2:-1] or word) in _BEFORE_DA:
        return False
    return not (len(word) > 1 and word.endswith(_NO_NOUN))


def stands_before(word: str) -> Stands:
    """What `word` does before the last word of a term.

    >>> [stands_before(word).name for word in ("경사", "결과", "깊은", "비어있는", "모델에서")]
    ['WITHIN', 'WITHIN', 'QUALIFIES', 'QUALIFIES', 'OUTSIDE']
    """
    if word in _SAYS_SO:
        return Stands.OUTSIDE
    if word in _QUALIFIES:
        return Stands.QUALIFIES
    if word.endswith(_NOUN_ENDS):
        return Stands.WITHIN
    if word.endswith("의"):
        return Stands.WITHIN if word.endswith(_OF_UI) else Stands.OUTSIDE
    if word.endswith("한"):
        return Stands.WITHIN if word.endswith(_OF_HAN) else Stands.QUALIFIES
    if word.endswith(_MODIFIES) and len(word) > 1:
        return Stands.QUALIFIES
    if word.endswith((*_CONNECTS, "에")) and len(word) > 2:
        return Stands.OUTSIDE
    others = stems(word)[1:]
    if not others:
        return Stands.WITHIN
    if any(word[len(stem) :] not in _UNCLEAR for stem in others):
        return Stands.OUTSIDE
    return Stands.DOUBTFUL


_MODIFIES = tuple(
    """
    하는 되는 있는 없는 지는 시키는 이는 가는 오는 쓰는 보는 내는 리는 드는 나는 추는 않은 않는
    았던 었던 했던 된 은 스런 스러운 로운 려운 쉬운 까운 던 할 될 적인 어진 려진 워진 여진 아진
    열린 닫힌 걸린 알린 느린 빠른 바른 다른 흐른 큰 작은
    """.split()
)
"""Verbs and adjectives before a noun; 은 is a particle as often."""
_CONNECTS = tuple(
    """
    하고 되고 하며 되며 하면 되면 해서 하여 되어 라고 라는 이라 으며 으면 면서 다
    """.split()
)
_UNCLEAR = frozenset(
    """
    이 가 도 만 나 야 과 와 로 인 며 고 들 이나 에 이고 라 대로 하고
    """.split()
)
"""Particles that nouns often end in as well."""
