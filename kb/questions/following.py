"""Questions that were known are known again.

In: the notes of a site, and what is known of questions. Out: an id for each question.

What is as it was keeps its id. Where some questions have gone and others have come, those that are
nearly alike are the same one, corrected. Whatever else there is gets an id of its own.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise

from msgspec import Struct

from kb.model import Choice, Quiz, Site
from kb.names import NotePath
from kb.questions import Ids, Mark
from kb.questions.sharing import Shared, shared_questions

_NUMBER = re.compile(
    r"\s*[(\[]?(?:(?:문제|문항|예제|question|problem|q)\s*\.?\s*)?#?\d+\s*번?\s*[.):\]](?!\d)\s*",
    re.IGNORECASE,
)
_SIGNS = re.compile(r"[\W_]+")
_DIGITS = re.compile(r"\d+")
_ALIKE = 0.8
"""How much of two texts must be the same; options count for less than the stem."""
_STEM = 0.6
_LONG = 200
"""Letters."""
_RARE = 6
"""Words by which a text is looked for."""


class _Text(Struct, frozen=True, dict=True):
    """What is asked, as it is compared."""

    path: NotePath
    tree: str
    stem: str
    choices: tuple[str, ...]

    @cached_property
    def exact(self) -> tuple[str, ...]:
        return self.tree, _spaced(self.stem), *map(_spaced, self.choices)

    @cached_property
    def normal(self) -> str:
        return normal(self.stem)

    @cached_property
    def options(self) -> tuple[str, ...]:
        return tuple(sorted(map(normal, self.choices)))

    @cached_property
    def words(self) -> frozenset[str]:
        return frozenset(" ".join((self.normal, *self.options)).split())

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Which letters follow each other in the stem."""
        return frozenset(map("".join, pairwise(self.normal)))

    @cached_property
    def numbers(self) -> list[str]:
        return _DIGITS.findall(self.normal)


class _Asked(Struct, frozen=True, dict=True):
    """A question that is there now."""

    text: _Text
    name: str

    @cached_property
    def plain(self) -> str:
        """Its id, if no other question has the same."""
        suffix = f"-{self.text.tree.strip('/')}" if self.text.tree else ""
        if self.name:
            return f"{self.name}{suffix}"
        stem = self.text.normal
        # The default tree has no prefix: there the digest is that of the stem alone.
        return _digest(*filter(None, (self.text.tree, stem))) if stem else self.whole

    @cached_property
    def whole(self) -> str:
        """One that counts every sign, and the options."""
        own = _digest(*self.text.exact)
        return f"{self.plain}-{own[:6]}" if self.name else own

    def may_be(self, own: str) -> bool:
        """What the author calls a question decides, whatever it was before."""
        return not self.name or own == self.plain or own.startswith(f"{self.plain}-")


class Others(Struct, frozen=True):
    """Questions of other notes, which keep their ids."""

    ids: frozenset[str] = frozenset()
    count: Counter[str] = Counter()
    """Of their plain ids."""


NONE = Others()


def follow(
    site: Site,
    known: Sequence[tuple[str, Mark]],
    paths: Collection[NotePath] | None = None,
    *,
    others: tuple[Others, Others] = (NONE, NONE),
) -> Ids:
    """`known`: ids and what they stood for; the first counts where two contradict each other.
    `paths`: only the questions of these notes and their translations. `others`: while originals get
    their ids, and while the rest does.

    A question of a translation that is the original's has its id. What else translations ask gets
    an id when the originals have theirs, which so depend on no translation.
    """
    notes = [path for path in site.outlines if paths is None or path in paths]
    shared = shared_questions(site, notes)
    texts = [(own, _text_of(mark)) for own, mark in known]
    given: dict[tuple[NotePath, int], str] = {}
    for asked, there in zip(_own_questions(site, notes, shared), others, strict=True):
        taken = {*there.ids, *given.values()}
        names = _Naming([*asked.values()], texts, taken, there.count).names()
        given.update(zip(asked, names, strict=True))
    for path, same in shared.items():
        original = site.translations[path][0]
        given.update(((path, index), given[original, there]) for index, there in same.items())
    return {
        path: tuple(given[path, index] for index in range(len(site.outlines[path].quizzes)))
        for path in notes
        if site.outlines[path].quizzes
    }


