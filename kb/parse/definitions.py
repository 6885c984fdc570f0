"""Definition lists: a term, and below it `: what it means`.

In: such lines. Out: `<dl>`. The rule is mdit-py-plugins'; Pandoc's other mark, `~`, is left to
strikethrough, because neither Obsidian nor Python-Markdown has it.
"""

from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin


def add_definitions(md: MarkdownIt) -> None:
    md.use(deflist_plugin)
