"""Questions that a translation has in common with its original.

In: notes of a site. Out: for each translation among them which of its questions are the original's.
"""

from collections.abc import Iterable

from kb.model import Site, same_questions
from kb.names import NotePath

Shared = dict[NotePath, dict[int, int]]
"""By the place among the questions of a translation, that among those of its original."""


def shared_questions(site: Site, paths: Iterable[NotePath]) -> Shared:
    found: Shared = {}
    for path in paths:
        versions = site.versions(path)
        quizzes = site.outlines[path].quizzes
        if path != versions[0] and quizzes:
            found[path] = same_questions(site.outlines[versions[0]].quizzes, quizzes)
    return found
