"""What a rule says.  In: nothing.  Out: the type of a rule's sentence, and how severe it can be."""

from enum import StrEnum
from typing import Final, NamedTuple


class Severity(StrEnum):
    ERROR = "error"
    """The build fails."""
    WARNING = "warning"
    """The build fails with `--strict`."""
    HINT = "hint"
    """Worth knowing; never fails a build."""


class RuleText(NamedTuple):
    name: str
    severity: Severity
    message: str
    hint: str


ERROR: Final = Severity.ERROR
WARNING: Final = Severity.WARNING
HINT: Final = Severity.HINT
