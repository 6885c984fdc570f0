"""mending: a problem that one certain change of its note does away with.

In: a prepared vault and a finding. Out: the `Mend` that may be offered (`Offers`); its proof, made
in memory, that this problem is gone then and no other has come (`Proving`); and the changed file
(`write`), whole or not at all.

Nothing is offered where an author has to decide: which of two notes a link means, which of two
answers is right, what a snippet should compute.
"""

from collections.abc import Callable

from kb.mending.front_matter import (
    mend_comment,
    mend_end,
    mend_kind,
    mend_repeated_key,
    mend_translation_of,
    mend_yaml_line,
)
from kb.mending.links import mend_fragment, mend_link, mend_mention
from kb.mending.mend import Mend, MendRefused, OpenNote, OpenVault
from kb.mending.proving import Proved, Proving, write
from kb.mending.words import mend_encoding, mend_similar_tag, mend_term, mend_unknown_tag
from kb.names import NotePath
from kb.pipeline import Prepared
from kb.problems import Finding, Rule

__all__ = ["MENDABLE", "Mend", "MendRefused", "Offers", "Proved", "Proving", "write"]

_MAKERS: dict[Rule, Callable[[OpenNote, Finding], Mend | None]] = {
    Rule.BROKEN_LINK_NEAR: mend_link,
    Rule.MISSING_FILE_NEAR: mend_link,
    Rule.BROKEN_HEADING_NEAR: mend_fragment,
    Rule.UNLINKED_MENTION: mend_mention,
    Rule.SIMILAR_TAG: mend_similar_tag,
    Rule.UNKNOWN_TAG_NEAR: mend_unknown_tag,
    Rule.TERM_VARIANT: mend_term,
    Rule.MALFORMED_FRONT_MATTER: mend_yaml_line,
    Rule.MALFORMED_TAB: mend_yaml_line,
    Rule.MALFORMED_INDENT: mend_yaml_line,
    Rule.MALFORMED_SPACE: mend_yaml_line,
    Rule.UNCLOSED_FRONT_MATTER: mend_end,
    Rule.DUPLICATE_KEY: mend_repeated_key,
    Rule.LIST_FOR_TEXT: mend_kind,
    Rule.MAPPING_FOR_VALUE: mend_kind,
    Rule.HASH_COMMENT: mend_comment,
    Rule.TRANSLATION_WITHOUT_BRACKETS: mend_translation_of,
    Rule.NOT_UTF8: mend_encoding,
}

MENDABLE = frozenset(rule.name for rule in _MAKERS)
"""The rules of which some findings can be mended."""


class Offers:
    """What can be offered for the findings of one vault; for one thread at a time."""

    def __init__(self, prepared: Prepared) -> None:
        self._vault = OpenVault(prepared)

    def offer(self, path: NotePath, finding: Finding) -> Mend | None:
        """Cheap: it reads one file, and neither parses nor links it."""
        if finding.rule not in MENDABLE:
            return None
        note = self._vault.note(path)
        return _MAKERS[Rule[finding.rule]](note, finding) if note is not None else None
