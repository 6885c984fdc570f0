"""The words and signs by which the parts of a question are known, in Korean and English.

In: nothing. Out: patterns for the beginning of a line, as typed, and what texts have in common
when only their markup differs.
"""

import re

from kb.patterns import pattern

_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩"
CHECKS = "✅✔☑✓"

OPTION = pattern(
    rf"(?:\[(?P<tick>[ xX])\][ \t]+)?(?:(?P<check>[{CHECKS}])\ufe0f?[ \t]*)?(?P<strong>\*\*)?"
    rf"(?P<paren>\()?(?P<letter>[A-Ja-j]|\d{{1,2}}|[{_CIRCLED}])"
    r"(?P<early>(?(strong)\*\*|(?!)))?"
    rf"(?(paren)\)|(?:[).:]|(?<=[{_CIRCLED}])\.?))"
    r"(?P<shut>(?(strong)\*\*|(?!)))?(?:[ \t]+|$|(?=`)|(?<=[)" + _CIRCLED + r"*])(?=\S))"
)
"""`A) x`, `(a) x`, `**A.** x`, `- [ ] A. x`, `① x`."""

_DECORATION = r"(?:[^\w\s(\[<【*`~_>|\\$!#-]\ufe0f?[ \t]*)*"
"""Pictures before a word."""

ANSWER = pattern(
    rf"{_DECORATION}[*_`~=]*[\[(<【]?[*_`]*(?:(?:the|모범|최종|correct|right)[ \t]+)*"
    r"(?:정답|답안|해답|답|answers?|ans|solutions?)(?:\(s\))?(?=[^\w]|[은는]\s|$)",
    re.IGNORECASE,
)
"""Where a line says that the answer follows."""

EXPLAINS = pattern(
    rf"{_DECORATION}[*_`]*[\[(<【]?(?:(?:추가|상세|정답|오답|문제|간단한?|"
    r"detailed|additional|brief)[ \t]*)*"
    r"(?:해설|설명|풀이|이유|근거|explanations?|rationale|reason|why|해설[ \t]*및[ \t]*이유)"
    r"[\])>】]?[*_`]*[ \t]*(?:[:：]|$)[*_`]*[ \t]*",
    re.IGNORECASE,
)
"""Where an explanation begins."""

HINTS = pattern(
    rf"{_DECORATION}[*_`]*[\[(<【]?(?:힌트|도움말|hint)[ \t]*\d*[\])>】]?[*_`]*[ \t]*"
    r"(?:[:：]|$)[*_`]*[ \t]*",
    re.IGNORECASE,
)

MARKER = pattern(
    rf"{_DECORATION}(?P<strong_m>\*\*|__)?[\[(<【]?(?:(?:연습[ \t]*문제|문제|질문|문항|퀴즈|"
    r"question|quiz|problem|q)(?:[ \t]*[#.]?[ \t]*(?P<number>\d{1,4}))?(?:번)?(?P<word>)"
    r"|(?P<bare>\d{1,4})(?=[.)]))"
    r"(?P<sep>[ \t]*[\])>】.:：)\-–—]+(?=\s|\*|_|$)|(?=[ \t]*(?:\*\*|__)?[ \t]*(?:$|\n)))"
    r"(?P<shut_m>\*\*|__)?[:：]?[ \t]*\n?",
    re.IGNORECASE,
)
"""`문제 1.`, `**Question:**`, `Q3:`, `[문제 2]`, `7.`: what a question is called."""

OPTIONS_LABEL = pattern(
    r"[*_`<\[【(]*(?:options?|choices|보기|선택지|답지)[>\]】)]?[ \t]*[:：]?"
    r"[*_`]*[ \t]*[:：]?[ \t]*",
    re.IGNORECASE,
)

_ASKING = pattern(
    r"[?？]|고르|고른|다음 중|옳은|옳지|맞는|틀린|알맞은|적절|아닌 것|것은|무엇|어느|어떤|얼마|"
    r"\b(?:which|what|select|choose|pick|how|who|when|where|why|true or false)\b",
    re.IGNORECASE,
)
_CHOOSING = pattern(
    r"고르|고른|다음 중|다음에서|옳은|옳지|맞는 것|틀린 것|알맞은|적절한|아닌 것|것은\s*[?？]?|"
    r"\b(?:which|select|choose|pick|true or false|correct)\b",
    re.IGNORECASE,
)
_NUMBERS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "두": 2, "세": 3, "네": 4, "다섯": 5,
}  # fmt: skip
_COUNT = pattern(
    r"\b(?:select|choose|pick|mark)\s+(?:the\s+)?(?:best\s+|any\s+|correct\s+)?"
    r"(?P<en>two|three|four|five|[2-5])\b|"
    r"(?P<ko>두|세|네|다섯|[2-5])\s*(?:가지|개|곳|항목)(?:의\s*\S+)?[를을]?\s*(?:모두\s*)?"
    r"(?:고르|고른|선택|골라)|\b(?P<which>two|three)\s+(?:answers|options)\b",
    re.IGNORECASE,
)
_SEVERAL = pattern(
    r"모두\s*(?:고르|고른|선택|골라)|전부\s*고르|해당하는\s*것을\s*모두|"
    r"\b(?:select|choose|check|mark|pick)\s+all\b|all\s+that\s+apply|복수\s*(?:정답|선택)",
    re.IGNORECASE,
)
_MARKUP = pattern(r"[*_`~=]+|</?[a-zA-Z][^<>]*>|\\(?=[^\w\s])")
_ENDS = pattern(r"[\s.,;:!?。\"'“”‘’]+$|^[\s\"'“”‘’]+")


def asks(text: str) -> bool:
    """Whether a text sounds like a question."""
    return _ASKING.search(text) is not None


def chooses(text: str) -> bool:
    """Whether it asks to choose among what follows."""
    return _CHOOSING.search(text) is not None


def how_many(text: str) -> int:
    """How many answers a question asks for: 1 where it does not say, 0 for 'all that apply'."""
    found = _COUNT.search(text)
    if found:
        word = (found["en"] or found["ko"] or found["which"]).lower()
        return _NUMBERS.get(word) or int(word)
    return 0 if _SEVERAL.search(text) else 1


def plain(text: str) -> str:
    """Without the signs of markup."""
    return _MARKUP.sub("", text)


def normal(text: str) -> str:
    """What two writers of the same words have in common."""
    words = " ".join(plain(text).casefold().split())
    return _ENDS.sub("", words)


def letter_of(sign: str) -> str:
    """How readers are shown the name of an option: `A`, `1`, `O`."""
    place = _CIRCLED.find(sign)
    return str(place + 1) if place >= 0 else sign.upper()


YES = frozenset("o true t 참 맞다 맞음 예 네 yes 그렇다 옳다 ⭕ ○".split())
NO = frozenset("x false f 거짓 틀리다 틀림 아니오 아니요 no 그렇지 아니다 ❌ ×".split())
"""What true and false are called; `normal`."""


_LONGEST_TRUTH = 40
"""In characters, with all markup; most sentences are longer, and need not be made alike."""


def truth(text: str) -> bool | None:
    """Which of the two a text is; None: neither."""
    if len(text) > _LONGEST_TRUTH:
        return None
    word = normal(text)
    return True if word in YES else False if word in NO else None
