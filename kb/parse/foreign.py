"""What only a plugin of Obsidian can run: Dataview, Templater, Excalidraw and their like.

In: fences in their languages, `= this.file.name` in backticks, `<% %>`, and the front matter of a
drawing. Out: the source, as code, and a finding that says whose it is.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline

from kb.parse.fences import language_of
from kb.parse.inline import add_inline_rule
from kb.parse.reading import reading_of
from kb.patterns import pattern
from kb.problems import Rule

_PLUGINS = {
    "dataview": "Dataview",
    "dataviewjs": "Dataview",
    "tasks": "Tasks",
    "base": "Bases",
    "query": "Obsidian",
    "tracker": "Tracker",
    "buttons": "Buttons",
    "button": "Buttons",
    "compressed-json": "Excalidraw",
    "excalidraw": "Excalidraw",
}
_INLINE_DATAVIEW = pattern(r"`(?:= ?|\$= ?)[^`\n]*?\b(?:this\.|dv\.|date\(|choice\(|\[\[)[^`\n]*`")
_DRAWING = pattern(r"\s*[\"']?excalidraw-plugin[\"']?\s*:")


def _foreign(state: StateCore) -> None:
    reading = reading_of(state.env)
    for token in state.tokens:
        if token.type == "fence" and (plugin := _PLUGINS.get(language_of(token))):
            reading.find(Rule.FOREIGN, reading.block_place(token), plugin=plugin)
    for number, line in enumerate(reading.lines[: reading.offset]):
        if _DRAWING.match(line):
            reading.find(Rule.FOREIGN, (number + 1, 1), plugin="Excalidraw")


def _dataview(state: StateInline, silent: bool) -> bool:
    """Only look: it is shown as the code that it is."""
    if not silent and _INLINE_DATAVIEW.match(state.src, state.pos, state.posMax):
        reading = reading_of(state.env)
        place = reading.inline_place(state, state.pos)
        reading.find(Rule.FOREIGN, place, plugin="Dataview")
    return False


def _templater(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if not state.src.startswith("<%", start):
        return False
    end = state.src.find("%>", start, state.posMax)
    if end < 0:
        return False
    state.pos = end + 2
    if not silent:
        reading = reading_of(state.env)
        place = reading.inline_place(state, start)
        reading.find(Rule.FOREIGN, place, plugin="Templater")
        token = state.push("code_inline", "code", 0)
        token.content = state.src[start : state.pos]
    return True


def add_foreign(md: MarkdownIt) -> None:
    md.core.ruler.after("block", "foreign", _foreign)
    add_inline_rule(md, "dataview", _dataview, "`", before="backticks")
    add_inline_rule(md, "templater", _templater, "<", before="autolink")
