"""What notes say, field by field, for whoever makes queries about them.

In: a vault. Out: a `Note` for each that the site shows. Names come from the parser, because the
site calls a note so; the body comes from the source by a few plain rules of our own, so that what
the index makes of a body is judged by something else.
"""

import re
from pathlib import Path

from msgspec import Struct

from kb.config import Settings
from kb.pipeline import Prepared, prepare

_FRONT_MATTER = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_FENCE = re.compile(r"^ *(```+|~~~+).*?^ *\1[`~]* *$", re.DOTALL | re.MULTILINE)
_COMMENT = re.compile(r"<!--.*?-->|%%.*?%%", re.DOTALL)
_MATH = re.compile(r"\$\$.*?\$\$|\$[^$\n]+\$", re.DOTALL)
_WIKI = re.compile(r"!?\[\[([^\]|\n]*)(?:\|([^\]\n]*))?\]\]")
_IMAGE = re.compile(r"!\[[^\]\n]*\]\([^)\n]*\)")
_LINK = re.compile(r"\[([^\]\n]*)\](?:\([^)\n]*\)|\[[^\]\n]*\])")
_DEFINITION = re.compile(r"^ *\[\^?[^\]\n]+\]:.*$", re.MULTILINE)
_TAG = re.compile(r"</?[A-Za-z][^>\n]*>")
_ADDRESS = re.compile(r"https?://\S+")
_HEADING = re.compile(r"^ {0,3}#{1,6}\s.*$", re.MULTILINE)
_KRAMDOWN = re.compile(r"\{:[^}\n]*\}|\{%.*?%\}", re.DOTALL)


class Note(Struct, frozen=True):
    path: str
    """Relative to the vault."""
    title: str
    aliases: tuple[str, ...]
    tags: tuple[str, ...]
    headings: tuple[str, ...]
    """Without the one that is the title."""
    body: str
    """Prose, without headings, code, formulas and addresses."""
    raw: str
    """The whole file, lower case: a word that stands only here makes an answer uncertain."""


def prepared_vault(vault: Path, cache: Path) -> Prepared:
    return prepare(vault, Settings(), cache, jobs=2)


def load_notes(vault: Path, cache: Path) -> list[Note]:
    """All notes that a site of `vault` would show, in the order of their paths."""
    site = prepared_vault(vault, cache).site
    found = []
    for path in sorted(site.outlines):
        outline, title = site.outlines[path], site.places[path].title
        front = outline.front_matter
        tags = dict.fromkeys([*(use.name for use in front.tags), *(u.name for u in outline.tags)])
        raw = (vault / path).read_text(encoding="utf-8", errors="replace")
        found.append(
            Note(
                path=path,
                title=title,
                aliases=tuple(alias.name for alias in front.aliases),
                tags=tuple(str(tag) for tag in tags),
                headings=tuple(
                    heading.text
                    for number, heading in enumerate(outline.headings)
                    if number != outline.title_heading
                ),
                body=_prose(raw),
                raw=f"{title}\n{raw}".lower(),
            )
        )
    return found


def _prose(raw: str) -> str:
    text = raw.replace("\r\n", "\n")
    for rule in (_FRONT_MATTER, _FENCE, _COMMENT, _MATH, _IMAGE, _KRAMDOWN):
        text = rule.sub(" ", text)
    text = _WIKI.sub(lambda match: match[2] or match[1].replace("#", " "), text)
    text = _LINK.sub(r"\1", text)
    for rule in (_DEFINITION, _TAG, _ADDRESS, _HEADING):
        text = rule.sub(" ", text)
    return text
