"""Snippets as tests of pytest.

In: a note's file. Out: a test for each snippet that runs, called by its label or line. It fails as
the snippet fails, with the place and the sentence that `kb check` gives, and is skipped where one
before it has failed.

What a note gave is remembered as in a build; pytest's own `--cache-clear` runs it anew.
"""

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kb.config import ConfigurationRefused
from kb.excerpt import excerpt
from kb.model import Failure, Result, Snippet, State, Stream, Text
from kb.names import NotePath
from kb.parallel import processors
from kb.pipeline import Prepared, prepare
from kb.planning import Piece, Plan, plan_notes
from kb.problems import Rule, Severity, one_line, problem, seen_from_here
from kb.project import Project, path_within, project_around
from kb.running import finding_of, is_meant, run_notes
from kb.runs import Runs
from kb.store import locked
from kb.strings import fill, mark, terminal_language

if TYPE_CHECKING:
    from _pytest._code.code import TerminalRepr

_SKIPPED = mark("the snippet before it at {place} has failed")


class Vault:
    """A vault of which notes are tested. Its snippets run when the first of them is asked for."""

    def __init__(self, project: Project, prepared: Prepared, store: Path) -> None:
        self.project, self.prepared, self.store = project, prepared, store
        self.plans = plan_notes(prepared.network, prepared.settings)
        self._runs: dict[NotePath, Runs] = {}

    def result(self, path: NotePath, index: int, wanted: frozenset[NotePath]) -> Result:
        """What a snippet gave. If its note has not run yet, all of `wanted` are run at once."""
        if path not in self._runs:
            plans = {each: self.plans[each] for each in sorted(wanted | {path})}
            settings = self.prepared.settings
            with locked(self.store):
                runs = run_notes(plans, self.project.vault, settings, self.store, jobs=processors())
            self._runs |= dict.fromkeys(runs.notes, runs)
        return self._runs[path].run(path).results[index]


VAULTS = pytest.StashKey[dict[Path, Vault]]()


def vault_of(file: Path, config: pytest.Config) -> Vault:
    """The vault that a note belongs to, read once in a session.

    Raises:
        CollectError: its configuration cannot be followed.
    """
    vaults = config.stash.setdefault(VAULTS, {})
    try:
        project = project_around(file, terminal_language())
    except ConfigurationRefused as refused:
        raise pytest.Collector.CollectError("\n".join(map(one_line, refused.problems))) from None
    key = project.vault.resolve()
    if key not in vaults:
        with locked(project.cache):
            prepared = prepare(
                project.vault, project.setup.settings, project.cache, jobs=processors(), only=()
            )
        store = project.cache
        if config.getoption("cacheclear", False):
            folder = tempfile.TemporaryDirectory(prefix="kb-pytest-")
            config.add_cleanup(folder.cleanup)
            store = Path(folder.name)
        vaults[key] = Vault(project, prepared, store)
    return vaults[key]


class NoteFile(pytest.File):
    def collect(self) -> Iterator["SnippetTest"]:
        vault = vault_of(self.path, self.config)
        path = path_within(vault.project.vault, self.path)
        plan = vault.plans.get(path) if path is not None else None
        if plan is None:
            return  # it runs nothing, is private, or left out
        names: dict[str, None] = {}
        for piece in plan.pieces:
            name = _name(piece.snippet, names)
            names[name] = None
            yield SnippetTest.from_parent(self, name=name, vault=vault, plan=plan, piece=piece)


def _name(snippet: Snippet, taken: dict[str, None]) -> str:
    """A label as long as it is the only one of its kind."""
    if snippet.label and snippet.label not in taken:
        return snippet.label
    name = f"line {snippet.line}"
    return f"{name} column {snippet.column}" if snippet.inline or name in taken else name


class SnippetFailedError(Exception):
    """Its text is the whole report."""


class SnippetTest(pytest.Item):
    def __init__(self, *, vault: Vault, plan: Plan, piece: Piece, **others: Any) -> None:
        super().__init__(**others)
        self.vault, self.plan, self.piece = vault, plan, piece

    def runtest(self) -> None:
        result = self._result(self.piece)
        printed = dict.fromkeys(Stream, "")
        for output in result.outputs:
            if isinstance(output, Text):
                printed[output.stream] += output.text
        for stream, text in printed.items():
            if text:
                self.add_report_section("call", stream.value, text)
        if result.state is State.SKIPPED:
            pytest.skip(self._why_skipped())
        failures = [remark for remark in result.remarks if _is_error(remark)]
        if result.failure is not None and not is_meant(self.piece.snippet, result):
            failures.insert(0, result.failure)
        if failures:
            raise SnippetFailedError("\n".join(self._told(failure) for failure in failures))
        for remark in result.remarks:
            self.warn(pytest.PytestWarning(self._told(remark)))

    def _result(self, piece: Piece) -> Result:
        # With pytest-xdist each worker collects everything and runs a part that it does not know.
        alone = hasattr(self.config, "workerinput")
        items = () if alone else self.session.items
        wanted = frozenset(
            item.plan.path
            for item in items
            if isinstance(item, SnippetTest) and item.vault is self.vault
        )
        return self.vault.result(self.plan.path, piece.index, wanted)

    def _why_skipped(self) -> str:
        before = [
            piece
            for piece in self.plan.pieces[: self.plan.pieces.index(self.piece)]
            if self._result(piece).state is State.FAILED
        ]
        place = f"{self.plan.path}:{before[-1].snippet.line}" if before else self.plan.path
        return fill(terminal_language(), _SKIPPED, place=place)

    def _told(self, failure: Failure) -> str:
        """The problem, its line with a caret, and where more than one line is involved how it came
        there.
        """
        finding = finding_of(self.plan, failure)
        told = problem(finding, self.plan.path, terminal_language())
        (seen,) = seen_from_here((told,), str(self.vault.project.vault))
        parts = [one_line(seen), excerpt(self.piece.snippet, finding)]
        if seen.detail.count('File "') > 1:
            parts.append(seen.detail)
        return "\n\n".join(part.rstrip() for part in parts if part)

    def repr_failure(
        self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None
    ) -> "str | TerminalRepr":
        if isinstance(excinfo.value, SnippetFailedError):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        return self.path, self.piece.snippet.line - 1, self.name


def _is_error(remark: Failure) -> bool:
    return Rule[remark.rule].text.severity is Severity.ERROR
