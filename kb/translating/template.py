"""The file that a translation is written into.

In: a note, and the language that it is to be translated into. Out: a text with its front matter,
headings, links, code and questions, in which comments hold what is to be translated.

A comment is one of Obsidian's, `%% translate: ... %%`: neither Obsidian nor a page shows it. While
one is left, the note counts as not finished (`Outline.unfilled`).
"""

import re
from collections.abc import Iterator, Sequence

from kb.config import ParseSettings
from kb.model import Note, Outline, Snippet, Source
from kb.names import Language
from kb.parse import parse
from kb.parse.front_matter import read_front_matter
from kb.patterns import pattern
from kb.store import digest
from kb.translating.blocks import SourceBlock, source_blocks, without_remarks
from kb.translating.skeleton import skeleton

_NOT_KEPT = frozenset({"lang", "translation-of", "redirect-from"})
"""What is true of the original only; two notes cannot have one former address."""
_DAYS = frozenset({"created", "modified"})
_KEY = pattern(r"[^\s#-][^:]*:")
_ATTRIBUTES = pattern(r"(?:[ \t]+#+)?(?:[ \t]*\{[^{}]*\})?(?:[ \t]+\^[\w-]+)?[ \t]*$")
_FENCE_LINE = pattern(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`]*$)|~{3,})")
_HERE = "%% translate %%"


def template(
    source: Source, settings: ParseSettings, language: Language, day: str, original: str = ""
) -> str:
    """`day` is when the translation is begun; `original` is what it has to name the note by, where
    the names of the files do not say that they belong together.
    """
    note = parse(source, settings)
    text = _Template(source.text, note, language, day, original).text(keep_questions=False)
    made = parse(Source(source.path, source.file, text, digest(text)), settings)
    if _asked(made.outline) == _asked(note.outline):
        return text
    # A question in a form that does not survive without its words keeps them.
    return _Template(source.text, note, language, day, original).text(keep_questions=True)


def _asked(outline: Outline) -> list[tuple[tuple[str, bool], ...]]:
    return [tuple((each.letter, each.right) for each in quiz.choices) for quiz in outline.quizzes]


class _Template:
    def __init__(self, text: str, note: Note, language: Language, day: str, original: str) -> None:
        self.lines = text.split("\n")
        self.front = read_front_matter(text)
        self.outline = note.outline
        self.blocks = source_blocks(text, note.outline, note.body)
        self.language, self.day, self.original = language, day, original
        self.snippets = {
            each.fence[0]: each for each in note.outline.snippets if each.label and not each.inline
        }

    def text(self, *, keep_questions: bool) -> str:
        lines = [*self._front_matter()]
        done = self.front.body_line
        for blocks in _chunks(self.blocks):
            first, last = blocks[0].first_line, blocks[-1].last_line
            lines += self.lines[done : first - 1]
            lines += self._chunk(blocks[0].kind, first, last, keep_questions=keep_questions)
            done = last
        lines += self.lines[done:]
        return "\n".join(lines).rstrip("\n") + "\n"

    def _front_matter(self) -> Iterator[str]:
        declared = [f'translation_of: "[[{self.original}]]"'] if self.original else []
        end = self.front.body_line
        if not end:
            yield from ("---", *declared, "---", "") if declared else ()
            return
        starts = {line: key for key, (line, _) in self.front.front_matter.places.items()}
        kept = True
        for number in range(1, end + 1):
            line = self.lines[number - 1]
            last = number == end
            key = starts.get(number)
            if last:
                yield from declared
            if key in _DAYS and (found := _KEY.match(line)):
                kept = False
                yield f"{found[0]} {self.day}"
                continue
            if last or number == 1 or _KEY.match(line):
                kept = key not in _NOT_KEPT
            if kept:
                yield line

    def _chunk(self, kind: str, first: int, last: int, *, keep_questions: bool) -> list[str]:
        lines = self.lines[first - 1 : last]
        if kind.startswith("heading"):
            found = _ATTRIBUTES.search(lines[0])
            assert found is not None
            return [f"{lines[0][: found.start()]} {_HERE}{found[0].rstrip()}", *lines[1:]]
        if kind == "code":
            snippet = self.snippets.get(first)
            return lines if snippet is None else _stand_in(lines, snippet)
        if kind in ("math", "rule"):
            return lines
        if kind == "html" or (kind == "quiz" and keep_questions):
            return [_HERE, "", *lines]
        bare = skeleton(lines, self.language, quiz=kind == "quiz")
        if bare == [line.rstrip() for line in lines]:
            return lines
        return ["%% translate:", *_hidden(lines), "%%", *bare]


def _chunks(blocks: Sequence[SourceBlock]) -> Iterator[list[SourceBlock]]:
    """The items of a list are translated together."""
    chunk: list[SourceBlock] = []
    for block in blocks:
        if chunk and not (chunk[-1].kind == block.kind == "item"):
            yield chunk
            chunk = []
        chunk.append(block)
    if chunk:
        yield chunk


def _stand_in(lines: Sequence[str], snippet: Snippet) -> list[str]:
    """An empty fence with the label: what the original's code gives is shown there."""
    label = next(
        (line for line in lines if re.search(rf"label:.*{re.escape(snippet.label)}", line)), ""
    )
    inside = label if label.lstrip().startswith("#|") else f"#| label: {snippet.label}"
    return [lines[0], inside, lines[-1]]


def _hidden(lines: Sequence[str]) -> Iterator[str]:
    """A text within a comment, which must not end before it; code stands below it anyway."""
    closing = ""
    for line in lines:
        fence = _FENCE_LINE.match(line)
        if closing:
            bare = line.strip(" \t>")
            closing = "" if bare.startswith(closing) and not bare.strip(closing[0]) else closing
        elif fence:
            closing = fence[1]
        else:
            yield without_remarks(line).replace("%%", "% %").rstrip()
