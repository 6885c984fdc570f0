"""Korean verbs and adjectives without their endings: 줄였다, 줄인다 and 줄이는 are all of 줄이.

In: a word as it stands in a text or a query. Out: the stems that it may be a form of.

No dictionary is asked. What can be an ending is taken off, the sounds that stem and ending have
made together are taken apart again (the conjugations of the school grammar, irregular ones too),
and what is left must end as stems do: they are an old and closed class, so these are few
syllables. A form may be of two stems (걸어 of 걷 and of 걸), and a noun may look like a form; both
are harmless where forms are compared with forms.
"""

from functools import lru_cache

from kb.sounds import final_of
from kb.words.particles import is_particle

_LONGEST = 16
"""Syllables of a form; compounds without a space have more, and are nobody's query."""

_FIRST = 0xAC00
_A, _AE, _EO, _E, _YEO, _O, _WA, _WAE, _OE, _U, _WO, _EU, _I = (
    *(0, 1, 4, 5, 6, 8, 9),
    *(10, 11, 13, 14, 18, 20),
)
"""Numbers of vowels in Unicode."""
_N, _D, _L, _LM, _M, _B, _S, _SS, _H = 4, 7, 8, 10, 16, 17, 19, 20, 27
"""Numbers of final consonants."""

_ALL, _OPENS, _CLOSED, _OPEN, _INFINITE = 1, 2, 4, 8, 16
"""What an ending is written onto: any stem; any, but ㄹ goes before it; one with a final consonant;
one without or with ㄹ; the stem together with 아 or 어."""

_TAILS: dict[str, int] = {}
for _kind, _words in (
    (
        _ALL,
        """
        다 고 지 게 기 자 던 거나 거든 도록 든 든지 던지 다가 다가도 더라 더라도 더니 자마자 길래
        고자 고서 고서야 고는 고도 고요 다는 다고 다며 다면 다면서 다니 다라고 다라는 지만 지는 지도
        지를 지가 지마 지요 죠 구나 군 군요 게끔 게도 게는 자고 자는 자면 던데 던가 듯 듯이 듯한
        기도 거니와 되 다시피 겠다 겠다고 겠다는 겠다면 겠지만 겠습니다 겠는데 겠고 겠네 겠죠 겠지
        겠는가 겠으나 겠으며 건 건데
        """,
    ),
    (
        _OPENS,
        """
        는 는데 는데도 는데요 는지 는지요 는가 는가요 는구나 느냐 느냐고 느라 느라고 는걸 는대로
        는게 는건 는걸로 네 네요 니 나 나요 나마
        """,
    ),
    (
        _CLOSED,
        """
        은 을 음 으면 으면서 으며 으니 으니까 으므로 으려 으려고 으려는 으려면 으러 으나 으세요
        으십시오 으시오 으라 으라고 으라는 으랴 습니다 습니다만 습니까 는다 는다고 는다는 는다면
        는다며 는다거나 은데 은데도 은지 은가 은가요 을지 을지도 을지라도 을까 을까요 을게 을게요
        을수록 을때 을뿐 을텐데 을걸 을만큼 을만한 을래 은들 은채 은채로 을것 을수 소
        """,
    ),
    (
        _OPEN,
        """
        면 면서 면서도 며 므로 려 려고 려는 려면 려던 려다 려다가 러 라 라고 라는 랴 래 래요
        """,
    ),
    (
        _INFINITE,
        """
        서 서는 서도 서야 선 도 야 야만 야지 야죠 야겠다 야하는 야하고 야한다 야할 야합니다 야함
        야되는 야된다 요 라 라고 라는 라도 지다 다 다가
        """,
    ),
    (_OPEN | _OPENS, "니까 니까요 세요 시오 십시오 십니다 오"),
):
    for _word in _words.split():
        _TAILS[_word] = _TAILS.get(_word, 0) | _kind

_BARE = {
    _N: frozenset(
        """
        - 다 다고 다는 다면 다며 다면서 다거나 다던가 다던지 다든지 다음 데 데도 데요 데다 지 지요
        가 가요 걸 채 채로 대 대로 대요 들 만큼 것 건 게 다고는 다고도 다지만
        """.split()
    ),
    _L: frozenset(
        """
        - 지 지도 지라도 지언정 까 까요 까봐 게 게요 수록 때 뿐 뿐더러 텐데 것 수 수도 걸 건 만큼
        만한 래 려고 려면 진 거 거야 듯 듯이 듯한
        """.split()
    ),
    _M: frozenset("-"),
    _LM: frozenset("-"),
    _B: frozenset("니다 니까 니다만 시다 니다만은".split()),
}
"""Endings that begin with a final consonant of the stem's last syllable: what follows it."""

