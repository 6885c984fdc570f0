"""What an author can set, checked once.

In: the mapping under `plugins: - kb:` of `mkdocs.yml`, or nothing.
Out: frozen `Settings`.
"""

from msgspec import Struct

from kb.names import Language


class ParseSettings(Struct, frozen=True):
    """The settings that change what a text is parsed into; part of the cache's key."""

    obsidian: bool = True
    """Obsidian's and our own syntax beside CommonMark and GFM."""
    trust: bool = False
    """Raw HTML passes as it is. Only for notes that are all your own."""


class Settings(Struct, frozen=True):
    """All settings of a build."""

    site_name: str = ""
    """Empty: the name of the vault's folder."""
    site_url: str = ""
    languages: tuple[Language, ...] = ()
    """The trees; the first is the default and lies at the site's root. Empty: one tree, in the
    language that most notes are written in."""
    exclude: tuple[str, ...] = ()
    """Folders and files to leave out, as patterns of .gitignore."""
    use_directory_urls: bool = True
    parse: ParseSettings = ParseSettings()
