"""What a rename changes: worked out and tried before anything is written.

In: a vault that is prepared, and what somebody wants renamed.
Out: a `Plan`: new bytes for some notes, and new places. It is tried: the new texts are parsed, the
new site is made, and every link of the vault must lead to the same note and heading as before.
"""

from collections.abc import Callable, Iterable, Mapping
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from kb.config import Settings
from kb.model import Link, Outline
from kb.names import NotePath
from kb.parse.markdown import make_parser
from kb.renaming.new_links import Respelling, refused_link
from kb.renaming.own_text import OwnText
from kb.renaming.raw_text import RawText
from kb.renaming.refused import RenameRefused
from kb.renaming.texts import edit_text, open_text
from kb.renaming.wanted import NoteRename, Wanted
from kb.renaming.whereabouts import End, Whereabouts, find_whereabouts, named_alike
from kb.strings import mark

Parse = Callable[[Mapping[NotePath, bytes]], dict[NotePath, Outline]]
"""Texts -> their outlines."""
Bytes = Callable[[NotePath], bytes]
"""A note's bytes as they lie on the disk."""

_ROUNDS = 5
"""How often headings that hold links may change links that name these headings."""


class Changed(Struct, frozen=True):
    """The bytes of a note before and after."""

    before: bytes
    after: bytes


class Plan(Struct, frozen=True):
    moves: dict[NotePath, NotePath]
    """Notes that get another place."""
    texts: dict[NotePath, Changed]
    """By where each note lies before."""
    links: int
    """Rewritten."""
    tags: int
    """Uses of a tag that were rewritten."""
    found: int
    """Links that led nowhere and now lead to something."""
    not_kept: tuple[tuple[str, NotePath], ...]
    """Names that are not kept as aliases, and the note that has each already."""


class Vault(Struct, frozen=True):
    """What a plan is made of."""

    settings: Settings
    outlines: dict[NotePath, Outline]
    attachments: tuple[NotePath, ...]

    def whereabouts(self, outlines: Mapping[NotePath, Outline]) -> Whereabouts:
        return find_whereabouts(outlines, self.attachments, self.settings)


def make_plan(
    vault: Vault, before: Whereabouts, wanted: Wanted, *, read: Bytes, parse: Parse, keep: bool
) -> Plan:
    """`keep`: the old name stays as an alias, the old address as a redirect.

    Raises:
        RenameRefused: a link could not be kept, or a file could not be changed.
    """
    return _Planning(vault, before, wanted, read, parse, keep=keep).plan()