_NOUNS = ("기", "음", "는지", "은지", "을지", "는가", "은가", "던지")
"""Endings that make a noun of a verb: particles follow."""

_ENDS = frozenset(
    "하되이히리기우구추키치지뜨트르으쓰크끄주두누나내오가보서세자차대매배새재캐깨빼째채태패꾸꾀뵈쥐쉬뛰뀌"
    "끼비시쏘쌔추미디티펴켜너네베메데라바빠쁘프파버수무담그고푸저타사쪼쏟에피"
    "있없같않싶많좋높낮깊넓좁얇겁볍렵쉽춥덥맵굵짧길멀깝곱돕눕줍굽겁갑맙답롭럽립밉깁읽먹잡찾놓넣쌓낳닿땋받"
    "닫믿묻얻걷듣싣뻗쏟곧굳알살놀돌들달밀물불빌열울풀팔털틀만흔줄늘걸벌날갈깔말끌떨썰얼졸쓸힘칠글툴앉얹끊잃"
    "앓끓뚫옳싫꿇굶젊닮옮삶곪밟떫핥훑읊긁밝맑붉늙묽갉신안감남넘담참숨심품뿜듬늠섬입뽑접집씹업꼽벗씻솟웃빗앗"
    "짓잇낫붓긋젓맞늦잊맺찢짖꽂잦쫓좇빚갚덮엎짚맡붙뱉흩짙얕옅깎닦묶볶섞꺾낚겪엮죽녹막박속식익적작찍렇떻랗갛"
    "맣얗듭싸짜차따떼떠켜뀌씌띄틔희여러려쳐춰쥐피지"
)
"""The last syllables of stems."""
_ALONE = frozenset(
    "가오보주두나내자서쓰크끄뜨트사타차파싸짜따까깨빼대매배새재캐채태패꾸뵈쥐쉬뛰뀌끼비쏘펴켜베메데세떼떠"
    "지치피추푸고"
    "없같많좋높낮깊넓좁얇쉽춥덥맵굵짧길멀곱돕눕줍굽밉깁읽먹잡찾놓넣쌓낳닿땋받닫믿묻얻걷듣싣뻗쏟곧굳알살놀돌"
    "들달밀물불빌열울풀팔털틀줄늘걸벌날갈깔말끌떨썰얼졸쓸앉얹끊잃앓끓뚫옳싫꿇굶젊닮옮삶곪밟떫핥훑읊긁밝맑붉늙"
    "묽갉신안감남넘담참숨심품뿜입뽑접집씹업꼽벗씻솟웃빗짓잇낫붓긋젓맞늦잊맺찢짖꽂잦쫓좇빚갚덮엎짚맡붙뱉흩짙"
    "얕옅깎닦묶볶섞꺾낚겪엮죽녹막박속식익적작찍띄"
)
"""Stems of one syllable, without those that stand in every sentence: 하, 되, 이, 있, 않."""
_AUXILIARIES = frozenset("주 보 지 버리 놓 두 나가 가 오 내 드리 나 있 대 말 달".split())
"""What is written onto another verb with 아 or 어 between."""


@lru_cache(maxsize=1 << 15)
def verb_stems(word: str) -> tuple[str, ...]:
    """Of which stems `word` may be a form, in no order that means anything.

    >>> [verb_stems(word) for word in ("줄였다", "줄인다", "도와", "학습률")]
    [('줄이',), ('줄이',), ('돕',), ()]
    """
    size = len(word)
    if not 2 <= size <= _LONGEST or any(final_of(character) < 0 for character in word):
        return ()
    found: dict[str, None] = {}
    for end in range(1, size + 1):
        _take_off(word[:end], word[end:], found)
    return tuple(found)


