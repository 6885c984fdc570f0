"""The stages in their order.

In: a vault and settings. Out: pages, what they show, and every problem on the way.
"""

import os
from collections.abc import Callable, Collection, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from kb.ahead import Ahead
from kb.config import Settings
from kb.glossary import findings_of_terms, with_glossary
from kb.keys import Keys
from kb.link import (
    Pair,
    changed_pairs,
    contradicted_languages,
    related_notes,
    similar_pairs,
    similar_tags,
    unknown_tags,
)
from kb.linking import link_again, link_workspace, world_of
from kb.made import IN_SITEMAP, Batch, Made, list_batches, list_made, make, question_files
from kb.model import Body, FrontMatter, Mention, Network, Outline, Page, Question, Section, Site
from kb.names import Address, Language, NotePath, Url, file_url
from kb.planning import plan_notes
from kb.problems import Finding, Problem, Rule, find, problem
from kb.proving import findings_of_proofs
from kb.publish import Entry, SearchField, Setup, Shell, ShellFolder, load_shell, make_sitemap
from kb.questions import LEDGER, Identified, identify, ledger_stamp, said_of
from kb.render import bank_data, questions_of, remembered, render_note, ways_of
from kb.runs import Runs
from kb.settling import settled
from kb.store import Cache, digest
from kb.strings import translate
from kb.translating import LEDGER as TRANSLATIONS
from kb.translating import stand
from kb.translating.findings import findings_of_translations
from kb.workspace import Workspace, open_workspace

Progress = Callable[[int, int], None]

SIMILAR_TAGS = "similar-tags.msgpack"

if TYPE_CHECKING:
    from kb.questions.edited import Asked
    from kb.running import RunTasks


class SimilarTags(Struct, frozen=True):
    """What is remembered of tags that are spelt almost alike."""

    stamp: str
    keys: tuple[str, ...]
    """All tags,"""
    pairs: tuple[Pair, ...]
    """and those that are alike."""


