"""Placeholder until the branch `sliders` lands."""

from collections.abc import Sequence

from kb.model import Parameter, Result, Sweep


def encode_sweep(parameters: tuple[Parameter, ...], results: Sequence[Result]) -> Sweep:
    raise NotImplementedError
