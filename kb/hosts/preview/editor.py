"""The program in which a note is opened, at a line and a column.

In: what `--editor` says, or the environment. Out: an `Editor`: it starts that program, or gives the
link by which the browser does.

No shell is ever asked. A template is taken apart into arguments first, and then each is filled, so
that no name of a file can add an argument or a command; a file is given by its whole path, which
begins with no `-`.
"""

import os
import re
import shlex
import shutil
import subprocess
import threading
from collections.abc import Callable, Mapping
from pathlib import Path, PurePath
from urllib.parse import quote

from msgspec import Struct

from kb.names import Language
from kb.strings import fill, mark

PATIENCE = 0.4
"""Seconds in which a program that cannot start has said so."""

Find = Callable[[str], str | None]

_GOTO = ("--goto", "{file}:{line}:{column}")
_AT = ("{file}:{line}:{column}",)
_JETBRAINS = ("--line", "{line}", "--column", "{column}", "{file}")
_ARGUMENTS: dict[str, tuple[str, ...]] = {
    "code": _GOTO,
    "code-insiders": _GOTO,
    "codium": _GOTO,
    "cursor": _GOTO,
    "windsurf": _GOTO,
    "positron": _GOTO,
    "zed": _AT,
    "zeditor": _AT,
    "subl": _AT,
    "sublime_text": _AT,
    "lapce": _AT,
    "gedit": ("+{line}:{column}", "{file}"),
    "gnome-text-editor": ("+{line}:{column}", "{file}"),
    "xed": ("+{line}:{column}", "{file}"),
    "pluma": ("+{line}:{column}", "{file}"),
    "kate": ("--line", "{line}", "--column", "{column}", "{file}"),
    "kwrite": ("--line", "{line}", "--column", "{column}", "{file}"),
    "gvim": ("+call cursor({line},{column})", "{file}"),
    "mvim": ("+call cursor({line},{column})", "{file}"),
    "neovide": ("--", "+call cursor({line},{column})", "{file}"),
    "emacsclient": ("--no-wait", "+{line}:{column}", "{file}"),
    "mate": ("--line", "{line}:{column}", "{file}"),
    "bbedit": ("+{line}:{column}", "{file}"),
    "notepad++": ("-n{line}", "-c{column}", "{file}"),
    "idea": _JETBRAINS,
    "pycharm": _JETBRAINS,
    "webstorm": _JETBRAINS,
    "charm": _JETBRAINS,
}
"""Editors with a window of their own, and what they are called with."""

_LINKS = {
    "code": "vscode://file{path}:{line}:{column}",
    "code-insiders": "vscode-insiders://file{path}:{line}:{column}",
    "codium": "vscodium://file{path}:{line}:{column}",
    "cursor": "cursor://file{path}:{line}:{column}",
    "windsurf": "windsurf://file{path}:{line}:{column}",
    "zed": "zed://file{path}:{line}:{column}",
    "obsidian": "obsidian://open?path={name}",
}
"""Links that an editor has asked the system to give it."""

_CALLED = {"vscode": "code", "vscodium": "codium", "sublime": "subl", "vs-code": "code"}
_IN_TERMINAL = frozenset(
    "vim vi nvim lvim view ex ed nano pico hx helix kak micro joe jed mg ne mcedit tilde emacs less"
    " cat".split()
)
_TERMINAL_FLAGS = frozenset({"-nw", "--no-window-system", "-t", "--tty", "-c"})
"""Of emacsclient, which may open a window and may not."""
_WAITING = frozenset({"--wait", "-w", "--new-window-and-wait"})
"""We wait for nobody, and nobody for us."""
_SCRIPTS = (".cmd", ".bat")
"""Windows gives these to a shell."""
_PLACE = re.compile(r"\{(\w*)\}")
_PLACES = frozenset({"file", "line", "column"})


class EditorRefused(Exception):  # noqa: N818  it says what is refused
    """Nothing was opened, for the reason that the sentence gives."""

    def __init__(self, sentence: str, **values: object) -> None:
        super().__init__(sentence)
        self.sentence, self.values = sentence, values

    def told_in(self, language: Language) -> str:
        return fill(language, self.sentence, **self.values)


class Place(Struct, frozen=True):
    file: Path
    """Absolute."""
    line: int
    column: int
    """Both counted from 1."""


