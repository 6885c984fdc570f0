"""The page `/_/problems`: all that is wrong with the vault, by note.

In: a state, and the page's address, whose query says the language and what is looked for. Out: a
page of the site's theme, complete without scripts. With ours its buttons mend and its places open
the editor; like any other page it is told when it is another.
"""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from html import escape
from itertools import groupby
from urllib.parse import parse_qs, urlencode

from msgspec import Struct
from msgspec.structs import replace

from kb.hosts.preview.editor import Editor, Place
from kb.hosts.preview.gathering import Found, Gathered, gathered
from kb.hosts.preview.messages import ShownProblem
from kb.hosts.preview.opening import files_called
from kb.live import State
from kb.model import Tree, Version
from kb.names import Address, NotePath, Url, relative_url
from kb.problems import Severity
from kb.publish import publish_page
from kb.render.ways import count, index_page, jumps, note_link, word
from kb.strings import mark

NAME = "_/problems"
"""Its file in the site's folder, if it were one."""
STYLES = "/_/problems.css"
PART = 150
"""So many problems are on one page."""
_MOST_DETAIL = 4_000
"""Characters of a traceback that are shown."""

_TITLE = mark("Problems")
_NONE = mark("Nothing is wrong with these notes.")
_NONE_SUCH = mark("No problem is of this kind.")
_ALL = mark("All")
_SEVERITIES = {
    Severity.ERROR: (mark("Error"), mark("Errors")),
    Severity.WARNING: (mark("Warning"), mark("Warnings")),
    Severity.HINT: (mark("Hint"), mark("Hints")),
}
_CODE = re.compile(r"`([^`\n]+)`")


class Asked(Struct, frozen=True):
    """What the query says."""

    tree: Tree
    severity: str = ""
    rule: str = ""
    part: int = 1

    @property
    def query(self) -> str:
        said = {"severity": self.severity, "rule": self.rule}
        said["part"] = str(self.part) if self.part > 1 else ""
        pairs = {"lang": str(self.tree.language), **said}
        return f"?{urlencode({name: value for name, value in pairs.items() if value})}"


def asked(state: State, address: str) -> Asked:
    """What cannot be meant is passed over."""
    try:
        query = parse_qs(address.partition("#")[0].partition("?")[2], max_num_fields=20)
    except ValueError:
        query = {}
    one = {name: values[-1] for name, values in query.items()}
    trees = state.prepared.site.trees
    tree = next((tree for tree in trees if tree.language == one.get("lang")), trees[0])
    part = one.get("part", "1")
    number = int(part) if part.isascii() and part.isdigit() and len(part) < 7 else 1
    return Asked(tree, one.get("severity", ""), one.get("rule", ""), max(number, 1))


