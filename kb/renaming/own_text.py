"""What a rename changes beside links: a heading's words, tags, and the front matter of a note that
keeps its old name and address.

In: what somebody wants, and the notes. Out: new bytes for some of them, and what they are parsed
into; nothing else in these notes may have changed by that.
"""

from collections.abc import Callable, Mapping
from urllib.parse import unquote

from kb.link import INDEX_NAMES, name_key, split_language, stem_of
from kb.model import FrontMatter, Outline, TagUse
from kb.names import NotePath, nfc
from kb.renaming.front_matter import UnfitFrontMatterError, added
from kb.renaming.heading_text import heading_span
from kb.renaming.raw_text import Edit, NotEncodableError, RawText
from kb.renaming.refused import RenameRefused
from kb.renaming.texts import edit_text, not_encodable, open_text, span_of
from kb.renaming.wanted import HeadingRename, NoteRename, TagRename, Wanted
from kb.renaming.whereabouts import Whereabouts
from kb.strings import mark

Parse = Callable[[Mapping[NotePath, bytes]], dict[NotePath, Outline]]

_MOST_TAGS = 50
"""How often front matter may repeat one tag."""


class OwnText:
    """The work of one rename; its results are read from it."""

    def __init__(
        self,
        outlines: Mapping[NotePath, Outline],
        before: Whereabouts,
        wanted: Wanted,
        raw: Callable[[NotePath], RawText],
        parse: Parse,
    ) -> None:
        self._before = before
        self._all = outlines
        self._wanted = wanted
        self._raw = raw
        self._parse = parse
        self.outlines: dict[NotePath, Outline] = {}
        """What the changed notes are parsed into."""
        self.tags = 0
        """Uses of a tag that were rewritten."""
        self.not_kept: list[tuple[str, NotePath]] = []
        """Names that are not kept as aliases, and the note that has each."""

    def change(self, moved: Callable[[], Whereabouts] | None) -> dict[NotePath, bytes]:
        """`moved` gives the site with the notes at their new places; None: keep no old name."""
        match self._wanted:
            case NoteRename(moves):
                texts = self._keep_names(moves, moved()) if moved is not None else {}
            case HeadingRename():
                texts = self._change_heading(self._wanted, keep=moved is not None)
            case TagRename():
                return self._change_tags(self._wanted)
        self.outlines = self._parse(texts)
        return texts

    # --- the old name and address ---

    def _keep_names(
        self, moves: Mapping[NotePath, NotePath], moved: Whereabouts
    ) -> dict[NotePath, bytes]:
        texts: dict[NotePath, bytes] = {}
        others = {place.url for path, place in moved.site.places.items()}
        others |= {folder.url for folder in moved.site.folders.values()}
        for path, new in moves.items():
            name, _ = split_language(stem_of(path), moved.site.trees)
            now, _ = split_language(stem_of(new), moved.site.trees)
            front = self._all[path].front_matter
            raw = self._raw(path)
            aliases = [alias.name for alias in front.aliases]
            if name_key(name) != name_key(now) and self._is_free(name, front, moved, moves):
                aliases.append(nfc(name))
                raw = self._with(path, raw, ("aliases", "alias"), nfc(name))
            redirects = [*front.redirect_from]
            url = self._before.site.places[path].url
            address = f"/{unquote(url)}"
            if not front.private and url not in others and address not in redirects:
                redirects.append(address)
                raw = self._with(path, raw, ("redirect_from", "redirect-from"), address)
            if raw is not self._raw(path):
                self._check_front_matter(path, raw, aliases, redirects)
                texts[path] = raw.data
        return texts

    def _is_free(
        self,
        name: str,
        front: FrontMatter,
        moved: Whereabouts,
        own: Mapping[NotePath, NotePath],
    ) -> bool:
        """Whether the note may have `name` as an alias; not where another is called so."""
        key = name_key(name)
        if key in INDEX_NAMES or key in {name_key(alias.name) for alias in front.aliases}:
            return False
        mine = set(own.values())
        other = next((p for p in moved.site.names.get(key, ()) if p not in mine), None)
        if other is not None and (name, other) not in self.not_kept:
            self.not_kept.append((name, other))
        return other is None

    def _with(self, path: NotePath, raw: RawText, keys: tuple[str, ...], value: str) -> RawText:
        try:
            return open_text(path, added(raw, keys, value))
        except UnfitFrontMatterError:
            raise _unfit(path, keys[0], value) from None
        except NotEncodableError as error:
            raise not_encodable(path, error) from None

    def _check_front_matter(
        self, path: NotePath, raw: RawText, aliases: list[str], redirects: list[str]
    ) -> None:
        """Nothing but these two lists may mean anything else than before."""
        was = self._all[path].front_matter
        now = self._parse({path: raw.data})[path].front_matter
        if _said(now) != (*_said(was)[:-2], tuple(aliases), tuple(redirects)):
            raise _unfit(path, "aliases", aliases[-1] if aliases else "")

    # --- a heading ---

    def _change_heading(self, wanted: HeadingRename, *, keep: bool) -> dict[NotePath, bytes]:
        path, outline = wanted.path, self._all[wanted.path]
        heading = outline.headings[wanted.index]
        raw = self._raw(path)
        span = heading_span(raw, heading)
        if span is None:
            raise RenameRefused(
                mark("{path}:{line}: this heading is not written in one line. Change it by hand."),
                path=path,
                line=heading.line,
            )
        changed = open_text(path, edit_text(path, raw, [Edit(*span, wanted.new)]))
        now = self._parse({path: changed.data})[path]
        others = [each.text for n, each in enumerate(outline.headings) if n != wanted.index]
        if [each.text for n, each in enumerate(now.headings) if n != wanted.index] != others:
            raise RenameRefused(mark("{new} cannot be a heading's words."), new=wanted.new)
        if keep and wanted.index == outline.title_heading:
            changed = self._keep_title(path, heading.text, changed)
        return {path: changed.data}

    def _keep_title(self, path: NotePath, title: str, raw: RawText) -> RawText:
        front = self._all[path].front_matter
        own = name_key(title) in {name_key(stem_of(path)), name_key(front.title)}
        if own or not self._is_free(title, front, self._before, {path: path}):
            return raw
        kept = self._with(path, raw, ("aliases", "alias"), title)
        aliases = [*(alias.name for alias in front.aliases), " ".join(title.split())]
        self._check_front_matter(path, kept, aliases, [*front.redirect_from])
        return kept

    # --- tags ---

    def _change_tags(self, wanted: TagRename) -> dict[NotePath, bytes]:
        texts: dict[NotePath, bytes] = {}
        waiting = {path: uses for path, o in self._all.items() if (uses := _uses(o, wanted))}
        # Front matter that says a tag twice tells of the first only.
        for _ in range(_MOST_TAGS):
            if not waiting:
                break
            for path, uses in waiting.items():
                raw = open_text(path, texts[path]) if path in texts else self._raw(path)
                edits = [_tag_edit(path, raw, use, wanted) for use in uses]
                texts[path] = edit_text(path, raw, edits)
                self.tags += len(edits)
            parsed = self._parse({path: texts[path] for path in waiting})
            self.outlines.update(parsed)
            waiting = {
                path: uses for path, o in parsed.items() if (uses := self._left(path, o, wanted))
            }
        for path, outline in self.outlines.items():
            self._check_tags(path, outline, wanted)
        return texts

    def _left(self, path: NotePath, now: Outline, wanted: TagRename) -> list[TagUse]:
        """Tags of the front matter that should have been renamed."""
        was = self._all[path].front_matter.tags
        meant = {wanted.renamed(use.name) or use.name for use in was}
        return [use for use in now.front_matter.tags if use.name not in meant]

    def _check_tags(self, path: NotePath, now: Outline, wanted: TagRename) -> None:
        was = self._all[path]
        text = [wanted.renamed(use.name) or use.name for use in was.tags]
        front = {wanted.renamed(use.name) or use.name for use in was.front_matter.tags}
        if text != [use.name for use in now.tags] or front != {
            use.name for use in now.front_matter.tags
        }:
            raise RenameRefused(
                mark("{path}: the change would make other tags of what stands there."), path=path
            )


