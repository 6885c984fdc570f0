"""Links, tags and embeds: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import HINT, WARNING, RuleText
from kb.strings import mark

BROKEN_LINK = RuleText(
    "broken-link",
    WARNING,
    mark("nothing is called {target}"),
    mark("write that note, or mend the link"),
)
"""A link whose target is neither a note nor an attachment of the vault."""

BROKEN_LINK_NEAR = RuleText(
    "broken-link",
    WARNING,
    mark("nothing is called {target}"),
    mark("did you mean {nearest}?"),
)
"""The same, where a note has nearly that name."""

MISSING_FILE = RuleText(
    "broken-link",
    WARNING,
    mark("there is no file {target}"),
    mark("put that file there, or mend the link"),
)
"""A picture or another attachment that the vault does not have."""

MISSING_FILE_NEAR = RuleText(
    "broken-link",
    WARNING,
    mark("there is no file {target}"),
    mark("did you mean {nearest}?"),
)
"""The same, where an attachment has nearly that name."""

LINK_OUTSIDE = RuleText(
    "broken-link",
    WARNING,
    mark("{target} leads out of the vault"),
    mark("copy what it leads to into the vault, or link to where it is published"),
)
"""A relative path with too many `..`: what lies there is no part of the site."""

BROKEN_HEADING = RuleText(
    "broken-heading",
    WARNING,
    mark("{target} has no heading or block '{heading}'"),
    mark(
        "mend the part after '#'; until then a link leads to the top of the page, "
        "and an embed shows nothing"
    ),
)
"""A link to a heading or `^block` that its note does not have."""

BROKEN_HEADING_NEAR = RuleText(
    "broken-heading",
    WARNING,
    mark("{target} has no heading or block '{heading}'"),
    mark("did you mean '{nearest}'?"),
)
"""The same, where a heading is nearly called that."""

PRIVATE_LINK = RuleText(
    "private-link",
    WARNING,
    mark("'{target}' is not published, so this link leads nowhere"),
    mark("publish that note, or remove the link"),
)
"""A link to a note with `draft: true` or `publish: false`."""

UNLINKED_MENTION = RuleText(
    "unlinked-mention",
    HINT,
    mark("this note names {target} without a link: '{words}'"),
    mark("if you mean that note, write {mend}"),
)
"""The name of a note in the text of another that has no link to it; told by `kb check`."""

EMBED_CYCLE = RuleText(
    "embed-cycle",
    WARNING,
    mark("this embed leads back to itself: {way}"),
    mark("the page shows it once and then a link; make one of these embeds a link"),
)
"""A note, or a part of it, that embeds what embeds it."""

EMBED_LIMIT = RuleText(
    "embed-limit",
    WARNING,
    mark(
        "this embeds too much: a page shows {parts:n} embedded parts, {characters:n} characters "
        "of them and {levels} levels at most"
    ),
    mark("the rest are links; make this embed a link as well"),
)
"""Embeds of notes that embed notes: what they show grows with each level."""

SAME_ADDRESS = RuleText(
    "same-address",
    WARNING,
    mark("the address {address} belongs to {other} already, so this page has another"),
    mark("rename one of the two"),
)
"""Two notes that would be the same page."""

AMBIGUOUS_LINK = RuleText(
    "ambiguous-link",
    WARNING,
    mark("several notes are called {target}: {notes}"),
    mark("name the file that you mean, or give all but one of them another alias"),
)
"""A link through a title or alias that notes share; it leads to one of them."""

SIMILAR_TAG = RuleText(
    "similar-tag",
    HINT,
    mark("the tag `{name}` is almost `{other}`, which {count:n} {count:note has|notes have}"),
    mark("write `{other}`, if the same is meant: then both lead to the same notes"),
)
"""Two tags that differ by a slip of the pen, a hyphen, case or an English plural."""

UNKNOWN_TAG = RuleText(
    "unknown-tag",
    WARNING,
    mark("the tag `{name}` is not among those that `tags` in mkdocs.yml allows"),
    mark("use one of these, or add it there"),
)
"""Only where the author keeps a list of tags."""

UNKNOWN_TAG_NEAR = RuleText(
    "unknown-tag",
    WARNING,
    mark("the tag `{name}` is not among those that `tags` in mkdocs.yml allows"),
    mark("did you mean `{nearest}`?"),
)
"""The same, where one of these is written nearly so."""

REDIRECT_TAKEN = RuleText(
    "redirect-taken",
    WARNING,
    mark("nothing leads here from {address}, because that address belongs to {other}"),
    mark("delete it from `redirect_from`, or rename the other"),
)
"""An address that a note had before is another page's by now, or another note's as well."""

REDIRECT_UNUSABLE = RuleText(
    "redirect-taken",
    WARNING,
    mark("{address} in `redirect_from` is no address that a note can have had"),
    mark("write an address within this site, such as `/old/name/`"),
)
"""It leads out of the site, into what kb makes itself, or no file can be called so."""

USE_WITHOUT_LABEL = RuleText(
    "broken-use",
    WARNING,
    mark("{target} is no labelled snippet"),
    mark("labels there: {labels}; give the snippet one with `#| label: name`"),
)
"""`use:` leads to a note or heading, but not to a snippet."""

USE_CIRCLE = RuleText(
    "broken-use",
    WARNING,
    mark("{target} uses this snippet in turn"),
    mark("move what both need into a snippet of its own"),
)
"""Snippets that need each other: neither can run first."""
