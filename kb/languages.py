"""What languages are called, and where most of those who write them live.

In: a language. Out: its name, in itself or in another one; and its locale for Open Graph.

Korean and English are known here: to load Babel takes as long as half a build after one edit, and
most sites have no other language.
"""

from functools import cache

from kb.names import Language
from kb.strings import mark, translate

_NAMES = {"ko": mark("Korean"), "en": mark("English")}
_OWN_NAMES = {"ko": "한국어", "en": "English"}
_REGIONS = {"ko": "KR", "en": "US"}


def name_in(language: Language, told_in: Language) -> str:
    """What readers of `told_in` call a language; its code where nobody has a name for it.

    >>> name_in(Language("ko"), Language("en"))
    'Korean'
    """
    known = _NAMES.get(language)
    return translate(told_in, known) if known else _from_babel(language, told_in)


def own_name(language: Language) -> str:
    """What those who read a language call it, so that they find it among others."""
    return _OWN_NAMES.get(language) or _from_babel(language, language)


@cache
def open_graph_locale(language: Language) -> str:
    """A language with a region, as Open Graph wants it: the one that is written, else the region
    where most of its readers live, by CLDR's likely subtags.

    >>> open_graph_locale(Language("ko")), open_graph_locale(Language("pt-br"))
    ('ko_KR', 'pt_BR')
    """
    base, *rest = language.split("-")
    region = next((part.upper() for part in rest if len(part) == 2), "")
    region = region or ("" if rest else _REGIONS.get(base, ""))
    if not region:
        from babel.core import get_global  # noqa: PLC0415  see above

        likely = get_global("likely_subtags")
        scripts = [f"{base}_{part.title()}" for part in rest]
        region = next((likely[key] for key in (*scripts, base) if key in likely), "")
        region = region.rpartition("_")[2]
    return f"{base}_{region}" if region else base


@cache
def _from_babel(language: Language, told_in: Language) -> str:
    from babel.core import Locale, UnknownLocaleError  # noqa: PLC0415  see above

    try:
        name = Locale.parse(language, sep="-").get_display_name(Locale.parse(told_in, sep="-"))
    except (UnknownLocaleError, ValueError):
        return language
    return name or language
