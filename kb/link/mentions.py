"""Names of notes that stand in the text of others without being links.

In: a network of notes, and what each says in words. Out: `Mention`s, one for each pair of notes, at
its first place; those come first that help the most.

A name is found through particles and spaces (경사 하강법을 is 경사하강법), the longest one first,
in the notes of its own tree. No mention is what a note calls itself, nor a note that it links to
already.
"""

import posixpath
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator

from msgspec import Struct

from kb.link.mention_names import Name, Names, is_hangul, means_note, names_of
from kb.link.places import stem_of
from kb.link.resolve import by_wiki_name
from kb.link.site_names import NOTE_SUFFIX
from kb.model import Mention, Network, Passage, Prose, Site
from kb.names import Language, NotePath, nfc, quote_path
from kb.parallel import spread
from kb.words import Token, fold, join, stems, tokens

CHUNK = 64
"""Notes that a worker takes at a time."""

_GAPS = frozenset({"", "-", "_", "\u2010", "\u00b7"})
"""What may stand between the words of a name, beside a space."""
_BINDS = frozenset("-_./@#:&=\\+'\u2019")
"""Between two letters they make one word of both: the `data` of `meta-data` is no name."""
_NOT_IN_LINK = frozenset("[]|#^\\")
"""What a name cannot hold between `[[` and `]]`."""

Found = tuple[int, int, int, str, bool]
"""A name by its number, line, column, the words, and whether they stand in a table."""


def find_mentions(
    network: Network,
    open_prose: Callable[[], Callable[[NotePath], Prose]],
    *,
    jobs: int = 1,
) -> tuple[Mention, ...]:
    """All mentions of a site; `open_prose` gives each process a function that loads a prose."""
    site = network.site
    tables = names_of(site)
    names = {name.number: name for table in tables.values() for name in table.by_key.values()}
    paths = list(site.outlines)
    chunks = [paths[start : start + CHUNK] for start in range(0, len(paths), CHUNK)]
    work = _Walk(network, open_prose, tables, chunks)
    walked: dict[int, list[tuple[set[int], list[Found]]]] = dict(
        spread(work, len(chunks), jobs, alone_below=5)
    )
    notes = [note for number in range(len(chunks)) for note in walked[number]]
    linking = Counter(
        {path: len({one.source for one in back}) for path, back in network.backlinks.items()}
    )
    standing = Counter(number for seen, _ in notes for number in seen)
    telling = {
        number
        for number, count in standing.items()
        if means_note(names[number], count, linking[names[number].target], len(paths))
    }
    mentions: list[tuple[tuple[int, int], Mention]] = []
    for source, (_, found) in zip(paths, notes, strict=True):
        named: set[NotePath] = set()
        for number, line, column, words, cell in found:
            target = names[number].target
            if number in telling and target not in named:
                named.add(target)
                mend = link_to(site, source, target, words, cell=cell)
                gain = linking[target], standing[number]
                mentions.append((gain, Mention(source, target, line, column, words, mend)))
    return _by_gain(mentions)


def _by_gain(mentions: list[tuple[tuple[int, int], Mention]]) -> tuple[Mention, ...]:
    """One of each target before the second of any: a link makes a note reachable, and the next
    adds less. Then those that the fewest notes lead to, and the rarest names, which are the surest.
    """
    told: Counter[NotePath] = Counter()
    ranked = []
    for _, mention in sorted(mentions, key=lambda each: each[0]):
        ranked.append((told[mention.target], mention))
        told[mention.target] += 1
    ranked.sort(key=lambda each: each[0])
    return tuple(mention for _, mention in ranked)


def link_to(site: Site, source: NotePath, target: NotePath, words: str, *, cell: bool) -> str:
    """What shows `words` in the note at `source` and leads to `target`."""
    if "#" not in words and by_wiki_name(site, source, words) == target:
        return f"[[{words}]]"
    bare = NOTE_SUFFIX.sub("", target)
    for name in (stem_of(target), bare):
        if by_wiki_name(site, source, name) == target and _NOT_IN_LINK.isdisjoint(name):
            return f"[[{name}\\|{words}]]" if cell else f"[[{name}|{words}]]"
    way = posixpath.relpath(target, posixpath.dirname(source) or ".")
    return f"[{words}]({quote_path(way)})"


