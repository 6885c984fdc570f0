"""What an author did by mistake, as a value.

In: a rule, a place and the words that fill its sentence.
Out: a `Finding` (no path, no language: it can be cached with the text it was found in) and, once
it is known whose it is and who reads it, a `Problem`.
"""

import difflib
from collections.abc import Iterable
from enum import Enum, StrEnum
from typing import NamedTuple

from msgspec import Struct

from kb.names import Language, NotePath
from kb.strings import mark, translate


class Severity(StrEnum):
    ERROR = "error"
    """The build fails."""
    WARNING = "warning"
    """The build fails with `--strict`."""
    HINT = "hint"
    """Worth knowing; never fails a build."""


class RuleText(NamedTuple):
    name: str
    severity: Severity
    message: str
    hint: str


_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT


class Rule(Enum):
    """Every rule, with the sentence it gives and how to mend what it found."""

    # --- link ---

    BROKEN_LINK = RuleText(
        "broken-link",
        _W,
        mark("nothing is called {target}"),
        mark("write that note, or mend the link"),
    )
    """A link whose target is neither a note nor an attachment of the vault."""

    BROKEN_LINK_NEAR = RuleText(
        "broken-link",
        _W,
        mark("nothing is called {target}"),
        mark("did you mean {nearest}?"),
    )
    """The same, where a note has nearly that name."""

    UNREADABLE_CONFIGURATION = RuleText(
        "configuration",
        _E,
        mark("this file cannot be read: {reason}"),
        mark("mend it at this place"),
    )
    """`mkdocs.yml`, or a file that it inherits from, is no YAML mapping or does not exist."""

    WRONG_CONFIGURATION = RuleText(
        "configuration",
        _E,
        mark("{key}: {reason}"),
        mark("mend this setting of MkDocs"),
    )
    """MkDocs does not accept a setting of its own; the reason is in MkDocs' words."""

    DOUBTFUL_CONFIGURATION = RuleText(
        "configuration",
        _W,
        mark("{key}: {reason}"),
        mark("mend this setting of MkDocs"),
    )
    """The same, where MkDocs only warns."""

    UNKNOWN_OPTION = RuleText(
        "configuration",
        _E,
        mark("kb has no option {option}"),
        mark("its options are: {options}"),
    )
    """A key under `plugins: - kb:` that we do not know."""

    UNKNOWN_OPTION_NEAR = RuleText(
        "configuration",
        _E,
        mark("kb has no option {option}"),
        mark("did you mean {nearest}?"),
    )
    """The same, where we have an option of nearly that name."""

    WRONG_OPTION = RuleText(
        "configuration",
        _E,
        mark("{option}: {value} does not fit here"),
        mark("give {expected}"),
    )
    """A value under `plugins: - kb:` of the wrong kind."""

    FOREIGN_PLUGIN = RuleText(
        "foreign-plugin",
        _E,
        mark("kb build does not run the plugin {name}"),
        mark("take it out of plugins, or build with: mkdocs build"),
    )
    """`plugins` names a plugin of MkDocs that is not ours."""

    FOREIGN_HOOK = RuleText(
        "foreign-plugin",
        _E,
        mark("kb build does not run the hook {name}"),
        mark("take it out of hooks, or build with: mkdocs build"),
    )
    """`hooks` names a script of MkDocs."""

    SEARCH_IS_OFF = RuleText(
        "foreign-plugin",
        _H,
        mark("the theme's own search is off in a site that kb makes"),
        mark("take search out of plugins, and nobody will miss it"),
    )
    """`plugins` names Material's search, which parses every page a second time."""
    BROKEN_HEADING = RuleText(
        "broken-heading",
        _W,
        mark("{target} has no heading or block '{heading}'"),
        mark("the link leads to the top of the page; mend the part after '#'"),
    )
    """A link to a heading or `^block` that its note does not have."""

    BROKEN_HEADING_NEAR = RuleText(
        "broken-heading",
        _W,
        mark("{target} has no heading or block '{heading}'"),
        mark("did you mean '{nearest}'?"),
    )
    """The same, where a heading is nearly called that."""

    PRIVATE_LINK = RuleText(
        "private-link",
        _W,
        mark("'{target}' is not published, so this link leads nowhere"),
        mark("publish that note, or remove the link"),
    )
    """A link to a note with `draft: true` or `publish: false`."""

    SAME_ADDRESS = RuleText(
        "same-address",
        _W,
        mark("the address {address} belongs to {other} already, so this page has another"),
        mark("rename one of the two"),
    )
    """Two notes that would be the same page."""

    # --- parse ---

    UNCLOSED_FENCE = RuleText(
        "unclosed-fence",
        _W,
        mark("nothing closes the code that begins here, so all that follows is code"),
        mark("write {fence} on a line of its own where the code ends"),
    )
    """A fence that runs to the end of the note, quote or list item."""

    UNCLOSED_COMMENT = RuleText(
        "unclosed-comment",
        _W,
        mark("nothing closes the comment that %% opens here, so it is shown as text"),
        mark("write %% where the comment ends, or `%%` if the signs themselves are meant"),
    )
    """An odd number of `%%`."""

    BROKEN_MATH = RuleText(
        "broken-math",
        _W,
        mark("the formula cannot be read: {reason}"),
        mark("mend it here; until then the page shows its source"),
    )
    """TeX that the converter refuses; `reason` is what it says."""

    MERGE_CONFLICT = RuleText(
        "merge-conflict",
        _W,
        mark("git left a conflict here that nobody has resolved"),
        mark("keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>"),
    )
    """The three markers of git in their order, outside of code."""

    FOREIGN = RuleText(
        "foreign-content",
        _W,
        mark("only {plugin} within Obsidian can run this, so the page shows its source"),
        mark("replace it by what it gives, or leave this note out with `publish: false`"),
    )
    """Dataview, Templater, Excalidraw and other plugins' content."""

    @property
    def text(self) -> RuleText:
        return self.value


