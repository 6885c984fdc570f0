"""The text of a note: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import HINT, WARNING, RuleText
from kb.strings import mark

UNCLOSED_FENCE = RuleText(
    "unclosed-fence",
    WARNING,
    mark("nothing closes the code that begins here, so all that follows is code"),
    mark("write {fence} on a line of its own where the code ends"),
)
"""A fence that runs to the end of the note, quote or list item."""

UNCLOSED_COMMENT = RuleText(
    "unclosed-comment",
    WARNING,
    mark("nothing closes the comment that %% opens here, so it is shown as text"),
    mark("write %% where the comment ends, or `%%` if the signs themselves are meant"),
)
"""An odd number of `%%`."""

BROKEN_MATH = RuleText(
    "broken-math",
    WARNING,
    mark("the formula cannot be read: {reason}"),
    mark("mend it here; until then the page shows its source"),
)
"""TeX that the converter refuses; `reason` is what it says."""

UNCLOSED_MATH = RuleText(
    "unclosed-math",
    WARNING,
    mark("nothing closes the formula that $$ opens here, so it is shown as text"),
    mark("write $$ on a line of its own where the formula ends"),
)
"""A line that holds nothing but `$$`, and no other `$$` after it."""

MERGE_CONFLICT = RuleText(
    "merge-conflict",
    WARNING,
    mark("git left a conflict here that nobody has resolved"),
    mark("keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>"),
)
"""The three markers of git in their order, outside of code."""

DUPLICATE_ID = RuleText(
    "duplicate-id",
    HINT,
    mark("the id `{name}` stands in line {first} already, so this one is left out"),
    mark("give one of the two another name: a link can lead to one place only"),
)
"""Raw HTML that gives two elements of a note the same id."""

FOREIGN = RuleText(
    "foreign-content",
    WARNING,
    mark("only {plugin} within Obsidian can run this, so the page shows its source"),
    mark("replace it by what it gives, or leave this note out with `publish: false`"),
)
"""Dataview, Templater, Excalidraw and other plugins' content."""

UNREADABLE_OPTIONS = RuleText(
    "snippet-options",
    WARNING,
    mark("the options of this snippet cannot be read"),
    mark("write each as `#| name: value`, and a value with `: ` or `#` in quotation marks"),
)
"""Lines `#| ...` that are no YAML."""

UNKNOWN_SNIPPET_OPTION = RuleText(
    "snippet-options",
    WARNING,
    mark("a snippet has no option '{option}'"),
    mark("the options are {options}"),
)
"""A word that means nothing here."""

UNKNOWN_SNIPPET_OPTION_NEAR = RuleText(
    "snippet-options",
    WARNING,
    mark("a snippet has no option '{option}'"),
    mark("did you mean {nearest}?"),
)
"""The same, where an option has nearly that name."""

WRONG_SNIPPET_OPTION = RuleText(
    "snippet-options",
    WARNING,
    mark("the option '{option}' cannot be '{value}'"),
    mark("give {expected}"),
)
"""A value that the option cannot have."""

SAME_LABEL = RuleText(
    "same-label",
    WARNING,
    mark("the label '{label}' is taken in this note"),
    mark("give this snippet another one"),
)
"""Two snippets, or a snippet and an id of raw HTML, have one name."""

SWEEP_UNREADABLE = RuleText(
    "bad-sweep",
    WARNING,
    mark("`sweep` does not say which name takes which values, so there is no slider"),
    mark("write it as `sweep: {{lr: [0.1, 0.5, 0.9]}}`"),
)
"""Not a mapping, or an empty one."""

SWEEP_VALUES = RuleText(
    "bad-sweep",
    WARNING,
    mark("the values for `{name}` in `sweep` cannot be read, so there is no slider"),
    mark(
        "write numbers, texts or truth values as a list with two or more, or "
        "`linspace(first, last, count)`, or `logspace(first exponent, last exponent, count)`"
    ),
)
"""Not a list, an item that is no plain value, or fewer than two different values."""

SWEEP_NAME = RuleText(
    "bad-sweep",
    WARNING,
    mark("`{name}` in `sweep` cannot be a name in Python, so there is no slider"),
    mark("write the name that the code gives a value, in quotation marks if YAML changes it"),
)
"""YAML takes `on` and `y` for truth values."""

SWEEP_PARAMETERS = RuleText(
    "bad-sweep",
    WARNING,
    mark("`sweep` has {count} names and may have {limit}, so there is no slider"),
    mark("keep those that show most"),
)
"""Each further slider multiplies the steps."""

SWEEP_STEPS = RuleText(
    "bad-sweep",
    WARNING,
    mark("`sweep` asks for {count:n} runs and may ask for {limit:n}, so there is no slider"),
    mark("take fewer values"),
)
"""All combinations of two parameters count."""

SWEEP_UNASSIGNED = RuleText(
    "bad-sweep",
    WARNING,
    mark("the code does not give `{name}` a plain value, so `sweep` has nothing to replace"),
    mark("write a number, text or truth value on a line of its own, such as `{name} = 0.1`"),
)
"""The name is missing, or its value is computed, or it stands within a function or a block."""

SWEEP_ASSIGNED_TWICE = RuleText(
    "bad-sweep",
    WARNING,
    mark("the code gives `{name}` a value more than once, so `sweep` cannot replace it"),
    mark("use another name for the other values"),
)
"""Each of these assignments would be replaced."""
