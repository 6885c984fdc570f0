"""The options of a question, in all the shapes in which authors write them.

In: nodes. Out: `Options`: their letters, what they hold, and which of them are ticked; what follows
them in the same list or paragraph is put back among the nodes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from kb.parse.quiz.nodes import Node, details, inside, items_of
from kb.parse.quiz.words import (
    ANSWER,
    CHECKS,
    EXPLAINS,
    HINTS,
    OPTION,
    chooses,
    letter_of,
    normal,
    truth,
)
from kb.patterns import pattern

Shape = Literal["lettered", "numbered", "truth", "ticks"]

_TASK = pattern(r"\[(?P<tick>[ xX])\][ \t]+")
_CHECK = pattern(rf"[ \t]*[{CHECKS}]\ufe0f?[ \t]*")
_STARS = pattern(r"`[^`\n]*`")
_TO_DO = pattern(r"📅|⏳|🛫|🔁|@\w|\bdue:|\b20\d\d-\d\d-\d\d\b")
_ONE_LINE = pattern(r"(?:(?<=\s)|^)(?:(?P<circled>[①-⑩])|\(?(?P<letter>[A-Fa-f])\))[ \t]*")
_OPAQUE = ("block", "table", "html", "quote")


@dataclass(slots=True)
class Option:
    letter: str
    text: str
    """Of its first words, without the letter; as typed."""
    nodes: list[Node]
    """What it holds; the first is where its words stand."""
    line: int
    """Of the body, counted from 0."""
    ticked: bool = False
    checked: bool = False
    bold: bool = False
    kind: str = ""
    """Of its letter: `A`, `1`, `①`."""


@dataclass(slots=True)
class Options:
    shape: Shape
    start: int
    """Which nodes they are: from here"""
    end: int
    """up to here, without it."""
    found: list[Option] = field(default_factory=list)
    rest: list[Node] = field(default_factory=list)
    """What stood behind the last option, in its list."""

    @property
    def letters(self) -> tuple[str, ...]:
        return tuple(option.letter for option in self.found)

    @property
    def words(self) -> dict[str, str]:
        """The words of each option, made alike."""
        return {option.letter: normal(option.text) for option in self.found}


def read_options(nodes: Sequence[Node], start: int) -> Options | None:
    """The options that begin with the node at `start`."""
    node = nodes[start]
    if node.kind == "text":
        return _lettered(nodes, start) if OPTION.match(node.text) else None
    if node.kind != "list" or _offers_nothing(node):
        return None
    items = items_of(node)
    if not items or not items[0] or items[0][0].kind != "text":
        return None
    if OPTION.match(items[0][0].text) and not _checkless_task(items[0][0].text):
        return _lettered(nodes, start)
    return _plain(node, start, items)


def _offers_nothing(node: Node) -> bool:
    """Whether a list has bullets, and its first item no letter, tick or truth: most have not, and
    to look into each of their items takes long.
    """
    tokens = node.tokens
    if tokens[0].type != "bullet_list_open" or tokens[2].type != "paragraph_open":
        return False
    text = tokens[3].content
    if "\n" in text:
        return False
    return OPTION.match(text) is None and _TASK.match(text) is None and truth(text) is None


def _checkless_task(text: str) -> bool:
    """`[ ] a) x` begins with a letter; `[ ] x` does not."""
    return OPTION.match(text) is None


def _lettered(nodes: Sequence[Node], start: int) -> Options | None:
    options = Options("lettered", start, start)
    kind = ""
    position = start
    while position < len(nodes):
        node = nodes[position]
        following = nodes[position + 1] if position + 1 < len(nodes) else None
        more, rest = _options_of(node, following)
        if not more:
            if _belongs(nodes, position, options, kind):
                options.found[-1].nodes.append(node)
                position += 1
                continue
            break
        kind = kind or _kind(more[0], node)
        if _kind(more[0], node) != kind:
            break
        if options.found and more[0].letter in ("A", "1") and len(options.found) > 1:
            break  # those of the next question
        options.found += more
        position += 1
        if rest:
            options.rest = rest
            break
    options.end = position
    if len(options.found) < 2 or options.found[0].letter not in ("A", "1"):
        return None
    return options


def _kind(option: Option, node: Node) -> str:
    """What the names of a question's options have in common."""
    return node.kind + option.kind