class _Walk(Struct, frozen=True):
    """What a worker needs to walk chunks of notes."""

    network: Network
    open_prose: Callable[[], Callable[[NotePath], Prose]]
    tables: dict[Language, Names]
    chunks: list[list[NotePath]]

    def __call__(self) -> Callable[[int], tuple[int, list[tuple[set[int], list[Found]]]]]:
        prose_of = self.open_prose()

        def work(number: int) -> tuple[int, list[tuple[set[int], list[Found]]]]:
            return number, [self._one(path, prose_of(path)) for path in self.chunks[number]]

        return work

    def _one(self, path: NotePath, prose: Prose) -> tuple[set[int], list[Found]]:
        """Which names stand in a note, and the first place of each that it could link."""
        names = self.tables[self.network.site.places[path].tree.language]
        links = self.network.linked[path].targets
        known = {path, NotePath(""), *(target.path for target in links if target is not None)}
        seen: set[int] = set()
        found: list[Found] = []
        for passage in prose.passages:
            for name, start, words in names_in(passage, names):
                if name.number not in seen:
                    seen.add(name.number)
                    if name.target not in known:
                        column = passage.column + start
                        found.append((name.number, passage.line, column, words, passage.cell))
        return seen, found


def names_in(passage: Passage, names: Names) -> Iterator[tuple[Name, int, str]]:
    """Each name in a passage, where it begins, and its words."""
    text = nfc(passage.text)
    words = tokens(text)
    index, count, starts = 0, len(words), names.starts
    while index < count:
        word = words[index].text
        first = word[:2] if is_hangul(word[0]) else fold(word)
        found = _longest(text, words, index, names) if first in starts else None
        if found is None:
            index += 1
            continue
        name, last, end = found
        start = words[index].start
        yield name, _in_file(passage.text, text, start), text[start:end]
        index = last + 1


def _in_file(written: str, text: str, position: int) -> int:
    """Where in `written` stands what is at `position` in `text`, its composed form."""
    if written == text:
        return position
    return len(unicodedata.normalize("NFD", text[:position]))


def _longest(
    text: str, words: list[Token], index: int, names: Names
) -> tuple[Name, int, int] | None:
    """The longest name that begins with a word, its last word, and where it ends."""
    start = words[index].start
    if start and _is_bound(text, start - 1, start - 2):
        return None
    found = None
    key = ""
    for last in range(index, len(words)):
        token = words[last]
        if last > index:
            gap = text[words[last - 1].end : token.start]
            if not (gap.isspace() or gap in _GAPS):
                break
        following = words[last + 1].start if last + 1 < len(words) else -1
        word, *others = stems(token.text)
        whole = [word] if _ends(text, token.end, following) else []
        for stem in (*whole, *reversed(others)):
            name = names.by_key.get(join(key, stem))
            end = token.start + len(stem)
            if name is not None and (not name.single or _is_spelt(text[start:end], name)):
                found = name, last, end
                break
        key = join(key, token.text)
        if key not in names.beginnings:
            break
    return found


def _is_bound(text: str, sign: int, beyond: int) -> bool:
    """Whether a sign beside a word binds it to what stands beyond."""
    return text[sign] in _BINDS and 0 <= beyond < len(text) and text[beyond].isalnum()


def _ends(text: str, end: int, following: int) -> bool:
    """Whether a word that ends there is the whole of what stands there."""
    return following != end and not (end < len(text) and _is_bound(text, end, end + 1))


def _is_spelt(word: str, name: Name) -> bool:
    """With the capitals of the name, but for the first letter: a sentence may begin with it."""
    if word in name.spellings:
        return True
    return word[1:].islower() and word[:1].swapcase() + word[1:] in name.spellings
