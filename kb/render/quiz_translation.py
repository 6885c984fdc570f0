"""The same question in other languages.

In: the network, and a question of a note. Out: where the note's translations ask it: there it has
the same id.
"""

from collections.abc import Iterator

from markupsafe import escape

from kb.model import Network
from kb.names import Language, NotePath, Url
from kb.strings import mark, translate


def counterpart(network: Network, path: NotePath, index: int) -> Iterator[tuple[Language, Url]]:
    """The language of each tree that has it, and its URL, relative to the site's root."""
    site = network.site
    question = network.quizzes[path][index]
    for other in site.translations.get(path, ()):
        place = site.places[other]
        if other != path and question in network.quizzes.get(other, ()):
            yield place.tree.language, Url(f"{place.url}#q-{question}")


def counterparts(network: Network, path: NotePath) -> list[list[tuple[Language, Url]]]:
    """The same for all questions of a note."""
    if path not in network.site.translations:
        return []
    count = len(network.site.outlines[path].quizzes)
    return [list(counterpart(network, path, index)) for index in range(count)]


def way_to(language: Language) -> str:
    """How a reader of `language` is led there, in that language."""
    words = translate(language, mark("In English"))
    if words == "In English" and language.split("-")[0] != "en":
        words = language  # no catalogue says it
    return str(escape(words))
