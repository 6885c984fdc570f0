"""Code of a note that may run: what its author wrote of it, and nothing of what came out."""

from msgspec import Struct

from kb.names import Language

Value = int | float | str | bool
"""What a parameter of a sweep may be."""


class Parameter(Struct, frozen=True, array_like=True, gc=False):
    """A name that a reader may give other values, with those that were run."""

    name: str
    values: tuple[Value, ...]
    """In the order of the slider."""
    start: Value
    """One of them: the value that the code itself gives. Its run goes on to the next snippet."""


class Snippet(Struct, frozen=True, array_like=True, gc=False):
    """A fence of Python, or an expression within a sentence."""

    code: str
    """As it runs: without option lines, and without the indentation of a list or quote."""
    line: int
    """In the file, of the first line of `code`,"""
    column: int
    """and of its first character; both counted from 1."""
    fence: tuple[int, int]
    """Line and column of the fence itself."""
    marked: bool = False
    """The fence says that it runs. One that does not runs where the front matter or the
    configuration says so for the whole note."""
    inline: bool = False
    """`` `{python} x` ``: an expression whose value stands in the sentence."""
    label: str = ""
    captioned: bool = False
    """Its figures have a caption, which stands in the body."""
    alt: str = ""
    """What its author says of its figures to who cannot see them."""
    echo: bool = True
    """The code is shown;"""
    output: bool = True
    """so is what came out."""
    evaluate: bool = True
    """`eval: false`: it is shown and does not run, whatever else says so."""
    error: bool = False
    """It is meant to fail: that is shown, and no problem."""
    timeout: float = 0
    """In seconds; 0: as configured."""
    seed: int | None = None
    uses: tuple[int, ...] = ()
    """Places in `Outline.links`: labelled snippets whose names it needs."""
    sweep: tuple[Parameter, ...] = ()
    """At most two."""
    alts: dict[Language, str] = {}
    """`alt`, where its author says it in several languages."""
    languages: tuple[tuple[Language, int, int], ...] = ()
    """Those that captions and descriptions name, with line and column."""

    @property
    def is_empty(self) -> bool:
        """It has a label and no code: in a translation it stands for the original's snippet."""
        return bool(self.label) and not self.inline and not self.code.strip()