def _unfit(path: NotePath, key: str, value: str) -> RenameRefused:
    return RenameRefused(
        mark(
            "The front matter of {path} is written in a way that kb cannot add to. "
            "Write {value} under {key} yourself, or rename with --no-alias."
        ),
        path=path,
        key=key,
        value=value,
    )


def _said(front: FrontMatter) -> tuple[object, ...]:
    """What front matter means, without places; aliases and redirects last."""
    return (
        (front.title, front.created, front.modified, front.lang, front.description),
        (front.private, front.hide, tuple(use.name for use in front.tags)),
        tuple(alias.name for alias in front.aliases),
        front.redirect_from,
    )


def _uses(outline: Outline, wanted: TagRename) -> list[TagUse]:
    both = (*outline.front_matter.tags, *outline.tags)
    return [use for use in both if wanted.renamed(use.name) is not None]


def _tag_edit(path: NotePath, raw: RawText, use: TagUse, wanted: TagRename) -> Edit:
    """The part of the tag that is renamed, however its letters are composed in the file."""
    span = span_of(raw, use.line, use.column, wanted.old)
    if span is None:
        raise RenameRefused(
            mark("{path}:{line}:{column}: the tag {name} is not written here as it is read."),
            path=path,
            line=use.line,
            column=use.column,
            name=f"#{use.name}",
        )
    return Edit(*span, wanted.new)