def _options_of(node: Node, following: Node | None = None) -> tuple[list[Option], list[Node]]:
    """The options that a node holds, and what stands behind them."""
    if node.kind == "text":
        if OPTION.match(node.text) is None:
            return [], []
        row = _in_line(node)
        if row and following is not None and (next_ := OPTION.match(following.text)):
            # An option that has a line of its own is not meant within the line before.
            row = row if letter_of(next_["letter"]) not in {one.letter for one in row} else []
        return row or [_option([node], node.text)], []
    if node.kind != "list":
        return [], []
    items = items_of(node)
    found: list[Option] = []
    for number, item in enumerate(items):
        if item and item[0].kind == "text" and OPTION.match(item[0].text):
            found.append(_option(item, item[0].text))
            continue
        if number and item and says_more(item[0]):
            return found, _without_key(found, [node for rest in items[number:] for node in rest])
        return [], []
    return found, _without_key(found, [])


def _without_key(found: list[Option], rest: list[Node]) -> list[Node]:
    """Take what is no part of the last option out of it: an answer that follows without a blank
    line stands in its item.
    """
    nodes = found[-1].nodes if found else []
    for index in range(1, len(nodes)):
        if says_more(nodes[index]) or _folded(nodes, index):
            rest = [*nodes[index:], *rest]
            del nodes[index:]
            break
    return rest


def says_more(node: Node) -> bool:
    """Whether a node begins with what follows options: an answer, a hint, an explanation."""
    if node.kind not in ("text", "heading"):
        return False
    return any(begin.match(node.text) for begin in (ANSWER, HINTS, EXPLAINS))


def _folded(nodes: Sequence[Node], index: int) -> bool:
    node = nodes[index]
    if node.kind == "html":
        return details(nodes, index) is not None
    region = inside(node)
    if region is None:
        return False
    return bool(ANSWER.match(region.title)) or any(says_more(held) for held in region.nodes)


def _option(nodes: list[Node], text: str) -> Option:
    found = OPTION.match(text)
    assert found is not None
    bold = bool(found["strong"]) and not (found["early"] or found["shut"])
    rest = ("**" if bold else "") + text[found.end() :]
    option = Option(letter_of(found["letter"]), rest.strip(), list(nodes), nodes[0].line)
    option.ticked = (found["tick"] or " ") in "xX"
    option.kind = _kind_of(found["letter"])
    _take_check(option, bool(found["check"]), bold=bool(found["strong"]))
    return option


def _kind_of(letter: str) -> str:
    if letter.isascii():
        return "1" if letter.isdigit() else "A"
    return "①"


def _take_check(option: Option, checked: bool, *, bold: bool) -> None:
    """Take the check mark off an option; where there is one, its bold letters are a sign too."""
    text = _CHECK.sub("", option.text) if any(check in option.text for check in CHECKS) else None
    words = (option.text if text is None else text).strip()
    # Their own bold words do not make the whole bold; those of code are none.
    whole = (
        words.startswith("**") and words.endswith("**") and _STARS.sub("", words).count("**") == 2
    )
    option.bold = bold or whole
    if text is None and not checked:
        return
    option.checked = True
    option.text = words[2:-2].strip() if whole else words


def _in_line(node: Node) -> list[Option]:
    """`① x ② y ③ z`, or `A) x  B) y`, in one line."""
    if "\n" in node.text:
        return []
    found = list(_ONE_LINE.finditer(node.text))
    if len(found) < 2 or found[0].start() != 0:
        return []
    letters = [letter_of(sign["circled"] or sign["letter"]) for sign in found]
    if letters != _row(letters[0], len(letters)):
        return []
    ends = [*(sign.start() for sign in found[1:]), len(node.text)]
    options = []
    for letter, sign, end in zip(letters, found, ends, strict=True):
        option = Option(letter, node.text[sign.end() : end].strip(), [_cut(node)], node.line)
        option.kind = _kind_of(sign["circled"] or sign["letter"])
        _take_check(option, checked=False, bold=False)
        options.append(option)
    return options


def _cut(node: Node) -> Node:
    return Node("text", node.first, node.end, [], node.text, node.line, leads=node.leads)


def _row(first: str, count: int) -> list[str]:
    if first.isdigit():
        return [str(int(first) + n) for n in range(count)]
    return [chr(ord(first) + n) for n in range(count)]