class Plain(Struct, frozen=True):
    """The ids that questions would have, if nothing but their names or stems counted."""

    counts: tuple[Counter[str], Counter[str]]
    """How many have each, of originals, and of what else translations ask."""
    names: frozenset[str]
    """Those that authors have said."""

    @property
    def has_double_names(self) -> bool:
        return any(sum(count[name] for count in self.counts) > 1 for name in self.names)


def plain_ids(site: Site, paths: Collection[NotePath] | None = None) -> Plain:
    """`paths`: as for `follow`."""
    notes = [path for path in site.outlines if paths is None or path in paths]
    first, later = (
        [*asked.values()] for asked in _own_questions(site, notes, shared_questions(site, notes))
    )
    return Plain(
        (Counter(each.plain for each in first), Counter(each.plain for each in later)),
        frozenset(each.plain for each in (*first, *later) if each.name),
    )


_Questions = dict[tuple[NotePath, int], _Asked]


def _own_questions(
    site: Site, paths: Collection[NotePath], shared: Shared
) -> tuple[_Questions, _Questions]:
    """By their places: of originals; and of translations, without those of their originals."""
    found: tuple[_Questions, _Questions] = ({}, {})
    for path in paths:
        prefix, same = site.places[path].tree.prefix, shared.get(path, {})
        for index, quiz in enumerate(site.outlines[path].quizzes):
            if index not in same:
                found[path in shared][path, index] = _asked(path, prefix, quiz)
    return found


def _asked(path: NotePath, prefix: str, quiz: Quiz) -> _Asked:
    return _asked_as(_text(path, prefix, quiz.stem, _texts(quiz.choices)), quiz.name)


# A preview follows all questions after each edit of one: what is compared of the others is known.
_asked_as = lru_cache(maxsize=1 << 16)(_Asked)
_text = lru_cache(maxsize=1 << 16)(_Text)


def _texts(choices: Iterable[Choice]) -> tuple[str, ...]:
    return tuple(choice.text for choice in choices)


def _text_of(mark: Mark) -> _Text:
    return _text(mark.path, mark.tree, mark.stem, mark.choices)


class _Naming:
    """The work of one `follow`."""

    def __init__(
        self,
        asked: list[_Asked],
        known: list[tuple[str, _Text]],
        taken: Iterable[str] = (),
        others: Counter[str] = NONE.count,
    ) -> None:
        self.asked, self.known = asked, known
        self.given: dict[int, str] = {}
        """Place in `asked` -> id."""
        self.taken = set(taken)
        self.count = others + Counter(question.plain for question in asked)

    def names(self) -> list[str]:
        self._by_author()
        self._as_they_were()
        self._nearly_as_they_were()
        self._anew()
        return [self.given[number] for number in range(len(self.asked))]

    def _give(self, number: int, own: str) -> None:
        self.given[number] = own
        self.taken.add(own)

    def _left(self) -> list[int]:
        return [number for number in range(len(self.asked)) if number not in self.given]

    def _by_author(self) -> None:
        for number, question in enumerate(self.asked):
            is_only = self.count[question.plain] == 1 and question.plain not in self.taken
            if question.name and is_only:
                self._give(number, question.plain)

    def _as_they_were(self) -> None:
        """In the same note first: two notes may ask the same."""
        by_text: dict[tuple[str, ...], list[tuple[str, _Text]]] = {}
        for own, text in self.known:
            by_text.setdefault(text.exact, []).append((own, text))
        for same_note in (True, False):
            # What has a name takes no other's id; without one, a question might take its.
            for number in sorted(self._left(), key=lambda number: not self.asked[number].name):
                question = self.asked[number]
                for own, text in by_text.get(question.text.exact, ()):
                    if same_note and text.path != question.text.path:
                        continue
                    if own not in self.taken and question.may_be(own):
                        self._give(number, own)
                        break

    def _nearly_as_they_were(self) -> None:
        came = self._left()
        went = [(own, text) for own, text in self.known if own not in self.taken]
        if not came or not went:
            return
        pairs = []
        for number, place in _worth_comparing([self.asked[each].text for each in came], went):
            own, text = went[place]
            question = self.asked[came[number]]
            if question.may_be(own):
                alike = likeness(question.text, text)
                if alike >= _ALIKE:
                    pairs.append((-alike, text.path != question.text.path, number, place))
        for _, _, number, place in sorted(pairs):
            own = went[place][0]
            if came[number] not in self.given and own not in self.taken:
                self._give(came[number], own)

    def _anew(self) -> None:
        for number in self._left():
            question = self.asked[number]
            plain = question.plain if self.count[question.plain] == 1 else question.whole
            own = plain if plain not in self.taken else question.whole
            counted = 1
            while own in self.taken:
                counted += 1
                own = f"{question.whole}-{counted}"
            self._give(number, own)


