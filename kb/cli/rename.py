"""`kb rename OLD NEW [VAULT]`: a note, a heading or a tag is called otherwise.

In: two names and a folder. Out: changed files, and what was done; with `--dry-run` what would be.
"""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from kb.cli.progress import Progress
from kb.cli.project import Project, find_project
from kb.cli.speech import Refusal, say, say_waiting
from kb.names import NotePath
from kb.parallel import processors
from kb.pipeline import prepare
from kb.store import locked
from kb.strings import mark, terminal_language

TYPE_CHECKING = False
if TYPE_CHECKING:
    from kb.renaming import Changed, Plan


@click.command(short_help="Rename a note, a heading or a tag, and every link to it.")
@click.argument("names", nargs=-1, metavar="OLD NEW [VAULT]")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("--no-alias", is_flag=True, help="Do not keep the old name as alias and redirect.")
@click.option("--merge", is_flag=True, help="Let a tag take the name of one that exists.")
@click.option("--recover", is_flag=True, help="Undo a rename that was interrupted: [VAULT].")
@click.option("--jobs", type=click.IntRange(min=1), default=None, help="How many processes work.")
def rename(
    names: tuple[str, ...],
    *,
    dry_run: bool,
    no_alias: bool,
    merge: bool,
    recover: bool,
    jobs: int | None,
) -> int:
    """Rename what is called OLD in VAULT (default: this folder) to NEW.

    A note: `kb rename old new`, or `kb rename old folder/new` to move it. A heading:
    `kb rename "note#Old heading" "New heading"`. A tag: `kb rename "#old/tag" "#new/tag"`.
    Every link is rewritten, and no other byte of the notes.
    """
    from kb.renaming import RenameRefused  # noqa: PLC0415  it loads the parser

    fitting = len(names) <= 1 if recover else len(names) in (2, 3)
    if not fitting:
        raise click.UsageError(say("Say what to rename, and what to call it: kb rename OLD NEW"))
    project = find_project(Path(names[-1]) if len(names) % 2 else None)
    try:
        with locked(project.cache, say_waiting):
            if recover:
                return _recover(project)
            return _rename(
                project,
                names[0],
                names[1],
                dry_run=dry_run,
                keep=not no_alias,
                merge=merge,
                jobs=jobs or processors(),
            )
    except RenameRefused as refused:
        raise Refusal(refused.told_in(terminal_language())) from None
    except OSError as error:
        raise Refusal(f"{error.filename}: {error.strerror}") from None


def _recover(project: Project) -> int:
    from kb.renaming import undo  # noqa: PLC0415  as above

    if undo(project.vault):
        print(say("A rename was interrupted. All is as it was before it."))
    else:
        print(say("No rename was interrupted: there is nothing to recover."))
    return 0


def _rename(
    project: Project, old: str, new: str, *, dry_run: bool, keep: bool, merge: bool, jobs: int
) -> int:
    from kb.renaming import JOURNAL_FOLDER, plan_rename, write_plan  # noqa: PLC0415  as above

    if (project.vault / JOURNAL_FOLDER).is_dir():
        if dry_run:
            raise Refusal(say("A rename was interrupted. Undo it with kb rename --recover."))
        _recover(project)
    with Progress() as progress:
        prepared = prepare(
            project.vault,
            project.setup.settings,
            project.cache,
            jobs=jobs,
            progress=progress.step(mark("Reading notes")),
        )
    old, new = _within(project.vault, old), _within(project.vault, new)
    plan = plan_rename(prepared, old, new, keep=keep, merge=merge, jobs=jobs)
    if dry_run:
        show_differences(plan.texts, plan.moves)
    else:
        write_plan(prepared, plan)
    _say_done(plan, dry_run=dry_run)
    return 0


def _within(vault: Path, name: str) -> str:
    """A path as a shell completes it, seen from the vault."""
    if name.startswith("#") or "/" not in name:
        return name
    path, hash_sign, rest = name.partition("#")
    try:
        inside = Path(path).resolve().relative_to(vault.resolve())
    except ValueError:
        return name
    if vault.resolve() == Path.cwd() or not Path(path).parent.is_dir():
        return name
    return f"{inside.as_posix()}{hash_sign}{rest}"


def show_differences(
    texts: Mapping[NotePath, "Changed"], moves: Mapping[NotePath, NotePath] | None = None
) -> None:
    """Print what would change, as `diff -u` shows it."""
    for line in _differences(texts, moves or {}):
        print(line)


def _differences(
    texts: Mapping[NotePath, "Changed"], moves: Mapping[NotePath, NotePath]
) -> Iterator[str]:
    from kb.read import decode  # noqa: PLC0415  as above

    for path in sorted({*moves, *texts}):
        new = moves.get(path, path)
        if new != path:
            yield f"rename from {path}"
            yield f"rename to {new}"
        changed = texts.get(path)
        if changed is not None:
            both = (decode(data)[0] for data in (changed.before, changed.after))
            before, after = (text.removesuffix("\n").split("\n") for text in both)
            yield from difflib.unified_diff(before, after, f"a/{path}", f"b/{new}", lineterm="")


def _say_done(plan: "Plan", *, dry_run: bool) -> None:
    if not dry_run:
        for path, new in plan.moves.items():
            print(f"{path} -> {new}")
    files = len(plan.texts)
    count = {"links": plan.links, "tags": plan.tags, "files": files}
    if plan.tags:
        print(say("Tags rewritten: {tags}, in files: {files}.", **count))
    else:
        print(say("Links rewritten: {links}, in files: {files}.", **count))
    if plan.found:
        print(say("Links that led nowhere and now lead to something: {count}.", count=plan.found))
    for name, other in plan.not_kept:
        print(say("Not kept as an alias: {name}; {other} is called so.", name=name, other=other))
    if dry_run:
        print(say("Nothing was written."))
