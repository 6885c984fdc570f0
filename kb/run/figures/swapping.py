"""Something of matplotlib's that is another for a while.

In: a module, a name in it, a value. Out: within the context the name has that value.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def swapped(module: ModuleType, name: str, value: object) -> Iterator[None]:
    theirs = getattr(module, name)
    setattr(module, name, value)
    try:
        yield
    finally:
        setattr(module, name, theirs)
