"""The glossary: terms of all notes in two languages.

In: a site. Out: pairs of terms, each with all its spellings and the places that give it.

What a note says with certainty decides what others mean: where one writes `학습률(Learning Rate)`
with nothing before it, the 모델 of `모델 학습률(Learning Rate)` is no part of the term. What stays
uncertain is left out.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from kb.link.term_slips import find_slips
from kb.link.term_words import (
    foreign_ends,
    in_foreign_text,
    is_abbreviation,
    is_foreign_term,
    is_title,
    may_stand_alone,
    read_term,
)
from kb.model import Glossary, Site, Term, TermPair, TermUse
from kb.names import NotePath, nfc
from kb.words import sounds_like, term_key

LABEL = 4
"""A foreign word with so many Korean terms, none of which is usual, is no term but a label, as the
name of a site is behind the words of a link."""
OFTEN = 3
"""A usual one has at least one in so many of its places."""

_encode = msgspec.msgpack.Encoder().encode

Key = tuple[str, str]
"""The `term_key` of a Korean term, and of a foreign one."""


class Place(Struct, frozen=True, array_like=True, dict=True):
    """A term where a note gives it, once it is known which words it has."""

    use: TermUse
    korean: str
    foreign: str
    short: str = ""
    within: bool = False
    """The foreign term stands before the parenthesis."""

    @cached_property
    def key(self) -> Key:
        return _key(self.korean, self.foreign)

    @cached_property
    def ends(self) -> tuple["Place", ...]:
        """The same with fewer words before it, the last word alone first."""
        whole = self.foreign if self.within else self.korean
        words = whole.split(" ")
        return tuple(
            self._ending(" ".join(words[first:]), whole) for first in range(len(words) - 1, 0, -1)
        )

    def _ending(self, end: str, whole: str) -> "Place":
        use = replace(self.use, start=self.use.start + len(whole) - len(end))
        if self.within:
            return replace(self, use=use, foreign=end)
        return replace(self, use=use, korean=end)


class _Uncertain(Struct, frozen=True, dict=True):
    """A term of which its note does not tell where it begins."""

    path: NotePath
    index: int
    """Among the terms of its note."""
    term: Term
    options: tuple[str, ...]
    """What its Korean words may be."""

    @cached_property
    def keys(self) -> tuple[Key, ...]:
        """Of `options`, with all foreign words."""
        return tuple(_key(option, self.term.foreign) for option in self.options)

    @cached_property
    def readings(self) -> tuple[tuple[Key, str, str], ...]:
        """What it may be, with the key of each."""
        return tuple(
            (_key(option, foreign), option, foreign)
            for option in self.options
            for foreign in foreign_ends(self.term)
        )


def _place(path: NotePath, index: int, given: Term, korean: str, foreign: str) -> Place:
    own, whole = (foreign, given.foreign) if given.within else (korean, given.korean)
    use = TermUse(path, index, len(whole) - len(own))
    return Place(use, korean, foreign, given.short, given.within)


def _key(korean: str, foreign: str) -> Key:
    return term_key(korean), term_key(foreign)


def make_glossary(site: Site, in_texts: Iterable[Place] | None = None) -> Glossary:
    """`in_texts` is what `places_in_texts` gives, where that is known."""
    pairs = find_pairs(site, in_texts)
    return Glossary(_encode(pairs) if pairs else b"", tuple(find_slips(pairs)))


def find_pairs(site: Site, in_texts: Iterable[Place] | None = None) -> tuple[TermPair, ...]:
    """All pairs, in the order in which they are first given."""
    found: dict[Key, list[Place]] = {}
    for place in (*_titles(site), *(places_in_texts(site) if in_texts is None else in_texts)):
        found.setdefault(place.key, []).append(place)
    return tuple(_pair(site, places) for places in found.values())


def places_in_texts(site: Site) -> tuple[Place, ...]:
    """Where texts give terms: it depends on `Outline.terms` and `Outline.measured` alone."""
    return tuple(_without_labels(_places(site)))


def _places(site: Site) -> list[Place]:
    """What notes give in their texts."""
    certain: list[Place] = []
    rest: list[_Uncertain] = []
    for path, outline in site.outlines.items():
        if outline.terms:
            sure, unsure = _given(path, outline.terms, outline.measured)
            certain += sure
            rest += unsure
    certain = _shortened(certain)
    order = {path: number for number, path in enumerate(site.outlines)}
    places = [*certain, *_settle(certain, rest)]
    return sorted(places, key=lambda place: (order[place.use.path], place.use.index))


# While a vault is open, one note after the other changes what it gives.
@lru_cache(maxsize=1 << 16)
def _given(
    path: NotePath, terms: tuple[Term, ...], measured: str
) -> tuple[tuple[Place, ...], tuple[_Uncertain, ...]]:
    """What is certain by a note alone, and what is not."""
    certain: list[Place] = []
    rest: list[_Uncertain] = []
    for index, given in enumerate(terms):
        led = in_foreign_text(given) if given.within and measured != "ko" else None
        term = led or given
        if not is_foreign_term(term.foreign):
            continue
        said = read_term(term, alone=led is not None)
        if said is None:
            continue
        if said.certain:
            certain.append(_place(path, index, given, said.options[0], term.foreign))
        else:
            rest.append(_Uncertain(path, index, term, said.options))
    return tuple(certain), tuple(rest)


def _shortened(places: list[Place]) -> list[Place]:
    """Without words before a term that other notes do not have there."""
    counts = Counter(place.key for place in places)
    return [
        next((end for end in place.ends if 2 * counts[end.key] >= counts[place.key]), place)
        for place in places
    ]


def _settle(certain: Iterable[Place], rest: list[_Uncertain]) -> Iterator[Place]:
    """What is uncertain in one note and is said by another, or by two in the same way."""
    known = Counter(place.key for place in certain)
    likely: dict[Key, set[NotePath]] = defaultdict(set)
    for one in rest:
        if not one.term.within:
            for key in one.keys:
                likely[key].add(one.path)
    for one in rest:
        term = one.term
        key, korean, foreign = max(one.readings, key=lambda reading: known[reading[0]])
        if known[key]:
            yield _place(one.path, one.index, term, korean, foreign)
        elif not term.within:
            # Of what two notes say alike, the most words.
            options = zip(one.options, one.keys, strict=True)
            shared = [option for option, key in options if len(likely[key]) > 1]
            korean = max(shared, key=len, default="")
            if korean and len(korean) >= len(one.options[0]) and may_stand_alone(term, korean):
                yield _place(one.path, one.index, term, korean, term.foreign)


def _without_labels(places: list[Place]) -> Iterator[Place]:
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for place in places:
        korean, foreign = place.key
        counts[foreign][korean] += 1
    labels = {
        foreign
        for foreign, own in counts.items()
        if len(own) >= LABEL and max(own.values()) * OFTEN < own.total()
    }
    for place in places:
        korean, foreign = place.key
        if foreign not in labels or sounds_like(korean, foreign) > 0.7:
            yield place


def _titles(site: Site) -> Iterator[Place]:
    """The titles of a note and of its translations."""
    for paths in dict.fromkeys(site.translations.values()):
        titles = [nfc(site.places[path].title).strip() for path in paths]
        for path, title in zip(paths, titles, strict=True):
            if not _has_hangul(title) or not is_title(title):
                continue
            for other in titles:
                if not _has_hangul(other) and is_title(other) and is_foreign_term(other):
                    yield Place(TermUse(path, -1), title, other)


def _has_hangul(text: str) -> bool:
    return any("가" <= character <= "힣" for character in text)


def _pair(site: Site, places: list[Place]) -> TermPair:
    korean = _by_count(place.korean for place in places)
    foreign = _by_count(place.foreign for place in places)
    short = _by_count(place.short for place in places if place.short)
    uses = tuple(dict.fromkeys(place.use for place in places))
    for use in uses:
        if use.index < 0:
            also = _aliases(site, use.path)
            korean = _with(korean, filter(_has_hangul, also))
            foreign = _with(
                foreign,
                (name for name in also if not _has_hangul(name) and not is_abbreviation(name)),
            )
            short = _with(short, filter(is_abbreviation, also))
    return TermPair(korean, foreign, short, uses, _note(site, (*korean, *foreign)))


def _aliases(site: Site, path: NotePath) -> list[str]:
    """Other names of a note and of its translations."""
    fronts = (site.outlines[other].front_matter for other in site.versions(path))
    names = (nfc(alias.name).strip() for front in fronts for alias in front.aliases)
    return [name for name in names if is_title(name)]


def _with(spellings: tuple[str, ...], others: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*spellings, *others)))


def _by_count(spellings: Iterable[str]) -> tuple[str, ...]:
    """Each spelling once, those first that are written most often."""
    return tuple(spelling for spelling, _ in Counter(spellings).most_common())


def _note(site: Site, spellings: Iterable[str]) -> NotePath:
    """The note that has one of these names."""
    for spelling in spellings:
        paths = site.names.get(spelling.casefold(), ())
        if paths:
            return site.versions(paths[0])[0]
    return NotePath("")
