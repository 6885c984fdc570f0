"""The line of code that a finding is about, with a caret below what is wrong.

In: a snippet, and a place in its note. Out: lines for a terminal.
"""

import unicodedata

from kb.model import Snippet
from kb.problems import Finding


def excerpt(snippet: Snippet, finding: Finding) -> str:
    """`12 | assert x == 4` and a caret; '' where the place is none in the code."""
    lines = snippet.code.split("\n")
    row = finding.line - snippet.line
    if not 0 <= row < len(lines) or not lines[row].strip():
        return ""
    line = lines[row]
    column = min(max(finding.column - snippet.column, 0), len(line))
    before = "".join(_blank(letter) for letter in line[:column])
    number = str(finding.line)
    return f"{number} | {line}\n{' ' * len(number)} | {before}^\n"


def _blank(letter: str) -> str:
    """As wide as the letter: Hangul takes two columns of a terminal."""
    if letter == "\t":
        return letter
    if unicodedata.combining(letter):
        return ""
    return "  " if unicodedata.east_asian_width(letter) in "WF" else " "
