"""What is made once for a site: skeletons, assets, the page for missing pages.

In: a `Shell` that has everything but these.
Out: `Made`; a `ConfigurationRefused` where MkDocs does not accept its part of `mkdocs.yml`.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kb.config import ConfigurationRefused
from kb.names import Language, NotePath
from kb.problems import Finding, Problem, Rule, find, problem
from kb.publish import theme
from kb.publish.configuration import place_in
from kb.publish.missing import missing_page
from kb.publish.shell import Made, Shell
from kb.publish.skeleton import encode
from kb.publish.stage import Stage

_ENGLISH = Language("en")


class _SetUp(NamedTuple):
    stage: Stage
    findings: tuple[Finding, ...]


def set_up(shell: Shell, told_in: Language = _ENGLISH) -> _SetUp:
    """The theme, from what `mkdocs.yml` says of it."""
    file = shell.setup.configuration.file
    said: list[str] = []
    with _listening(said):
        config, errors, warnings = theme.make_config(shell.setup.theme, shell.setup.vault)
        if errors:
            raise ConfigurationRefused(
                _problems(file, told_in, [_finding(file, Rule.WRONG_CONFIGURATION, *errors[0])])
            )
        stage = Stage(
            config,
            shell.trees,
            folders=shell.folders,
            entries=shell.entries,
            frontend=shell.frontend,
            searches=shell.searches,
            bytecode=str(Path(shell.cache, "templates")),
        )
    doubts = [*warnings, *(("nav", text) for text in said)]
    return _SetUp(
        stage, tuple(_finding(file, Rule.DOUBTFUL_CONFIGURATION, *doubt) for doubt in doubts)
    )


def make(shell: Shell, told_in: Language) -> Made:
    stage, findings = set_up(shell, told_in)
    assets = {**theme.site_assets(stage.config), **dict(shell.frontend.files)}
    return Made(
        skeletons=stage.skeletons(),
        assets=tuple(sorted(assets.items())),
        extras=missing_pages(stage),
        problems=_problems(shell.setup.configuration.file, told_in, list(findings)),
    )


def missing_pages(stage: Stage) -> dict[str, bytes]:
    """`404.html` for each tree: servers look for the nearest one."""
    root = urlsplit(stage.config["site_url"] or "/").path
    pages = [missing_page(tree, stage.trees, root) for tree in stage.trees]
    return {page.file: encode(stage.render(page, root)) for page in pages}


def _finding(file: str, rule: Rule, key: str, reason: str) -> Finding:
    return find(rule, *place_in(file, key), key=key, reason=" ".join(reason.split()))


def _problems(file: str, told_in: Language, findings: list[Finding]) -> tuple[Problem, ...]:
    path = NotePath(Path(file).name)
    return tuple(problem(found, path, told_in) for found in findings)


@contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    """Collect what MkDocs warns of in its log."""

    class Ear(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    ear, logger = Ear(logging.WARNING), logging.getLogger("mkdocs")
    logger.addHandler(ear)
    propagates, logger.propagate = logger.propagate, False
    try:
        yield
    finally:
        logger.removeHandler(ear)
        logger.propagate = propagates
