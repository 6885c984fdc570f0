"""Pictures, sound, films, documents and other notes within a note.

In: what was embedded and where it is. Out: HTML; marked text where it leads nowhere.
"""

import posixpath

from markupsafe import escape

from kb.model import Link, Resource, Target
from kb.names import Language
from kb.strings import translate

_PICTURES = {".avif", ".bmp", ".gif", ".ico", ".jpeg", ".jpg", ".png", ".svg", ".webp"}
_SOUNDS = {".3gp", ".flac", ".m4a", ".mp3", ".ogg", ".opus", ".wav"}
_FILMS = {".mkv", ".mov", ".mp4", ".ogv", ".webm"}


def resource_html(
    slot: Resource, link: Link, target: Target | None, href: str | None, language: Language
) -> str:
    """What stands for an embed."""
    typed = posixpath.basename(link.target) or link.fragment
    name = escape(slot.alt or posixpath.splitext(typed)[0])
    if href is None or target is None:
        missing = escape(translate(language, "This file does not exist"))
        return f'<span class="kb-unresolved" title="{missing}">{name}</span>'
    suffix = posixpath.splitext(target.path)[1].lower()
    title = f' title="{escape(slot.title)}"' if slot.title else ""
    size = (f' width="{slot.width}"' if slot.width else "") + (
        f' height="{slot.height}"' if slot.height else ""
    )
    if suffix in _PICTURES:
        # An empty description that the author typed (`![](x.png)`) is one: decoration.
        alt = name if slot.alt or link.kind == "embed" else ""
        return f'<img src="{href}" alt="{alt}"{title}{size} loading="lazy">'
    if suffix in _SOUNDS:
        return f'<audio src="{href}" controls preload="metadata" aria-label="{name}"></audio>'
    if suffix in _FILMS:
        return f'<video src="{href}" controls preload="metadata" aria-label="{name}"{size}></video>'
    return f'<a class="kb-embed" href="{href}"{title}>{name}</a>'
