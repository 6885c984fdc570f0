"""What stands around a note's own text: where it lies, its tags and dates, what is wrong with it.

In: a note's outline and place. Out: HTML.
"""

import posixpath
from collections.abc import Iterable

from markupsafe import escape

from kb.model import Outline, Place, Site
from kb.names import Language, NotePath, Tag, relative_url, tag_key
from kb.problems import Problem, Severity
from kb.render.dates import time_html
from kb.strings import mark, translate


def breadcrumb(site: Site, folder: str, place_url: str, language: Language) -> str:
    """The folders above a page, each a link; '' at the root."""
    parts = []
    name = folder
    while name:
        found = site.folders.get((language, name))
        if found is not None and found.url != place_url:
            href = escape(relative_url(found.url, place_url))
            parts.append(f'<li><a href="{href}">{escape(found.title)}</a></li>')
        name = posixpath.dirname(name)
    if not parts:
        return ""
    label = escape(translate(language, "Folders"))
    items = "".join(reversed(parts))
    return f'<nav class="kb-breadcrumb" aria-label="{label}"><ol>{items}</ol></nav>\n'


def facts(site: Site, outline: Outline, place: Place) -> str:
    """Tags and dates of a note; '' where it has neither."""
    front = outline.front_matter
    language = place.tree.language
    tags = () if "tags" in front.hide else front.tags
    html = ""
    if tags:
        items = "".join(
            f'<li class="md-tag">{tag_link(site, place, tag.name, tag.name)}</li>' for tag in tags
        )
        label = escape(translate(language, "Tags"))
        html += f'<ul class="md-tags kb-tags" aria-label="{label}">{items}</ul>\n'
    dates = [
        f"{escape(translate(language, word))} {time_html(language, day)}"
        for word, day in ((mark("Created"), front.created), (mark("Modified"), front.modified))
        if day
    ]
    if dates:
        html += f'<p class="kb-dates">{" · ".join(dates)}</p>\n'
    return html


def tag_link(site: Site, place: Place, tag: Tag, words: str, attributes: str = "") -> str:
    """A link from a page to where the notes of a tag are listed; `words` as they are where the
    page's tree does not have the tag, because the text comes from another one.
    """
    tagged = site.tags.get((place.tree.language, tag_key(tag)))
    if tagged is None:
        return f"<span{attributes}>{escape(words)}</span>"
    href = escape(relative_url(tagged.url, place.url))
    return f'<a{attributes} href="{href}" rel="tag">{escape(words)}</a>'


def problem_box(problems: Iterable[Problem], language: Language) -> str:
    """What keeps a note from being shown as its author meant it."""
    items = "".join(
        f"<li><code>{escape(p.path)}:{p.line}:{p.column}</code> {escape(p.message)}"
        f"{f' — {escape(p.hint)}' if p.hint else ''}</li>"
        for p in problems
        if p.severity is Severity.ERROR
    )
    if not items:
        return ""
    title = escape(translate(language, "This note could not be read in full"))
    return (
        f'<div class="admonition failure kb-problems"><p class="admonition-title">{title}</p>'
        f"<ul>{items}</ul></div>\n"
    )


def parent_folder(path: NotePath, place: Place) -> str:
    """The folder that a note's page lies in; of a folder's page, that folder itself."""
    return place.address.rstrip("/") if place.address.endswith("/") else posixpath.dirname(path)
