"""Definition lists: a term, and below it `: what it means`.

In: such lines. Out: `<dl>`. The rule is mdit-py-plugins'; it takes Pandoc's other mark, `~`, too.
"""

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin


def add_definitions(md: MarkdownIt) -> None:
    md.use(deflist_plugin)
