"""Settings, in `mkdocs.yml`: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import ERROR, HINT, WARNING, RuleText
from kb.strings import mark

UNREADABLE_CONFIGURATION = RuleText(
    "configuration",
    ERROR,
    mark("this file cannot be read: {reason}"),
    mark("mend it at this place"),
)
"""`mkdocs.yml`, or a file that it inherits from, is no YAML mapping or does not exist."""

WRONG_CONFIGURATION = RuleText(
    "configuration",
    ERROR,
    mark("{key}: {reason}"),
    mark("mend this setting of MkDocs"),
)
"""MkDocs does not accept a setting of its own; the reason is in MkDocs' words."""

DOUBTFUL_CONFIGURATION = RuleText(
    "configuration",
    WARNING,
    mark("{key}: {reason}"),
    mark("mend this setting of MkDocs"),
)
"""The same, where MkDocs only warns."""

UNKNOWN_OPTION = RuleText(
    "configuration",
    ERROR,
    mark("kb has no option {option}"),
    mark("its options are: {options}"),
)
"""A key under `plugins: - kb:` that we do not know."""

UNKNOWN_OPTION_NEAR = RuleText(
    "configuration",
    ERROR,
    mark("kb has no option {option}"),
    mark("did you mean {nearest}?"),
)
"""The same, where we have an option of nearly that name."""

WRONG_OPTION = RuleText(
    "configuration",
    ERROR,
    mark("{option}: {value} does not fit here"),
    mark("give {expected}"),
)
"""A value under `plugins: - kb:` of the wrong kind."""

FOREIGN_PLUGIN = RuleText(
    "foreign-plugin",
    ERROR,
    mark("kb build does not run the plugin {name}"),
    mark("take it out of plugins, or build with: mkdocs build"),
)
"""`plugins` names a plugin of MkDocs that is not ours."""

FOREIGN_HOOK = RuleText(
    "foreign-plugin",
    ERROR,
    mark("kb build does not run the hook {name}"),
    mark("take it out of hooks, or build with: mkdocs build"),
)
"""`hooks` names a script of MkDocs."""

SEARCH_IS_OFF = RuleText(
    "foreign-plugin",
    HINT,
    mark("the theme's own search is off in a site that kb makes"),
    mark("take search out of plugins; kb is to bring a search of its own"),
)
"""`plugins` names Material's search, which parses every page a second time."""
