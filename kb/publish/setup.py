"""What is to be built, from where, to where.

In: `mkdocs.yml`, or none.
Out: a `Setup`; a `ConfigurationRefused` for what cannot be followed, in sentences.
"""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from kb.config import Settings, read_options
from kb.names import Language
from kb.problems import Finding, Problem, Rule, find, problem
from kb.publish.configuration import Configuration, place_in, read_configuration, refused

_NOT_FOR_THE_THEME = {"plugins", "hooks", "markdown_extensions", "docs_dir", "site_dir", "strict"}
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
        return _setup(Configuration("", {}, (), {}), vault.resolve(), (), {})
    configuration = read_configuration(config_file, told_in)
    values = configuration.values
    options, findings = _plugins(configuration, foreign)
    refusals = [found for found in findings if found.rule != Rule.SEARCH_IS_OFF.name]
    if vault is None:
        vault = config_file.resolve().parent / str(values.get("docs_dir") or "docs")
    settings, wrong = read_options(
        options,
        Settings(),
        lambda option: place_in(configuration.file, "plugins", "kb", option),
        told_in,
    )
    if not vault.is_dir():
        reason = f"docs_dir: {vault}"
        place = place_in(configuration.file, "docs_dir")
        wrong = (*wrong, find(Rule.UNREADABLE_CONFIGURATION, *place, reason=reason))
    if refusals or wrong:
        raise refused(configuration.file, told_in, *refusals, *wrong)
    name = Path(configuration.file).name
    hints = tuple(problem(found, _note_path(name), told_in) for found in findings)
    return _setup(configuration, vault.resolve(), hints, options, settings)


def _note_path(name: str) -> Any:
    return name


def _setup(
    configuration: Configuration,
    vault: Path,
    problems: tuple[Problem, ...],
    options: Mapping[str, Any],
    settings: Settings | None = None,
) -> Setup:
    raise NotImplementedError
