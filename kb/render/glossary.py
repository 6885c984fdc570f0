"""The glossary: every term in both languages, as a page for readers and as data for the script
that explains terms where they stand.

In: a site with its glossary, and a tree. Out: `Page`s, by the letters of the tree's language; JSON.

    glossary.json  {"pages": [URL ...], "foreign": code,
                    "terms": [[[Korean term ...], [foreign term ...], known, index of page, id]
                              ...]}

URLs are relative to that of `glossary.json`: of the note that is called so, and the id is ''; else
of the glossary's page that has the entry. `known` is 1 where a note is called so.
"""

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from markupsafe import escape
from msgspec import Struct

from kb.letters import index_order
from kb.model import Page, Section, Site, TermPair, Tree
from kb.names import Language, NotePath, Url, relative_url
from kb.render.explained import glossary_file
from kb.render.lettered import (
    anchors_bar,
    by_letter,
    count_all,
    letter_anchor,
    letter_words,
    letters_bar,
)
from kb.render.long_lists import ListPart, cut, part_jumps, part_page, parts_by_name
from kb.render.remembered import remembered
from kb.render.ways import above, count, note_link, ways, word
from kb.strings import mark, translate
from kb.words import sounds_like, term_key

ONE_PAGE = 400
"""So many entries stand on one page; more have a page for each letter."""
NOTES = 3
"""So many notes of an entry are named."""
TELLING = 3
"""A Korean term of so many syllables is explained to readers, and a foreign one of several words;
a shorter one only where a note is called so: to mark every word makes none stand out."""
SPOKEN = 0.7
"""What sounds so alike is one word in two scripts: it needs no explanation either."""
MOST_EXPLAINED = 30
"""Characters of a term that is explained: what is longer explains itself."""

KOREAN = Language("ko")


class _Entry(Struct, frozen=True):
    """A term of the language that a tree is sorted by, and what it is in the other."""

    key: str
    pairs: tuple[TermPair, ...]
    order: tuple[int, bytes, str]
    term: str

    @property
    def notes(self) -> tuple[NotePath, ...]:
        return tuple(dict.fromkeys(use.path for pair in self.pairs for use in pair.uses))

    @property
    def note(self) -> NotePath:
        """That is called so."""
        return next((pair.note for pair in self.pairs if pair.note), NotePath(""))


def glossary_parts(site: Site, tree: Tree) -> Iterator[ListPart]:
    """Every page of the glossary, the overview first; none where no note gives a term."""
    letters = _by_letter(site, tree)
    if not letters:
        return
    yield ListPart("")
    if count_all(letters) > ONE_PAGE:
        yield from parts_by_name(letters, _size)


def render_glossary(site: Site, tree: Tree, part: ListPart) -> Page:
    return _Rendering(site, tree, part).page()


class _Rendering:
    def __init__(self, site: Site, tree: Tree, part: ListPart) -> None:
        self.site = site
        self.tree = tree
        self.part = part
        self.url = site.section_url(tree, Section.GLOSSARY, part.rest)
        self.letters = _by_letter(site, tree)

    def page(self) -> Page:
        title, html = self._letter() if self.part.name else self._overview()
        return part_page(self.site, self.tree, Section.GLOSSARY, self.part, title=title, html=html)

    def _overview(self) -> tuple[str, str]:
        title = translate(self.tree.language, mark("Glossary"))
        said = word(
            self.tree,
            mark("Terms that the notes give in two languages, and the notes that give them."),
        )
        html = f'<h1 id="kb-title">{escape(title)}</h1>\n' + ways(self.site, self.tree, self.url)
        html += f"<p>{said}</p>\n"
        if count_all(self.letters) > ONE_PAGE:
            return title, html + self._bar()
        html += anchors_bar(self.tree, self.letters)
        for letter, entries in self.letters.items():
            heading = escape(letter_words(self.tree, letter))
            html += f'<h2 id="{letter_anchor(letter)}">{heading}</h2>\n{self._list(entries)}'
        return title, html

    def _letter(self) -> tuple[str, str]:
        letter, number = self.part.name, self.part.number
        title = translate(self.tree.language, mark("Glossary: {letter}"))
        title = title.replace("{letter}", letter_words(self.tree, letter))
        own = self.letters[letter]
        cuts = [0, *cut(map(_size, own)), len(own)]
        urls = [self._url(ListPart(letter, other)) for other in range(1, len(cuts))]
        parts = part_jumps(self.tree, urls, self.url)
        html = above(self.site, self.tree, Section.GLOSSARY, self.url)
        html += f'<h1 id="kb-title">{escape(title)}</h1>\n' + self._bar() + parts
        return title, html + self._list(own[cuts[number - 1] : cuts[number]]) + parts

    def _bar(self) -> str:
        return letters_bar(self.site, self.tree, Section.GLOSSARY, self.part, self.letters)

    def _url(self, part: ListPart) -> Url:
        return self.site.section_url(self.tree, Section.GLOSSARY, part.rest)

    def _list(self, entries: Iterable[_Entry]) -> str:
        return f'<ul class="kb-terms">\n{"".join(map(self._entry, entries))}</ul>\n'

    def _entry(self, entry: _Entry) -> str:
        own, other = _languages(self.site, self.tree)
        terms = _spellings(entry.pairs, own)
        others = [self._other(pair, own, other) for pair in entry.pairs]
        rest = [self._word(term, own, "kb-terms__also") for term in terms[1:]]
        head = self._word(entry.term, own, "kb-terms__term")
        if entry.note:
            place = self.site.seen[self.tree.language][entry.note]
            head = f'<a href="{escape(relative_url(place.url, self.url))}">{head}</a>'
        return (
            f'<li id="{escape(_anchor(entry.key))}"><p>{" ".join([head, *rest])}\n'
            f'<span class="kb-terms__other">{", ".join(others)}</span></p>\n'
            f"{self._notes(entry)}</li>\n"
        )

    def _other(self, pair: TermPair, own: Language, other: Language) -> str:
        """What it is in the other language; abbreviations are those of the foreign term."""
        shown = self._word(_spellings([pair], other)[0], other)
        short = ", ".join(self._word(each, _foreign(self.site)) for each in pair.short)
        return f"{shown} ({short})" if short and own == KOREAN else shown

    def _word(self, term: str, language: Language, name: str = "") -> str:
        kind = f' class="{name}"' if name else ""
        lang = f' lang="{escape(language)}"' if language != self.tree.language else ""
        return f"<span{kind}{lang}>{escape(term)}</span>" if kind or lang else str(escape(term))

    def _notes(self, entry: _Entry) -> str:
        """The notes that give it."""
        seen = self.site.seen[self.tree.language]
        # A note and its translation are one page of a tree.
        notes = list({seen[path].url: seen[path] for path in entry.notes}.values())
        links = [note_link(place, self.tree, self.url) for place in notes[:NOTES]]
        more = len(notes) - len(links)
        rest = ""
        if more:
            said = translate(self.tree.language, mark("and {count} more"))
            rest = f' <span class="kb-quiet">{escape(said.replace("{count}", str(more)))}</span>'
        number = count(self.tree, len(notes))
        return f'<p class="kb-terms__notes">{number} {" · ".join(links)}{rest}</p>'


