"""What a page says that is not in its reader's language.

In: a note's place, in its own tree or as a guest in another one. Out: HTML; '' where there is
nothing to say.
"""

from markupsafe import escape

from kb.languages import name_in
from kb.model import Place, Site
from kb.names import Language, NotePath, relative_url
from kb.strings import fill, mark


def guest_notice(site: Site, path: NotePath, place: Place) -> str:
    """That the note is not translated yet, and where it is at home.

    Where there is one tree nobody has promised translations.
    """
    reader, written = place.tree.language, place.language
    if len(site.trees) == 1 or _base(reader) == _base(written):
        return ""
    said = mark("This note has not been translated into {language} yet. It is shown in {written}.")
    words = fill(reader, said, language=name_in(reader, reader), written=name_in(written, reader))
    home = site.places[path]
    link = ""
    if home.tree != place.tree:
        tree = home.tree.language
        href = escape(relative_url(home.url, place.url))
        see = fill(reader, mark("See it on the {language} site"), language=name_in(tree, reader))
        link = f' <a href="{href}" hreflang="{escape(written)}">{escape(see)}</a>'
    return f'<p class="kb-notice" role="note">{escape(words)}{link}</p>\n'


def _base(language: Language) -> str:
    """Readers of Korean need not be told that a note is written in the Korean of one country."""
    return language.split("-")[0]
