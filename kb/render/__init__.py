"""render: a note, its run and the site -> a page.

In: a note's body and where its links lead. Out: a `Page`, every slot filled, ready for the theme.
"""

from kb.render.alias import render_alias
from kb.render.all_notes import all_notes_parts, listed_names, render_all_notes
from kb.render.bank import (
    bank_data,
    bank_file,
    bank_index,
    bank_parts,
    listed_questions,
    render_bank,
)
from kb.render.changes import changes_parts, listed_changes, newest_notes, render_changes
from kb.render.data import links_data, notes_data
from kb.render.explained import glossary_file
from kb.render.feed import ENTRIES, feed
from kb.render.folder import render_folder
from kb.render.graph import render_graph
from kb.render.long_lists import ListPart
from kb.render.note import render_note
from kb.render.question import questions_of
from kb.render.quiz_translation import counterparts
from kb.render.redirect import redirect
from kb.render.remembered import remembered
from kb.render.search import render_search
from kb.render.tags import render_tags
from kb.render.translations import render_translations, translations_parts
from kb.render.ways import ways_of

__all__ = [
    "ENTRIES",
    "ListPart",
    "all_notes_parts",
    "bank_data",
    "bank_file",
    "bank_index",
    "bank_parts",
    "changes_parts",
    "counterparts",
    "feed",
    "glossary_file",
    "links_data",
    "listed_changes",
    "listed_names",
    "listed_questions",
    "newest_notes",
    "notes_data",
    "questions_of",
    "redirect",
    "remembered",
    "render_alias",
    "render_all_notes",
    "render_bank",
    "render_changes",
    "render_folder",
    "render_graph",
    "render_note",
    "render_search",
    "render_tags",
    "render_translations",
    "translations_parts",
    "ways_of",
]
