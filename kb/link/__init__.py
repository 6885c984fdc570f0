"""link: outlines -> a site in which names lead to targets.

In: the outlines of all notes and the paths of all attachments. Out: a `Site`, and a `Network`:
where the links of each note lead, with a finding for each that leads nowhere, and back.
"""

from kb.link.network import make_network
from kb.link.related import neighbours, related_notes
from kb.link.resolve import link_note
from kb.link.similar_tags import Pair, changed_pairs, similar_pairs
from kb.link.site import make_site
from kb.link.tag_findings import similar_tags, unknown_tags

__all__ = [
    "Pair",
    "changed_pairs",
    "link_note",
    "make_network",
    "make_site",
    "neighbours",
    "related_notes",
    "similar_pairs",
    "similar_tags",
    "unknown_tags",
]
