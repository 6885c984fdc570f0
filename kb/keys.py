"""Which pages must be made again.

In: the network of notes, and what is known of each. Out: for every page a key that changes
whenever something that it shows does.

A key may also change where the page does not: then it is made for nothing, and not written.
"""

from collections.abc import Mapping, Sequence
from functools import cached_property

import msgspec

from kb import __version__
from kb.link import neighbours
from kb.made import SWITCHED, Batch, Made, MadeKind, versions_of_made
from kb.model import Network, Section, stand_ins
from kb.names import Language, NotePath, Slug, Url
from kb.render import ENTRIES, counterparts, newest_notes
from kb.runs import Runs
from kb.seen import Seen, listed, surroundings, tag_digests, tag_urls
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
        self._leading: dict[NotePath, str] = {}
        self._texts: dict[NotePath, str] = {}

    # Made when they are asked for: after most edits nobody asks.

    @cached_property
    def _around(self) -> dict[str, bytes]:
        return surroundings(self._network.site)

    @cached_property
    def _tags(self) -> dict[tuple[Language, str], bytes]:
        return tag_digests(self._network.site)

    @cached_property
    def _near(self) -> dict[NotePath, dict[NotePath, None]]:
        return {path: neighbours(self._network, path) for path in self._network.linked}

    @cached_property
    def _trees(self) -> dict[Language, "Seen"]:
        site = self._network.site
        return {tree.language: Seen(site.seen[tree.language], self._near) for tree in site.trees}

    def _text(self, path: NotePath, language: Language) -> tuple[object, ...]:
        """What a page of a tree shows of a note that it embeds."""
        site, known = self._network.site, self._known[path]
        place = site.places[path]
        names = place.url, place.title, place.language
        linked = self._network.linked[path].targets
        targets: object = linked
        if place.tree.language != language:
            seen = site.seen[language]
            led = (each.path for each in linked if each is not None)
            targets = linked, [seen[each].url for each in led if each in seen]
        quizzes = self._network.quizzes.get(path, ())
        shown = known.outline_digest, self._original(path, language)
        return names, shown, targets, self._run(path), quizzes

    def _original(self, path: NotePath, language: Language) -> tuple[object, ...]:
        """What a translation shows of the snippets of its original."""
        site = self._network.site
        first = site.versions(path)[0]
        if first == path or not stand_ins(site.outlines[path], site.outlines[first]):
            return ()
        return self._text(first, language)

    def note(self, path: NotePath, context: str, language: Language | None = None) -> str:
        """Of a note's page in its own tree, or that of `language`; `context` is of the same."""
        embeds = self._network.embeds.get(path)
        own = [context, self._known[path].outline_digest]
        if path in self._runs.notes:
            own.append(self._run(path))
        if translated := self._network.translated.get(path):
            # What it leads to are headings of the original.
            place = self._network.site.places[translated.original]
            face = self._known[translated.original].face_digest
            own.append(digest(_encode((translated, face, place.url, place.title))))
        if asked := self._network.quizzes.get(path):
            own += asked
            own += [url for ways in counterparts(self._network, path) for _, url in ways]
        home = self._network.site.places[path].tree.language
        if embeds is not None:
            texts = [self._text(note, language or home) for note in embeds.notes]
            own.append(digest(_encode((embeds.parts, texts))))
        if path in self._network.site.translations:
            shown = self._original(path, language or home)
            own += [digest(_encode(shown))] if shown else []
        key = digest(*own)
        if language is None or language == home:
            self._texts[path] = key
        return key

    def questions(self, paths: Sequence[NotePath]) -> str:
        """Of the data of the questions of notes, which are a part of their pages; the keys of
        these have been asked for.
        """
        bank = self._banks[self._network.site.places[paths[0]].tree.language]
        return digest(bank, *map(self._texts.__getitem__, paths))

    def _run(self, path: NotePath) -> str:
        """What a page shows of what its snippets gave."""
        ran = self._runs.notes.get(path)
        if ran is None:
            return ""
        # Tracebacks name lines of other notes.
        plan = self._runs.plans[path].whole
        others = {piece.path: piece.snippet.line for piece in plan.library.values()}
        return digest(ran.digest, _encode(others))

    def context(self, path: NotePath, language: Language | None = None) -> str:
        """Of what a note's page shows beside texts: a part of the key that the world decides. In
        its own tree, or in that of `language`.
        """
        site = self._network.site
        outline, home = site.outlines[path], site.places[path]
        language = language or home.tree.language
        seen = self._trees[language]
        place = seen.places[path]
        folder = path.rpartition("/")[0]
        own = place.address.rstrip("/") if place.address.endswith("/") else None
        parts: list[object] = [
            self._shell,
            seen.faces[path],
            self._network.linked[path].targets,
            self._around.get(f"{language}:{folder}", b""),
        ]
        if own is not None or place.address == "":
            parts.append(self._around.get(f"{language}:{own or ''}*", b""))
        if outline.front_matter.tags or outline.tags:
            parts += [self._tags[language, key] for key in outline.distinct_tags()]
            if place is not home:
                # What is related is chosen in its own tree, by titles there.
                own_tags = [(home.tree.language, key) for key in outline.distinct_tags()]
                parts += [self._tags[tag] for tag in own_tags]
                parts += [seen.tagged(tag, site.tags[tag].notes) for tag in own_tags]
        for mention in self._network.mentions.get(path, ()):
            parts += mention.words, seen.faces[mention.source]
        if len(site.trees) > 1:
            parts += [each.places[path] for each in self._trees.values()]
            # Which headings correspond.
            if others := site.translations.get(path):
                parts += [self._known[each].face_digest for each in others if each != path]
        if place is not home:
            # Its links lead to what the tree has, and to the same heading there.
            for target in self._network.linked[path].targets:
                if target is not None and target.anchor and target.path in site.translations:
                    parts += [self._known[each].face_digest for each in site.versions(target.path)]
        near = self._near[path]
        if near:
            parts += map(seen.faces.__getitem__, near)
            parts += map(seen.hood, near)
            if place is not home:
                own_tree = self._trees[home.tree.language]
                parts += map(own_tree.faces.__getitem__, near)
                parts += map(own_tree.hood, near)
            sources = (link.source for link in self._network.backlinks.get(path, ()))
            parts += (self._known[source].links_digest for source in dict.fromkeys(sources))
        return digest(_encode(parts))

    def batch(self, batch: Batch) -> str:
        """Of all that is in a batch: it changes whenever the key of one of these does."""
        language, kind = batch.tree.language, batch.kind
        own = digest(self._shell, kind, language)
        if kind is MadeKind.TRANSLATIONS:
            # Asked at every build: an edit changes the state of a translation, not the world.
            return digest(own, self.world or self._sets, self._states)
        if len(self._network.site.trees) > 1 and kind in SWITCHED:
            own = digest(own, self._pages)
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
            choices = (each for path in paths for each in site.versions(path))
            return digest(self._shell, made.file, *map(self._choice, choices))
        own = digest(self._shell, kind, made.file, made.name, str(made.number))
        if len(site.trees) > 1 and made.is_page:
            own = digest(own, _encode(versions_of_made(self._network, made)))
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
        if (shown_there := listed(self._network, made)) is not None:
            return digest(own, self._site_url, shown_there)
        return self._index(kind, own, language)

    @cached_property
    def _states(self) -> str:
        """How translations stand, without where in the text."""
        return digest(
            _encode(
                [
                    (path, own.original, own.state, len(own.changes))
                    for path, own in self._network.translated.items()
                ]
            )
        )

    @cached_property
    def _sets(self) -> str:
        """Which notes are translations of which, and what they are called."""
        return digest(_encode(self._network.site.translations), *self._names.values())

    @cached_property
    def _pages(self) -> str:
        """Which pages there are in every tree, beside those of notes."""
        site = self._network.site
        folders = [(*key, folder.index) for key, folder in site.folders.items()]
        lists = [*self._names.values(), *self._days.values(), *self._asking.values()]
        return digest(_encode((folders, site.tag_pages)), *lists)

    def _index(self, kind: MadeKind, own: str, language: Language) -> str:
        """Of a list of all notes, or data of them."""
        if kind in {MadeKind.QUIZ, MadeKind.QUESTIONS}:
            return digest(own, self._asking.get(language, ""))
        if kind is MadeKind.TRANSLATIONS:
            return digest(own, self._sets, self._states)
        if kind in {MadeKind.GLOSSARY, MadeKind.TERMS}:
            return digest(own, self._network.site.glossary.packed, *self._names.values())
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
            shown.setdefault(language, []).append((path, own, names, ids, asked))
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
            places = (shown[path] for shown in self._network.site.seen.values())
            names = [(place.url, place.title, place.language) for place in places]
            known = self._leading[path] = digest(_encode((__version__, self._site_url, names)))
        return known

    def _choice(self, path: NotePath) -> bytes:
        """What a reader who has to choose is shown of a note."""
        outline = self._network.site.outlines[path]
        tags = (outline.front_matter.tags, outline.tags, outline.front_matter.hide)
        aliases = tuple(alias.name for alias in outline.front_matter.aliases)
        faces = [seen.faces[path] for seen in self._trees.values()]
        leads = tag_urls(self._network.site, path)
        return _encode((outline.description, tags, aliases, faces, leads))

    @cached_property
    def _choices(self) -> bytes:
        """Of all notes that share an alias."""
        several = (paths for paths in self._network.site.aliases.values() if len(paths) > 1)
        return b"".join(
            map(
                self._choice,
                dict.fromkeys(
                    version
                    for paths in several
                    for path in paths
                    for version in self._network.site.versions(path)
                ),
            )
        )

    @cached_property
    def _tag_tree(self) -> str:
        """Which tags there are and which notes have them, but not what these are called."""
        site = self._network.site
        return digest(_encode((list(site.tags.values()), site.tag_pages)))

    @cached_property
    def _all_faces(self) -> str:
        return digest(
            *(
                self._trees[place.tree.language].faces[path]
                for path, place in self._network.site.places.items()
            )
        )

    @cached_property
    def _names(self) -> dict[Language, str]:
        """What the notes and guests of each tree are called, and where they lie."""
        site = self._network.site
        aliases = {
            path: [alias.name for alias in outline.front_matter.aliases]
            for path, outline in site.outlines.items()
        }
        return {
            language: digest(
                _encode(
                    [
                        (place.url, place.title, place.language, aliases[path])
                        for path, place in shown.items()
                    ]
                )
            )
            for language, shown in site.shown.items()
        }

    @cached_property
    def _days(self) -> dict[Language, str]:
        """When the notes of each tree were made and changed."""
        site = self._network.site
        found: dict[Language, list[object]] = {tree.language: [] for tree in site.trees}
        for path, outline in site.outlines.items():
            front = outline.front_matter
            days = found[site.places[path].tree.language]
            days.append((front.created, front.modified))
        return {language: digest(_encode(values)) for language, values in found.items()}
