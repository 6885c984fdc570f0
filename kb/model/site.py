"""All notes together: names lead to targets, notes lie in trees."""

from msgspec import Struct

from kb.model.note import Outline
from kb.names import Address, Language, NotePath, Url


class Tree(Struct, frozen=True):
    """The pages of one language."""

    language: Language
    prefix: str
    """Its folder in the site: '' for the default language, else such as `en/`."""


class Target(Struct, frozen=True):
    """Where a link leads."""

    url: Url
    """Relative to the site's root, fragment included; or absolute, for another host."""
    title: str = ""
    """What the target calls itself, for links without words of their own."""
    path: NotePath = NotePath("")
    """The note or attachment; '' for another host."""


class Site(Struct, frozen=True):
    """Made from outlines alone; replacing one outline makes a new `Site`."""

    trees: tuple[Tree, ...]
    outlines: dict[NotePath, Outline]
    trees_of: dict[NotePath, Tree]
    addresses: dict[NotePath, Address]
    titles: dict[NotePath, str]
    urls: dict[NotePath, Url]
    names: dict[str, tuple[NotePath, ...]]
    """Lower-cased base name, path, title, H1 and alias -> the notes that have it."""
    attachments: dict[str, NotePath]
    """Lower-cased path -> an attachment's path; and base name, where one file has it."""
