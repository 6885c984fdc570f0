"""A note's name in the text of another, without a link."""

from msgspec import Struct

from kb.names import NotePath


class Mention(Struct, frozen=True, array_like=True, gc=False):
    source: NotePath
    """The note in whose text it stands."""
    target: NotePath
    """The note that it names."""
    line: int
    column: int
    """Of the first letter, both counted from 1 in the file."""
    words: str
    """As they are written, without particles."""
    mend: str
    """The link that may stand in their place."""
