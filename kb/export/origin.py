"""Where exported questions come from, and when."""

from collections.abc import Callable

from msgspec import Struct


class Origin(Struct, frozen=True):
    site_name: str
    site_url: str
    """Ends in a slash; '' where the site has no address yet: then links cannot be followed."""
    picture: Callable[[str], bytes | None]
    """The bytes of a file of the site, by its path; None for what is not there."""
    now: float
    """Seconds since 1970: a program that knows an older export of a question takes the newer."""


class MissingPartError(Exception):
    """A library is not installed."""

    def __init__(self, part: str) -> None:
        super().__init__(part)
        self.part = part
        """What to install: an extra of ours."""
