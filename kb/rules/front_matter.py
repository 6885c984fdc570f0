"""Front matter: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import HINT, WARNING, RuleText
from kb.strings import mark

MALFORMED_FRONT_MATTER = RuleText(
    "malformed-front-matter",
    WARNING,
    mark("YAML cannot read `{source}`"),
    mark("write `{mend}`"),
)
"""A line of the front matter that we could mend, and did."""

MALFORMED_TAB = RuleText(
    "malformed-front-matter",
    WARNING,
    mark("a tab stands before `{source}`"),
    mark("YAML takes no tabs there: write spaces"),
)
"""Indented by a tab."""

MALFORMED_INDENT = RuleText(
    "malformed-front-matter",
    WARNING,
    mark("`{source}` is not indented like the lines around it"),
    mark("put as many spaces before it as stand before its neighbours"),
)
"""A key or a list item that stands further right or left than the others."""

MALFORMED_SPACE = RuleText(
    "malformed-front-matter",
    WARNING,
    mark("the space after the colon in `{source}` is not an ordinary one"),
    mark("delete it and type it anew"),
)
"""A no-break or full-width space, pasted from elsewhere: it looks right and is not."""

MALFORMED_LINE = RuleText(
    "malformed-front-matter",
    WARNING,
    mark("YAML cannot read `{source}`"),
    mark("write it as `key: value`, or move it below the closing `---`"),
)
"""A line that we could not mend: it is left out."""

MALFORMED_FLOW = RuleText(
    "malformed-front-matter",
    WARNING,
    mark("YAML cannot read on from `{source}`"),
    mark("check that every bracket and quotation mark is closed and every item has its comma"),
)
"""Front matter in braces, as JSON is."""

UNCLOSED_FRONT_MATTER = RuleText(
    "unclosed-front-matter",
    WARNING,
    mark("the front matter that begins here has no end"),
    mark("write a line `---` after line {last}"),
)
"""`---` and keys, but no second `---`."""

DUPLICATE_KEY = RuleText(
    "duplicate-key",
    WARNING,
    mark("the key `{key}` stands in line {first} already"),
    mark("only the last one counts: delete the other"),
)
"""The same key twice. As in Obsidian the last wins."""

LIST_FOR_TEXT = RuleText(
    "wrong-type",
    WARNING,
    mark("`{key}` holds a list where one value belongs"),
    mark("write `{key}: {mend}`"),
)
"""Such as a title in brackets without quotation marks."""

MAPPING_FOR_VALUE = RuleText(
    "wrong-type",
    WARNING,
    mark("`{key}` holds keys of its own where a value belongs"),
    mark("write `{key}: {mend}`"),
)
"""Such as a title in braces without quotation marks."""

IMPOSSIBLE_DATE = RuleText(
    "impossible-date",
    WARNING,
    mark("`{key}: {value}` is a day or an hour that does not exist"),
    mark("mend the date"),
)
"""Written like a date, but there is no 30 February."""

UNREADABLE_DATE = RuleText(
    "unreadable-date",
    HINT,
    mark("`{key}: {value}` cannot be read as a date"),
    mark("write it as `2025-08-17` or `2025-08-17 14:30:00 +0900`"),
)
"""Not written year first, in digits."""

UNREADABLE_LANGUAGE = RuleText(
    "unreadable-language",
    HINT,
    mark("`{key}: {value}` is no language code"),
    mark("write a code such as `ko` or `en`"),
)
"""`lang` takes BCP 47 codes."""

UNCLEAR_PRIVACY = RuleText(
    "unclear-privacy",
    WARNING,
    mark("`{key}: {value}` is neither true nor false, so this note is kept private"),
    mark("write `{key}: true` or `{key}: false`"),
)
"""A slip of the pen must not publish what was meant to stay private."""

TEMPLATE_PLACEHOLDER = RuleText(
    "template-placeholder",
    HINT,
    mark("`{value}` is a placeholder: this note is a template"),
    mark("keep templates in a folder called `templates`, which is left out of the site"),
)
"""What Obsidian's templates or Templater would have filled in."""

HASH_COMMENT = RuleText(
    "hash-comment",
    WARNING,
    mark("YAML skips `{comment}`, because `#` after a space begins a comment"),
    mark("write `{mend}`"),
)
"""A tag with its hash, or a title such as `Round #2`; read as the author meant it."""

TRANSLATION_WITHOUT_BRACKETS = RuleText(
    "translation-without-brackets",
    HINT,
    mark("the note that this one translates is named without brackets"),
    mark("write `{mend}`: then it is mended when that note is renamed"),
)
"""`translation_of: x` in place of `[[x]]`."""

TRANSLATION_OF_ITSELF = RuleText(
    "translation-of-itself",
    WARNING,
    mark("the note names itself as what it translates"),
    mark("name the note in the other language in `translation_of`, or delete the line"),
)
"""`translation_of` leads to the note that it stands in."""

TRANSLATION_SAME_LANGUAGE = RuleText(
    "translation-same-language",
    WARNING,
    mark("{other} is in the same language (`{language}`), so this note cannot be its translation"),
    mark("say by `lang` what it is written in, or name another note in `translation_of`"),
)
"""A translation into the language of its original, or one that exists already."""

LANGUAGE_CONTRADICTED = RuleText(
    "language-contradicted",
    HINT,
    mark("the note is said to be in `{said}`, but most of its text is in `{measured}`"),
    mark("write `lang: {measured}` in its front matter, or name the file for its language"),
)
"""`lang` or the suffix of the file says another language than the letters of the text."""
