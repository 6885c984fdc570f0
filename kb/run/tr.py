"""`tr(ko="손실", en="loss")`: words in several languages where a snippet writes one text.

In: what an author says in each language. Out: a text that holds a mark in the place of the words.
The mark goes through whatever is done with strings, formatting and joining included, and becomes
words where a text is shown: in the language that is asked for, else in the one that is named first.

All this happens in the process of a note, and is its own: nobody on our side believes it.
"""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, SupportsIndex, TypeVar

from kb.names import language, nfc
from kb.run.figures import word_texts

LANGUAGES = 8
"""That the words of one output may be in."""
_LONGEST = 20_000
"""Letters of words."""
# Private use at the end of a plane that no font of icons reaches.
_OPEN, _CLOSE = "\U000ff100", "\U000ff101"
_DIGITS = 0xFF110
_MARK = re.compile(f"{_OPEN}([{chr(_DIGITS)}-{chr(_DIGITS + 15)}]{{1,8}}){_CLOSE}")
_TYPED = re.compile(r"\\U000ff100((?:\\U000ff11[0-9a-f]){1,8})\\U000ff101")
"""The same as `repr` writes it."""
_CODE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")

_Made = TypeVar("_Made")
_By = dict[str, str]
"""Language -> words; the first counts where a language is not there."""


class Speech:
    """All words that a note has given so far, and the language that is spoken now."""

    def __init__(self) -> None:
        self._known: list[_By] = []
        self._numbers: dict[tuple[tuple[str, str], ...], int] = {}
        self._language = ""
        """Empty: of each the first."""
        self._met: dict[int, None] = {}

    def mark(self, words: _By) -> "Words":
        key = tuple(words.items())
        number = self._numbers.setdefault(key, len(self._known))
        if number == len(self._known):
            self._known.append(words)
        digits = "".join(chr(_DIGITS + int(digit, 16)) for digit in f"{number:x}")
        return Words(f"{_OPEN}{digits}{_CLOSE}")

    def words(self, mark: str) -> _By:
        """Empty for what is no mark of ours."""
        found = _MARK.fullmatch(mark)
        return self._found(_number(found[1])) if found else {}

    def _found(self, number: int) -> _By:
        return self._known[number] if number < len(self._known) else {}

    def said(
        self,
        text: str,
        language: str | None = None,
        *,
        escape: Callable[[str], str] = str,
        most: int | None = None,
    ) -> str:
        """`text` with words in place of its marks, in `language` or the one that is spoken.

        `escape` is applied to words; what is longer than `most` letters is cut.
        """
        if not self._known or not (_OPEN in text or "\\U000ff100" in text):
            return text
        text = str(text)  # a part of `Words` is something else
        spoken = self._language if language is None else language
        parts: list[str] = []
        size = place = 0
        for found, number, typed in _marks(text):
            words = self._found(number)
            self._met[number] = None
            here = words.get(spoken, _first(words))
            here = repr(here)[1:-1] if typed else here
            parts += text[place : found.start()], escape(here)
            place = found.end()
            size += len(parts[-1]) + len(parts[-2])
            if most is not None and size > most:
                return "".join(parts)[:most]
        return "".join((*parts, text[place:]))[:most]

    def languages(self, text: str) -> list[str]:
        """Those in which `text` is something else than it is by itself."""
        self._met.clear()
        self.said(text)
        return self._others()

    def _others(self) -> list[str]:
        met = [self._found(number) for number in self._met]
        named = dict.fromkeys(code for words in met for code in words)
        return [
            code
            for code in [*named][:LANGUAGES]
            if any(words.get(code, first) != first for words in met for first in [_first(words)])
        ]

    def each(self, make: Callable[[], _Made]) -> tuple[_Made, dict[str, _Made]]:
        """What `make` gives, and what it gives while another language is spoken."""
        self._met.clear()
        own = make()
        found = {}
        for code in self._others():
            with self._speaking(code):
                other = make()
            if other != own:
                found[code] = other
        return own, found

    @contextmanager
    def _speaking(self, code: str) -> Iterator[None]:
        self._language = code
        try:
            yield
        finally:
            self._language = ""


def _first(words: _By) -> str:
    return next(iter(words.values()), "")


def _number(digits: str) -> int:
    return int("".join(f"{ord(digit) - _DIGITS:x}" for digit in digits), 16)


def _marks(text: str) -> Iterator[tuple[re.Match[str], int, bool]]:
    """Marks with their numbers, and whether they are written as `repr` does, in their order."""
    found = [(one, _number(one[1]), False) for one in _MARK.finditer(text)]
    if "\\U000ff100" in text:
        found += [(one, int(one[1][9::10], 16), True) for one in _TYPED.finditer(text)]
        found.sort(key=lambda each: each[0].start())
    yield from found


class Words(str):
    """A mark by itself: whatever can be done with words is done in each language."""

    __slots__ = ()

    def _each(self, make: Callable[[str], str]) -> str:
        words = SPEECH.words(str(self))
        return SPEECH.mark({code: _limited(make(text)) for code, text in words.items()})

    def __format__(self, how: str, /) -> str:
        return self._each(lambda text: format(text, how)) if how else str(self)

    def format(self, *values: Any, **named: Any) -> str:
        return self._in_each(lambda text: text.format(*values, **named))

    def format_map(self, named: Any, /) -> str:
        return self._in_each(lambda text: text.format_map(named))

    def __mod__(self, values: Any, /) -> str:
        return self._in_each(lambda text: text % values)

    def __getitem__(self, place: SupportsIndex | slice, /) -> str:
        return self._each(lambda text: text[place])

    def _in_each(self, make: Callable[[str], str]) -> str:
        """The same where what is put in may hold words as well."""
        words = SPEECH.words(str(self))
        return SPEECH.mark(
            {code: _limited(SPEECH.said(make(text), code)) for code, text in words.items()}
        )


def _limited(text: str) -> str:
    if len(text) > _LONGEST:
        raise ValueError(f"words of tr() are longer than {_LONGEST} letters")
    return text


def _method(name: str) -> Callable[..., str]:
    def method(self: Words, *values: Any) -> str:
        return self._each(lambda text: str(getattr(text, name)(*values)))

    method.__name__ = name
    return method


_BY_WORD = (
    "capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace "
    "rjust rstrip strip swapcase title translate upper zfill"
).split()
for _name in _BY_WORD:
    setattr(Words, _name, _method(_name))

SPEECH = Speech()
"""Of this process, which runs one note."""


def tr(**words: Any) -> Words:
    """Words in several languages: `tr(ko="손실", en="loss")`."""
    word_texts(SPEECH.said)
    codes = {language(code): text for code, text in words.items()}
    if not codes or not all(_CODE.fullmatch(code) for code in codes):
        raise TypeError('tr() wants words by language: tr(ko="...", en="...")')
    said = {code: SPEECH.said(str(text), code) for code, text in codes.items()}
    return SPEECH.mark({code: _limited(nfc(text)) for code, text in said.items()})
