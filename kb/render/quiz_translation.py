"""The same question in other languages.

In: the network, and a question of a note. Out: where the note's translations ask it: by the name
that both authors gave, else as the one with the same place, letters and key.
"""

from collections.abc import Iterator

from markupsafe import escape

from kb.model import Network, Quiz
from kb.names import Language, NotePath, Url
from kb.strings import mark, translate


def counterpart(network: Network, path: NotePath, index: int) -> Iterator[tuple[Language, Url]]:
    """The language of each tree that has it, and its URL, relative to the site's root."""
    site = network.site
    own = site.places[path]
    quizzes = site.outlines[path].quizzes
    for other in site.translations.get(path, ()):
        place = site.places[other]
        if place.tree.language == own.tree.language:
            continue
        found = _same(quizzes, index, site.outlines[other].quizzes)
        if found is not None:
            question = network.quizzes[other][found]
            yield place.tree.language, Url(f"{place.url}#q-{question}")


def counterparts(network: Network, path: NotePath) -> list[list[tuple[Language, Url]]]:
    """The same for all questions of a note."""
    if path not in network.site.translations:
        return []
    count = len(network.site.outlines[path].quizzes)
    return [list(counterpart(network, path, index)) for index in range(count)]


def _same(quizzes: tuple[Quiz, ...], index: int, others: tuple[Quiz, ...]) -> int | None:
    own = quizzes[index]
    if own.name:
        names = [other.name for other in others]
        if own.name in names:
            return names.index(own.name)
    if index < len(others):
        other = others[index]
        named_apart = own.name and other.name
        if not named_apart and _answers(own) == _answers(other):
            return index
    return None


def _answers(quiz: Quiz) -> list[tuple[str, bool]]:
    return [(choice.letter, choice.right) for choice in quiz.choices]


def way_to(language: Language) -> str:
    """How a reader of `language` is led there, in that language."""
    words = translate(language, mark("In English"))
    if words == "In English" and language.split("-")[0] != "en":
        words = language  # no catalogue says it
    return str(escape(words))
