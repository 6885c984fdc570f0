"""Where questions stand in a note, and what their parts are.

In: block tokens whose inline content is not parsed yet. Out: a `Draft` for each question of which
it is certain that it is one, what else is taken out of the note, and findings for questions that
miss something. Tokens change only where a question is certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from kb.parse.quiz.answers import Answer, behind_options, read_answer
from kb.parse.quiz.drafts import Draft, Question, draft_of
from kb.parse.quiz.findings import tell, tell_missing
from kb.parse.quiz.keys import Key
from kb.parse.quiz.nodes import Node, details, flow, inside, is_plain, items_of
from kb.parse.quiz.options import Option, Options, checked, read_options, ticked
from kb.parse.quiz.stems import Stem, read_stem
from kb.parse.quiz.tables import Row, key_of, left_over, read_table
from kb.parse.quiz.words import ANSWER, EXPLAINS, HINTS, MARKER, OPTION, asks, normal, truth
from kb.parse.reading import Reading


@dataclass(slots=True)
class Found:
    """What becomes of a note's tokens."""

    drafts: list[Draft] = field(default_factory=list)
    """In the order of the text."""
    replaced: list[tuple[int, int, list[Token]]] = field(default_factory=list)
    """Tables of answers: from which token to which, and what is left of them."""


def find_quizzes(tokens: list[Token], reading: Reading) -> Found:
    reader = _Reader(tokens, reading)
    reader.read(flow(tokens, 0, len(tokens)))
    reader.tell_open()
    reader.found.drafts.sort(key=lambda draft: draft.first)
    return reader.found


