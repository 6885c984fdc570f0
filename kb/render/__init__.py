"""render: a note, its run and the site -> a page.

In: a note's body and where its links lead. Out: a `Page`, every slot filled, ready for the theme.
"""

from kb.render.folder import render_folder
from kb.render.note import render_note

__all__ = ["render_folder", "render_note"]