class Editor(Struct, frozen=True):
    command: tuple[str, ...] = ()
    """A program and its arguments, not yet filled; () where the browser follows a link."""
    link_form: str = _LINKS["code"]

    def link(self, place: Place) -> str:
        """What the browser follows; '' where we start a program ourselves."""
        if self.command:
            return ""
        path = place.file.as_posix()
        rooted = path if path.startswith("/") else f"/{path}"
        values = {
            "path": quote(rooted, safe="/"),
            "name": quote(path, safe=""),
            "line": str(place.line),
            "column": str(place.column),
        }
        return _PLACE.sub(lambda found: values[found[1]], self.link_form)

    def arguments(self, place: Place) -> list[str]:
        values = {"file": str(place.file), "line": str(place.line), "column": str(place.column)}
        return [_PLACE.sub(lambda found: values[found[1]], part) for part in self.command]

    def open(self, place: Place) -> None:
        """Start the program, which goes on by itself.

        Raises:
            EditorRefused: it did not start.
        """
        arguments = self.arguments(place)
        name = PurePath(arguments[0]).name
        try:
            process = subprocess.Popen(  # noqa: S603  no shell; the arguments are ours
                arguments,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                cwd=place.file.parent,
                start_new_session=True,
            )
        except OSError as error:
            raise EditorRefused(
                mark("{editor} could not be started: {reason}"),
                editor=name,
                reason=error.strerror or str(error),
            ) from None
        try:
            status = process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            # Somebody has to ask how it ended, or the system remembers it for ever.
            threading.Thread(target=process.wait, daemon=True).start()
            return
        if status != 0:
            raise EditorRefused(
                mark("{editor} ended at once, with status {status}"),
                editor=name,
                status=str(status),
            )


def find_editor(
    said: str | None, environment: Mapping[str, str], find: Find = shutil.which
) -> Editor:
    """By `--editor` if that is `said`, else by VISUAL or EDITOR, else a link for VS Code.

    Raises:
        EditorRefused: what was said cannot be followed. What stands in the environment is meant for
            terminals, so what does not fit there is passed over.
    """
    if said is not None and said.strip():
        return _editor(said, find)
    for name in ("VISUAL", "EDITOR"):
        try:
            if environment.get(name, "").strip():
                return _editor(environment[name], find)
        except EditorRefused:
            continue
    return Editor()


def _editor(said: str, find: Find) -> Editor:
    parts = _parts(said)
    name = _name(parts[0])
    placed = {found[1] for part in parts for found in _PLACE.finditer(part)}
    if wrong := sorted(placed - _PLACES):
        raise EditorRefused(
            mark("--editor: {place} is none of {{file}}, {{line}} and {{column}}"),
            place=f"{{{wrong[0]}}}",
        )
    if placed:
        return _template(said, parts, placed, find)
    if name == "obsidian":
        return Editor(link_form=_LINKS[name])
    if name in _IN_TERMINAL or (name == "emacsclient" and not _TERMINAL_FLAGS.isdisjoint(parts)):
        raise EditorRefused(
            mark(
                "{editor} needs a terminal, and a page in a browser has none: name an editor with "
                "a window of its own, or a terminal that opens one, such as "
                "--editor 'xterm -e vim +{{line}} {{file}}'"
            ),
            editor=name,
        )
    if name not in _ARGUMENTS:
        raise EditorRefused(
            mark(
                "kb does not know how to open a line with {editor}: say it, such as "
                "--editor '{editor} {{file}}:{{line}}:{{column}}'"
            ),
            editor=name,
        )
    program = find(_CALLED.get(parts[0].lower(), parts[0]))
    if program is None or program.lower().endswith(_SCRIPTS):
        if name in _LINKS:
            return Editor(link_form=_LINKS[name])
        raise _not_there(parts[0])
    further = [part for part in parts[1:] if part not in _WAITING]
    return Editor((program, *further, *_ARGUMENTS[name]))


def _template(said: str, parts: list[str], placed: set[str], find: Find) -> Editor:
    if "file" not in placed or _PLACE.search(parts[0]):
        raise EditorRefused(mark("--editor: {said} does not say where {{file}} goes"), said=said)
    program = find(parts[0])
    if program is None:
        raise _not_there(parts[0])
    if program.lower().endswith(_SCRIPTS):
        raise EditorRefused(
            mark("{editor} is a script of a shell, which could take a file's name for a command"),
            editor=program,
        )
    return Editor((program, *parts[1:]))


def _parts(said: str) -> list[str]:
    try:
        parts = shlex.split(said, posix=os.name != "nt")
    except ValueError:
        parts = []
    if not parts:
        raise EditorRefused(mark("--editor: {said} is no command"), said=said)
    return [part.strip('"') for part in parts] if os.name == "nt" else parts


def _name(program: str) -> str:
    name = PurePath(program).name.lower()
    stem, dot, suffix = name.rpartition(".")
    name = stem if dot and suffix in ("exe", "cmd", "bat", "sh") else name
    return _CALLED.get(name, name)


def _not_there(program: str) -> EditorRefused:
    return EditorRefused(mark("--editor: there is no program {program}"), program=program)
