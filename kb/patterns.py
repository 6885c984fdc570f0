"""Regular expressions that are compiled when they are first used.

In: an expression. Out: what `re.compile` gives, only later.

There are a hundred of them; a build after one edit needs a third, and compiling the others would
take longer than parsing the note.
"""

import re
from typing import Any, cast


class _Later:
    """Stands for a pattern until it is asked for one of the pattern's methods."""

    def __init__(self, expression: str, flags: int) -> None:
        self._expression = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        # Kept on the object, so that each method is looked for once.
        found = getattr(re.compile(self._expression, self._flags), name)
        self.__dict__[name] = found
        return found


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """As `re.compile`, but a mistake in `expression` is found when it is first used."""
    return cast("re.Pattern[str]", _Later(expression, flags))