def problems_page(state: State, address: str, editor: Editor) -> bytes:
    """As it is now, without our script."""
    ask = asked(state, address)
    found = gathered(state)
    some = [
        one
        for one in found.all
        if ask.severity in ("", one.severity) and ask.rule in ("", one.rule)
    ]
    parts = max(1, -(-len(some) // PART))
    ask = replace(ask, part=min(ask.part, parts))
    here = some[(ask.part - 1) * PART : ask.part * PART]
    title = word(ask.tree, _TITLE)
    html = f'<link rel="stylesheet" href="{STYLES}">\n<h1 id="kb-title">{title}</h1>\n'
    if not found.all:
        html += f"<p>{word(ask.tree, _NONE)}</p>\n"
    else:
        html += _filters(found, ask)
        shown = _Shown(state, ask, editor)
        ways = _parts(ask, parts)
        listed = shown.notes(here, found) if here else f"<p>{word(ask.tree, _NONE_SUCH)}</p>\n"
        html += f'{ways}<div class="kb-problems no-copy">\n{listed}</div>\n{ways}'
    page = index_page(ask.tree, Address(NAME), Url(NAME), NAME, title=title, html=html)
    trees = state.prepared.site.trees
    if len(trees) > 1:
        others = [Version(t.language, _url(replace(ask, tree=t)), own=True) for t in trees]
        page = replace(page, versions=tuple(others))
    return publish_page(state.shell, page)


def _url(ask: Asked) -> Url:
    return Url(f"{NAME}{ask.query}")


def _parts(ask: Asked, parts: int) -> str:
    if parts < 2:
        return ""
    targets = [(str(number), replace(ask, part=number).query, 0) for number in range(1, parts + 1)]
    return jumps(ask.tree, targets, ask.query)


def _filters(found: Gathered, ask: Asked) -> str:
    """How many there are of each kind, each a link to these alone."""
    tree = ask.tree
    fitting = [one for one in found.all if ask.rule in ("", one.rule)]
    severities = Counter(one.severity for one in fitting)
    items = [(word(tree, _ALL), replace(ask, severity="", part=1), len(fitting))]
    items += [
        (word(tree, several), replace(ask, severity=severity, part=1), severities[severity])
        for severity, (_, several) in _SEVERITIES.items()
        if severities[severity] or severity == ask.severity
    ]
    rules = Counter(one.rule for one in found.all if ask.severity in ("", one.severity))
    rules[ask.rule] += 0
    kinds = [(word(tree, _ALL), replace(ask, rule="", part=1), 0)]
    kinds += [
        (f"<code>{escape(rule)}</code>", replace(ask, rule=rule, part=1), number)
        for rule, number in rules.most_common()
        if rule
    ]
    return _bar(ask, mark("By severity"), items) + _bar(ask, mark("By rule"), kinds)


def _bar(ask: Asked, label: str, items: Sequence[tuple[str, Asked, int]]) -> str:
    links = []
    for words, leads, number in items:
        here = (leads.severity, leads.rule) == (ask.severity, ask.rule)
        current = ' aria-current="page"' if here else ""
        amount = f" {count(ask.tree, number)}" if number else ""
        links.append(f'<li><a href="{escape(leads.query)}"{current}>{words}</a>{amount}</li>')
    name = word(ask.tree, label)
    return f'<nav class="kb-jumps" aria-label="{name}"><ul>{"".join(links)}</ul></nav>\n'


class _Shown:
    """The work of listing problems for one page."""

    def __init__(self, state: State, ask: Asked, editor: Editor) -> None:
        self._state, self._ask, self._editor = state, ask, editor
        self._file = cache(files_called(state))

    def notes(self, some: Sequence[Found], found: Gathered) -> str:
        told = found.shown(some, self._ask.tree.language)
        return "".join(
            self._note(NotePath(path), list(each)) for path, each in groupby(told, lambda p: p.path)
        )

    def _note(self, path: NotePath, problems: Sequence[ShownProblem]) -> str:
        tree = self._ask.tree
        place = self._state.prepared.site.seen[tree.language].get(path)
        name = f"<code>{escape(path)}</code>"
        if place is not None:
            name = f"{note_link(place, tree, NAME)} {name}"
        items = "".join(map(self._problem, problems))
        listed = f"<h2>{name}</h2>\n<ul>\n{items}</ul>"
        return f'<section class="kb-problems__note">\n{listed}\n</section>\n'

    def _problem(self, each: ShownProblem) -> str:
        tree = self._ask.tree
        severity = word(tree, _SEVERITIES[each.severity][0])
        rule = escape(replace(self._ask, rule=each.rule, part=1).query)
        what = (
            f'<b class="kb-problem__severity">{severity}</b> {self._place(each)} '
            f"{_marked(each.message)} "
            f'<a class="kb-problem__rule" href="{rule}">{escape(each.rule)}</a>'
        )
        parts = [f'<p class="kb-problem__what">{what}</p>\n']
        if each.source:
            code = escape(each.source)
            parts.append(f'<pre class="kb-problem__source"><code>{code}</code></pre>\n')
        if each.hint:
            parts.append(f'<p class="kb-problem__hint">{_marked(each.hint)}</p>\n')
        if each.detail:
            more, detail = word(tree, mark("Traceback")), escape(each.detail[-_MOST_DETAIL:])
            parts.append(
                f"<details><summary>{more}</summary><pre><code>{detail}</code></pre></details>\n"
            )
        if each.mend:
            words = word(tree, mark("Mend"))
            parts.append(
                f'<p class="kb-problem__mend"><button type="button" class="md-button" '
                f'data-kb-mend="{each.id}">{words}: {_marked(each.mend)}</button></p>\n'
            )
        kind = f"kb-problem kb-problem--{each.severity}"
        return f'<li class="{kind}" id="p{each.id}">\n{"".join(parts)}</li>\n'

    def _place(self, each: ShownProblem) -> str:
        shown = f"{each.line}:{each.column}"
        file = self._file(NotePath(each.path))
        if file is None:
            return f'<span class="kb-problem__place">{shown}</span>'
        link = escape(self._editor.link(Place(file, each.line, each.column)) or "#")
        name = word(
            self._ask.tree,
            mark("Line {line}, column {column}: open in the editor"),
            line=str(each.line),
            column=str(each.column),
        )
        return (
            f'<a class="kb-problem__place" href="{link}" title="{name}" '
            f'data-kb-edit="{escape(each.path)}" data-line="{each.line}" '
            f'data-column="{each.column}">{shown}</a>'
        )


def _marked(text: str) -> str:
    return _CODE.sub(r"<code>\1</code>", escape(text))


def is_problems(name: str | None) -> bool:
    """Whether the file called so is this page."""
    return name == NAME


def way_to(page: str) -> str:
    """From a page of the site."""
    return relative_url(Url(NAME), Url(page))