class _Planning:
    """The work of one `make_plan`; gone when it is done."""

    def __init__(
        self,
        vault: Vault,
        before: Whereabouts,
        wanted: Wanted,
        read: Bytes,
        parse: Parse,
        *,
        keep: bool,
    ) -> None:
        self.vault = vault
        self.before = before
        self.wanted = wanted
        self.read = read
        self.parse = parse
        self.keep = keep
        self.moves = dict(wanted.moves) if isinstance(wanted, NoteRename) else {}
        self.raws: dict[NotePath, RawText] = {}

    def plan(self) -> Plan:
        own = OwnText(self.vault.outlines, self.before, self.wanted, self._raw, self.parse)
        changed = own.change(self._moved_whereabouts if self.keep else None)
        base = {**self.vault.outlines, **own.outlines}
        self._check_own(own.outlines)
        texts, after, links = self._with_links(base, changed)
        found = self._check_ends(base, after)
        originals = {path: self._raw(path).data for path in texts}
        return Plan(
            moves={path: new for path, new in self.moves.items() if path != new},
            texts={
                path: Changed(originals[path], data)
                for path, data in sorted(texts.items())
                if data != originals[path]
            },
            links=links,
            tags=own.tags,
            found=found,
            not_kept=tuple(own.not_kept),
        )

    def _raw(self, path: NotePath) -> RawText:
        raw = self.raws.get(path)
        if raw is None:
            raw = self.raws[path] = open_text(path, self.read(path))
        return raw

    def _after(self, path: NotePath) -> NotePath:
        return self.moves.get(path, path)

    def _moved_whereabouts(self) -> Whereabouts:
        outlines = self.vault.outlines
        return self.vault.whereabouts({self._after(path): o for path, o in outlines.items()})

    def _expected(self, end: End | None) -> End | None:
        return end if end is None else End(self._after(end.path), end.where)

    def _check_own(self, outlines: Mapping[NotePath, Outline]) -> None:
        """A heading or front matter that was changed must not have held or become a link."""
        for path, outline in outlines.items():
            if _told(outline.links) != _told(self.vault.outlines[path].links):
                raise RenameRefused(
                    mark("{path}: the change would make other links of what stands there."),
                    path=path,
                )

    def _with_links(
        self, base: dict[NotePath, Outline], changed: dict[NotePath, bytes]
    ) -> tuple[dict[NotePath, bytes], Whereabouts, int]:
        """The texts with their links rewritten, what they are parsed into, and how many links."""
        assumed = dict(base)
        for _ in range(_ROUNDS):
            after = self.vault.whereabouts({self._after(p): o for p, o in assumed.items()})
            texts, links = self._rewritten(assumed, changed, after)
            fresh = {path: data for path, data in texts.items() if data != changed.get(path)}
            parsed = self.parse(fresh)
            if all(named_alike(outline, assumed[path]) for path, outline in parsed.items()):
                moved = {self._after(path): outline for path, outline in parsed.items()}
                return texts, after.with_outlines(moved), links
            # A heading that holds a link is called otherwise now, and so are links to it.
            for path, outline in parsed.items():
                assumed[path] = replace(outline, links=base[path].links)
        raise RenameRefused(mark("The headings that hold links to it change without end."))

    def _rewritten(
        self,
        assumed: Mapping[NotePath, Outline],
        changed: dict[NotePath, bytes],
        after: Whereabouts,
    ) -> tuple[dict[NotePath, bytes], int]:
        """All new texts, and how many links differ."""
        outlines = self.vault.outlines
        renamed = {
            path
            for path, outline in assumed.items()
            if outline is not outlines[path] and not named_alike(outline, outlines[path])
        }
        md = make_parser(self.vault.settings.parse)
        respelling = Respelling(self.before, after, self.moves, renamed, md)
        texts, links = dict(changed), 0
        for path, outline in assumed.items():
            if not respelling.concerns(path):
                continue
            raw = cache(partial(self._text, path, changed))
            edits = respelling.edits(path, outline.links, raw)
            if edits:
                links += len(edits)
                texts[path] = edit_text(path, raw(), edits)
        return texts, links

    def _text(self, path: NotePath, changed: Mapping[NotePath, bytes]) -> RawText:
        return open_text(path, changed[path]) if path in changed else self._raw(path)

    def _check_ends(self, base: Mapping[NotePath, Outline], after: Whereabouts) -> int:
        """Every link leads where it led; gives how many lead somewhere that led nowhere."""
        found = 0
        for path in base:
            new = self._after(path)
            links = self.before.site.outlines[path].links
            now = after.site.outlines[new].links
            if [link.kind for link in now] != [link.kind for link in links]:
                raise RenameRefused(
                    mark("{path}: the change would make other links of what stands there."),
                    path=path,
                )
            # Most notes have not changed at all.
            if self.before.targets[path] == after.targets[new] and path not in self.moves:
                continue
            ends = zip(links, self.before.ends(path), after.ends(new), strict=True)
            for link, before, then in ends:
                if before is None:
                    found += then is not None
                elif then != self._expected(before):
                    raise refused_link(path, link, then)
        return found


def _told(links: Iterable[Link]) -> list[tuple[object, ...]]:
    return [(link.kind, link.target, link.fragment) for link in links]
