"""What is to be built, from where, to where.

In: `mkdocs.yml`, or none.
Out: a `Setup`; a `ConfigurationRefused` for what cannot be followed, in sentences.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kb.config import DEFAULT_LANGUAGES, Settings, read_options
from kb.names import Language, NotePath
from kb.problems import Finding, Problem, Rule, find, problem
from kb.publish.configuration import Configuration, place_in, read_configuration, refused

_OURS = {"plugins", "hooks", "markdown_extensions", "docs_dir", "site_dir", "strict", "watch"}
"""What MkDocs is not told, because we do it ourselves."""
_SEARCH = {"search", "material/search", "/search"}


class Setup(Struct, frozen=True):
    settings: Settings
    vault: str
    """Where the notes lie; absolute."""
    site: str
    """Where the site goes, as `mkdocs.yml` or MkDocs' default says; '' without an `mkdocs.yml`."""
    theme: dict[str, Any]
    """What MkDocs and the theme are told: `mkdocs.yml` without what we do ourselves."""
    configuration: Configuration
    strict: bool = False
    problems: tuple[Problem, ...] = ()
    """Worth saying, but nothing that stops a build."""


def load_setup(
    config_file: Path | None,
    vault: Path | None,
    told_in: Language,
    foreign: bool = False,
) -> Setup:
    """Follow `config_file`, or build `vault` as it is; both may be given.

    `foreign`: plugins and hooks of MkDocs are run by somebody else, as under `mkdocs build`.
    """
    if config_file is None:
        assert vault is not None
        return _setup(Configuration("", {}, (), {}), vault.resolve(), Settings())
    configuration = read_configuration(config_file, told_in)
    file, values = configuration.file, configuration.values
    options, findings = _plugins(configuration)
    hints = [found for found in findings if found.rule == Rule.SEARCH_IS_OFF.name]
    wrong = [] if foreign else [found for found in findings if found not in hints]
    settings, unfit = read_options(
        options,
        Settings(languages=DEFAULT_LANGUAGES),
        lambda option: place_in(file, "plugins", "kb", option),
        told_in,
    )
    if vault is None:
        vault = Path(file).parent / str(values.get("docs_dir") or "docs")
        if not vault.is_dir():
            place = place_in(file, "docs_dir")
            reason = f"docs_dir: {os.strerror(2)}: {vault}"
            wrong.append(find(Rule.UNREADABLE_CONFIGURATION, *place, reason=reason))
    if wrong or unfit:
        raise refused(file, told_in, *wrong, *unfit)
    path = NotePath(Path(file).name)
    problems = tuple(problem(found, path, told_in) for found in hints)
    return _setup(configuration, vault.resolve(), settings, problems)


def _setup(
    configuration: Configuration,
    vault: Path,
    settings: Settings,
    problems: tuple[Problem, ...] = (),
) -> Setup:
    values = configuration.values
    folder = Path(configuration.file).parent if configuration.file else vault
    site_name = str(values.get("site_name") or folder.name)
    site_url = str(values.get("site_url") or "")
    site_url = site_url if not site_url or site_url.endswith("/") else f"{site_url}/"
    directories = values.get("use_directory_urls") is not False and not settings.offline
    site_dir = str(folder / str(values.get("site_dir") or "site")) if configuration.file else ""
    theme = {key: value for key, value in values.items() if key not in _OURS}
    theme |= {
        "site_name": site_name,
        "site_url": site_url,
        "use_directory_urls": directories,
    }
    theme["theme"] = _theme(values.get("theme"), folder)
    theme["markdown_extensions"] = _contents_options(values.get("markdown_extensions"))
    return Setup(
        settings=replace(
            settings,
            site_name=site_name,
            site_url=site_url,
            exclude=(*settings.exclude, *_patterns(values)),
            use_directory_urls=directories,
        ),
        vault=str(vault),
        site=site_dir,
        theme=theme,
        configuration=configuration,
        strict=values.get("strict") is True,
        problems=problems,
    )


def _theme(value: Any, folder: Path) -> Any:
    """Material where no theme is named; the author's own templates by their absolute path."""
    if value is None:
        return {"name": "material"}
    if isinstance(value, str):
        return {"name": value}
    if isinstance(value, dict) and value.get("custom_dir"):
        return {**value, "custom_dir": str(folder / str(value["custom_dir"]))}
    return value


def _contents_options(value: Any) -> list[Any]:
    """Python-Markdown's `toc` alone: the theme takes the title of the contents from it."""
    items = value.items() if isinstance(value, dict) else _named(value)
    return [{"toc": options or {}} for name, options in items if str(name).endswith("toc")]


def _patterns(values: Mapping[str, Any]) -> tuple[str, ...]:
    """MkDocs' own lists of files that are not to be published."""
    texts = [values.get(key) or "" for key in ("exclude_docs", "draft_docs")]
    lines = [line.strip() for text in texts for line in str(text).splitlines()]
    return tuple(line for line in lines if line and not line.startswith("#"))


def _plugins(configuration: Configuration) -> tuple[dict[str, Any], list[Finding]]:
    """The options of kb, and what else MkDocs is asked to run."""
    values, file = configuration.values, configuration.file
    listed = values.get("plugins")
    ours: dict[str, Any] = {}
    findings: list[Finding] = []
    for name, options in listed.items() if isinstance(listed, dict) else _named(listed):
        place = place_in(file, "plugins", str(name))
        if name == "kb":
            ours = options if isinstance(options, dict) else {}
        elif name in _SEARCH:
            findings.append(find(Rule.SEARCH_IS_OFF, *place))
        elif not (isinstance(options, dict) and options.get("enabled") is False):
            findings.append(find(Rule.FOREIGN_PLUGIN, *place, name=str(name)))
    for hook in values.get("hooks") or ():
        place = place_in(file, "hooks", str(hook))
        findings.append(find(Rule.FOREIGN_HOOK, *place, name=str(hook)))
    return ours, findings


def _named(value: Any) -> list[tuple[Any, Any]]:
    """A list of names, and of mappings of one name to its options, as pairs."""
    pairs: list[tuple[Any, Any]] = []
    for item in value if isinstance(value, list) else ():
        pairs += item.items() if isinstance(item, dict) else [(item, None)]
    return pairs
