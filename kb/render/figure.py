"""Placeholder until the branch `figures` lands."""

from kb.model import Figure
from kb.names import Language


def figure_html(
    figure: Figure,
    *,
    unique: str,
    number: int | None,
    caption_html: str,
    alt: str,
    language: Language,
    identifier: str,
) -> str:
    raise NotImplementedError
