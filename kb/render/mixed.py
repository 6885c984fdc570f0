"""What a page says of the language of words that stand outside of their own text.

In: names and sentences of notes, and the language of what stands around them. Out: HTML that says
so to fonts, hyphenation and the voices of screen readers.
"""

from functools import lru_cache

from markupsafe import escape

from kb.measuring import is_latin, true_language
from kb.mixed import may_be_mixed, mixed_html, other_language
from kb.model import Outline, Place
from kb.names import Language

_LATIN = Language("en")


def written_in(outline: Outline, place: Place) -> Language:
    """What the text of a note is in: its author's word, else its letters. A file that is called
    `x.en.md` may still hold the Korean that it is to translate.
    """
    if outline.front_matter.lang:
        return place.language
    return true_language(place.language, outline.measured)


def lang(language: Language, around: Language) -> str:
    """The attribute; '' where nothing has to be said."""
    return f' lang="{escape(language)}"' if language and language != around else ""


def language_of(words: str, language: Language, around: Language) -> Language:
    """What words of a note in `language` are to be read in, among words in `around`."""
    if may_be_mixed(words, language) and (other := other_language(words, language)):
        return other
    # A Korean note that is called `Adam`: nothing in that is Korean.
    if is_latin(around) and not is_latin(language) and not may_be_mixed(words, _LATIN):
        return around
    return language


@lru_cache(maxsize=1 << 14)
def said(words: str, language: Language, around: Language) -> tuple[str, str]:
    """The attribute of the element that holds the words, and the words in HTML."""
    if language == around and not may_be_mixed(words, language):
        return "", str(escape(words))
    own = language_of(words, language, around)
    return lang(own, around), mixed_html(words, own)


def named(words: str, around: Language) -> tuple[str, str]:
    """The same of a name that is nobody's in particular: a folder, a tag, a letter."""
    return said(words, around, around)
