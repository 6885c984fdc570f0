"""The notes and the links between them, for other programs.

In: a network of notes. Out: a `Graph`, whose JSON has this shape; all lists are in order.

    {
      "nodes":       [{"path", "url", "title", "tags", "aliases", "lang"}],
      "edges":       [{"from", "line", "column", "to", "kind", "anchor"}],
      "attachments": [{"from", "line", "column", "to", "kind"}],
      "unresolved":  [{"from", "line", "column", "target", "kind", "message", "nearest"}]
    }

`from` and `to` are paths of notes, relative to the vault; `to` of an attachment is the path of a
file, or the URL of a folder's page that we make. `kind` is `wiki`, `embed`, `markdown`, `image` or
`html`. A link to a note that has no such heading is an edge, and unresolved as well.
"""

from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

from msgspec import Struct, field

from kb.model import Link, Linked, LinkKind, Network, Target
from kb.names import Language, NotePath, Url
from kb.problems import Finding, Rule, problem


class Node(Struct, frozen=True):
    """A note."""

    path: NotePath
    url: Url
    """Relative to the site's root."""
    title: str
    tags: tuple[str, ...]
    """Of front matter and text, each once."""
    aliases: tuple[str, ...]
    lang: Language


class Edge(Struct, frozen=True):
    """A link that leads to a note."""

    source: NotePath = field(name="from")
    line: int
    column: int
    to: NotePath
    kind: LinkKind
    anchor: str
    """The id of the heading or block that it leads to; '' for the whole note."""


class Attachment(Struct, frozen=True):
    """A link that leads to a file, or to the page of a folder."""

    source: NotePath = field(name="from")
    line: int
    column: int
    to: str
    kind: LinkKind


class Unresolved(Struct, frozen=True):
    """A link that does not lead to what it names."""

    source: NotePath = field(name="from")
    line: int
    column: int
    target: str
    """As typed, with what stands behind `#`."""
    kind: LinkKind
    message: str
    nearest: str
    """What its author may have meant; '' where nothing is like it."""


class Graph(Struct, frozen=True):
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    attachments: tuple[Attachment, ...]
    unresolved: tuple[Unresolved, ...]


_BROKEN = frozenset(
    rule.name
    for rule in Rule
    if rule.text.name in {"broken-link", "broken-heading", "private-link"}
)


def make_graph(network: Network, told_in: Language) -> Graph:
    """Of all published notes; messages are told in `told_in`."""
    site = network.site
    edges: list[Edge] = []
    attachments: list[Attachment] = []
    unresolved: list[Unresolved] = []
    for path in sorted(site.outlines):
        linked = network.linked[path]
        for link, target in zip(site.outlines[path].links, linked.targets, strict=True):
            if target is None:
                continue
            place: dict[str, Any] = {
                "source": path,
                "line": link.line,
                "column": link.column,
                "kind": link.kind,
            }
            if target.path in site.outlines:
                anchor = unquote(target.url.partition("#")[2])
                edges.append(Edge(**place, to=target.path, anchor=anchor))
            else:
                attachments.append(Attachment(**place, to=target.path or target.url))
        unresolved += _unresolved(path, site.outlines[path].links, linked, told_in)
    return Graph(
        tuple(_node(network, path) for path in sorted(site.outlines)),
        tuple(sorted(edges, key=_place)),
        tuple(sorted(attachments, key=_place)),
        tuple(sorted(unresolved, key=_place)),
    )


def _place(each: Edge | Attachment | Unresolved) -> tuple[str, int, int]:
    return each.source, each.line, each.column


def _node(network: Network, path: NotePath) -> Node:
    outline, place = network.site.outlines[path], network.site.places[path]
    front = outline.front_matter
    tags = dict.fromkeys(use.name for use in (*front.tags, *outline.tags))
    aliases = tuple(alias.name for alias in front.aliases)
    return Node(path, place.url, place.title, tuple(tags), aliases, place.language)


def _unresolved(
    path: NotePath, links: tuple[Link, ...], linked: Linked, told_in: Language
) -> Iterator[Unresolved]:
    # Findings come in the order of links; two links may stand at one place.
    findings = [finding for finding in linked.findings if finding.rule in _BROKEN]
    for link, target in zip(links, linked.targets, strict=True):
        at = (link.line, link.column)
        if not findings or (findings[0].line, findings[0].column) != at:
            continue
        if target is None or _is_heading(findings[0], target):
            yield _told(path, link, findings.pop(0), told_in)


def _is_heading(finding: Finding, target: Target) -> bool:
    return "heading" in finding.values and "#" not in target.url


def _told(path: NotePath, link: Link, finding: Finding, told_in: Language) -> Unresolved:
    target = f"{link.target}#{link.fragment}" if link.fragment else link.target
    message = problem(finding, path, told_in).message
    near = finding.values.get("nearest", "")
    return Unresolved(
        source=path,
        line=link.line,
        column=link.column,
        target=target,
        kind=link.kind,
        message=message,
        nearest=near,
    )
