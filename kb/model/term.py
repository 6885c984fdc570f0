"""A term in two languages, as a note gives it."""

from msgspec import Struct


class Term(Struct, frozen=True, array_like=True, gc=False):
    """`학습률(Learning Rate)`, or `Learning Rate(학습률)`."""

    korean: str
    """What stands beside the parenthesis, or in it. Words that are no part of the term may stand
    before it: where it begins is known by the other notes."""
    foreign: str
    """In Latin letters."""
    line: int
    column: int
    """Of the first character of what stands before the parenthesis, both counted from 1."""
    short: str = ""
    """The abbreviation that follows the foreign term: `(Gradient Descent, GD)`."""
    bound: bool = False
    """Nothing stands before it: it begins a list item, a heading, emphasis or a quotation."""
    apart: bool = False
    """It is set apart on both sides: `**학습률**(learning rate)`."""
    within: bool = False
    """The Korean stands in the parenthesis. Then words that are no part of the foreign term may
    stand before that, unless it is `bound`."""
