"""Whether mends do what they should: tried in memory, before anything is written.

In: a prepared vault and mends. Out: new bytes of notes. They are tried: the new texts are parsed,
their links led; of all problems of the vault those that were mended are gone, and none has come.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from kb.glossary import findings_of_terms
from kb.link import (
    changed_pairs,
    contradicted_languages,
    make_network,
    make_site,
    relink,
    similar_pairs,
    similar_tags,
    unknown_tags,
    who_asks,
)
from kb.link.glossary import make_glossary, places_in_texts
from kb.mending.mend import Mend, MendRefused, OpenVault
from kb.model import FrontMatter, Network, Outline, Site, Source
from kb.names import NotePath
from kb.parse import parse
from kb.patterns import pattern
from kb.pipeline import SIMILAR_TAGS, Prepared, SimilarTags
from kb.problems import Finding, Rule
from kb.read import decode
from kb.renaming import Changed, Plan, write_plan
from kb.renaming.texts import edit_text, open_text
from kb.store import digest
from kb.strings import mark

_NOT_COMPARED = frozenset({"count", "first", "last", "line"})
"""Values of findings that other changes of a note may change: how many, and in which line."""
_LINE = pattern(r":\d+")

_Key = tuple[NotePath, str, tuple[tuple[str, str], ...]]


class Proved(Struct, frozen=True):
    """Notes with their mends made."""

    texts: dict[NotePath, Changed]


class Proving:
    """Proofs about one prepared vault."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self._vault = OpenVault(prepared)

    def prove(self, mends: Sequence[Mend]) -> Proved:
        """The notes with all these mends made.

        Raises:
            MendRefused: a file has changed, a problem would stay, or another would come.
        """
        by_note: dict[NotePath, list[Mend]] = {}
        for mend in mends:
            by_note.setdefault(mend.path, []).append(mend)
        texts = {path: self._changed(path, each) for path, each in by_note.items()}
        outlines = {path: self._parsed(path, changed.after) for path, changed in texts.items()}
        for path, outline in outlines.items():
            self._check_same(outline, path, by_note[path])
        after = self._network(outlines)
        before = Counter(self._told(self.prepared.network, {}, outlines))
        now = Counter(self._told(after, outlines, outlines))
        come = next(iter(now - before), None)
        if come is not None:
            raise MendRefused(
                mark("{path}: this would bring another problem: {rule}"),
                path=come[0],
                rule=Rule[come[1]].value.name,
            )
        gone = before - now
        for mend in mends:
            key = _key(mend.path, mend.finding)
            if mend.finding.rule == Rule.UNLINKED_MENTION.name:
                stays = not _is_linked(after, mend)
            else:
                stays = gone[key] < 1
                gone[key] -= 1
            if stays:
                raise MendRefused(
                    mark("{path}: the problem would still be there. Mend it by hand."),
                    path=mend.path,
                )
        return Proved(texts)

    # --- the new texts ---

    def _changed(self, path: NotePath, mends: Iterable[Mend]) -> Changed:
        before = self._vault.read(path)
        raw = open_text(path, before)
        edits = sorted({edit for mend in mends for edit in mend.edits})
        for one, other in pairwise(edits):
            if other.start < one.end:
                raise MendRefused(mark("{path}: two mends change the same words."), path=path)
        after = edit_text(path, raw, edits) if edits else before
        if any(mend.to_utf8 for mend in mends):
            after = open_text(path, after).text.encode()
            if not edits and decode(after)[0] != decode(before)[0]:
                raise _stays_itself(path)
        return Changed(before, after)

    def _parsed(self, path: NotePath, data: bytes) -> Outline:
        text, findings = decode(data)
        source = Source(path, path, text, digest(data), findings)
        return parse(source, self.prepared.settings.parse).outline

    def _check_same(self, now: Outline, path: NotePath, mends: Iterable[Mend]) -> None:
        """What runs and what is asked stays; so does front matter that is only written anew."""
        was = self.prepared.workspace.known[path].outline
        same = _runs(was) == _runs(now) and _asks(was) == _asks(now)
        if all(mend.says_the_same for mend in mends):
            same = same and _means(was.front_matter) == _means(now.front_matter)
        if was.front_matter.private != now.front_matter.private or not same:
            raise _stays_itself(path)

    # --- the new network ---

    def _network(self, outlines: Mapping[NotePath, Outline]) -> Network:
        prepared = self.prepared
        network: Network | None = None
        if len(outlines) == 1:
            (path,) = outlines
            relinked = relink(
                prepared.network, self._asked, path, outlines[path], prepared.settings
            )
            network = relinked.network if relinked is not None else None
        if network is None:
            attachments = (entry.path for entry in prepared.workspace.listing.attachments)
            every = {**prepared.workspace.outlines, **outlines}
            network = make_network(make_site(every, attachments, prepared.settings))
        return replace(network, site=self._with_terms(network.site, outlines))

    @cached_property
    def _asked(self) -> dict[str, frozenset[NotePath]]:
        return who_asks(self.prepared.site)

    def _with_terms(self, site: Site, outlines: Mapping[NotePath, Outline]) -> Site:
        known = self.prepared.workspace.known
        if all(_named(known[path].outline) == _named(now) for path, now in outlines.items()):
            return replace(site, glossary=self.prepared.site.glossary)
        return replace(site, glossary=make_glossary(site, places_in_texts(site)))

    # --- what is told of it ---

    def _told(
        self,
        network: Network,
        changed: Mapping[NotePath, Outline],
        notes: Iterable[NotePath],
    ) -> Iterator[_Key]:
        """Every problem that texts and links give; what notes say by themselves only of `notes`,
        as all others say the same.
        """
        known = self.prepared.workspace.known
        for path in notes:
            outline = changed.get(path, known[path].outline)
            yield from (_key(path, finding) for finding in outline.findings)
        site = network.site
        for path, linked in network.linked.items():
            yield from (_key(path, finding) for finding in linked.findings)
        for path, embeds in network.embeds.items():
            yield from (_key(path, finding) for finding in embeds.findings)
        for found in (
            site.findings,
            findings_of_terms(site),
            contradicted_languages(site),
            unknown_tags(site, self.prepared.settings.tags),
            similar_tags(site, self._pairs(site)),
        ):
            yield from (_key(path, finding) for path, finding in found)

    def _pairs(self, site: Site) -> Sequence[tuple[str, str]]:
        """Tags that are almost alike; what a build has remembered of them is only read."""
        keys = tuple(dict.fromkeys(key for _, key in site.tags))
        kept = self._kept_tags
        if kept is not None and kept.keys == keys:
            return kept.pairs
        return similar_pairs(keys) if kept is None else changed_pairs(keys, kept.keys, kept.pairs)

    @cached_property
    def _kept_tags(self) -> SimilarTags | None:
        kept = self.prepared.cache.load(SIMILAR_TAGS, SimilarTags)
        return kept if kept is not None and kept.stamp == self.prepared.workspace.stamp else None


