"""link: outlines -> a site in which names lead to targets.

In: the outlines of all notes and the paths of all attachments. Out: a `Site`, and a `Network`:
where the links of each note lead, with a finding for each that leads nowhere, and back.
"""

from kb.link.network import make_network
from kb.link.places import INDEX_NAMES, split_language, stem_of
from kb.link.related import neighbours, related_notes
from kb.link.relink import Asked, Relinked, relink, who_asks
from kb.link.resolve import lead, link_note
from kb.link.site import NOTE_SUFFIX, make_site, name_key

__all__ = [
    "INDEX_NAMES",
    "NOTE_SUFFIX",
    "Asked",
    "Relinked",
    "lead",
    "link_note",
    "make_network",
    "make_site",
    "name_key",
    "neighbours",
    "related_notes",
    "relink",
    "split_language",
    "stem_of",
    "who_asks",
]
