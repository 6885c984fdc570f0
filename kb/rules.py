"""Every rule that a note or a setting can break, with the sentence it gives.

In: nothing. Out: the enum `Rule`. A sentence is English here and Korean in the catalogue; its
braces are filled by what a `Finding` holds.
"""

from enum import Enum, StrEnum
from typing import NamedTuple

from kb.strings import mark


class Severity(StrEnum):
    ERROR = "error"
    """The build fails."""
    WARNING = "warning"
    """The build fails with `--strict`."""
    HINT = "hint"
    """Worth knowing; never fails a build."""


class RuleText(NamedTuple):
    name: str
    severity: Severity
    message: str
    hint: str


_E, _W, _H = Severity.ERROR, Severity.WARNING, Severity.HINT


class Rule(Enum):
    """Every rule, with the sentence it gives and how to mend what it found."""

    # --- link ---

    BROKEN_LINK = RuleText(
        "broken-link",
        _W,
        mark("nothing is called {target}"),
        mark("write that note, or mend the link"),
    )
    """A link whose target is neither a note nor an attachment of the vault."""

    BROKEN_LINK_NEAR = RuleText(
        "broken-link",
        _W,
        mark("nothing is called {target}"),
        mark("did you mean {nearest}?"),
    )
    """The same, where a note has nearly that name."""

    MISSING_FILE = RuleText(
        "broken-link",
        _W,
        mark("there is no file {target}"),
        mark("put that file there, or mend the link"),
    )
    """A picture or another attachment that the vault does not have."""

    MISSING_FILE_NEAR = RuleText(
        "broken-link",
        _W,
        mark("there is no file {target}"),
        mark("did you mean {nearest}?"),
    )
    """The same, where an attachment has nearly that name."""

    LINK_OUTSIDE = RuleText(
        "broken-link",
        _W,
        mark("{target} leads out of the vault"),
        mark("copy what it leads to into the vault, or link to where it is published"),
    )
    """A relative path with too many `..`: what lies there is no part of the site."""

    BROKEN_HEADING = RuleText(
        "broken-heading",
        _W,
        mark("{target} has no heading or block '{heading}'"),
        mark(
            "mend the part after '#'; until then a link leads to the top of the page, "
            "and an embed shows nothing"
        ),
    )
    """A link to a heading or `^block` that its note does not have."""

    BROKEN_HEADING_NEAR = RuleText(
        "broken-heading",
        _W,
        mark("{target} has no heading or block '{heading}'"),
        mark("did you mean '{nearest}'?"),
    )
    """The same, where a heading is nearly called that."""

    PRIVATE_LINK = RuleText(
        "private-link",
        _W,
        mark("'{target}' is not published, so this link leads nowhere"),
        mark("publish that note, or remove the link"),
    )
    """A link to a note with `draft: true` or `publish: false`."""

    UNLINKED_MENTION = RuleText(
        "unlinked-mention",
        _H,
        mark("this note names {target} without a link: '{words}'"),
        mark("if you mean that note, write {mend}"),
    )
    """The name of a note in the text of another that has no link to it; told by `kb check`."""

    EMBED_CYCLE = RuleText(
        "embed-cycle",
        _W,
        mark("this embed leads back to itself: {way}"),
        mark("the page shows it once and then a link; make one of these embeds a link"),
    )
    """A note, or a part of it, that embeds what embeds it."""

    EMBED_LIMIT = RuleText(
        "embed-limit",
        _W,
        mark(
            "this embeds too much: a page shows {parts} embedded parts, {characters} characters "
            "of them and {levels} levels at most"
        ),
        mark("the rest are links; make this embed a link as well"),
    )
    """Embeds of notes that embed notes: what they show grows with each level."""

    SAME_ADDRESS = RuleText(
        "same-address",
        _W,
        mark("the address {address} belongs to {other} already, so this page has another"),
        mark("rename one of the two"),
    )
    """Two notes that would be the same page."""

    AMBIGUOUS_LINK = RuleText(
        "ambiguous-link",
        _W,
        mark("several notes are called {target}: {notes}"),
        mark("name the file that you mean, or give all but one of them another alias"),
    )
    """A link through a title or alias that notes share; it leads to one of them."""

    SIMILAR_TAG = RuleText(
        "similar-tag",
        _H,
        mark("the tag `{name}` is almost `{other}`, which {count} notes have"),
        mark("write `{other}`, if the same is meant: then both lead to the same notes"),
    )
    """Two tags that differ by a slip of the pen, a hyphen, case or an English plural."""

    UNKNOWN_TAG = RuleText(
        "unknown-tag",
        _W,
        mark("the tag `{name}` is not among those that `tags` in mkdocs.yml allows"),
        mark("use one of these, or add it there"),
    )
    """Only where the author keeps a list of tags."""

    UNKNOWN_TAG_NEAR = RuleText(
        "unknown-tag",
        _W,
        mark("the tag `{name}` is not among those that `tags` in mkdocs.yml allows"),
        mark("did you mean `{nearest}`?"),
    )
    """The same, where one of these is written nearly so."""

    REDIRECT_TAKEN = RuleText(
        "redirect-taken",
        _W,
        mark("nothing leads here from {address}, because that address belongs to {other}"),
        mark("delete it from `redirect_from`, or rename the other"),
    )
    """An address that a note had before is another page's by now, or another note's as well."""

    REDIRECT_UNUSABLE = RuleText(
        "redirect-taken",
        _W,
        mark("{address} in `redirect_from` is no address that a note can have had"),
        mark("write an address within this site, such as `/old/name/`"),
    )
    """It leads out of the site, into what kb makes itself, or no file can be called so."""

    USE_WITHOUT_LABEL = RuleText(
        "broken-use",
        _W,
        mark("{target} is no labelled snippet"),
        mark("labels there: {labels}; give the snippet one with `#| label: name`"),
    )
    """`use:` leads to a note or heading, but not to a snippet."""

    USE_CIRCLE = RuleText(
        "broken-use",
        _W,
        mark("{target} uses this snippet in turn"),
        mark("move what both need into a snippet of its own"),
    )
    """Snippets that need each other: neither can run first."""

    # --- questions ---

    DAMAGED_LEDGER = RuleText(
        "question-ledger",
        _W,
        mark("this line of the ledger of questions cannot be read"),
        mark("take out what a merge has left here, and run: kb quiz --mark"),
    )
    """`.kb-questions.json`; what else it says holds."""

    VERDICT_CONTRADICTS = RuleText(
        "verdict",
        _W,
        mark("the code in line {line} contradicts this key: it finds {found}"),
        mark("the key says {key}: mend one of them"),
    )
    """What a snippet computed, and what the author wrote."""

    VERDICT_LETTERS = RuleText(
        "verdict",
        _W,
        mark(
            "the code in line {line} speaks of options that this question does not have: {letters}"
        ),
        mark("its options are: {known}"),
    )
    """A letter of `verdict` that no option has."""

    VERDICT_UNREADABLE = RuleText(
        "verdict",
        _W,
        mark("the `verdict` of the code in line {line} does not say which options hold"),
        mark('write it as `verdict = {{"A": True, "B": False}}`'),
    )
    """`verdict` is not a dictionary of letters with True or False."""

    # --- run ---

    SNIPPET_FAILED = RuleText(
        "snippet-failed",
        _E,
        mark("this snippet failed: {error}"),
        mark("mend it, or say `#| error: true` if it is meant to fail"),
    )
    """An exception that nobody caught."""

    SNIPPET_SYNTAX = RuleText(
        "snippet-failed",
        _E,
        mark("this is no Python: {error}"),
        mark("mend it where the caret points"),
    )
    """It could not even begin."""

    CLAIM_FAILED = RuleText(
        "claim-failed",
        _E,
        mark("this claim does not hold: {claim}"),
        mark("what it compares is {values}"),
    )
    """An `assert` of a snippet."""

    SNIPPET_ENDED = RuleText(
        "snippet-ended",
        _E,
        mark("this snippet ended the program: {error}"),
        mark("leave out `exit()` and `sys.exit()`"),
    )
    """`SystemExit`."""

    MODULE_MISSING = RuleText(
        "snippet-module",
        _E,
        mark("the module '{module}' is not installed"),
        mark("install it where kb runs: {mend}"),
    )
    """An import of something that is not there."""

    SNIPPET_RECURSION = RuleText(
        "snippet-recursion",
        _E,
        mark("a function calls itself without end"),
        mark("give it a case in which it does not"),
    )
    """`RecursionError`."""

    PROCESS_ENDED = RuleText(
        "snippet-killed",
        _E,
        mark("the process of this snippet ended by itself, with status {status}"),
        mark("take out what ends it at once, such as `os._exit()`"),
    )
    """`os._exit`, or a library that does the same."""

    SNIPPET_KILLED = RuleText(
        "snippet-killed",
        _E,
        mark("the process of this snippet was killed by {signal}"),
        mark("run the snippet alone with Python to see what it does"),
    )
    """A crash of compiled code, or a signal that the snippet has sent itself."""

    SNIPPET_TIMEOUT = RuleText(
        "snippet-timeout",
        _E,
        mark("this snippet was stopped after {seconds} seconds"),
        mark("let it do less, or give it more time with `#| timeout:`"),
    )
    """It took longer than it may."""

    SNIPPET_MEMORY = RuleText(
        "snippet-memory",
        _E,
        mark("this snippet needs more memory than it may have: {error}"),
        mark("use smaller arrays, or treat the data in parts"),
    )
    """`MemoryError`."""

    SNIPPET_TEXT = RuleText(
        "snippet-output",
        _E,
        mark("this snippet prints more than {size} bytes"),
        mark("print less, for example only every hundredth step"),
    )
    """The rest of what it prints is lost."""

    SNIPPET_FIGURES = RuleText(
        "snippet-output",
        _E,
        mark("this snippet draws more than {count} figures"),
        mark("put several plots into one figure, or draw fewer"),
    )
    """The rest of its figures are not drawn."""

    SNIPPET_FORBIDDEN = RuleText(
        "snippet-forbidden",
        _E,
        mark("this snippet may not do that: {error}"),
        mark(
            "snippets have no network, start no programs, read only the vault and write only "
            "beside the note; `execute: trusted` lifts this"
        ),
    )
    """The sandbox, or the rights of a file, refused it."""

    MODULE_MISSING_NEAR = RuleText(
        "snippet-module",
        _E,
        mark("the module '{module}' is not installed"),
        mark("did you mean {nearest}?"),
    )
    """The same, where a module of nearly that name is installed."""

    CLAIM_FAILED_PLAIN = RuleText(
        "claim-failed",
        _E,
        mark("this claim does not hold: {claim}"),
        mark("mend the code, or the claim"),
    )
    """The same, where nothing can be told of its sides."""

    THREAD_LEFT = RuleText(
        "snippet-thread",
        _W,
        mark("a thread goes on after this snippet has ended: {name}"),
        mark("wait for it with `join()`; what it prints later is lost"),
    )
    """A thread that was started and not waited for."""

    OUTPUT_ENCODING = RuleText(
        "output-encoding",
        _W,
        mark("what this snippet prints is {encoding}, not UTF-8"),
        mark("it was read all the same; print text rather than bytes"),
    )
    """Bytes past `print`, in another encoding."""

    OUTPUT_BYTES = RuleText(
        "output-encoding",
        _W,
        mark("this snippet prints the byte {byte}, which is not UTF-8"),
        mark("print text rather than bytes; each such byte is shown as \ufffd"),
    )
    """Bytes in no encoding that we know."""

    FAILURE_EXPECTED = RuleText(
        "snippet-runs",
        _W,
        mark("this snippet is meant to fail, and it did not"),
        mark("leave out `error: true`, or mend what should fail"),
    )
    """`#| error: true` where nothing is wrong."""

    MISSING_GLYPH = RuleText(
        "missing-glyph",
        _W,
        mark("no font of the figures has {characters}"),
        mark("write it in other letters, or as a formula"),
    )
    """A character of a figure's text that is drawn as a box or not at all."""

    SWEEP_TOO_LARGE = RuleText(
        "large-sweep",
        _W,
        mark("the steps of this slider are too large for a page, so there is none"),
        mark("take fewer values, or draw fewer points"),
    )
    """More than four million characters, though only what changes is kept."""

    USED_SNIPPET_FAILED = RuleText(
        "used-snippet-failed",
        _E,
        mark("{target}, which this snippet uses, failed: {error}"),
        mark("mend it there"),
    )
    """The failure is in another note."""

    UNSTABLE_TEXT = RuleText(
        "unstable-result",
        _W,
        mark("this snippet gives something else each time: first '{first}', then '{second}'"),
        mark("seed what is random, and show neither times nor addresses"),
    )
    """Found by `kb check --twice`, in a line that it prints or in its value."""

    UNSTABLE_FIGURE = RuleText(
        "unstable-result",
        _W,
        mark("this snippet draws something else each time, first in its figure {number}"),
        mark("seed what is random, and draw no times"),
    )
    """The same in a figure."""

    UNSTABLE_SWEEP = RuleText(
        "unstable-result",
        _W,
        mark("this snippet gives something else each time at a step of its slider"),
        mark("seed what is random, and show neither times nor addresses"),
    )
    """The same where only a reader who moves the slider sees it."""

    UNSTABLE_STATE = RuleText(
        "unstable-result",
        _W,
        mark("this snippet ran once and failed the other time"),
        mark("seed what is random, and depend on no time and on nothing outside the vault"),
    )
    """It fails now and then."""

    UNSTABLE_OUTPUT = RuleText(
        "unstable-result",
        _W,
        mark("this snippet gives something else each time"),
        mark("seed what is random, and show neither times nor addresses"),
    )
    """The same in HTML, in how much it shows, or in its claims."""

    # --- parse ---

    UNCLOSED_FENCE = RuleText(
        "unclosed-fence",
        _W,
        mark("nothing closes the code that begins here, so all that follows is code"),
        mark("write {fence} on a line of its own where the code ends"),
    )
    """A fence that runs to the end of the note, quote or list item."""

    UNCLOSED_COMMENT = RuleText(
        "unclosed-comment",
        _W,
        mark("nothing closes the comment that %% opens here, so it is shown as text"),
        mark("write %% where the comment ends, or `%%` if the signs themselves are meant"),
    )
    """An odd number of `%%`."""

    BROKEN_MATH = RuleText(
        "broken-math",
        _W,
        mark("the formula cannot be read: {reason}"),
        mark("mend it here; until then the page shows its source"),
    )
    """TeX that the converter refuses; `reason` is what it says."""

    UNCLOSED_MATH = RuleText(
        "unclosed-math",
        _W,
        mark("nothing closes the formula that $$ opens here, so it is shown as text"),
        mark("write $$ on a line of its own where the formula ends"),
    )
    """A line that holds nothing but `$$`, and no other `$$` after it."""

    MERGE_CONFLICT = RuleText(
        "merge-conflict",
        _W,
        mark("git left a conflict here that nobody has resolved"),
        mark("keep one of the two versions and delete the lines <<<<<<<, ======= and >>>>>>>"),
    )
    """The three markers of git in their order, outside of code."""

    DUPLICATE_ID = RuleText(
        "duplicate-id",
        _H,
        mark("the id `{name}` stands in line {first} already, so this one is left out"),
        mark("give one of the two another name: a link can lead to one place only"),
    )
    """Raw HTML that gives two elements of a note the same id."""

    FOREIGN = RuleText(
        "foreign-content",
        _W,
        mark("only {plugin} within Obsidian can run this, so the page shows its source"),
        mark("replace it by what it gives, or leave this note out with `publish: false`"),
    )
    """Dataview, Templater, Excalidraw and other plugins' content."""

    UNREADABLE_OPTIONS = RuleText(
        "snippet-options",
        _W,
        mark("the options of this snippet cannot be read"),
        mark("write each as `#| name: value`, and a value with `: ` or `#` in quotation marks"),
    )
    """Lines `#| ...` that are no YAML."""

    UNKNOWN_SNIPPET_OPTION = RuleText(
        "snippet-options",
        _W,
        mark("a snippet has no option '{option}'"),
        mark("the options are {options}"),
    )
    """A word that means nothing here."""

    UNKNOWN_SNIPPET_OPTION_NEAR = RuleText(
        "snippet-options",
        _W,
        mark("a snippet has no option '{option}'"),
        mark("did you mean {nearest}?"),
    )
    """The same, where an option has nearly that name."""

    WRONG_SNIPPET_OPTION = RuleText(
        "snippet-options",
        _W,
        mark("the option '{option}' cannot be '{value}'"),
        mark("give {expected}"),
    )
    """A value that the option cannot have."""

    SAME_LABEL = RuleText(
        "same-label",
        _W,
        mark("the label '{label}' is taken in this note"),
        mark("give this snippet another one"),
    )
    """Two snippets, or a snippet and an id of raw HTML, have one name."""

    SWEEP_UNREADABLE = RuleText(
        "bad-sweep",
        _W,
        mark("`sweep` does not say which name takes which values, so there is no slider"),
        mark("write it as `sweep: {{lr: [0.1, 0.5, 0.9]}}`"),
    )
    """Not a mapping, or an empty one."""

    SWEEP_VALUES = RuleText(
        "bad-sweep",
        _W,
        mark("the values for `{name}` in `sweep` cannot be read, so there is no slider"),
        mark(
            "write numbers, texts or truth values as a list with two or more, or "
            "`linspace(first, last, count)`, or `logspace(first exponent, last exponent, count)`"
        ),
    )
    """Not a list, an item that is no plain value, or fewer than two different values."""

    SWEEP_NAME = RuleText(
        "bad-sweep",
        _W,
        mark("`{name}` in `sweep` cannot be a name in Python, so there is no slider"),
        mark("write the name that the code gives a value, in quotation marks if YAML changes it"),
    )
    """YAML takes `on` and `y` for truth values."""

    SWEEP_PARAMETERS = RuleText(
        "bad-sweep",
        _W,
        mark("`sweep` has {count} names and may have {limit}, so there is no slider"),
        mark("keep those that show most"),
    )
    """Each further slider multiplies the steps."""

    SWEEP_STEPS = RuleText(
        "bad-sweep",
        _W,
        mark("`sweep` asks for {count} runs and may ask for {limit}, so there is no slider"),
        mark("take fewer values"),
    )
    """All combinations of two parameters count."""

    SWEEP_UNASSIGNED = RuleText(
        "bad-sweep",
        _W,
        mark("the code does not give `{name}` a plain value, so `sweep` has nothing to replace"),
        mark("write a number, text or truth value on a line of its own, such as `{name} = 0.1`"),
    )
    """The name is missing, or its value is computed, or it stands within a function or a block."""

    SWEEP_ASSIGNED_TWICE = RuleText(
        "bad-sweep",
        _W,
        mark("the code gives `{name}` a value more than once, so `sweep` cannot replace it"),
        mark("use another name for the other values"),
    )
    """Each of these assignments would be replaced."""

    # --- reading files ---

    UNREADABLE_FILE = RuleText(
        "unreadable-file",
        _E,
        mark("this cannot be read: {reason}"),
        mark("check the disk, or leave it out with `exclude`"),
    )
    """The file system gave an error that is neither of the two below."""

    FORBIDDEN_FILE = RuleText(
        "unreadable-file",
        _E,
        mark("you have no permission to read this"),
        mark("give yourself the right with `chmod u+rX`, or leave it out with `exclude`"),
    )
    """A file or folder that belongs to somebody else."""

    VANISHED_FILE = RuleText(
        "unreadable-file",
        _W,
        mark("this went away while the vault was being read"),
        mark("build once more"),
    )
    """Listed, but gone when it was opened: an editor or a sync client was at work."""

    NOT_UTF8 = RuleText(
        "not-utf8",
        _W,
        mark("this file is {encoding}, not UTF-8"),
        mark("it was read all the same; save it as UTF-8, which every program understands"),
    )
    """The text could be read whole, but other tools will show it as rubbish."""

    INVALID_UTF8 = RuleText(
        "not-utf8",
        _W,
        mark("the byte {byte} is not UTF-8"),
        mark("each such byte is shown as \ufffd: type the letter anew and save as UTF-8"),
    )
    """The first byte that is wrong in a file that is UTF-8 for the rest."""

    BROKEN_SYMLINK = RuleText(
        "broken-symlink",
        _W,
        mark("this symbolic link leads to {target}, which does not exist"),
        mark("mend the link, or delete it"),
    )
    """A dangling symbolic link."""

    SYMLINK_LOOP = RuleText(
        "broken-symlink",
        _W,
        mark("this symbolic link leads back to itself"),
        mark("mend the link, or delete it"),
    )
    """A chain of symbolic links that never ends."""

    SYMLINK_OUTSIDE = RuleText(
        "symlink-outside",
        _W,
        mark("this symbolic link leaves the vault, to {target}, and is not followed"),
        mark("copy what it leads to into the vault"),
    )
    """Following it could publish what was never meant to be."""

    SYMLINK_LEFT_OUT = RuleText(
        "symlink-left-out",
        _H,
        mark("this symbolic link leads to {target}, which is left out of the site"),
        mark("copy what it leads to, if it is to be published"),
    )
    """A link to something hidden, excluded or in a template folder."""

    SYMLINK_FOLDER = RuleText(
        "symlink-folder",
        _H,
        mark("this symbolic link leads to the folder {target} and is not followed"),
        mark("its notes are read where they lie: link to them there"),
    )
    """A second way to notes that are read already, perhaps a loop."""

    NAME_NOT_UTF8 = RuleText(
        "name-not-utf8",
        _W,
        mark("this name is not UTF-8, so it is left out"),
        mark("rename it, for example with `convmv`"),
    )
    """A file or folder named in an old encoding: no URL can be made from it."""

    TWIN_NAME = RuleText(
        "twin-name",
        _W,
        mark("`{first}` and `{second}` are one name, their letters composed differently"),
        mark("rename one of them; until then the second is called {path}"),
    )
    """Two names that are equal in NFC: macOS decomposes Hangul and accents."""

    CASE_TWIN = RuleText(
        "case-twin",
        _H,
        mark("this name differs from {other} by case only"),
        mark("rename one of them: macOS and Windows take them for one file"),
    )
    """Two files that cannot both be checked out on every machine."""

    UNLINKABLE_NAME = RuleText(
        "unlinkable-name",
        _H,
        mark("a link cannot name a file or folder that holds {characters}"),
        mark("rename it without that"),
    )
    """Obsidian reads `| # ^ [ ]` in a link as its own signs."""

    TEMPLATE_FOLDER = RuleText(
        "template-folder",
        _H,
        mark("this folder is left out, because its name says that it holds templates"),
        mark("if it holds notes, give it another name"),
    )
    """A folder called `templates` below the vault's first level."""

    # --- front matter ---

    MALFORMED_FRONT_MATTER = RuleText(
        "malformed-front-matter",
        _W,
        mark("YAML cannot read `{source}`"),
        mark("write `{mend}`"),
    )
    """A line of the front matter that we could mend, and did."""

    MALFORMED_TAB = RuleText(
        "malformed-front-matter",
        _W,
        mark("a tab stands before `{source}`"),
        mark("YAML takes no tabs there: write spaces"),
    )
    """Indented by a tab."""

    MALFORMED_INDENT = RuleText(
        "malformed-front-matter",
        _W,
        mark("`{source}` is not indented like the lines around it"),
        mark("put as many spaces before it as stand before its neighbours"),
    )
    """A key or a list item that stands further right or left than the others."""

    MALFORMED_SPACE = RuleText(
        "malformed-front-matter",
        _W,
        mark("the space after the colon in `{source}` is not an ordinary one"),
        mark("delete it and type it anew"),
    )
    """A no-break or full-width space, pasted from elsewhere: it looks right and is not."""

    MALFORMED_LINE = RuleText(
        "malformed-front-matter",
        _W,
        mark("YAML cannot read `{source}`"),
        mark("write it as `key: value`, or move it below the closing `---`"),
    )
    """A line that we could not mend: it is left out."""

    MALFORMED_FLOW = RuleText(
        "malformed-front-matter",
        _W,
        mark("YAML cannot read on from `{source}`"),
        mark("check that every bracket and quotation mark is closed and every item has its comma"),
    )
    """Front matter in braces, as JSON is."""

    UNCLOSED_FRONT_MATTER = RuleText(
        "unclosed-front-matter",
        _W,
        mark("the front matter that begins here has no end"),
        mark("write a line `---` after line {last}"),
    )
    """`---` and keys, but no second `---`."""

    DUPLICATE_KEY = RuleText(
        "duplicate-key",
        _W,
        mark("the key `{key}` stands in line {first} already"),
        mark("only the last one counts: delete the other"),
    )
    """The same key twice. As in Obsidian the last wins."""

    LIST_FOR_TEXT = RuleText(
        "wrong-type",
        _W,
        mark("`{key}` holds a list where one value belongs"),
        mark("write `{key}: {mend}`"),
    )
    """Such as a title in brackets without quotation marks."""

    MAPPING_FOR_VALUE = RuleText(
        "wrong-type",
        _W,
        mark("`{key}` holds keys of its own where a value belongs"),
        mark("write `{key}: {mend}`"),
    )
    """Such as a title in braces without quotation marks."""

    IMPOSSIBLE_DATE = RuleText(
        "impossible-date",
        _W,
        mark("`{key}: {value}` is a day or an hour that does not exist"),
        mark("mend the date"),
    )
    """Written like a date, but there is no 30 February."""

    UNREADABLE_DATE = RuleText(
        "unreadable-date",
        _H,
        mark("`{key}: {value}` cannot be read as a date"),
        mark("write it as `2025-08-17` or `2025-08-17 14:30:00 +0900`"),
    )
    """Not written year first, in digits."""

    UNREADABLE_LANGUAGE = RuleText(
        "unreadable-language",
        _H,
        mark("`{key}: {value}` is no language code"),
        mark("write a code such as `ko` or `en`"),
    )
    """`lang` takes BCP 47 codes."""

    UNCLEAR_PRIVACY = RuleText(
        "unclear-privacy",
        _W,
        mark("`{key}: {value}` is neither true nor false, so this note is kept private"),
        mark("write `{key}: true` or `{key}: false`"),
    )
    """A slip of the pen must not publish what was meant to stay private."""

    TEMPLATE_PLACEHOLDER = RuleText(
        "template-placeholder",
        _H,
        mark("`{value}` is a placeholder: this note is a template"),
        mark("keep templates in a folder called `templates`, which is left out of the site"),
    )
    """What Obsidian's templates or Templater would have filled in."""

    HASH_COMMENT = RuleText(
        "hash-comment",
        _W,
        mark("YAML skips `{comment}`, because `#` after a space begins a comment"),
        mark("write `{mend}`"),
    )
    """A tag with its hash, or a title such as `Round #2`; read as the author meant it."""

    UNREADABLE_CONFIGURATION = RuleText(
        "configuration",
        _E,
        mark("this file cannot be read: {reason}"),
        mark("mend it at this place"),
    )
    """`mkdocs.yml`, or a file that it inherits from, is no YAML mapping or does not exist."""

    WRONG_CONFIGURATION = RuleText(
        "configuration",
        _E,
        mark("{key}: {reason}"),
        mark("mend this setting of MkDocs"),
    )
    """MkDocs does not accept a setting of its own; the reason is in MkDocs' words."""

    DOUBTFUL_CONFIGURATION = RuleText(
        "configuration",
        _W,
        mark("{key}: {reason}"),
        mark("mend this setting of MkDocs"),
    )
    """The same, where MkDocs only warns."""

    UNKNOWN_OPTION = RuleText(
        "configuration",
        _E,
        mark("kb has no option {option}"),
        mark("its options are: {options}"),
    )
    """A key under `plugins: - kb:` that we do not know."""

    UNKNOWN_OPTION_NEAR = RuleText(
        "configuration",
        _E,
        mark("kb has no option {option}"),
        mark("did you mean {nearest}?"),
    )
    """The same, where we have an option of nearly that name."""

    WRONG_OPTION = RuleText(
        "configuration",
        _E,
        mark("{option}: {value} does not fit here"),
        mark("give {expected}"),
    )
    """A value under `plugins: - kb:` of the wrong kind."""

    FOREIGN_PLUGIN = RuleText(
        "foreign-plugin",
        _E,
        mark("kb build does not run the plugin {name}"),
        mark("take it out of plugins, or build with: mkdocs build"),
    )
    """`plugins` names a plugin of MkDocs that is not ours."""

    FOREIGN_HOOK = RuleText(
        "foreign-plugin",
        _E,
        mark("kb build does not run the hook {name}"),
        mark("take it out of hooks, or build with: mkdocs build"),
    )
    """`hooks` names a script of MkDocs."""

    SEARCH_IS_OFF = RuleText(
        "foreign-plugin",
        _H,
        mark("the theme's own search is off in a site that kb makes"),
        mark("take search out of plugins; kb is to bring a search of its own"),
    )
    """`plugins` names Material's search, which parses every page a second time."""

    # --- quiz ---

    QUIZ_NO_ANSWER = RuleText(
        "quiz-no-answer",
        _W,
        mark("this question has options but no answer"),
        mark("write below them which are right, for example: Answer: B"),
    )
    """What is certainly meant as a question is shown as it is written."""

    QUIZ_UNKNOWN_ANSWER = RuleText(
        "quiz-unknown-answer",
        _W,
        mark("this answer is none of the options: {answer}"),
        mark("the options are: {options}"),
    )
    """The letter of an answer that the question does not have; it is shown as it is written."""

    QUIZ_LETTERS = RuleText(
        "quiz-letters",
        _W,
        mark("option {letter} does not follow option {before}"),
        mark("name the options in the order of their letters"),
    )
    """Letters left out, or out of order: the answer may mean another option."""

    QUIZ_LETTER_TWICE = RuleText(
        "quiz-letters",
        _W,
        mark("two options of this question have one letter: {letter}"),
        mark("give each option a letter of its own"),
    )
    """Nobody can say which is right, so the question is shown as it is written."""

    QUIZ_COUNT = RuleText(
        "quiz-count",
        _W,
        mark("the number of answers asked for is {asked}, and {given} stand here"),
        mark("mend the question or its answer"),
    )
    """'Select TWO' with one or three answers."""

    QUIZ_EXPLANATION = RuleText(
        "quiz-explanation",
        _W,
        mark("this explains an option that the question does not have: {letter}"),
        mark("mend the letter"),
    )
    """An explanation for option E where there are four."""

    QUIZ_CONTRADICTION = RuleText(
        "quiz-contradiction",
        _H,
        mark("the answer says {letter}, but its words are those of option {other}"),
        mark("the letter counts; mend it, or the words"),
    )
    """Of letter and words, one is wrong."""

    @property
    def text(self) -> RuleText:
        return self.value