def _worth_comparing(came: list[_Text], went: list[tuple[str, _Text]]) -> Iterator[tuple[int, int]]:
    """Which of those that came may be which of those that went: they lie in one note, or have rare
    words in common. All with all would be too many, where a whole vault is new.
    """
    by_word: dict[tuple[str, str], list[int]] = {}
    by_path: dict[tuple[str, str], list[int]] = {}
    for place, (_, text) in enumerate(went):
        by_path.setdefault((text.tree, text.path), []).append(place)
        for word in text.words:
            by_word.setdefault((text.tree, word), []).append(place)
    for number, text in enumerate(came):
        places = set(by_path.get((text.tree, text.path), ()))
        lists = [by_word[key] for word in text.words if (key := (text.tree, word)) in by_word]
        for some in sorted(lists, key=len)[:_RARE]:
            places.update(some[:100])
        for place in sorted(places):
            yield number, place


def likeness(one: _Text, other: _Text) -> float:
    """0 to 1; 1 where they differ in signs only."""
    if one.options != other.options and one.numbers != other.numbers:
        return 0.0  # nobody corrects a 3 and all options: it is the next exercise
    if one.normal != other.normal and 4 * len(one.pairs & other.pairs) < len(one.pairs) + len(
        other.pairs
    ):
        return 0.0  # not even half of them are the same: seen in a fraction of the time
    stem = _ratio(one.normal, other.normal, (_ALIKE - 1 + _STEM) / _STEM)
    if not stem:
        return 0.0
    options = _ratio("\n".join(one.options), "\n".join(other.options), 0)
    return _STEM * stem + (1 - _STEM) * options


def _ratio(one: str, other: str, least: float) -> float:
    """How much of two texts is the same; 0 where it is not even `least`."""
    if one == other:
        return 1.0
    import difflib  # noqa: PLC0415  only where a question was corrected

    # Letter by letter, long texts take too long; there a word is as small as a correction is.
    long = max(len(one), len(other)) > _LONG
    parts = [text.split() if long else list(text) for text in (one, other)]
    matcher = difflib.SequenceMatcher(None, parts[0], parts[1], autojunk=False)
    if matcher.real_quick_ratio() < least or matcher.quick_ratio() < least:
        return 0.0
    found = matcher.ratio()
    return found if found >= least else 0.0


def normal(text: str) -> str:
    """Without its number, and without what is mended easily: case, spaces, signs.

    >>> normal("문제 3. **Which**  is it?"), normal("3.5 is what?")
    ('which is it', '3 5 is what')
    """
    composed = unicodedata.normalize("NFKC", text)
    number = _NUMBER.match(composed)
    rest = composed[number.end() :] if number else composed
    return _SIGNS.sub(" ", rest.casefold()).strip()


def _spaced(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).split())


def _digest(*parts: str) -> str:
    return hashlib.blake2b("\n".join(parts).encode(), digest_size=5).hexdigest()