def _take_off(before: str, tail: str, found: dict[str, None]) -> None:
    """The stems of a form that is `before` with the ending `tail`."""
    kind = _TAILS.get(tail, 0) if tail else 0
    if not kind and _is_noun(tail):
        kind = _OPENS if tail[0] == "는" else _ALL if tail[0] in "기던" else _CLOSED
    final = final_of(before[-1])
    if kind & (_ALL | _OPENS):
        _add(before, found)
    if kind & _OPENS and final == 0:
        _add(_with_final(before, _L), found)
    if kind & _CLOSED and final == _L:
        _add(_with_final(before, _D), found)
    elif kind & _CLOSED and final:
        _add(before, found)
    elif kind & _CLOSED:
        _add(_with_final(before, _S), found)
    if kind & _OPEN and final in {0, _L}:
        _add(before, found)
        _add_of_b(before, found)
    if final == 0:
        if not tail:
            is_infinitive = _is_infinitive(before)
        elif kind:
            is_infinitive = bool(kind & _INFINITE)
        else:
            is_infinitive = not _AUXILIARIES.isdisjoint(verb_stems(tail))
        if is_infinitive:
            _add_infinitive(before, found)
    rest = _BARE.get(final)
    if rest is not None and (
        (tail or "-") in rest or (final in {_M, _LM} and is_particle(tail)) or _of_ji(final, tail)
    ):
        _add_bare(before, final, found)


def _is_noun(tail: str) -> bool:
    return any(tail.startswith(noun) and is_particle(tail[len(noun) :]) for noun in _NOUNS)


def _of_ji(final: int, tail: str) -> bool:
    return final in {_N, _L} and tail[:1] in {"지", "가"} and is_particle(tail[1:])


def _add_bare(before: str, final: int, found: dict[str, None]) -> None:
    """The stem's last syllable has taken the consonant with which its ending begins."""
    if final == _LM:
        _add(_with_final(before, _L), found)
        return
    stem = _with_final(before, 0)
    _add(stem, found)
    _add_of_b(stem, found)
    if final != _M:
        _add(_with_final(before, _L), found)
    if final in {_N, _L}:
        _add(_with_final(before, _H), found)


def _add_of_b(stem: str, found: dict[str, None]) -> None:
    """어려우 of 어렵: before 으 the ㅂ of some stems is 우."""
    if len(stem) > 1 and stem[-1] == "우" and final_of(stem[-2]) == 0:
        _add(_with_final(stem[:-1], _B), found)


def _is_infinitive(word: str) -> bool:
    """Whether `word` ends as a stem does with 아 or 어, and as few nouns do."""
    if len(word) < 2:
        return False
    vowel = (ord(word[-1]) - _FIRST) % 588 // 28
    return word[-1] in "어아해돼" or vowel in {_YEO, _WO, _WA}


def _add_infinitive(form: str, found: dict[str, None]) -> None:
    """The stems that give `form` with 아 or 어."""
    before, last = form[:-1], form[-1]
    initial, vowel = divmod((ord(last) - _FIRST) // 28, 21)
    final = final_of(before[-1]) if before else -1
    if last in "어아" and before:
        _add(before, found)
        if final == 0:
            _add(_with_final(before, _S), found)
        elif final == _L:
            _add(_with_final(before, _D), found)
    if last == "여" and before.endswith("하"):
        _add(before, found)
    if last in "와워" and final == 0:
        _add(_with_final(before, _B), found)
    if last in "라러" and final == _L:
        _add(f"{_with_final(before, 0)}르", found)
    if last == "러" and before.endswith("르"):
        _add(before, found)
    if last == "해":
        _add(f"{before}하", found)
    for other in _BEFORE_CONTRACTION.get(vowel, ()):
        _add(before + chr(_FIRST + (initial * 21 + other) * 28), found)


_BEFORE_CONTRACTION = {
    _A: (_A, _EU),
    _EO: (_EO, _EU),
    _YEO: (_I, _YEO),
    _WA: (_O,),
    _WO: (_U,),
    _WAE: (_OE,),
    _AE: (_AE,),
    _E: (_E,),
}
"""Vowels of stems, by what they and 아 or 어 make together."""


def _add(stem: str, found: dict[str, None]) -> None:
    """Keep `stem` if it ends as stems do; what still has an ending goes on losing it."""
    last = stem[-1]
    if last == "겠" and len(stem) > 1:
        _add(stem[:-1], found)
    elif final_of(last) == _SS and last != "있":
        _add_infinitive(_with_final(stem, 0), found)
    elif last in _ENDS if len(stem) > 1 else last in _ALONE:
        found[stem] = None
    if last in "시셨" and len(stem) > 1:
        _add(stem[:-2] if stem[-2] == "으" and len(stem) > 2 else stem[:-1], found)


def _with_final(word: str, final: int) -> str:
    last = ord(word[-1])
    return word[:-1] + chr(last - (last - _FIRST) % 28 + final)
