"""link: outlines -> a site in which names lead to targets.

In: the outlines of all notes and the paths of all attachments. Out: a `Site`, and a `Network`:
where the links of each note lead, with a finding for each that leads nowhere, and back.
"""

from kb.link.broken import only_near
from kb.link.embeds import Limits, follow_embeds
from kb.link.language_findings import contradicted_languages
from kb.link.network import make_network
from kb.link.places import INDEX_NAMES, split_language, stem_of
from kb.link.related import neighbours, related_notes
from kb.link.relink import Asked, Relinked, relink, reword, who_asks
from kb.link.resolve import explain, lead, link_note, near_headings
from kb.link.similar_tags import Pair, changed_pairs, similar_pairs
from kb.link.site import make_site
from kb.link.site_names import NOTE_SUFFIX, name_key
from kb.link.tag_findings import similar_tags, unknown_tags

__all__ = [
    "INDEX_NAMES",
    "NOTE_SUFFIX",
    "Asked",
    "Limits",
    "Pair",
    "Relinked",
    "changed_pairs",
    "contradicted_languages",
    "explain",
    "follow_embeds",
    "lead",
    "link_note",
    "make_network",
    "make_site",
    "name_key",
    "near_headings",
    "neighbours",
    "only_near",
    "related_notes",
    "relink",
    "reword",
    "similar_pairs",
    "similar_tags",
    "split_language",
    "stem_of",
    "unknown_tags",
    "who_asks",
]