def write(prepared: Prepared, proved: Proved) -> None:
    """Change the files, all or none. What translations were made from goes along.

    Raises:
        RenameRefused: a file cannot be written, or is another by now.
        OSError: the disk is full, or the like; all is as it was.
    """
    plan = Plan(moves={}, texts=proved.texts, links=0, tags=0, found=0, not_kept=())
    try:
        write_plan(prepared, plan)
    except FileExistsError:
        raise MendRefused(
            mark("A rename was interrupted. Undo it with kb rename --recover.")
        ) from None


def _stays_itself(path: NotePath) -> MendRefused:
    return MendRefused(mark("{path}: this would change more than it mends."), path=path)


def _key(path: NotePath, finding: Finding) -> _Key:
    values = (
        (name, _LINE.sub("", value))
        for name, value in finding.values.items()
        if name not in _NOT_COMPARED
    )
    return path, finding.rule, tuple(sorted(values))


def _is_linked(network: Network, mend: Mend) -> bool:
    wanted = mend.finding.values["target"]
    return any(
        target is not None and target.path == wanted for target in network.linked[mend.path].targets
    )


def _runs(outline: Outline) -> list[object]:
    return [
        (
            (each.code, each.label, each.marked, each.inline, each.evaluate),
            (each.error, each.timeout, each.seed, each.uses, each.sweep),
        )
        for each in outline.snippets
    ]


def _asks(outline: Outline) -> list[object]:
    return [
        (quiz.name, quiz.several, quiz.right, [choice.letter for choice in quiz.choices])
        for quiz in outline.quizzes
    ]


def _means(front: FrontMatter) -> object:
    """What front matter says, wherever in its lines."""
    original = front.translation_of
    return replace(
        front,
        places={},
        tags=tuple(replace(use, line=0, column=0) for use in front.tags),
        aliases=tuple(replace(alias, line=0, column=0) for alias in front.aliases),
        translation_of=replace(original, line=0, column=0) if original is not None else None,
    )


def _named(outline: Outline) -> object:
    """All that the glossary is made of."""
    front = outline.front_matter
    return (
        [replace(term, line=0, column=0) for term in outline.terms],
        (front.title, front.lang, [alias.name for alias in front.aliases], outline.measured),
        [(heading.text, heading.level) for heading in outline.headings],
    )
