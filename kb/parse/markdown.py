"""Assembles the one parser."""

from functools import cache

from markdown_it import MarkdownIt

from kb.config import ParseSettings
from kb.parse.block_ids import add_block_ids
from kb.parse.footnotes import add_footnotes
from kb.parse.headings import add_headings
from kb.parse.links import add_links
from kb.parse.raw_html import add_raw_html
from kb.parse.wikilinks import add_wikilinks


@cache
def make_parser(settings: ParseSettings) -> MarkdownIt:
    """The parser for these settings; it keeps nothing between notes."""
    md = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    add_links(md)
    add_headings(md)
    add_raw_html(md)
    if settings.obsidian:
        add_wikilinks(md)
        add_footnotes(md)
        add_block_ids(md)
    return md
