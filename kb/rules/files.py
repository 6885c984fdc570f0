"""Files and folders: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import ERROR, HINT, WARNING, RuleText
from kb.strings import mark

UNREADABLE_FILE = RuleText(
    "unreadable-file",
    ERROR,
    mark("this cannot be read: {reason}"),
    mark("check the disk, or leave it out with `exclude`"),
)
"""The file system gave an error that is neither of the two below."""

FORBIDDEN_FILE = RuleText(
    "unreadable-file",
    ERROR,
    mark("you have no permission to read this"),
    mark("give yourself the right with `chmod u+rX`, or leave it out with `exclude`"),
)
"""A file or folder that belongs to somebody else."""

VANISHED_FILE = RuleText(
    "unreadable-file",
    WARNING,
    mark("this went away while the vault was being read"),
    mark("build once more"),
)
"""Listed, but gone when it was opened: an editor or a sync client was at work."""

NOT_UTF8 = RuleText(
    "not-utf8",
    WARNING,
    mark("this file is {encoding}, not UTF-8"),
    mark("it was read all the same; save it as UTF-8, which every program understands"),
)
"""The text could be read whole, but other tools will show it as rubbish."""

INVALID_UTF8 = RuleText(
    "not-utf8",
    WARNING,
    mark("the byte {byte} is not UTF-8"),
    mark("each such byte is shown as \ufffd: type the letter anew and save as UTF-8"),
)
"""The first byte that is wrong in a file that is UTF-8 for the rest."""

BROKEN_SYMLINK = RuleText(
    "broken-symlink",
    WARNING,
    mark("this symbolic link leads to {target}, which does not exist"),
    mark("mend the link, or delete it"),
)
"""A dangling symbolic link."""

SYMLINK_LOOP = RuleText(
    "broken-symlink",
    WARNING,
    mark("this symbolic link leads back to itself"),
    mark("mend the link, or delete it"),
)
"""A chain of symbolic links that never ends."""

SYMLINK_OUTSIDE = RuleText(
    "symlink-outside",
    WARNING,
    mark("this symbolic link leaves the vault, to {target}, and is not followed"),
    mark("copy what it leads to into the vault"),
)
"""Following it could publish what was never meant to be."""

SYMLINK_LEFT_OUT = RuleText(
    "symlink-left-out",
    HINT,
    mark("this symbolic link leads to {target}, which is left out of the site"),
    mark("copy what it leads to, if it is to be published"),
)
"""A link to something hidden, excluded or in a template folder."""

SYMLINK_FOLDER = RuleText(
    "symlink-folder",
    HINT,
    mark("this symbolic link leads to the folder {target} and is not followed"),
    mark("its notes are read where they lie: link to them there"),
)
"""A second way to notes that are read already, perhaps a loop."""

NAME_NOT_UTF8 = RuleText(
    "name-not-utf8",
    WARNING,
    mark("this name is not UTF-8, so it is left out"),
    mark("rename it, for example with `convmv`"),
)
"""A file or folder named in an old encoding: no URL can be made from it."""

TWIN_NAME = RuleText(
    "twin-name",
    WARNING,
    mark("`{first}` and `{second}` are one name, their letters composed differently"),
    mark("rename one of them; until then the second is called {path}"),
)
"""Two names that are equal in NFC: macOS decomposes Hangul and accents."""

CASE_TWIN = RuleText(
    "case-twin",
    HINT,
    mark("this name differs from {other} by case only"),
    mark("rename one of them: macOS and Windows take them for one file"),
)
"""Two files that cannot both be checked out on every machine."""

UNLINKABLE_NAME = RuleText(
    "unlinkable-name",
    HINT,
    mark("a link cannot name a file or folder that holds {characters}"),
    mark("rename it without that"),
)
"""Obsidian reads `| # ^ [ ]` in a link as its own signs."""

TEMPLATE_FOLDER = RuleText(
    "template-folder",
    HINT,
    mark("this folder is left out, because its name says that it holds templates"),
    mark("if it holds notes, give it another name"),
)
"""A folder called `templates` below the vault's first level."""
