"""Code that runs: what can be wrong.  In: nothing.  Out: sentences of rules."""

from kb.rules.sentences import ERROR, WARNING, RuleText
from kb.strings import mark

SNIPPET_FAILED = RuleText(
    "snippet-failed",
    ERROR,
    mark("this snippet failed: {error}"),
    mark("mend it, or say `#| error: true` if it is meant to fail"),
)
"""An exception that nobody caught."""

SNIPPET_SYNTAX = RuleText(
    "snippet-failed",
    ERROR,
    mark("this is no Python: {error}"),
    mark("mend it where the caret points"),
)
"""It could not even begin."""

CLAIM_FAILED = RuleText(
    "claim-failed",
    ERROR,
    mark("this claim does not hold: {claim}"),
    mark("what it compares is {values}"),
)
"""An `assert` of a snippet."""

SNIPPET_ENDED = RuleText(
    "snippet-ended",
    ERROR,
    mark("this snippet ended the program: {error}"),
    mark("leave out `exit()` and `sys.exit()`"),
)
"""`SystemExit`."""

MODULE_MISSING = RuleText(
    "snippet-module",
    ERROR,
    mark("the module '{module}' is not installed"),
    mark("install it where kb runs: {mend}"),
)
"""An import of something that is not there."""

SNIPPET_RECURSION = RuleText(
    "snippet-recursion",
    ERROR,
    mark("a function calls itself without end"),
    mark("give it a case in which it does not"),
)
"""`RecursionError`."""

PROCESS_ENDED = RuleText(
    "snippet-killed",
    ERROR,
    mark("the process of this snippet ended by itself, with status {status}"),
    mark("take out what ends it at once, such as `os._exit()`"),
)
"""`os._exit`, or a library that does the same."""

SNIPPET_KILLED = RuleText(
    "snippet-killed",
    ERROR,
    mark("the process of this snippet was killed by {signal}"),
    mark("run the snippet alone with Python to see what it does"),
)
"""A crash of compiled code, or a signal that the snippet has sent itself."""

SNIPPET_TIMEOUT = RuleText(
    "snippet-timeout",
    ERROR,
    mark("this snippet was stopped after {seconds} {seconds:second|seconds}"),
    mark("let it do less, or give it more time with `#| timeout:`"),
)
"""It took longer than it may."""

SNIPPET_MEMORY = RuleText(
    "snippet-memory",
    ERROR,
    mark("this snippet needs more memory than it may have: {error}"),
    mark("use smaller arrays, or treat the data in parts"),
)
"""`MemoryError`."""

SNIPPET_TEXT = RuleText(
    "snippet-output",
    ERROR,
    mark("this snippet prints more than {size:n} bytes"),
    mark("print less, for example only every hundredth step"),
)
"""The rest of what it prints is lost."""

SNIPPET_FIGURES = RuleText(
    "snippet-output",
    ERROR,
    mark("this snippet draws more than {count:n} figures"),
    mark("put several plots into one figure, or draw fewer"),
)
"""The rest of its figures are not drawn."""

SNIPPET_FORBIDDEN = RuleText(
    "snippet-forbidden",
    ERROR,
    mark("this snippet may not do that: {error}"),
    mark(
        "snippets have no network, start no programs, read only the vault and write only "
        "beside the note; `execute: trusted` lifts this"
    ),
)
"""The sandbox, or the rights of a file, refused it."""

MODULE_MISSING_NEAR = RuleText(
    "snippet-module",
    ERROR,
    mark("the module '{module}' is not installed"),
    mark("did you mean {nearest}?"),
)
"""The same, where a module of nearly that name is installed."""

CLAIM_FAILED_PLAIN = RuleText(
    "claim-failed",
    ERROR,
    mark("this claim does not hold: {claim}"),
    mark("mend the code, or the claim"),
)
"""The same, where nothing can be told of its sides."""

THREAD_LEFT = RuleText(
    "snippet-thread",
    WARNING,
    mark("a thread goes on after this snippet has ended: {name}"),
    mark("wait for it with `join()`; what it prints later is lost"),
)
"""A thread that was started and not waited for."""

OUTPUT_ENCODING = RuleText(
    "output-encoding",
    WARNING,
    mark("what this snippet prints is {encoding}, not UTF-8"),
    mark("it was read all the same; print text rather than bytes"),
)
"""Bytes past `print`, in another encoding."""

OUTPUT_BYTES = RuleText(
    "output-encoding",
    WARNING,
    mark("this snippet prints the byte {byte}, which is not UTF-8"),
    mark("print text rather than bytes; each such byte is shown as \ufffd"),
)
"""Bytes in no encoding that we know."""

FAILURE_EXPECTED = RuleText(
    "snippet-runs",
    WARNING,
    mark("this snippet is meant to fail, and it did not"),
    mark("leave out `error: true`, or mend what should fail"),
)
"""`#| error: true` where nothing is wrong."""

MISSING_GLYPH = RuleText(
    "missing-glyph",
    WARNING,
    mark("no font of the figures has {characters}"),
    mark("write it in other letters, or as a formula"),
)
"""A character of a figure's text that is drawn as a box or not at all."""

SWEEP_TOO_LARGE = RuleText(
    "large-sweep",
    WARNING,
    mark("the steps of this slider are too large for a page, so there is none"),
    mark("take fewer values, or draw fewer points"),
)
"""More than four million characters, though only what changes is kept."""

USED_SNIPPET_FAILED = RuleText(
    "used-snippet-failed",
    ERROR,
    mark("{target}, which this snippet uses, failed: {error}"),
    mark("mend it there"),
)
"""The failure is in another note."""

UNSTABLE_TEXT = RuleText(
    "unstable-result",
    WARNING,
    mark("this snippet gives something else each time: first '{first}', then '{second}'"),
    mark("seed what is random, and show neither times nor addresses"),
)
"""Found by `kb check --twice`, in a line that it prints or in its value."""

UNSTABLE_FIGURE = RuleText(
    "unstable-result",
    WARNING,
    mark("this snippet draws something else each time, first in its figure {number}"),
    mark("seed what is random, and draw no times"),
)
"""The same in a figure."""

UNSTABLE_SWEEP = RuleText(
    "unstable-result",
    WARNING,
    mark("this snippet gives something else each time at a step of its slider"),
    mark("seed what is random, and show neither times nor addresses"),
)
"""The same where only a reader who moves the slider sees it."""

UNSTABLE_STATE = RuleText(
    "unstable-result",
    WARNING,
    mark("this snippet ran once and failed the other time"),
    mark("seed what is random, and depend on no time and on nothing outside the vault"),
)
"""It fails now and then."""

UNSTABLE_OUTPUT = RuleText(
    "unstable-result",
    WARNING,
    mark("this snippet gives something else each time"),
    mark("seed what is random, and show neither times nor addresses"),
)
"""The same in HTML, in how much it shows, or in its claims."""
