"""A note that was parsed: plain data, holding no path, so that it can be cached by content.

It is kept in three parts. The *outline* is loaded for all notes: names, headings, links, tags and
problems. The *body* is loaded when its page is rendered: a tuple of blocks, a block a tuple of
pieces, a piece finished HTML or a typed slot. Whatever depends on the page that a block stands in
is a slot. The *prose* is loaded by who reads words: the finder of mentions.
"""

from enum import StrEnum

from msgspec import Struct

from kb.model.quiz import Quiz
from kb.model.slots import Piece
from kb.model.snippet import Snippet
from kb.model.term import Term
from kb.names import Anchor, Language, Slug, Tag, tag_key
from kb.problems import Finding


class Heading(Struct, frozen=True, array_like=True, gc=False):
    level: int
    """1 to 6, as the author typed it; the page may show it lower."""
    text: str
    """Without markup."""
    html: str
    """Finished inline HTML without links or ids, for the table of contents and `<h1>`."""
    anchor: Anchor
    """Unique within the note."""
    line: int
    nested: bool = False
    """Within a quote, callout or list: no part of the note's outline."""
    start: int = 0
    """How many characters of the note's text stand before it."""
    language: Language = Language("")
    """Where that is plainly another one than the note's; `html` is in it as well."""


class LinkKind(StrEnum):
    WIKI = "wiki"
    """`[[target]]`: names a note as Obsidian does."""
    MARKDOWN = "markdown"
    """`[text](target)`: a relative path, or a URL."""
    EMBED = "embed"
    """`![[target]]`."""
    IMAGE = "image"
    """`![alt](target)`."""
    HTML = "html"
    """An attribute of raw HTML."""


class Link(Struct, frozen=True, array_like=True, gc=False):
    """Anything in a note that points elsewhere."""

    kind: LinkKind
    target: str
    """As typed in `[[...]]`, before its first `#`; else a URL reference as RFC 3986 writes it."""
    fragment: str
    """After the first `#` of `[[...]]`: a heading, `heading#sub`, or `^block`; else ''."""
    line: int
    column: int
    sentence: str = ""
    """Plain text of the sentence around it, for the page that it leads to; '' where the link
    stands in none, as an embed or an attribute does."""
    start: int = 0
    end: int = 0
    """Where in `sentence` the words of the link stand."""
    block: bool = False
    """It stands where blocks may: if it leads to a note, that is shown there."""


class TagUse(Struct, frozen=True, array_like=True, gc=False):
    name: Tag
    line: int
    column: int
    """Of the first letter of its name, after the hash."""


class Alias(Struct, frozen=True, array_like=True, gc=False):
    """Another name of a note, as its author wrote it."""

    name: str
    line: int
    column: int
    slug: Slug
    """The name as it stands in an address."""


class FrontMatter(Struct, frozen=True, array_like=True, gc=False):
    """What the author said of the note as a whole; everything that YAML could not read is ''."""

    title: str = ""
    created: str = ""
    """ISO 8601, date or date and time, as far as the author gave it."""
    modified: str = ""
    tags: tuple[TagUse, ...] = ()
    """Each once, as it was first written."""
    aliases: tuple[Alias, ...] = ()
    lang: Language = Language("")
    translation_of: Link | None = None
    """Leads to the note that this one translates; stands among `Outline.links` as well."""
    description: str = ""
    private: bool = False
    """`draft: true`, `publish: false` or `dg-publish: false`."""
    run: bool | None = None
    """`run: true`: plain fences of Python run as well; `run: false`: none runs, whatever the
    configuration says. None: not said."""
    hide: tuple[str, ...] = ()
    """Parts of the theme to leave out: navigation, toc, footer, tags."""
    redirect_from: tuple[str, ...] = ()
    """Addresses, relative to the site's root, that the note had before."""
    places: dict[str, tuple[int, int]] = {}
    """Line and column of each key that was read, both counted from 1."""


class Block(Struct, frozen=True, array_like=True, gc=False):
    """A top-level block; its HTML is balanced."""

    first_line: int
    last_line: int
    """Both counted from 1 in the file, both included."""
    pieces: tuple[Piece, ...]
    level: int = 0
    """Of the heading that it is, else 0."""
    block_id: str = ""
    """`^id` without the caret."""


class Footnote(Struct, frozen=True, array_like=True, gc=False):
    label: str
    pieces: tuple[Piece, ...]
    line: int


class Body(Struct, frozen=True, array_like=True, gc=False):
    blocks: tuple[Block, ...]
    footnotes: tuple[Footnote, ...] = ()


class Span(Struct, frozen=True, array_like=True, gc=False):
    """Where a named block lies: what an embed of it shows."""

    first_line: int
    last_line: int
    """Both counted from 1 in the file, both included."""
    length: int
    """In characters."""


class Outline(Struct, frozen=True, array_like=True, gc=False):
    front_matter: FrontMatter
    headings: tuple[Heading, ...]
    links: tuple[Link, ...]
    tags: tuple[TagUse, ...]
    """`#tags` of the text, every use."""
    block_ids: tuple[str, ...]
    description: str
    """Plain text of the first real paragraph, for search engines; shortened at a word."""
    measured: Language
    """What most of the text is written in; '' where there is no text."""
    findings: tuple[Finding, ...]
    body_digest: str
    """Changes exactly when the body does."""
    title_heading: int = -1
    """Which of `headings` is the note's title; -1: none."""
    first_block_is_title: bool = False
    """The body opens with it."""
    mermaid: bool = False
    """The page needs the diagram code of the browser."""
    ids: tuple[str, ...] = ()
    """Of raw HTML: `<a id="x">` and `<a name="x">`."""
    block_spans: tuple[Span, ...] = ()
    """One for each of `block_ids`: the list item that it names, else the whole block."""
    length: int = 0
    """Characters of the text."""
    snippets: tuple[Snippet, ...] = ()
    """In no order: they run by line and column."""
    quizzes: tuple[Quiz, ...] = ()
    """Questions that can be answered, in the order of the text."""
    unfilled: tuple[int, ...] = ()
    """The lines of marks that say what is to be translated, as `kb translate --new` writes them."""
    terms: tuple[Term, ...] = ()
    """What may be terms in two languages: which are is decided by all notes together."""

    def distinct_tags(self) -> dict[str, Tag]:
        """The tags of the note by `tag_key`, as first written: front matter, then text."""
        # Most lists that we make ask for them, of all notes.
        names = [use.name for use in (*self.front_matter.tags, *self.tags)]
        tags = dict(zip(map(tag_key, names), names, strict=True))
        if len(tags) < len(names):
            for name in reversed(names):
                tags[tag_key(name)] = name
        return tags


class Passage(Struct, frozen=True, array_like=True, gc=False):
    """A run of words that stands in the file exactly so."""

    line: int
    column: int
    """Of its first character, both counted from 1."""
    text: str
    """Signs of emphasis included."""
    heading: int = -1
    """Which of `Outline.headings` it stands under; -1 before the first, and in footnotes."""
    cell: bool = False
    """In a table, where a bar needs a backslash."""


class Prose(Struct, frozen=True, array_like=True, gc=False):
    """What a note says in words, without headings, links, code, formulas, comments and tags."""

    passages: tuple[Passage, ...]


class Note(Struct, frozen=True, array_like=True, gc=False):
    outline: Outline
    body: Body
    prose: Prose
