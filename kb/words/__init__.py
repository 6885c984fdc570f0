"""words: what a text says, word by word, in Korean and English.

In: text in NFC. Out: its words with their places, what they are without their particles and
endings, one spelling for all ways of writing them, and Hangul taken apart as it is typed.

All functions are pure, know no note, and never raise on any text. The browser's search has a twin
of them in TypeScript, `kb/web/src/search/words/`: the examples in `tests/words/*.md` hold for both.
"""

from kb.words.english import STOP_WORDS, english_stem, is_stop_word
from kb.words.forms import order, search_form
from kb.words.jamo import compose, decompose, initials, is_initials
from kb.words.nouns import Stands, can_end_term, stands_before
from kb.words.particles import fits, is_particle, stems
from kb.words.sounding import sounds_like
from kb.words.spacing import fold, join, spacing_key
from kb.words.terms import equivalents, term_key
from kb.words.tokens import Token, tokens
from kb.words.verbs import verb_stems

__all__ = [
    "STOP_WORDS",
    "Stands",
    "Token",
    "can_end_term",
    "compose",
    "decompose",
    "english_stem",
    "equivalents",
    "fits",
    "fold",
    "initials",
    "is_initials",
    "is_particle",
    "is_stop_word",
    "join",
    "order",
    "search_form",
    "sounds_like",
    "spacing_key",
    "stands_before",
    "stems",
    "term_key",
    "tokens",
    "verb_stems",
]