class Prepared(Struct, frozen=True):
    """A vault that is read, parsed and linked; pages can be rendered from it in any order."""

    settings: Settings
    cache: Cache
    workspace: Workspace
    network: Network
    world: str
    """While it is as it was, a page can look otherwise only by its own text, or by what it embeds;
    '' where that is not known."""
    runs: Runs = Runs()
    damaged_ledger: int = 0
    """The first line of the ledger of questions that cannot be read; 0: none."""
    damaged_translations: int = 0
    """The same of the ledger of translations."""
    ledger: str = ""
    """Changes with the ledger of questions."""
    asked: "Asked | None" = None
    """What is known of all questions together, once one was edited."""

    @property
    def site(self) -> Site:
        return self.network.site

    @property
    def findings(self) -> Iterator[tuple[NotePath, Finding]]:
        private = set(self.workspace.known) - set(self.site.outlines)
        yield from self.site.findings
        for path, finding in self.workspace.findings:
            # That a note was taken for private is said, lest it vanish by a slip of the pen.
            if path not in private or finding.rule == Rule.UNCLEAR_PRIVACY.name:
                yield path, finding
        for path, linked in self.network.linked.items():
            for finding in linked.findings:
                yield path, finding
        for path, embeds in self.network.embeds.items():
            for finding in embeds.findings:
                yield path, finding
        for path, ran in self.runs.notes.items():
            for finding in ran.findings:
                yield path, finding
        yield from findings_of_proofs(self.network, self.runs)
        yield from findings_of_terms(self.site)
        if self.damaged_ledger:
            yield NotePath(LEDGER), find(Rule.DAMAGED_LEDGER, self.damaged_ledger, 1)
        yield from contradicted_languages(self.site)
        yield from findings_of_translations(self.network.translated)
        if self.damaged_translations:
            yield (
                NotePath(TRANSLATIONS),
                find(Rule.TRANSLATION_LEDGER, self.damaged_translations, 1),
            )
        yield from unknown_tags(self.site, self.settings.tags)
        yield from similar_tags(self.site, self._similar_tags())
        for path, file in self._used():
            if not os.access(file, os.R_OK):
                yield path, find(Rule.FORBIDDEN_FILE, 1, 1)

    def mentions(self, jobs: int = 1) -> tuple[Mention, ...]:
        """Where a note is named and not linked; those first that help the most."""
        return _mentions(self.network, self.workspace, jobs)

    def _similar_tags(self) -> tuple[Pair, ...]:
        """Remembered: to find them all takes longer than most builds."""
        keys = tuple(dict.fromkeys(key for _, key in self.site.tags))
        known = self.cache.load(SIMILAR_TAGS, SimilarTags)
        if known is not None and (known.stamp, known.keys) == (self.workspace.stamp, keys):
            return known.pairs
        if known is None or known.stamp != self.workspace.stamp:
            pairs = similar_pairs(keys)
        else:
            pairs = changed_pairs(keys, known.keys, known.pairs)
        self.cache.save(SIMILAR_TAGS, SimilarTags(self.workspace.stamp, keys, tuple(pairs)))
        return tuple(pairs)

    def problems(
        self,
        language: Language,
        mentions: Iterable[Mention] = (),
        further: Iterable[tuple[NotePath, Finding]] = (),
    ) -> tuple[Problem, ...]:
        """Every problem of what is published, by place, told in `language`; with `mentions` and
        what else was found.
        """
        named = (
            (one.source, find(Rule.UNLINKED_MENTION, one.line, one.column, **_words_of(one)))
            for one in mentions
        )
        found = (
            problem(finding, path, language) for path, finding in (*self.findings, *named, *further)
        )
        return tuple(sorted(found, key=lambda p: (p.path, p.line, p.column, p.rule)))

    def attachments(self) -> Iterator[tuple[str, str]]:
        """The files that published notes refer to: where they are copied to, and from where."""
        return ((path, file) for path, file in self._used() if os.access(file, os.R_OK))

    def _used(self) -> Iterator[tuple[NotePath, str]]:
        files = {entry.path: entry.file for entry in self.workspace.listing.attachments}
        used = {
            target.path
            for linked in self.network.linked.values()
            for target in linked.targets
            if target is not None and target.path in files
        }
        return ((path, str(self.workspace.vault / files[path])) for path in sorted(used))

    def shell(
        self, setup: Setup, cache: Path, told_in: Language, before: Shell | None = None
    ) -> Shell:
        """What stands around the pages, remembered from the last time where it can be; `before` is
        one that was made of the same setup a moment ago.
        """
        folders = tuple(
            ShellFolder(tree.prefix, folder.title, folder.url)
            for tree in self.site.trees
            for (language, name), folder in self.site.folders.items()
            if language == tree.language and name and "/" not in name
        )
        ways = tuple(
            ShellFolder(
                tree.prefix,
                translate(tree.language, words),
                self.site.section_url(tree, section),
                made=True,
            )
            for tree in self.site.trees
            for section, words in ways_of(self.site, tree).items()
        )
        entries = self.entries() if setup.theme.get("nav") else ()
        searches = {
            tree.prefix: SearchField(
                tree.language,
                self.site.section_url(tree, Section.SEARCH),
                offline=self.settings.offline,
            )
            for tree in self.site.trees
        }
        around = self.site.trees, (*folders, *ways), entries, searches
        if before is not None and around == (
            before.trees,
            before.folders,
            before.entries,
            before.searches,
        ):
            return before
        return load_shell(
            setup,
            self.site.trees,
            (*folders, *ways),
            cache,
            told_in=told_in,
            entries=entries,
            searches=searches,
        )

    def entries(self) -> tuple[Entry, ...]:
        """Every page, as an explicit navigation names them."""
        trees = {tree.language: tree for tree in self.site.trees}
        default = self.site.trees[0].language
        notes = [
            Entry(
                place.tree,
                place.address,
                path,
                place.title,
                place.url,
                place.file,
                self.site.version_in(default, path),
            )
            for shown in self.site.shown.values()
            for path, place in shown.items()
        ]
        folders = [
            Entry(
                trees[language],
                Address(f"{name}/" if name else ""),
                NotePath(""),
                folder.title or self.settings.site_name,
                folder.url,
                folder.file,
            )
            for (language, name), folder in self.site.folders.items()
            if not folder.index
        ]
        return tuple(sorted([*notes, *folders], key=lambda entry: entry.url))

    def sitemap(self) -> dict[str, bytes]:
        """`sitemap.xml`, where the site's address is known."""
        if not self.settings.site_url:
            return {}
        guests = {place.url for own in self.site.guests.values() for place in own.values()}
        days = [
            (entry.url, self._day(entry.path))
            for entry in self.entries()
            if entry.url not in guests
        ]
        for batch in self.batches():
            if batch.kind in IN_SITEMAP:
                days += ((self._url(made), "") for made in self.made(batch))
        return make_sitemap(days, self.settings.site_url, self._translated())

    def _translated(self) -> Iterator[tuple[tuple[Language, Url], ...]]:
        """The notes that say the same, as search engines are told of them."""
        site = self.site
        for paths in dict.fromkeys(site.translations.values()):
            places = sorted(
                (site.places[path] for path in paths),
                key=lambda place: site.trees.index(place.tree),
            )
            if len(places) > 1:
                yield tuple((place.language, place.url) for place in places)

    def _url(self, made: Made) -> Url:
        return file_url(made.file, self.settings.use_directory_urls)

    def _day(self, path: NotePath) -> str:
        front = self.site.outlines[path].front_matter if path else FrontMatter()
        return (front.modified or front.created)[:10]

    def keys(self, shell: str) -> Keys:
        """`shell` is a digest of what stands around every page."""
        # What renders a page is ours, and may be another kb than the one that built it.
        explains = "terms" if self.site.glossary.packed else ""
        shell = digest(shell, self.workspace.stamp, explains)
        return Keys(
            self.network,
            self.workspace.known,
            shell,
            self.settings.site_url,
            self.world,
            runs=self.runs,
        )

    def batches(self) -> Iterator[Batch]:
        """What the site has beside the pages of notes, unlisted."""
        return list_batches(self.network)

    def made(self, batch: Batch) -> Iterator[Made]:
        """All that is in a batch."""
        return list_made(self.network, self.settings, batch)

    def make(self, made: Made) -> Page | bytes:
        return make(self.network, self.settings, made)

    def note_page(
        self, path: NotePath, body_of: Callable[[NotePath], Body], guest_of: Language | None = None
    ) -> Page:
        """Render one note; `body_of` loads its body. `guest_of`: for a tree that shows it as a
        guest.
        """
        body = body_of(path)
        # Where a note is shown in several trees, what is related to it is asked for again.
        gather = _related if self.site.guests else related_notes
        related = gather(self.network, path)
        return render_note(
            self.network,
            path,
            body,
            related,
            body_of=body_of,
            run_of=self.runs.run,
            place=self.site.guests[guest_of][path] if guest_of else None,
        )

    def questions(self) -> Iterator[Question]:
        """Every question of the vault, in the order of the site."""
        body_of = self.workspace.bodies()
        for path in self.network.quizzes:
            yield from questions_of(
                self.network, path, body_of(path), body_of=body_of, run_of=self.runs.run
            )

    def question_files(self) -> Iterator[tuple[str, tuple[NotePath, ...]]]:
        """The files that the bank fetches questions from, and whose are in each."""
        for tree in self.site.trees:
            yield from question_files(self.network, tree).items()

    def question_data(
        self, paths: Iterable[NotePath], body_of: Callable[[NotePath], Body]
    ) -> bytes:
        """What is in that file."""
        return bank_data(
            question
            for path in paths
            for question in questions_of(
                self.network,
                path,
                body_of(path),
                body_of=body_of,
                run_of=self.runs.run,
                seen_from=self.site.section_url(self.site.places[path].tree, Section.QUIZ),
            )
        )

    def pages(self) -> Iterator[Page]:
        """Every page of the site."""
        for _, done in self._all_made():
            if isinstance(done, Page):
                yield done
        body_of = self.workspace.bodies()
        for path in self.site.outlines:
            yield self.note_page(path, body_of)
        for language, guests in self.site.guests.items():
            for path in guests:
                yield self.note_page(path, body_of, guest_of=language)

    def files(self) -> dict[str, bytes]:
        """Every file that is neither a page nor an attachment."""
        made = {name: done for name, done in self._all_made() if isinstance(done, bytes)}
        body_of = self.workspace.bodies()
        asked = {name: self.question_data(paths, body_of) for name, paths in self.question_files()}
        return {**made, **asked, **self.sitemap()}

    def _all_made(self) -> Iterator[tuple[str, Page | bytes]]:
        return (
            (made.file, self.make(made)) for batch in self.batches() for made in self.made(batch)
        )


