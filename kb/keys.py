"""Which pages must be made again.

In: the network of notes, and what is known of each. Out: for every page a key that changes
whenever something that it shows does.

A key may also change where the page does not: then it is made for nothing, and not written.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from kb import __version__
from kb.link import neighbours
from kb.made import Batch, Made, MadeKind
from kb.model import Network, Section, Site
from kb.names import Language, NotePath, Slug, Url
from kb.render import ENTRIES, counterparts, newest_notes
from kb.runs import Runs
from kb.store import digest
from kb.workspace import Known

_NOTHING_RAN = Runs()
_encode = msgspec.msgpack.Encoder().encode


class Keys:
    def __init__(
        self,
        network: Network,
        known: Mapping[NotePath, Known],
        shell: str,
        site_url: str,
        world: str = "",
        *,
        runs: Runs = _NOTHING_RAN,
    ) -> None:
        """`shell` is a digest of what stands around every page, `world` one of what pages can show
        of other notes; '' where nobody knows.
        """
        ids = _encode(network.quizzes)
        self.world = digest(world, shell, site_url, __version__, ids) if world else ""
        """While it is as it was, so are contexts and batches."""
        self._site_url = site_url
        self._network = network
        self._known = known
        self._runs = runs
        self._shell = shell
        self._hoods: dict[NotePath, str] = {}
        self._leading: dict[NotePath, str] = {}
        self._texts: dict[NotePath, str] = {}

    # Made when they are asked for: after most edits nobody asks.

    @cached_property
    def _around(self) -> dict[str, bytes]:
        return surroundings(self._network.site)

    @cached_property
    def _tags(self) -> dict[tuple[Language, str], bytes]:
        return _tag_digests(self._network.site)

    @cached_property
    def _near(self) -> dict[NotePath, dict[NotePath, None]]:
        return {path: neighbours(self._network, path) for path in self._network.linked}

    @cached_property
    def _faces(self) -> dict[NotePath, bytes]:
        return {path: self._face(path) for path in self._network.linked}

    def _face(self, path: NotePath) -> bytes:
        """What other pages show of a note, and which notes it leads to."""
        place = self._network.site.places[path]
        return _encode((place.url, place.title, place.language, tuple(self._near[path])))

    def _text(self, path: NotePath) -> tuple[object, ...]:
        """What a page shows of a note that it embeds."""
        place, known = self._network.site.places[path], self._known[path]
        names = place.url, place.title, place.language
        targets = self._network.linked[path].targets
        quizzes = self._network.quizzes.get(path, ())
        return names, known.outline_digest, targets, self._run(path), quizzes

    def _hood(self, path: NotePath) -> str:
        """What a page shows of the notes around a neighbour: they may be related to its own."""
        known = self._hoods.get(path)
        if known is None:
            places = (self._network.site.places[each] for each in self._near[path])
            names = [(place.url, place.title, place.language) for place in places]
            known = self._hoods[path] = digest(_encode(names))
        return known

    def note(self, path: NotePath, context: str) -> str:
        """Of a note's page; `context` is that of the note."""
        embeds = self._network.embeds.get(path)
        own = [context, self._known[path].outline_digest]
        if path in self._runs.notes:
            own.append(self._run(path))
        if asked := self._network.quizzes.get(path):
            own += asked
            own += [url for ways in counterparts(self._network, path) for _, url in ways]
        if embeds is not None:
            own.append(digest(_encode((embeds.parts, [self._text(note) for note in embeds.notes]))))
        key = self._texts[path] = digest(*own)
        return key

    def questions(self, path: NotePath, context: str) -> str:
        """Of the data of a note's questions, which are a part of its page."""
        own = self._texts.get(path) or self.note(path, context)
        return digest(own, self._banks[self._network.site.places[path].tree.language])

    def _run(self, path: NotePath) -> str:
        """What a page shows of what its snippets gave."""
        ran = self._runs.notes.get(path)
        if ran is None:
            return ""
        # Tracebacks name lines of other notes.
        others = {
            piece.path: piece.snippet.line for piece in self._runs.plans[path].library.values()
        }
        return digest(ran.digest, _encode(others))

    def context(self, path: NotePath) -> str:
        """Of what a note's page shows beside texts: a part of the key that the world decides."""
        site = self._network.site
        place, outline = site.places[path], site.outlines[path]
        language = place.tree.language
        folder = path.rpartition("/")[0]
        own = place.address.rstrip("/") if place.address.endswith("/") else None
        parts: list[object] = [
            self._shell,
            self._faces[path],
            self._network.linked[path].targets,
            self._around.get(f"{language}:{folder}", b""),
        ]
        if own is not None or place.address == "":
            parts.append(self._around.get(f"{language}:{own or ''}*", b""))
        if outline.front_matter.tags or outline.tags:
            parts += [self._tags[language, key] for key in outline.distinct_tags()]
        for mention in self._network.mentions.get(path, ()):
            parts += mention.words, self._faces[mention.source]
        near = self._near[path]
        if near:
            parts += map(self._faces.__getitem__, near)
            parts += map(self._hood, near)
            sources = (link.source for link in self._network.backlinks.get(path, ()))
            parts += (self._known[source].links_digest for source in dict.fromkeys(sources))
        return digest(_encode(parts))

    def batch(self, batch: Batch) -> str:
        """Of all that is in a batch: it changes whenever the key of one of these does."""
        language, kind = batch.tree.language, batch.kind
        own = digest(self._shell, kind, language)
        if kind is MadeKind.FOLDER:
            start = f"{language}:"
            around = b"".join(
                shown for name, shown in self._around.items() if name.startswith(start)
            )
            return digest(own, around, self._names[language], self._days[language])
        if kind is MadeKind.TAGS:
            tags = (shown for (code, _), shown in self._tags.items() if code == language)
            return digest(own, self._tag_tree, b"".join(tags))
        if kind is MadeKind.ALIAS:
            # The default tree leads into the others as well.
            return digest(__version__, self._site_url, own, self._choices, *self._names.values())
        if kind is MadeKind.REDIRECT:
            site = self._network.site
            redirects = _encode((site.redirects, self._site_url))
            return digest(__version__, redirects, self._names[language])
        return self._index(kind, own, language)

    def made(self, made: Made) -> str:
        """Of a page or file that we make."""
        site, language, kind = self._network.site, made.tree.language, made.kind
        if kind is MadeKind.REDIRECT:
            return self._redirect(NotePath(made.name))
        if kind is MadeKind.ALIAS:
            paths = site.aliases[language, Slug(made.name)]
            if len(paths) == 1:
                return self._redirect(paths[0])
            return digest(self._shell, made.file, *map(self._choice, paths))
        own = digest(self._shell, kind, made.file, made.name, str(made.number))
        if kind is MadeKind.FOLDER:
            name = f"{language}:{made.name}"
            shown = digest(own, self._around[name], self._around[f"{name}*"])
            # The start page shows what has changed of late.
            return (
                shown if made.name else digest(shown, self._names[language], self._days[language])
            )
        if kind is MadeKind.TAGS:
            keys = site.tag_pages[int(made.name)].keys
            tags = b"".join(self._tags[language, key] for key in keys)
            return digest(own, self._tag_tree, tags)
        return self._index(kind, own, language)

    def _index(self, kind: MadeKind, own: str, language: Language) -> str:
        """Of a list of all notes, or data of them."""
        if kind in {MadeKind.QUIZ, MadeKind.QUESTIONS}:
            return digest(own, self._asking.get(language, ""))
        names, days = self._names[language], self._days[language]
        if kind is MadeKind.LINKS:
            return digest(own, self._all_faces)
        if kind is MadeKind.NOTES:
            return digest(own, names, self._tag_tree)
        if kind is MadeKind.ALL:
            return digest(own, names)
        if kind is MadeKind.CHANGES:
            return digest(own, self._site_url, names, days)
        if kind is MadeKind.FEED:
            return digest(own, __version__, self._site_url, names, days, self._newest(language))
        return own

    @cached_property
    def _banks(self) -> dict[Language, Url]:
        """Where the bank of each tree lies, or would lie."""
        site = self._network.site
        return {tree.language: site.section_url(tree, Section.QUIZ) for tree in site.trees}

    @cached_property
    def _asking(self) -> dict[Language, str]:
        """What the bank shows of the notes of a tree that have questions; most trees have none."""
        site = self._network.site
        shown: dict[Language, list[object]] = {}
        for path, ids in self._network.quizzes.items():
            place, outline = site.places[path], site.outlines[path]
            language = place.tree.language
            tags = [site.tags[language, key] for key in outline.distinct_tags()]
            names = [(tagged.name, tagged.url) for tagged in tags]
            own = place.url, place.title, place.language
            asked = [(quiz.stem, quiz.language, quiz.several) for quiz in outline.quizzes]
            shown.setdefault(language, []).append((own, names, ids, asked))
        return {language: digest(_encode(notes)) for language, notes in shown.items()}

    def _newest(self, language: Language) -> bytes:
        """What a feed says of its notes beside names and days."""
        if not self._site_url:
            return b""
        site = self._network.site
        tree = next(tree for tree in site.trees if tree.language == language)
        return b"".join(self._choice(path) for _, path in newest_notes(site, tree, ENTRIES))

    def _redirect(self, path: NotePath) -> str:
        """Of all that lead to a note: the theme does not stand around them, and there may be
        thousands.
        """
        known = self._leading.get(path)
        if known is None:
            place = self._network.site.places[path]
            shown = (place.url, place.title, place.language)
            known = self._leading[path] = digest(__version__, self._site_url, *shown)
        return known

    def _choice(self, path: NotePath) -> bytes:
        """What a reader who has to choose is shown of a note."""
        outline = self._network.site.outlines[path]
        tags = (outline.front_matter.tags, outline.tags, outline.front_matter.hide)
        aliases = tuple(alias.name for alias in outline.front_matter.aliases)
        return _encode((outline.description, tags, aliases, self._faces[path]))

    @cached_property
    def _choices(self) -> bytes:
        """Of all notes that share an alias."""
        several = (paths for paths in self._network.site.aliases.values() if len(paths) > 1)
        return b"".join(
            map(self._choice, dict.fromkeys(path for paths in several for path in paths))
        )

    @cached_property
    def _tag_tree(self) -> str:
        """Which tags there are and which notes have them, but not what these are called."""
        site = self._network.site
        return digest(_encode((list(site.tags.values()), site.tag_pages)))

    @cached_property
    def _all_faces(self) -> str:
        return digest(*self._faces.values())

    @cached_property
    def _names(self) -> dict[Language, str]:
        """What the notes of each tree are called, and where they lie."""
        site = self._network.site
        return self._by_tree(
            (place.url, place.title, place.language, [alias.name for alias in front.aliases])
            for place, front in (
                (site.places[path], outline.front_matter) for path, outline in site.outlines.items()
            )
        )

    @cached_property
    def _days(self) -> dict[Language, str]:
        """When they were made and changed."""
        return self._by_tree(
            (outline.front_matter.created, outline.front_matter.modified)
            for outline in self._network.site.outlines.values()
        )

    def _by_tree(self, shown: Iterable[object]) -> dict[Language, str]:
        """A digest for each tree of something for each note."""
        site = self._network.site
        found: dict[Language, list[object]] = {tree.language: [] for tree in site.trees}
        for path, value in zip(site.outlines, shown, strict=True):
            found[site.places[path].tree.language].append(value)
        return {language: digest(_encode(values)) for language, values in found.items()}


def _tag_digests(site: Site) -> dict[tuple[Language, str], bytes]:
    """Where a tag leads, and who has it."""
    names = {
        path: f"{place.url}\n{place.title}\n{place.language}" for path, place in site.places.items()
    }
    return {
        key: _encode((tagged.name, tagged.url, [names[path] for path in tagged.notes]))
        for key, tagged in site.tags.items()
    }


def surroundings(site: Site) -> dict[str, bytes]:
    """For each folder, by `language:name`, what a page within it shows of it; with `*` its list."""
    found: dict[str, bytes] = {}
    for (language, name), folder in site.folders.items():
        above = found.get(f"{language}:{name.rpartition('/')[0]}", b"") if name else b""
        found[f"{language}:{name}"] = above + _encode((folder.title, folder.url))
        found[f"{language}:{name}*"] = _encode(
            (
                [
                    (place.title, place.url, place.language)
                    for place in (site.places[path] for path in folder.notes)
                ],
                [
                    (inner.title, inner.url, inner.count)
                    for inner in (site.folders[language, sub] for sub in folder.folders)
                ],
            )
        )
    return found
