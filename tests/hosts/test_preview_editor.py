"""Which program opens a note, and with which arguments."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.hosts.preview.editor import Editor, EditorRefused, Place, find_editor
from kb.names import Language

PLACE = Place(Path("/v/노트 {line} $(touch x)`;&.md"), 12, 5)
KOREAN = Language("ko")


def here(*names: str) -> Callable[[str], str | None]:
    """A machine that has only these programs."""
    return lambda name: f"/bin/{name}" if name in names else None


def arguments(said: str, *programs: str) -> list[str]:
    return find_editor(said, {}, here(*programs)).arguments(PLACE)


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("code", ["/bin/code", "--goto", f"{PLACE.file}:12:5"]),
        ("vscode", ["/bin/code", "--goto", f"{PLACE.file}:12:5"]),
        ("code --wait --reuse-window", ["/bin/code", "--reuse-window", "--goto"]),
        ("cursor", ["/bin/cursor", "--goto", f"{PLACE.file}:12:5"]),
        ("subl", ["/bin/subl", f"{PLACE.file}:12:5"]),
        ("gvim", ["/bin/gvim", "+call cursor(12,5)", str(PLACE.file)]),
        ("idea", ["/bin/idea", "--line", "12", "--column", "5", str(PLACE.file)]),
        ("x --at={line},{column} '{file}'", ["/bin/x", "--at=12,5", str(PLACE.file)]),
        ("x {file}", ["/bin/x", str(PLACE.file)]),
        ("xterm -e vim +{line} {file}", ["/bin/xterm", "-e", "vim", "+12", str(PLACE.file)]),
    ],
)
def test_what_it_is_called_with(said: str, expected: list[str]) -> None:
    given = arguments(said, "code", "cursor", "subl", "gvim", "idea", "x", "xterm")
    assert given[: len(expected)] == expected


@pytest.mark.parametrize(
    ("said", "reason"),
    [
        ("vim", "vim needs a terminal, and a page in a browser has none"),
        ("/usr/bin/nvim", "nvim needs a terminal"),
        ("emacsclient -t", "emacsclient needs a terminal"),
        ("mine", "how to open a line with mine"),
        ("mine {file}", "there is no program mine"),
        ("gedit", "there is no program gedit"),
        ("x {line}", "does not say where {file} goes"),
        ("{file} x", "does not say where {file} goes"),
        ("x {file} {row}", "{row} is none of {file}, {line} and {column}"),
        ("x '{file}", "is no command"),
    ],
)
def test_what_is_refused(said: str, reason: str) -> None:
    with pytest.raises(EditorRefused) as refused:
        find_editor(said, {}, here("x", "vim", "nvim", "emacsclient"))
    assert reason in refused.value.told_in(Language("en"))
    assert refused.value.told_in(KOREAN) != refused.value.told_in(Language("en"))


def test_a_script_of_a_shell_is_never_given_a_name() -> None:
    batch = find_editor("code", {}, lambda name: f"C:\\bin\\{name}.CMD")
    assert batch.link(PLACE).startswith("vscode://file/")
    with pytest.raises(EditorRefused, match="script"):
        find_editor("mine {file}", {}, lambda name: f"C:\\bin\\{name}.bat")


def test_the_environment() -> None:
    asked = {"VISUAL": "code -w", "EDITOR": "vim"}
    assert find_editor(None, asked, here("code")).command[0] == "/bin/code"
    for unfit in ({"VISUAL": "vim", "EDITOR": "nano"}, {"EDITOR": "mine --x"}, {"EDITOR": " "}, {}):
        assert find_editor(None, unfit, here("vim", "nano", "mine")) == Editor()
    assert find_editor("zed", asked, here("zed", "code")).command[0] == "/bin/zed"


def test_links() -> None:
    link = find_editor(None, {}, here()).link(PLACE)
    assert link == (
        "vscode://file/v/%EB%85%B8%ED%8A%B8%20%7Bline%7D%20%24%28touch%20x%29%60%3B%26.md:12:5"
    )
    assert find_editor("cursor", {}, here()).link(PLACE).startswith("cursor://file/v/")
    obsidian = find_editor("obsidian", {}, here()).link(Place(Path("/v/a b.md"), 1, 1))
    assert obsidian == "obsidian://open?path=%2Fv%2Fa%20b.md"
    assert find_editor("code", {}, here("code")).link(PLACE) == ""


def program(folder: Path, code: str) -> str:
    file = folder / "editor.py"
    file.write_text(code, encoding="utf-8")
    return f"'{sys.executable}' '{file}' {{file}} {{line}} {{column}}"


def test_it_is_started_without_a_shell(tmp_path: Path) -> None:
    code = f"import sys; open({str(tmp_path / 'said')!r}, 'w').write('|'.join(sys.argv[1:]))"
    note = tmp_path / "a $(touch gone) ; `x` {line}.md"
    note.write_text("x", encoding="utf-8")
    editor = find_editor(program(tmp_path, code), {})
    for _ in range(50):
        editor.open(Place(note, 3, 4))
        if (tmp_path / "said").exists():
            break
    assert (tmp_path / "said").read_text(encoding="utf-8") == f"{note}|3|4"
    assert not (tmp_path / "gone").exists()


def test_an_editor_that_fails_is_told_of(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.write_text("x", encoding="utf-8")
    failing = find_editor(program(tmp_path, "raise SystemExit(7)"), {})

    def open_it() -> None:
        for _ in range(20):  # a busy machine takes longer to fail than we wait
            failing.open(Place(note, 1, 1))

    with pytest.raises(EditorRefused) as refused:
        open_it()
    assert "ended at once, with status 7" in refused.value.told_in(Language("en"))
    missing = Editor((str(tmp_path / "none"), "{file}"))
    with pytest.raises(EditorRefused, match="could not be started"):
        missing.open(Place(note, 1, 1))


def test_an_editor_that_stays_open_holds_nobody(tmp_path: Path) -> None:
    note = tmp_path / "a.md"
    note.write_text("x", encoding="utf-8")
    find_editor(program(tmp_path, "import time; time.sleep(5)"), {}).open(Place(note, 1, 1))
