"""Placeholder until the branch `sliders` lands."""

from kb.model import Sweep
from kb.names import Language


def slider_html(sweep: Sweep, shown_html: str, *, unique: str, language: Language) -> str:
    raise NotImplementedError
