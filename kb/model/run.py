"""What a note's snippets printed, drew and proved."""

from msgspec import Struct


class Run(Struct, frozen=True):
    """Nothing yet: no note has a snippet that runs. Filled by the room `run`."""