class Finding(Struct, frozen=True, array_like=True):
    """A mistake within one text: where and what, but not yet whose and in which language."""

    rule: str
    """The name of a member of `Rule`."""
    line: int
    """Counted from 1 in the file."""
    column: int
    """Counted from 1, in characters."""
    values: dict[str, str] = {}
    """What fills the rule's sentence."""


class Problem(Struct, frozen=True):
    """A mistake as it is shown: in a terminal, a page, an editor or as JSON."""

    rule: str
    severity: Severity
    path: NotePath
    line: int
    column: int
    message: str
    hint: str

    def __str__(self) -> str:
        return one_line(self)


def find(rule: Rule, line: int, column: int, /, **values: str) -> Finding:
    return Finding(rule.name, line, column, values)


def problem(finding: Finding, path: NotePath, lang: Language) -> Problem:
    """`finding` in the note at `path`, told in `lang`."""
    text = Rule[finding.rule].text
    return Problem(
        rule=text.name,
        severity=text.severity,
        path=path,
        line=finding.line,
        column=finding.column,
        message=translate(lang, text.message).format_map(finding.values),
        hint=translate(lang, text.hint).format_map(finding.values),
    )


def one_line(problem: Problem) -> str:
    """`notes/x.md:12:5: what is wrong; how to mend it [rule]`."""
    place = f"{problem.path}:{problem.line}:{problem.column}"
    mend = f"; {problem.hint}" if problem.hint else ""
    return f"{place}: {problem.message}{mend} [{problem.rule}]"


def nearest(name: str, candidates: Iterable[str]) -> str | None:
    """The candidate that is written most like `name`, if one is close at all."""
    found = difflib.get_close_matches(name, candidates, n=1, cutoff=0.75)
    return found[0] if found else None
