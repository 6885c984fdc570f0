"""Pictures, sound, films and documents within a note.

In: what was embedded and where it is. Out: HTML; a link for what no browser shows, marked text
where nothing is there.
"""

import posixpath

from markupsafe import escape

from kb.media import DOCUMENT, FILE, FILMS, NOTES, PICTURES, SOUNDS
from kb.model import Link, LinkKind, Resource, Target
from kb.names import Language
from kb.patterns import pattern
from kb.strings import mark, translate

# Obsidian's own: `![[x.pdf#height=400]]`. Browsers know `page`, `zoom` and others.
_HEIGHT = pattern(r"(?:^|[&#])height=(\d{1,5})(?=$|[&#])")


def resource_html(
    slot: Resource, link: Link, target: Target | None, href: str | None, language: Language
) -> str:
    """What stands for an embed."""
    file = posixpath.basename(link.target) or link.fragment
    name = escape(slot.alt or _without_suffix(file))
    if href is None or target is None:
        is_file = link.kind is not LinkKind.EMBED or FILE.search(link.target)
        words = mark("This file does not exist") if is_file else mark("This page does not exist")
        return _missing(str(name), words, language)
    if is_missing_part(link, target):
        words = mark("The page has no such heading or block")
        return _missing(f"{name} › {escape(link.fragment.lstrip('^'))}", words, language)
    suffix = posixpath.splitext(target.path)[1].lower()
    title = f' title="{escape(slot.title)}"' if slot.title else ""
    size = (f' width="{slot.width}"' if slot.width else "") + (
        f' height="{slot.height}"' if slot.height else ""
    )
    if suffix in PICTURES:
        # An empty description that the author typed (`![](x.png)`) is one: decoration.
        alt = name if slot.alt or link.kind is LinkKind.EMBED else ""
        return f'<img src="{href}" alt="{alt}"{title}{size} loading="lazy">'
    if suffix in SOUNDS:
        return f'<audio src="{href}" controls preload="metadata" aria-label="{name}"></audio>'
    if suffix in FILMS:
        return f'<video src="{href}" controls preload="metadata" aria-label="{name}"{size}></video>'
    if slot.within_link:
        return str(name)
    if suffix == DOCUMENT:
        return _document(slot, href, str(name), file)
    return f'<a class="kb-embed-link" href="{href}"{title}>{name}</a>'


def _without_suffix(file: str) -> str:
    name, suffix = posixpath.splitext(file)
    return name if suffix.lower() in NOTES or FILE.search(file) else file


def is_missing_part(link: Link, target: Target) -> bool:
    """A note that does not have the heading or block that is to be shown of it."""
    return (
        link.kind is LinkKind.EMBED
        and bool(link.fragment)
        and not target.anchor
        and posixpath.splitext(target.path)[1].lower() in NOTES
    )


def _missing(name: str, words: str, language: Language) -> str:
    title = escape(translate(language, words))
    return f'<span class="kb-unresolved" title="{title}">{name}</span>'


def _document(slot: Resource, href: str, name: str, file: str) -> str:
    """The browser's own viewer, and a link for phones, paper and those who cannot use it."""
    address, _, fragment = href.partition("#")
    # In an attribute `&` is written `&amp;`; Obsidian parts parameters by `#` as well.
    fragment = fragment.replace("&amp;", "&").replace("%23", "&")
    found = _HEIGHT.search(fragment)
    height = slot.height or (int(found[1]) if found else 0)
    rest = _HEIGHT.sub("", fragment).strip("&#")
    source = f"{address}#{escape(rest)}" if rest else address
    size = (f' width="{slot.width}"' if slot.width else "") + (
        f' height="{height}"' if height else ""
    )
    return (
        f'<span class="kb-document"><object data="{source}" type="application/pdf" '
        f'aria-label="{name}"{size}></object>'
        f'<a href="{source}">{escape(file)}</a></span>'
    )