class _Reader:
    def __init__(self, tokens: list[Token], reading: Reading) -> None:
        self.tokens = tokens
        self.reading = reading
        self.found = Found()
        self.open: list[Question] = []
        """Questions that have no answer yet: a table at the end may have it."""

    def read(self, nodes: list[Node], *, whole: bool = False) -> None:
        """Read what stands on one level; `whole`: it is an item or a box."""
        nodes = _without_shells(nodes)
        floor = index = 0
        while index < len(nodes):
            options = read_options(nodes, index)
            end = self._question(nodes, index, options, floor, whole=whole) if options else 0
            if end:
                floor = index = end
                continue
            if options is not None and options.shape == "lettered":
                floor = index = options.end
                continue
            node = nodes[index]
            if node.kind == "table":
                self._table(nodes, index)
            elif node.kind == "list" and not is_plain(node):
                for item in items_of(node):
                    self.read(item, whole=True)
            elif node.kind in ("quote", "box") and not self._box(node):
                region = inside(node)
                assert region is not None
                self.read(region.nodes, whole=True)
            index += 1

    def _question(
        self, nodes: list[Node], index: int, options: Options, floor: int, *, whole: bool
    ) -> int:
        """Read a question by its options; the index of the node behind it, 0 if it is none."""
        stem = read_stem(nodes, index, floor, whole=whole)
        if not stem.nodes and stem.heading is None:
            return 0
        heading = stem.heading.text if stem.heading else ""
        if options.shape == "numbered" and not _is_choice(options, stem, heading):
            return 0
        answer = self._answer(nodes, options, stem, heading)
        question = Question(nodes, options, stem, answer, options.end)
        if answer is None:
            self.open.append(question)
            return 0
        question.end = answer.end
        if not tell(question, self.reading):
            return answer.end
        self._explanation(question)
        draft = draft_of(question, self.tokens, self.reading, self.found.drafts)
        if draft is None:
            return 0
        self.found.drafts.append(draft)
        return question.end

    def _answer(
        self, nodes: list[Node], options: Options, stem: Stem, heading: str
    ) -> Answer | None:
        words = options.words
        if options.rest:
            answer = behind_options(options.rest, words)
            if answer is not None:
                answer.end = options.end
                return answer
        answer = read_answer(nodes, options.end, len(nodes), words)
        if answer is not None:
            answer.hints = [*options.rest, *answer.hints]
            return answer
        right = checked(options, stem.text, heading) or ticked(options, stem.text, heading)
        if not right:
            return None
        letters = tuple(letter for letter in options.letters if letter in right)
        first = next(option for option in options.found if option.letter in right)
        answer = Answer(Key(letters), first.line, "", options.end, folded=True)
        answer.explains = list(options.rest)
        return answer

    def _explanation(self, question: Question) -> None:
        """Give the question what follows its answer and explains it."""
        nodes, answer = question.nodes, question.answer
        assert answer is not None
        index = start = question.end
        section = False
        while index < len(nodes):
            node = nodes[index]
            if node.kind == "rule":
                break
            if node.kind == "heading":
                if section or EXPLAINS.fullmatch(node.text.strip()) is None:
                    break
                section = True
            elif (
                (node.kind == "text" and MARKER.match(node.text))
                or (answer.folded and not section and not _is_labelled(nodes, index))
                or _holds_question(node)
            ):
                break
            elif _begins_question(nodes, index, start):
                index = read_stem(nodes, index, start, whole=False).first
                break
            region = details(nodes, index)
            index = region.end if region else index + 1
        answer.explains += nodes[start:index]
        question.end = index

    def _box(self, node: Node) -> bool:
        """Read a box that is a question as a whole: its title is the stem, or begins it."""
        region = inside(node)
        if region is None or not region.title:
            return False
        if region.kind != "question" and not (MARKER.match(region.title) or asks(region.title)):
            return False
        title = Node("text", node.first, node.end, [], region.title, region.title_line, leads=True)
        nodes = [title, *region.nodes]
        at = (
            n
            for n in range(1, len(nodes))
            if OPTION.match(nodes[n].text) or nodes[n].kind == "list"
        )
        index = next(at, len(nodes))
        options = read_options(nodes, index) if index < len(nodes) else _implied(nodes)
        if options is None:
            return False
        stem = read_stem(nodes, options.start, 0, whole=True)
        answer = self._answer(nodes, options, stem, "")
        if answer is None:
            return False
        question = Question(nodes, options, stem, answer, len(nodes), box=node)
        if not tell(question, self.reading):
            return True
        answer.explains += nodes[answer.end :]
        draft = draft_of(question, self.tokens, self.reading, self.found.drafts)
        if draft is not None:
            self.found.drafts.append(draft)
        return draft is not None

    def _table(self, nodes: list[Node], index: int) -> None:
        """Answer the questions above by a table."""
        rows = read_table(nodes[index])
        if not rows:
            return
        used: list[Row] = []
        numbers = [question.stem.number for question in self.open]
        left: list[Question] = []
        by_number = {row.number: row for row in rows}
        for question in self.open:
            number = question.stem.number
            row = by_number.get(str(int(number))) if number else None
            if row is None or numbers.count(number) > 1 or not self._by_row(question, row):
                left.append(question)
            else:
                used.append(row)
        self.open = left
        if used:
            node = nodes[index]
            rest = left_over(node, used)
            start, end = (node.first, node.end) if rest else _around(nodes, index)
            self.found.replaced.append((start, end, rest))

    def _by_row(self, question: Question, row: Row) -> bool:
        key = key_of(row, question.options.words)
        if key is None:
            return False
        line = row.value.map[0] if row.value.map else 0
        question.answer = Answer(key, line, row.value.content, question.end, folded=True)
        if not tell(question, self.reading):
            return True
        question.answer.hints = list(question.options.rest)
        if row.why is not None and row.why.content.strip():
            why = Node("text", 0, 0, [], row.why.content, line, leads=False)
            question.answer.explains.append(why)
        self._explanation(question)
        draft = draft_of(question, self.tokens, self.reading, self.found.drafts)
        if draft is not None:
            self.found.drafts.append(draft)
        return draft is not None

    def tell_open(self) -> None:
        for question in self.open:
            tell_missing(question, self.reading, others=bool(self.found.drafts))


def _is_choice(options: Options, stem: Stem, heading: str) -> bool:
    """Whether a numbered list is what a question offers, and no row of exercises or steps."""
    asking = sum("?" in option.text or "？" in option.text for option in options.found)
    above = f"{heading}\n{stem.text}"
    return asking * 2 < len(options.found) and (stem.sure or asks(above))


