"""A translation is begun.

In: a note, and the language that it is to be translated into. Out: what the new file is called and
what it holds, so that the site takes it for a translation of that note.
"""

import posixpath

from msgspec import Struct

from kb.config import ParseSettings
from kb.link import split_language, stem_of
from kb.model import Site
from kb.names import Language, NotePath
from kb.read import read
from kb.translating.template import template
from kb.workspace import Workspace


class Beginning(Struct, frozen=True):
    path: NotePath
    file_of_original: str
    """As the file system spells it: the new file lies beside it."""
    text: str


def begin_translation(
    site: Site,
    workspace: Workspace,
    settings: ParseSettings,
    path: NotePath,
    *,
    language: Language,
    day: str,
) -> Beginning:
    """`x.md` and `x.ko.md` become `x.en.md`."""
    entry = next(each for each in workspace.listing.notes if each.path == path)
    stem, suffix = split_language(stem_of(path), site.trees)
    ending = posixpath.splitext(path)[1]
    name = NotePath(posixpath.join(posixpath.dirname(path), f"{stem}.{language}{ending}"))
    # Of two names with a suffix that of the first language is taken for the original's.
    first = site.trees[0].language
    declared = stem_of(path) if suffix and language == first else ""
    text = template(read(workspace.vault, entry), settings, language, day, declared)
    return Beginning(name, entry.file, text)