_related = remembered(related_notes)


def _words_of(mention: Mention) -> dict[str, str]:
    return {"words": mention.words, "target": mention.target, "mend": mention.mend}


def prepare(
    vault: Path,
    settings: Settings,
    cache: Path,
    *,
    jobs: int = 1,
    progress: Progress = lambda _done, _all: None,
    helper: Ahead | None = None,
    running: Progress = lambda _done, _all: None,
    execute: "RunTasks | None" = None,
    only: Collection[NotePath] | None = None,
) -> Prepared:
    """Read, parse, link and run; whatever is known from the last time is taken from `cache`.

    `helper`: see `open_workspace`; `running` is told how many snippets have run; `execute`: see
    `run_notes`; `only`: the notes whose snippets run, if not all.
    """
    workspace = open_workspace(vault, settings, cache, jobs=jobs, progress=progress, helper=helper)
    return prepare_workspace(
        workspace, settings, Cache(cache), jobs=jobs, running=running, execute=execute, only=only
    )


def prepare_workspace(
    workspace: Workspace,
    settings: Settings,
    cache: Cache,
    *,
    jobs: int = 1,
    running: Progress = lambda _done, _all: None,
    execute: "RunTasks | None" = None,
    only: Collection[NotePath] | None = None,
    before: Prepared | None = None,
) -> Prepared:
    """Link and run what was read and parsed; otherwise as `prepare`.

    `before`: what was made by the same settings of this vault as it was, and is still in memory.
    """
    vault = workspace.vault
    same = before is not None and workspace.shows_what(before.workspace)
    if before is not None and (same or _is_spoken_alike(before.workspace, workspace)):
        settings = before.settings
    else:
        settings = settled(settings, workspace.outlines, vault)
    world = before.world if before is not None and same else world_of(workspace, settings)
    if before is not None and settings == before.settings:
        network = link_again(before.network, before.workspace, workspace, settings, same=same)
    else:
        network = link_workspace(workspace, settings, cache, world)
    network = msgspec.structs.replace(network, site=with_glossary(network.site, world, cache))
    if settings.mentions:
        world = ""  # a name may stand anywhere in a text
        found: dict[NotePath, list[Mention]] = {}
        for mention in _mentions(network, workspace, jobs):
            found.setdefault(mention.target, []).append(mention)
        mentions = {path: tuple(each) for path, each in found.items()}
        network = msgspec.structs.replace(network, mentions=mentions)
    ledger = ledger_stamp(vault)
    identified, asked = _identify(network.site, workspace, cache, before, ledger)
    standing = stand(network.site, workspace, cache)
    network = msgspec.structs.replace(
        network, quizzes=identified.ids, translated=standing.translated
    )
    runs = Runs()
    if plans := plan_notes(network, settings, only):
        from kb.running import run_notes  # noqa: PLC0415  only where there is something to run

        runs = run_notes(
            plans, vault, settings, cache.folder, jobs=jobs, progress=running, execute=execute
        )
    return Prepared(
        settings,
        cache,
        workspace,
        network,
        world,
        runs,
        identified.damaged,
        standing.damaged,
        ledger,
        asked,
    )