def _is_labelled(nodes: Sequence[Node], index: int) -> bool:
    """Whether a node behind a folded answer says that it explains."""
    node = nodes[index]
    region = details(nodes, index) or inside(node)
    if region is not None:
        return bool(EXPLAINS.match(region.title) or HINTS.match(region.title))
    return node.kind == "text" and bool(EXPLAINS.match(node.text) or HINTS.match(node.text))


def _holds_question(node: Node) -> bool:
    """Whether another question, with its answer, stands in an item of a list."""
    if node.kind != "list" or is_plain(node):
        return False
    for item in items_of(node):
        for index in range(1, len(item)):
            options = read_options(item, index)
            if options is not None and read_answer(item, options.end, len(item), options.words):
                return True
    return False


def _begins_question(nodes: list[Node], index: int, start: int) -> bool:
    """Whether the options of another question begin with a node behind an answer."""
    if nodes[index].kind not in ("text", "list"):
        return False
    if nodes[index].kind == "text" and OPTION.match(nodes[index].text) is None:
        return False
    options = read_options(nodes, index)
    if options is None:
        return False
    stem = read_stem(nodes, index, start, whole=False)
    if not stem.nodes:
        return False
    if stem.sure:
        return options.shape != "numbered" or asks(stem.text)
    words = options.words
    below = behind_options(options.rest, words) if options.rest else None
    return (below or read_answer(nodes, options.end, len(nodes), words)) is not None


def _without_shells(nodes: list[Node]) -> list[Node]:
    """A numbered list of one item, whose options follow it without being indented, is opened."""
    found: list[Node] = []
    for index, node in enumerate(nodes):
        following = nodes[index + 1] if index + 1 < len(nodes) else None
        if node.kind != "list" or following is None or node.tokens[0].type != "ordered_list_open":
            found.append(node)
            continue
        continues = following.kind == "text" and (
            OPTION.match(following.text) or ANSWER.match(following.text)
        )
        if not continues and following.kind not in ("quote", "box", "html", "list"):
            found.append(node)
            continue
        items = items_of(node)
        if len(items) != 1 or not items[0] or items[0][0].kind != "text":
            found.append(node)
            continue
        for held in items[0]:
            held.shell, held.number = node, node.tokens[1].info
        found += items[0]
    return found


def _implied(nodes: list[Node]) -> Options | None:
    """True or false, where only the answer says so."""
    if len(nodes) < 2 or (region := inside(nodes[-1])) is None or len(region.nodes) != 1:
        return None
    said = region.nodes[0].text
    right = truth(said) if region.nodes[0].kind == "text" else None
    if right is None:
        return None
    index = len(nodes) - 1
    line = nodes[index].line
    word = normal(said)
    pairs = {"o": ("O", "X"), "x": ("O", "X")}.get(word)
    pairs = pairs or (("True", "False") if word.isascii() else ("참", "거짓"))
    letters = pairs if pairs[0] == "O" else ("A", "B")
    options = Options("truth", index, index)
    for letter, text in zip(letters, pairs, strict=True):
        node = Node("text", nodes[index].first, nodes[index].end, [], text, line, leads=False)
        options.found.append(Option(letter, text, [node], line))
    return options


def _around(nodes: list[Node], index: int) -> tuple[int, int]:
    """The tokens of a table that goes, with what is folded around nothing else, and the heading
    above if its section is empty then.
    """
    first, last = index, index + 1
    if first > 0 and last < len(nodes):
        region = details(nodes, first - 1)
        if region is not None and region.end == last + 1 and len(region.nodes) == 1:
            first, last = first - 1, last + 1
    if first > 0 and nodes[first - 1].kind == "text" and ANSWER.match(nodes[first - 1].text):
        first -= 1
    above = nodes[first - 1] if first > 0 else None
    below = nodes[last] if last < len(nodes) else None
    if (
        above is not None
        and above.kind == "heading"
        and (ANSWER.match(above.text) or "답" in above.text or "nswer" in above.text)
        and (below is None or below.kind in ("heading", "rule"))
    ):
        first -= 1
    return nodes[first].first, nodes[last - 1].end
