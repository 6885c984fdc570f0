"""What a text becomes in tests: HTML in which slots can be read, and what was found."""

import re

from kb.config import ParseSettings
from kb.model import InlineTag, Piece, Word
from kb.names import Language, NotePath
from kb.parse.markdown import make_parser
from kb.parse.reading import CLOSE, OPEN, Reading
from kb.problems import one_line, problem


def _readable(piece: Piece) -> str:
    if isinstance(piece, Word):
        return f"‹word:{piece.text}›"
    if isinstance(piece, InlineTag):
        return f"‹tag:{piece.name}›"
    return f"‹{piece}›"


def read(text: str, settings: ParseSettings | None = None, offset: int = 0) -> tuple[str, Reading]:
    """The HTML of `text` with readable slots; `offset` is how many lines are front matter."""
    settings = settings or ParseSettings()
    lines = text.split("\n")
    reading = Reading(lines=lines, offset=offset, settings=settings)
    html: str = make_parser(settings).render("\n".join(lines[offset:]), {"reading": reading})
    marker = re.compile(f"{OPEN}{reading.nonce}\\.(\\d+){CLOSE}")
    return marker.sub(lambda found: _readable(reading.slots[int(found[1])]), html), reading


def show(text: str) -> str:
    """HTML and, below it, one line for each problem: what the example files hold."""
    html, reading = read(text)
    problems = [
        one_line(problem(finding, NotePath("x.md"), Language("en"))) for finding in reading.findings
    ]
    return "\n".join([html.rstrip("\n"), *problems])
