"""What an author can set, checked once.

In: the mapping under `plugins: - kb:` of `mkdocs.yml`, or nothing.
Out: frozen `Settings`, and a `Finding` for each option that does not fit.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kb.names import Language, Tag, language, tag
from kb.patterns import pattern
from kb.problems import Finding, Problem, Rule, find, nearest, one_line
from kb.strings import mark, translate

_LANGUAGE = pattern(r"[a-z]{2,3}(-[a-z0-9]{2,8})*")


class ParseSettings(Struct, frozen=True):
    """The settings that change what a text is parsed into; part of the cache's key."""

    obsidian: bool = True
    """Obsidian's and our own syntax beside CommonMark and GFM."""
    trust: bool = False
    """Raw HTML passes as it is. Only for notes that are all your own."""


class Execute(StrEnum):
    """What becomes of snippets."""

    NEVER = "never"
    """They are shown and do not run."""
    SANDBOX = "sandbox"
    """They run where they can harm nothing."""
    TRUSTED = "trusted"
    """They may do what their author may. Only for notes that are all your own."""


class Settings(Struct, frozen=True):
    """All settings of a build."""

    site_name: str = ""
    """Empty: the name of the vault's folder."""
    site_url: str = ""
    languages: tuple[Language, ...] = ()
    """The trees; the first is the default and lies at the site's root. Empty: one tree, in the
    language that most notes are written in, and one for translations of notes of the same name;
    only for a vault without `mkdocs.yml`."""
    exclude: tuple[str, ...] = ()
    """Folders and files to leave out, as patterns of .gitignore."""
    tags: tuple[Tag, ...] = ()
    """The tags that notes may have, `x/*` being all that `x` stands above. Empty: any."""
    mentions: bool = False
    """A note's page shows as well which notes name it without a link."""
    execute: Execute = Execute.SANDBOX
    run: tuple[str, ...] = ()
    """Notes whose plain fences of Python run, as patterns of .gitignore."""
    use_directory_urls: bool = True
    offline: bool = False
    """The site is whole where it is opened from disk, without a server: addresses end in `.html`,
    and what browsers fetch from servers only comes as scripts."""
    parse: ParseSettings = ParseSettings()


DEFAULT_LANGUAGES = (Language("ko"), Language("en"))
"""The trees of a site whose `mkdocs.yml` names none."""


class ConfigurationRefused(Exception):  # noqa: N818  it says what happened to the configuration
    """The configuration cannot be followed; nothing was built."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__("\n".join(one_line(problem) for problem in problems))
        self.problems = problems


OPTIONS = (
    "languages",
    "exclude",
    "tags",
    "mentions",
    "execute",
    "run",
    "trust",
    "obsidian",
    "offline",
)
"""What an author can write under `plugins: - kb:`."""


def read_options(
    options: Mapping[str, Any],
    settings: Settings,
    place: Callable[[str], tuple[int, int]],
    told_in: Language,
) -> tuple[Settings, tuple[Finding, ...]]:
    """`settings` with what the author's options change; `place` is where an option stands."""
    findings: list[Finding] = []
    values: dict[str, Any] = {}
    for option, value in options.items():
        if option not in OPTIONS:
            near = nearest(str(option), OPTIONS)
            rule = Rule.UNKNOWN_OPTION_NEAR if near else Rule.UNKNOWN_OPTION
            words = {"option": str(option), "nearest": near or "", "options": ", ".join(OPTIONS)}
            findings.append(find(rule, *place(str(option)), **words))
            continue
        values[option] = fitting = _fitting(option, value)
        if fitting is None:
            words = {
                "option": option,
                "value": str(value),
                "expected": translate(told_in, _EXPECTED[option]),
            }
            findings.append(find(Rule.WRONG_OPTION, *place(option), **words))
    if findings:
        return settings, tuple(findings)
    parse = ParseSettings(
        obsidian=values.get("obsidian", settings.parse.obsidian),
        trust=values.get("trust", settings.parse.trust),
    )
    offline = values.get("offline", settings.offline)
    return replace(
        settings,
        languages=values.get("languages", settings.languages),
        exclude=(*settings.exclude, *values.get("exclude", ())),
        tags=values.get("tags", settings.tags),
        mentions=values.get("mentions", settings.mentions),
        execute=values.get("execute", settings.execute),
        run=values.get("run", settings.run),
        offline=offline,
        # From disk, the address of a folder shows what is in it, and no page.
        use_directory_urls=settings.use_directory_urls and not offline,
        parse=parse,
    ), ()


_EXPECTED = {
    "languages": mark("a list of language codes such as [ko, en], the default language first"),
    "exclude": mark("a list of patterns such as [private/, '*.tmp.md']"),
    "tags": mark("a list of tags such as [method/sgd, 'technique/*']"),
    "mentions": mark("true or false"),
    "execute": mark("never, sandbox or trusted"),
    "run": mark("a list of patterns such as [lectures/, 'notebook-*.md']"),
    "trust": mark("true or false"),
    "obsidian": mark("true or false"),
    "offline": mark("true or false"),
}


def _fitting(option: str, value: Any) -> Any:
    """The value as `Settings` hold it; None where it does not fit."""
    if option in ("mentions", "trust", "obsidian", "offline"):
        return value if isinstance(value, bool) else None
    if option == "execute":
        return Execute(value) if value in list(Execute) else None
    if not isinstance(value, list) or not all(isinstance(item, str) and item for item in value):
        return None
    if option in ("exclude", "run"):
        return tuple(value)
    if option == "tags":
        return tuple(tag(item) for item in value)
    languages = tuple(language(item) for item in value)
    valid = languages and len(set(languages)) == len(languages)
    return languages if valid and all(_LANGUAGE.fullmatch(item) for item in languages) else None