def _is_spoken_alike(before: Workspace, now: Workspace) -> bool:
    """Whether there are the same notes, in the same languages."""
    old = before.known
    return old.keys() == now.known.keys() and all(
        known is old[path] or _spoken(known.outline) == _spoken(old[path].outline)
        for path, known in now.known.items()
    )


def _spoken(outline: Outline) -> tuple[Language, Language]:
    return outline.front_matter.lang, outline.measured


def _identify(
    site: Site, workspace: Workspace, cache: Cache, before: Prepared | None, ledger: str
) -> "tuple[Identified, Asked | None]":
    known, vault = workspace.known, workspace.vault
    is_same = before is not None and site.translations is before.site.translations
    # A site that was made anew has others: notes have come or gone, and all are looked at.
    if before is not None and is_same and ledger == before.ledger:
        identified = Identified(before.network.quizzes, before.damaged_ledger)
        old = before.workspace.known
        edited = [
            path
            for path, now in known.items()
            if now is not old[path]
            and path in site.outlines
            and said_of(now.outline) != said_of(old[path].outline)
        ]
        if not edited:
            return identified, before.asked
        from kb.questions.edited import ask, identify_edited  # noqa: PLC0415  nobody else edits

        asked = before.asked or ask(before.site, identified, vault, cache)
        asked = identify_edited(asked, site, edited, cache) if asked is not None else None
        if asked is not None:
            return asked.identified, asked
    return identify(
        site, lambda path: known[path].outline_digest, workspace.stamp, vault, cache
    ), None


def _mentions(network: Network, workspace: Workspace, jobs: int) -> tuple[Mention, ...]:
    from kb.link.mentions import find_mentions  # noqa: PLC0415  most builds ask for none

    return find_mentions(network, workspace.prose, jobs=jobs)
