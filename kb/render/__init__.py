"""render: a note, its run and the site -> a page.

In: a note's body and where its links lead. Out: a `Page`, every slot filled, ready for the theme.
"""

from kb.render.alias import render_alias
from kb.render.data import links_data, notes_data
from kb.render.folder import render_folder
from kb.render.note import render_note
from kb.render.redirect import redirect
from kb.render.tags import render_tags

__all__ = [
    "links_data",
    "notes_data",
    "redirect",
    "render_alias",
    "render_folder",
    "render_note",
    "render_tags",
]
