"""Where the answer to a question stands: in a line, below a heading, folded, in a quote or a list.

In: the nodes behind the options. Out: an `Answer`: the key, its place, and what else is said there.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from kb.parse.quiz.keys import Key, is_own_guess, read_line, read_value
from kb.parse.quiz.nodes import Node, Region, details, inside, items_of
from kb.parse.quiz.words import ANSWER, EXPLAINS, HINTS, MARKER, OPTION, plain
from kb.patterns import pattern

_TITLE = pattern(
    r"정답|해답|답안|^\W*답|풀이|해설|answer|solution|reveal|explanation|correct|show",
    re.IGNORECASE,
)
_SUCCESS = ("success", "check", "answer", "done")
_BETWEEN = 3
"""Blocks that may stand between the options and the answer."""


@dataclass(slots=True)
class Answer:
    key: Key
    line: int
    """Of the body, in which the key stands,"""
    text: str
    """and how that line begins."""
    end: int
    """The index of the node behind all that belongs to it."""
    folded: bool
    """The explanation stands with it; what follows is none."""
    explains: list[Node] = field(default_factory=list)
    hints: list[Node] = field(default_factory=list)
    stem: list[Node] = field(default_factory=list)
    """What stood between the options and the answer."""


def read_answer(
    nodes: Sequence[Node], start: int, end: int, words: Mapping[str, str]
) -> Answer | None:
    """The answer that stands between two nodes, behind the options."""
    hints: list[Node] = []
    between: list[Node] = []
    guesses: list[Node] = []
    index = start
    while index < end:
        node = nodes[index]
        answer = _at(nodes, index, end, words)
        if answer is not None:
            answer.hints = [*hints, *answer.hints]
            answer.stem = between
            answer.explains = [*guesses, *answer.explains]
            return answer
        region = details(nodes, index) or inside(node)
        if node.kind == "text" and HINTS.match(node.text):
            hints.append(node)
        elif (node.kind in ("text", "quote") and _guesses(node)) or (
            node.kind == "text" and EXPLAINS.match(node.text)
        ):
            guesses.append(node)
        elif region and (region.kind in ("tip", "hint") or HINTS.match(region.title)):
            hints += region.nodes
            index = max(region.end, index + 1)
            continue
        elif node.kind == "rule" and index + 1 < end and _at(nodes, index + 1, end, words):
            pass
        elif (
            node.kind not in ("text", "block", "html", "table")
            or len(between) >= _BETWEEN
            or (node.kind == "text" and (MARKER.match(node.text) or OPTION.match(node.text)))
            or (node.kind == "html" and details(nodes, index) is None and "<img" not in _html(node))
        ):
            return None
        else:
            between.append(node)
        index += 1
    return None


def _html(node: Node) -> str:
    return node.tokens[0].content


def _guesses(node: Node) -> bool:
    if node.kind == "text":
        return is_own_guess(node.text)
    region = inside(node)
    return (
        region is not None
        and any(held.kind == "text" and is_own_guess(held.text) for held in region.nodes)
        and _search(region.nodes, {}, labelled=False) is None
    )


def _at(nodes: Sequence[Node], index: int, end: int, words: Mapping[str, str]) -> Answer | None:
    """The answer that begins with the node at `index`."""
    node = nodes[index]
    if node.kind == "text":
        return _line(nodes, index, end, words)
    if node.kind == "heading":
        return _heading(nodes, index, end, words)
    region = details(nodes, index) or inside(node)
    if region is not None:
        answer = _region(region, words)
        if answer is not None:
            answer.end = max(region.end, index + 1)
            if node.kind == "quote":
                answer.folded = False
        return answer
    if node.kind == "list":
        found = _search([node], words, labelled=False)
        if found is not None:
            found.end = index + 1
            found.folded = False
        return found
    return None


def _line(nodes: Sequence[Node], index: int, end: int, words: Mapping[str, str]) -> Answer | None:
    node = nodes[index]
    if ANSWER.match(node.text) is None:
        return None
    first, _, others = node.text.partition("\n")
    key = read_line(first, words)
    if key is None:
        return None
    if key.letters or key.unknown:
        explains = [*_reason(node, key), *_further(node, others, 1)]
        return Answer(key, node.line, first, index + 1, folded=False, explains=explains)
    if others:
        second, _, more = others.partition("\n")
        key = read_value(second, words, strict=True)
        if key is None or not key.letters:
            return None
        explains = _further(node, more, 2)
        return Answer(key, node.line + 1, second, index + 1, folded=False, explains=explains)
    # `정답:`, and the answer below it.
    if index + 1 >= end:
        return None
    found = _search(list(nodes[index + 1 : index + 2]), words, labelled=True)
    if found is None and (region := details(nodes, index + 1) or inside(nodes[index + 1])):
        found = _search(region.nodes, words, labelled=True)
        if found is not None:
            found.end = max(region.end, index + 2)
            return found
    if found is not None:
        found.end = index + 2
        found.folded = False
    return found


def _heading(
    nodes: Sequence[Node], index: int, end: int, words: Mapping[str, str]
) -> Answer | None:
    node = nodes[index]
    key = read_line(node.text, words)
    if key is None:
        return None
    if key.letters or key.unknown:
        explains = _reason(node, key)
        return Answer(key, node.line, node.text, index + 1, folded=False, explains=explains)
    if index + 1 >= end:
        return None
    below = nodes[index + 1]
    region = details(nodes, index + 1) or inside(below)
    found = _region(region, words) if region else _search([below], words, labelled=True)
    if found is not None:
        found.end = max(region.end if region else 0, index + 2)
        found.folded = region is not None
    return found


def _region(region: Region, words: Mapping[str, str]) -> Answer | None:
    if HINTS.match(region.title):
        return None
    title = read_line(region.title, words) if ANSWER.match(region.title) else None
    if title and (title.letters or title.unknown):
        return Answer(
            title, region.title_line, region.title, 0, folded=True, explains=list(region.nodes)
        )
    labelled = region.kind in _SUCCESS or _TITLE.search(plain(region.title)) is not None
    found = _search(region.nodes, words, labelled=labelled)
    if found is not None:
        found.folded = True
    return found


def _search(nodes: Sequence[Node], words: Mapping[str, str], *, labelled: bool) -> Answer | None:
    """The first answer among nodes; all else explains it. `labelled`: they are known to hold it."""
    for index, node in enumerate(nodes):
        found: Answer | None = None
        end = index + 1
        if node.kind in ("text", "heading"):
            if is_own_guess(node.text):
                continue
            at = _line if node.kind == "text" else _heading
            found = at(nodes, index, len(nodes), words)
            if found is None and labelled and node.kind == "text" and index == 0:
                held = _paragraph(nodes)
                found = _bare(held, words)
                end = _count(held, nodes)
            if found is not None:
                end = max(found.end, end)
        elif node.kind == "list":
            found = _list(node, words, labelled=labelled and index == 0)
        elif node.kind in ("quote", "box", "html"):
            region = details(nodes, index) or inside(node)
            if region is not None:
                found = _region(region, words)
                end = max(region.end, end)
        if found is not None:
            found.explains = [*nodes[:index], *found.explains, *nodes[end:]]
            return found
    return None


def _paragraph(nodes: Sequence[Node]) -> Node:
    """The first paragraph, as one: it is cut where options begin."""
    first = nodes[0]
    texts = first.text.split("\n")
    for node in nodes[1:]:
        if node.kind != "text" or node.leads or node.line != first.line + len(texts):
            break
        texts += node.text.split("\n")
    return Node("text", first.first, first.end, [], "\n".join(texts), first.line, leads=False)


def _count(paragraph: Node, nodes: Sequence[Node]) -> int:
    """Of how many nodes it was made."""
    lines = paragraph.text.count("\n") + 1
    count = 0
    while lines > 0:
        lines -= nodes[count].text.count("\n") + 1
        count += 1
    return count


def _bare(node: Node, words: Mapping[str, str]) -> Answer | None:
    """`C`, `BE`, `a) x`: no word says that it is the answer, its place does."""
    lines = node.text.split("\n")
    if lines[0].startswith("`"):
        return None  # code is an example of something
    first = read_value(lines[0], words, strict=True)
    if first is None or not first.letters or first.unknown:
        return None
    letters, said = list(first.letters), list(first.said)
    count = 1
    for line in lines[1:]:
        more = read_value(line, words, strict=True)
        if more is None or more.unknown or not more.letters or set(more.letters) & set(letters):
            break
        if any(text and text != words.get(letter) for letter, text in more.said):
            break
        letters += more.letters
        said += more.said
        count += 1
    key = Key(tuple(letters), (), tuple(said), first.rest)
    explains = [*_reason(node, key), *_further(node, "\n".join(lines[count:]), count)]
    return Answer(key, node.line, lines[0], 0, folded=True, explains=explains)


def _list(node: Node, words: Mapping[str, str], *, labelled: bool) -> Answer | None:
    """`- 정답: B` with `- 해설: ...`; or the right options, repeated."""
    items = items_of(node)
    for number, item in enumerate(items):
        if not item or item[0].kind != "text" or not ANSWER.match(item[0].text):
            continue
        found = _line(item, 0, len(item), words)
        if found is None:
            continue
        others = [held for other in items[:number] + items[number + 1 :] for held in other]
        found.explains = [*found.explains, *item[max(found.end, 1) :], *others]
        found.end = 1
        return found
    if not labelled or len(items) >= len(words):
        return None
    keys = [read_value(i[0].text, words, strict=True) if len(i) == 1 else None for i in items]
    if not all(key and key.letters and not key.unknown for key in keys):
        return None
    letters = dict.fromkeys(letter for key in keys if key for letter in key.letters)
    said = tuple(pair for key in keys if key for pair in key.said)
    if any(text and text != words[letter] for letter, text in said):
        return None
    return Answer(Key(tuple(letters), (), said), node.line, "", 1, folded=True)


def behind_options(rest: Sequence[Node], words: Mapping[str, str]) -> Answer | None:
    """The answer among what stands behind the options in their list."""
    found = read_answer(rest, 0, len(rest), words)
    if found is not None:
        found.explains = [*found.explains, *rest[found.end :]]
    return found


def _reason(node: Node, key: Key) -> list[Node]:
    if not key.rest:
        return []
    return [Node("text", node.first, node.end, [], key.rest, node.line, leads=False)]


def _further(node: Node, text: str, skip: int) -> list[Node]:
    if not text.strip():
        return []
    return [Node("text", node.first, node.end, [], text, node.line + skip, leads=False)]
