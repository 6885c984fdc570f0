"""`kb check --mend`: what is certain is mended, as a diff or in the files.

In: a project, and rules. Out: what would change; with `write` changed files, all or none.
"""

from collections.abc import Collection, Iterator

from kb.cli.progress import Progress
from kb.cli.project import Project
from kb.cli.rename import show_differences
from kb.cli.speech import Refusal, say, say_waiting
from kb.mending import MENDABLE, Mend, Offers, Proved, Proving, write
from kb.names import NotePath
from kb.pipeline import Prepared, prepare
from kb.problems import Finding, Rule, Severity, find
from kb.renaming import RenameRefused
from kb.store import locked
from kb.strings import mark, terminal_language


def mend_vault(project: Project, rules: Collection[str], jobs: int, *, writes: bool) -> int:
    """`rules` may be empty: then all but hints, which only their author can judge."""
    language = terminal_language()
    known = sorted({Rule[name].value.name for name in MENDABLE})
    if unknown := sorted(set(rules) - {*known}):
        raise Refusal(
            say(
                "--only: nothing of {rule} can be mended, but of: {rules}",
                rule=unknown[0],
                rules=", ".join(known),
            ),
            status=2,
        )
    try:
        with locked(project.cache, say_waiting):
            with Progress() as progress:
                prepared = prepare(
                    project.vault,
                    project.setup.settings,
                    project.cache,
                    jobs=jobs,
                    progress=progress.step(mark("Reading notes")),
                    only=(),
                )
            mends, proved = _proved(prepared, rules, jobs)
            show_differences(proved.texts)
            if writes:
                write(prepared, proved)
    except RenameRefused as refused:
        raise Refusal(refused.told_in(language)) from None
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None
    print(say("Problems mended: {count}, in files: {files}.", count=mends, files=len(proved.texts)))
    if not writes:
        print(say("Nothing was written; --write does it."))
    return 0


def _proved(prepared: Prepared, rules: Collection[str], jobs: int) -> tuple[int, Proved]:
    """Those that hold, each by itself and all together."""
    proving, mends = Proving(prepared), list[Mend]()
    for mend in _offered(prepared, rules, jobs):
        try:
            proving.prove([mend])
        except RenameRefused:
            continue
        if not any(mend.collides_with(other) for other in mends):
            mends.append(mend)
    return len(mends), proving.prove(mends)


def _offered(prepared: Prepared, rules: Collection[str], jobs: int) -> Iterator[Mend]:
    offers = Offers(prepared)
    for path, finding in _findings(prepared, rules, jobs):
        rule = Rule[finding.rule].value
        wanted = rule.name in rules if rules else rule.severity is not Severity.HINT
        if wanted and (mend := offers.offer(path, finding)) is not None:
            yield mend


def _findings(
    prepared: Prepared, rules: Collection[str], jobs: int
) -> Iterator[tuple[NotePath, Finding]]:
    yield from sorted(prepared.findings, key=lambda one: (one[0], one[1].line, one[1].column))
    if Rule.UNLINKED_MENTION.value.name in rules:
        for each in prepared.mentions(jobs):
            words = {"words": each.words, "target": each.target, "mend": each.mend}
            yield each.source, find(Rule.UNLINKED_MENTION, each.line, each.column, **words)
