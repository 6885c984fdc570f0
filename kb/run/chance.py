"""The same chance each time: what would be drawn from the system comes from a seed.

In: a seed. Out: `random`, `numpy.random` and every generator without a seed of its own begin anew.
"""

import random
import sys
from typing import Any

_SEEDS_OF_NUMPY = 2**32


class Chance:
    """Replaces where generators without a seed get theirs from: once in a process."""

    def __init__(self) -> None:
        self._source = random.Random(0)  # noqa: S311  it is meant to be foreseen
        source = self._source
        seed_properly = random.Random.seed

        def seed(self: random.Random, a: Any = None, version: int = 2) -> None:
            if a is None and not isinstance(self, random.SystemRandom):
                a = source.getrandbits(128)
            seed_properly(self, a, version)

        random.Random.seed = seed  # type: ignore[method-assign]
        random.seed = random._inst.seed  # noqa: SLF001

    def begin(self, seed: int) -> None:
        """Seed everything, with numpy where it is there."""
        self._source.seed(f"kb {seed}")
        random.seed(seed)
        if "numpy" in sys.modules:
            import numpy as np  # noqa: PLC0415  not where no note has it
            from numpy.random import bit_generator  # noqa: PLC0415  the same

            # `SeedSequence` asks this for its entropy, and everything without a seed asks it.
            bit_generator.randbits = self._source.getrandbits  # type: ignore[attr-defined]
            np.random.seed(seed % _SEEDS_OF_NUMPY)  # noqa: NPY002  what old code draws from


_chance: list[Chance] = []


def begin_chance(seed: int) -> None:
    """Seed everything that a note can draw from."""
    if not _chance:
        _chance.append(Chance())
    _chance[0].begin(seed)
