"""Why nothing was renamed."""

from kb.names import Language
from kb.strings import ENGLISH, fill


class RenameRefused(Exception):  # noqa: N818  it says what happened
    """Nothing was written, for the reason that the sentence gives."""

    def __init__(self, sentence: str, **values: object) -> None:
        """`sentence` is one of the catalogue's."""
        super().__init__(fill(ENGLISH, sentence, **values))
        self.sentence = sentence
        self.values = values

    def told_in(self, language: Language) -> str:
        return fill(language, self.sentence, **self.values)
