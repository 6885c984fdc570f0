"""The way to the search, as the theme's header shows it.

In: a tree's language and the address of its search page. Out: what the theme takes for the search
plugin's settings, and a link for themes whose header has no place for one.
"""

from html import escape

from msgspec import Struct

from kb.names import Language, Url, relative_url
from kb.strings import mark, translate

SEARCH_PLUGIN = "material/search"
"""By this name the theme asks for the plugin, and for its `config`."""

_WORDS = mark("Search")


class SearchField(Struct, frozen=True):
    language: Language
    """Of the tree: the theme may have no words in it."""
    url: Url
    """Of the page that shows what is found: relative to the site's root."""
    offline: bool = False
    """The site is read from a disk, where scripts can fetch nothing."""
    enabled: bool = True
    """Asked by the theme."""

    @property
    def words(self) -> str:
        return translate(self.language, _WORDS)


class SearchPlugin(Struct, frozen=True):
    """In the place of Material's plugin."""

    config: SearchField


def search_link(field: SearchField, url: Url) -> str:
    """The same for the page at `url`, in front of its text."""
    offline = " data-offline" if field.offline else ""
    return (
        f'<p class="kb-search-place"><a href="{escape(relative_url(field.url, url))}" '
        f'class="kb-search-open" data-language="{escape(field.language)}"{offline} '
        f'aria-keyshortcuts="/ Control+K"><span>{escape(field.words)}</span> '
        f'<kbd aria-hidden="true">/</kbd></a></p>\n'
    )
