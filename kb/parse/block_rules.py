"""The rules of blocks: each is asked only about lines that begin with a character it listens to.

In: markdown-it's ruler. Out: the same blocks. A paragraph asks all rules that could end it about
each of its lines; here they are one question, and a rule that never begins costs nothing.
"""

from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock, hr

from kb.parse.plain_list import plain_list
from kb.parse.plain_paragraph import plain_paragraph
from kb.parse.tokens import QuickParserBlock

BlockRule = Callable[[StateBlock, int, int, bool], bool]

_ELSEWHERE = "\n"
"""Stands for the characters that no rule listens to; no line begins with it."""
_BUILT_IN = {
    "plain_list": "*+-0123456789",
    "plain_paragraph": "*" + _ELSEWHERE,
    "fence": "`~",
    "blockquote": ">",
    "hr": "*-_",
    "list": "*+-0123456789",
    "reference": "[",
    "html_block": "<",
    "heading": "#",
}
_ENDS = ["paragraph", "reference", "blockquote", "list"]
"""What markdown-it lets a fence, a heading and their like interrupt."""


class BlockRuler(Ruler[BlockRule]):
    """As its base, but it gives one rule in place of many: the one that asks the others."""

    def __init__(self, ruler: Ruler[BlockRule]) -> None:
        super().__init__()
        self.__rules__ = ruler.__rules__
        self.characters = dict(_BUILT_IN)
        self._askers: dict[str, tuple[list[BlockRule], list[BlockRule]]] = {}

    def getRules(self, chainName: str = "") -> list[BlockRule]:  # noqa: N802, N803
        rules = super().getRules(chainName)
        if not rules:
            return rules
        known = self._askers.get(chainName)
        if known is None or known[0] is not rules:  # the base makes new lists after a change
            known = self._askers[chainName] = (rules, [self._asker(rules)])
        return known[1]

    def _asker(self, rules: list[BlockRule]) -> BlockRule:
        names = {rule.fn: rule.name for rule in self.__rules__}
        listening = [(rule, self.characters.get(names[rule])) for rule in rules]
        anywhere = tuple(rule for rule, asked in listening if asked is None or _ELSEWHERE in asked)
        rules_at = {
            first: tuple(rule for rule, asked in listening if asked is None or first in asked)
            for _, characters in listening
            for first in characters or ""
        }

        def ask(state: StateBlock, line: int, end: int, silent: bool) -> bool:
            start = state.bMarks[line] + state.tShift[line]
            first = state.src[start] if start < state.eMarks[line] else ""
            for rule in rules_at.get(first, anywhere):  # noqa: SIM110 - `any` costs a generator
                if rule(state, line, end, silent):
                    return True
            return False

        return ask


def _hr(state: StateBlock, line: int, end: int, silent: bool) -> bool:
    """Most lines that begin with `-` or `*` are items: one look says so."""
    text = state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]
    return not text.strip("*-_ \t") and hr(state, line, end, silent)


def add_block_rules(md: MarkdownIt) -> None:
    """Replace the ruler of `md`; to be called before rules are added to it."""
    block = QuickParserBlock()
    block.ruler = md.block.ruler
    md.block = block
    md.block.ruler.at("hr", _hr, {"alt": _ENDS})
    # Neither ends a paragraph or a list: what they take, markdown-it's own rules would take too.
    md.block.ruler.before("table", "plain_list", plain_list, {"alt": []})
    md.block.ruler.before("table", "plain_paragraph", plain_paragraph, {"alt": []})
    md.block.ruler = BlockRuler(md.block.ruler)


def add_block_rule(
    md: MarkdownIt, name: str, rule: BlockRule, characters: str, *, interrupts: bool = True
) -> None:
    """Ask `rule`, before markdown-it's own, about lines that begin with one of `characters`."""
    ruler: Any = md.block.ruler
    assert isinstance(ruler, BlockRuler)
    ruler.characters[name] = characters
    ruler.before("table", name, rule, {"alt": _ENDS if interrupts else []})
