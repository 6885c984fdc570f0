"""Where in its row a table's cell stands: tokens of cells hold neither place nor backslashes.

In: a row as it was typed, the number of a cell in it, and the cell's text as the parser has it.
Out: the column of a position in that text.
"""

from kb.patterns import pattern

_QUOTE = pattern(r"[ \t>]*")
_CONTAINERS = pattern(r"(?:[ \t>]|(?:[-*+]|\d{1,9}[.)])[ \t])*")


def column_in_row(row: str, number: int, content: str, position: int) -> int | None:
    """Counted from 0; None where the row is not what the cell was made of."""
    for prefix in (_QUOTE, _CONTAINERS):
        found = prefix.match(row)
        start = _cell_start(row, found.end() if found else 0, number)
        if start is not None and (column := _column(row, start, content, position)) is not None:
            return column
    return None


def _cell_start(row: str, start: int, number: int) -> int | None:
    """Where the text of the cell begins; as GFM has it, a bar behind a backslash parts nothing."""
    if row.startswith("|", start):
        start += 1
    position = start
    while number:
        position = row.find("|", position)
        if position < 0:
            return None
        if row[position - 1] != "\\":
            number -= 1
            start = position + 1
        position += 1
    while row[start : start + 1] in {" ", "\t"}:
        start += 1
    return start


def _column(row: str, start: int, content: str, position: int) -> int | None:
    column = start
    for number, character in enumerate(content):
        if row.startswith("\\|", column) and character == "|":
            column += 1
        if number == position:
            break
        if not row.startswith(character, column):
            return None
        column += 1
    return column
