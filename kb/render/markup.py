"""Finished HTML, read tag by tag.

In: balanced HTML. Out: where its tags are, and where its first words end.
"""

import re

from kb.patterns import pattern

TAG = pattern(
    r"""<!--.*?-->|<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9-]*)(?:[^<>"']|"[^"]*"|'[^']*')*>""",
    re.DOTALL,
)
"""A tag, whatever its attributes hold; or a comment, which has no name."""

_ID = pattern(r'\s(?:id|name)="[^"]*"')
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_BLOCKS = _HEADINGS.union(
    "address article aside blockquote center details div dl fieldset figure footer form header hr "
    "kb-diagram main nav ol p pre section summary table ul".split()
)


def split_lead(html: str) -> tuple[str, str]:
    """The words that `html` begins with, which may stand in a label, and what follows them.

    Of a paragraph its words are taken; attributes that it has stay around them.
    """
    html = html.strip()
    if "<" not in html:
        return html, ""
    depth = start = 0
    for tag in TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if tag["close"]:
            depth -= 1
            continue
        if name == "p" and tag.start() == 0:
            return _paragraph(html, tag)
        if name in _BLOCKS:
            end = start if depth else tag.start()
            return html[:end].rstrip(), html[end:]
        if not name or _is_empty(name, tag):
            continue
        if depth == 0:
            start = tag.start()
        depth += 1
    return html, ""


def _is_empty(name: str, tag: re.Match[str]) -> bool:
    return name in _VOID or tag[0].endswith("/>")


def balance(html: str) -> tuple[str, str, str]:
    """What a stretch of balanced HTML closes that it does not open; the stretch as it may stand by
    itself; and what it opens and does not close.
    """
    if "<" not in html:
        return "", html, ""
    closed: list[str] = []
    open_tags: list[re.Match[str]] = []
    kept: list[str] = []
    position = 0
    for tag in TAG.finditer(html):
        name = (tag["name"] or "").lower()
        if not name or _is_empty(name, tag):
            continue
        if not tag["close"]:
            open_tags.append(tag)
        elif open_tags:
            open_tags.pop()
        else:
            closed.append(tag[0])
            kept.append(html[position : tag.start()])
            position = tag.end()
    kept.append(html[position:])
    kept += (f"</{tag['name']}>" for tag in reversed(open_tags))
    return "".join(closed), "".join(kept), without_ids("".join(tag[0] for tag in open_tags))


def _paragraph(html: str, opening: re.Match[str]) -> tuple[str, str]:
    for tag in TAG.finditer(html, opening.end()):
        if tag["close"] and (tag["name"] or "").lower() == "p":
            words = html[opening.end() : tag.start()].strip()
            attributes = opening[0][2:-1]
            if attributes.strip():
                words = f"<span{attributes}>{words}</span>"
            return words, html[tag.end() :].lstrip()
    return "", html


def split_heading(html: str) -> tuple[str, str]:
    """The heading that `html` begins with, and what follows it; '' where it begins otherwise."""
    html = html.strip()
    opening = TAG.match(html)
    name = opening["name"].lower() if opening and opening["name"] else ""
    if opening and not opening["close"] and name in _HEADINGS:
        for tag in TAG.finditer(html, opening.end()):
            if tag["close"] and tag["name"].lower() == name:
                return html[: tag.end()], html[tag.end() :].lstrip()
    return "", html


def without_ids(html: str) -> str:
    """`html` as it may stand in a page for a second time."""
    if _ID.search(html) is None:
        return html
    return TAG.sub(lambda tag: _ID.sub("", tag[0]), html)
