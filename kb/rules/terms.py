"""Terms in two languages: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import HINT, RuleText
from kb.strings import mark

TERM_VARIANT = RuleText(
    "term-variant",
    HINT,
    mark(
        "`{term}` is nearly `{other}`, as {count:n} {count:note writes|notes write} for `{foreign}`"
    ),
    mark("write `{other}`, if the same is meant: then readers find all of these notes by one name"),
)
"""A Korean term that differs by one letter of the keyboard from the usual one, or writes down the
sound of a foreign term that most notes translate."""

TERM_CONTRADICTED = RuleText(
    "term-contradicted",
    HINT,
    mark("`{term}` is called `{foreign}` here, but `{other}` in {count:n} {count:note|notes}"),
    mark("mend one of the two words, or give this meaning a term of its own"),
)
"""A pair of terms of which both have other partners in most notes."""
