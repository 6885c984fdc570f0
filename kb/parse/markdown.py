"""The parser: CommonMark, the parts of GFM, and what Obsidian and Korean need on top.

In: the settings that change what a text means.
Out: a `MarkdownIt` whose `env` must hold a `Reading` under the key `reading`, and whose HTML holds
the markers of slots. Each construct is a file of its own; here they only stand in their order.
"""

from functools import cache

from markdown_it import MarkdownIt

from kb.config import ParseSettings
from kb.parse.admonitions import add_admonitions
from kb.parse.attributes import add_attributes
from kb.parse.autolinks import add_autolinks
from kb.parse.block_ids import add_block_ids
from kb.parse.block_rules import add_block_rules
from kb.parse.boxes import add_boxes
from kb.parse.callouts import add_callouts
from kb.parse.code import add_code
from kb.parse.comments import add_comments
from kb.parse.conflicts import add_conflicts
from kb.parse.definitions import add_definitions
from kb.parse.diagrams import add_diagrams
from kb.parse.embeds import add_embeds
from kb.parse.emphasis import add_emphasis
from kb.parse.fences import add_fences
from kb.parse.footnotes import add_footnotes
from kb.parse.foreign import add_foreign
from kb.parse.headings import add_headings
from kb.parse.html import Renderer
from kb.parse.inline import add_inline
from kb.parse.links import add_links
from kb.parse.marks import add_marks
from kb.parse.math import add_math
from kb.parse.quiz import add_quizzes
from kb.parse.raw_html import add_raw_html
from kb.parse.snippets import add_snippets
from kb.parse.tags import add_tags
from kb.parse.tasks import add_tasks
from kb.parse.wikilinks import add_wikilinks

_DEEPEST = 60
"""Lists, quotes and brackets within each other. The preset's 20 is reached by ten nested lists,
and what lies deeper would vanish; Python's stack ends at about 150."""


@cache
def make_parser(settings: ParseSettings) -> MarkdownIt:
    """The parser for these settings; the same one each time, as it holds no state of a note."""
    md = MarkdownIt("commonmark", {"maxNesting": _DEEPEST}, renderer_cls=Renderer)
    md.enable(["table", "strikethrough"])
    add_block_rules(md)
    add_inline(md)
    add_fences(md)
    if settings.obsidian:
        _add_obsidian(md)
    # Last, because they wrap what stands above.
    add_links(md)
    add_headings(md)
    add_raw_html(md)
    return md


def _add_obsidian(md: MarkdownIt) -> None:
    """Everything beside CommonMark, tables and strikethrough.

    Bare addresses and tasks belong to GFM, but three examples of CommonMark's specification say
    that they are text; so they stand here.
    """
    add_wikilinks(md)
    add_footnotes(md)
    add_attributes(md)
    add_block_ids(md)
    add_emphasis(md)
    add_comments(md)
    add_conflicts(md)
    add_boxes(md)
    add_callouts(md)
    add_admonitions(md)
    add_definitions(md)
    add_quizzes(md)
    add_tasks(md)
    add_math(md)
    add_diagrams(md)
    add_foreign(md)
    add_code(md)
    add_snippets(md)
    add_marks(md)
    add_tags(md)
    add_autolinks(md)
    add_embeds(md)