def glossary_data(site: Site, tree: Tree) -> bytes:
    """The terms that are explained to readers."""
    file = Url(glossary_file(tree))
    own, _ = _languages(site, tree)
    seen = site.seen[tree.language]
    entries = _entry_pages(site, tree)
    pages: dict[Url, int] = {}
    found = []
    for pair in site.glossary.pairs:
        korean, foreign = _by_key(pair.korean), _by_key((*pair.foreign, *pair.short))
        known = bool(pair.note)
        spoken = sounds_like(korean[0], foreign[0]) >= SPOKEN  # it is read as it is written
        telling = (_is_telling(term, known=known) for term in (*korean, *foreign))
        if (known or not spoken) and any(telling):
            key = term_key(_spellings([pair], own)[0])
            url = seen[pair.note].url if pair.note else entries[key]
            page = pages.setdefault(Url(relative_url(url, file)), len(pages))
            anchor = "" if pair.note else _anchor(key)
            found.append((korean, foreign, int(known), page, anchor))
    return msgspec.json.encode({"pages": list(pages), "foreign": _foreign(site), "terms": found})


def _is_telling(term: str, *, known: bool) -> bool:
    """Whether it can hardly be anything else where it stands in a text; the script asks so too."""
    if not 1 < len(term) <= MOST_EXPLAINED:
        return False
    if term.isascii():
        return known or " " in term
    return known or sum("가" <= character <= "힣" for character in term) >= TELLING


def _by_key(terms: Iterable[str]) -> list[str]:
    """One spelling of each."""
    found: dict[str, str] = {}
    for term in terms:
        found.setdefault(term_key(term), term)
    return list(found.values())


def _foreign(site: Site) -> Language:
    """What the terms are written in that are not Korean."""
    codes = (tree.language for tree in site.trees if tree.language != KOREAN)
    return next(codes, Language("en"))


def _languages(site: Site, tree: Tree) -> tuple[Language, Language]:
    """What a tree's glossary is sorted by, and the other."""
    foreign = _foreign(site)
    return (KOREAN, foreign) if tree.language == KOREAN else (foreign, KOREAN)


def _spellings(pairs: Iterable[TermPair], language: Language) -> list[str]:
    """Of one side of all pairs, each once."""
    sides = (pair.korean if language == KOREAN else pair.foreign for pair in pairs)
    return _unlike(term for side in sides for term in side)


def _unlike(terms: Iterable[str]) -> list[str]:
    """Those that differ by more than case and plural."""
    found: dict[str, str] = {}
    for term in terms:
        key = term_key(term) if term.isascii() else term
        found.setdefault(key, term)
    return list(found.values())


@remembered
def _by_letter(site: Site, tree: Tree) -> dict[str, list[_Entry]]:
    own, _ = _languages(site, tree)
    by_key: dict[str, list[TermPair]] = {}
    for pair in site.glossary.pairs:
        by_key.setdefault(term_key(_spellings([pair], own)[0]), []).append(pair)
    entries = []
    for key, pairs in by_key.items():
        pairs.sort(key=lambda pair: -len(pair.uses))
        term = _spellings(pairs, own)[0]
        entries.append(_Entry(key, tuple(pairs), index_order(term, tree.language), term))
    entries.sort(key=lambda entry: (entry.order, entry.key))
    return by_letter(entries, tree.language)


@remembered
def _entry_pages(site: Site, tree: Tree) -> Mapping[str, Url]:
    """The page of each entry, by its key."""
    letters = _by_letter(site, tree)
    whole = count_all(letters) <= ONE_PAGE
    found = {}
    for letter, entries in letters.items():
        cuts = {} if whole else dict.fromkeys(cut(map(_size, entries)))
        part = ListPart("" if whole else letter)
        for index, entry in enumerate(entries):
            if index in cuts:
                part = ListPart(letter, part.number + 1)
            url = site.section_url(tree, Section.GLOSSARY, part.rest)
            found[entry.key] = url
    return found


def _size(entry: _Entry) -> int:
    """About how many bytes it takes in the list."""
    return 300 + 250 * min(len(entry.notes), NOTES) + 40 * len(entry.pairs)


def _anchor(key: str) -> str:
    return f"term-{key.replace(' ', '-')}"
