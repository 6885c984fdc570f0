"""Tables that hold the answers of a whole note: `| Q1 | A | why |`, also in several pairs.

In: a table. Out: its rows by the number of the question. Rows that are used go; where none
is left, so does the table.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from markdown_it.token import Token

from kb.parse.quiz.keys import Key, read_value
from kb.parse.quiz.nodes import Node
from kb.parse.quiz.words import plain
from kb.patterns import pattern

_QUESTION = pattern(
    r"\W*(?:q|no|num|number|question|문제|문항|번호|문|#|질문)\W*(?:번호|no)?\W*",
    re.IGNORECASE,
)
_ANSWER = pattern(r"\W*(?:a|정답|답|해답|answers?|correct(?: answers?)?|key|ans)\W*", re.IGNORECASE)
_WHY = pattern(r".*(?:why|해설|설명|이유|근거|explanation|reason|note|비고|풀이).*", re.IGNORECASE)
_NUMBER = pattern(
    r"\W*(?:q|문제|문항|question|no\.?|#)?\s*\.?(?P<number>\d{1,4})\s*번?\W*", re.IGNORECASE
)


@dataclass(slots=True)
class Row:
    number: str
    value: Token
    """The inline token of the answer."""
    why: Token | None
    cells: list[tuple[int, int]]
    """Which tokens of the table, counted from its first, are to be emptied."""


def read_table(node: Node) -> list[Row]:
    """The answers that a table holds; none where it is another kind of table."""
    rows = _rows(node.tokens)
    if len(rows) < 2:
        return []
    header = [plain(node.tokens[cell + 1].content).strip() for cell in rows[0]]
    pairs = _pairs(header)
    found: list[Row] = []
    for row in rows[1:]:
        for question, answer, why in pairs:
            if max(question, answer) >= len(row):
                continue
            number = _NUMBER.fullmatch(plain(node.tokens[row[question] + 1].content))
            value = node.tokens[row[answer] + 1]
            if number is None or not value.content.strip():
                continue
            reason = node.tokens[row[why] + 1] if 0 <= why < len(row) else None
            used = [question, answer, *([why] if 0 <= why < len(row) else [])]
            cells = [(row[cell], row[cell] + 3) for cell in used]
            found.append(Row(str(int(number["number"])), value, reason, cells))
    return found


def _pairs(header: list[str]) -> list[tuple[int, int, int]]:
    """The columns of question, answer and explanation; -1: there is none."""
    pairs = []
    column = 0
    while column + 1 < len(header):
        if _QUESTION.fullmatch(header[column]) and _ANSWER.fullmatch(header[column + 1]):
            why = column + 2
            has_why = why < len(header) and _WHY.fullmatch(header[why]) is not None
            pairs.append((column, column + 1, why if has_why else -1))
            column += 3 if has_why else 2
        else:
            column += 1
    return pairs


def _rows(tokens: list[Token]) -> list[list[int]]:
    """Where the cells of each row open."""
    rows: list[list[int]] = []
    for index, token in enumerate(tokens):
        if token.type == "tr_open":
            rows.append([])
        elif token.type in ("td_open", "th_open") and rows:
            rows[-1].append(index)
    return rows


def key_of(row: Row, words: Mapping[str, str]) -> Key | None:
    """The letters of a row."""
    return read_value(row.value.content, words, strict=True)


def left_over(node: Node, used: list[Row]) -> list[Token]:
    """The table without the rows that are used; nothing where no other row says anything."""
    empty = {cell for row in used for start, end in row.cells for cell in range(start + 1, end - 1)}
    for index in empty:
        node.tokens[index].content = ""
    kept: list[Token] = []
    row: list[Token] = []
    rows = 0
    for token in node.tokens:
        row.append(token)
        if token.type == "tr_open":
            kept += row[:-1]
            row = [token]
        elif token.type == "tr_close":
            if any(held.type == "inline" and held.content for held in row):
                kept += row
                rows += 1
            row = []
    return [*kept, *row] if rows > 1 else []
