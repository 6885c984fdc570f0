"""What a rename writes, example by example."""

from pathlib import Path

from kb.names import Language, NotePath
from kb.renaming import RenameRefused
from tests.conftest import CheckCases
from tests.renaming.memory import rename_as_typed
from tests.vaults import split_files

HERE = Path(__file__).parent


def show_rename(text: str) -> str:
    """The files that changed, or the sentence that refuses."""
    command, _, vault = text.partition("\n")
    files = {path: content.encode() for path, content in split_files(vault).items()}
    try:
        after, plan = rename_as_typed(command, files)
    except RenameRefused as refused:
        return refused.told_in(Language("en"))
    shown = []
    for path in [*plan.moves, *(path for path in plan.texts if path not in plan.moves)]:
        new = plan.moves.get(path, path)
        name = path if new == path else f"{path} -> {new}"
        content = (
            after[NotePath(new)].decode().rstrip("\n") if path in plan.texts else "(as it was)"
        )
        shown.append(f"=== {name}\n{content}")
    shown += [f"not kept: {name}, {other} is called so" for name, other in plan.not_kept]
    if plan.found:
        shown.append(f"found: {plan.found}")
    return "\n".join(shown)


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "renaming.md", show_rename)


def test_headings(check_cases: CheckCases) -> None:
    check_cases(HERE / "headings.md", show_rename)


def test_tags(check_cases: CheckCases) -> None:
    check_cases(HERE / "tags.md", show_rename)


def test_front_matter(check_cases: CheckCases) -> None:
    check_cases(HERE / "front_matter.md", show_rename)


def test_refusals(check_cases: CheckCases) -> None:
    check_cases(HERE / "refusals.md", show_rename)