def _belongs(nodes: Sequence[Node], position: int, options: Options, kind: str) -> bool:
    """Whether code, a table or a picture between two options is a part of the first of them."""
    if not options.found or nodes[position].kind not in _OPAQUE:
        return False
    if position + 1 < len(nodes):
        more, _ = _options_of(nodes[position + 1])
        if more and more[0].letter == _row(options.found[-1].letter, 2)[1]:
            return kind == _kind(more[0], nodes[position + 1])
    # The last one has some where all others have.
    return all(len(option.nodes) > 1 for option in options.found[:-1]) and (
        len(options.found) > 1 and len(options.found[-1].nodes) == 1
    )


def _plain(node: Node, start: int, items: list[list[Node]]) -> Options | None:
    """Items without letters: numbers, true or false, ticks."""
    texts = [item[0].text if item and item[0].kind == "text" else "" for item in items]
    count = next((n for n, item in enumerate(items) if n and item and says_more(item[0])), None)
    held = items[:count]
    rest = [node for item in items[count:] for node in item] if count else []
    if len(held) < 2 or not all(texts[: len(held)]):
        return None
    options = Options("numbered", start, start + 1)
    tasks = [_TASK.match(text) for text in texts[: len(held)]]
    if all(tasks):
        options.shape = "ticks"
        for number, (item, text) in enumerate(zip(held, texts, strict=False)):
            found = tasks[number]
            assert found
            option = Option(chr(65 + number), text[found.end() :].strip(), item, item[0].line)
            option.ticked = found["tick"] in "xX"
            options.found.append(option)
    elif node.tokens[0].type == "ordered_list_open":
        if any(_offers(item) for item in held):
            return None  # questions of their own
        opening = node.tokens[0].level + 1
        numbers = [t.info for t in node.tokens if t.type == "list_item_open" and t.level == opening]
        for own, item, text in zip(numbers, held, texts, strict=False):
            option = Option(own, text.strip(), item, item[0].line)
            _take_check(option, checked=False, bold=False)
            options.found.append(option)
    elif len(held) == 2 and {truth(text) for text in texts[:2]} == {True, False}:
        options.shape = "truth"
        for number, (item, text) in enumerate(zip(held, texts, strict=False)):
            short = text.strip().upper() if text.strip().upper() in ("O", "X") else ""
            options.found.append(Option(short or "AB"[number], text.strip(), item, item[0].line))
    else:
        return None
    if len(options.found) > 26 or len(set(options.letters)) < len(options.found):
        return None
    options.rest = _without_key(options.found, rest)
    return options


def _offers(item: Sequence[Node]) -> bool:
    """Whether an item holds options itself."""
    return any(
        node.kind == "list" or (node.kind == "text" and OPTION.match(node.text))
        for node in item[1:]
    )


def ticked(options: Options, stem: str, heading: str) -> frozenset[str]:
    """What is ticked, where the ticks are an answer and no list of things to do."""
    right = frozenset(option.letter for option in options.found if option.ticked)
    if not right or len(right) == len(options.found):
        return frozenset()
    if any(_TO_DO.search(option.text) for option in options.found):
        return frozenset()
    above = f"{heading}\n{stem}"
    asked = "?" in above or "？" in above or chooses(above)
    return right if asked and not _PLANS.search(above) else frozenset()


_PLANS = pattern(
    r"할 ?일|해야|체크 ?리스트|준비물|계획|진행|완료|목표|어디까지|"
    r"\b(?:to-?do|tasks?|check-?list|plans?|next|done|progress|goals?|roadmap|shopping|packing)\b",
    re.IGNORECASE,
)


def checked(options: Options, stem: str, heading: str) -> frozenset[str]:
    """What has a check mark, where that is an answer and no decoration."""
    right = frozenset(option.letter for option in options.found if option.checked)
    if not right or len(right) == len(options.found):
        return frozenset()
    above = f"{heading}\n{stem}"
    asked = "?" in above or "？" in above or chooses(above)
    if not asked or _PLANS.search(above):
        return frozenset()
    if options.shape != "lettered":
        bold = frozenset(option.letter for option in options.found if option.bold)
        if bold != right:  # a word may be bold in any of them
            return frozenset()
    return right
