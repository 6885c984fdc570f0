"""The inline parser: each rule is asked only where a character stands that it listens to.

In: the text of one paragraph, heading or cell, and an `env` that carries the `Reading`.
Out: the same tokens as markdown-it's own loop gives, which asks every rule at every character
that any rule might want. With a dozen rules of our own that loop would cost the most of a parse;
so it costs a look into a table.
"""

import re
from collections.abc import Callable
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_core import StateCore, text_join
from markdown_it.rules_inline import StateInline, emphasis
from markdown_it.token import Token

from kb.parse.plain_strong import plain_strong
from kb.parse.tokens import new_token

InlineRule = Callable[[StateInline, bool], bool]

_BUILT_IN = {
    "newline": "\n",
    "escape": "\\",
    "backticks": "`",
    "strikethrough": "~",
    "emphasis": "*_",
    "link": "[",
    "image": "!",
    "autolink": "<",
    "html_inline": "<",
    "entity": "&",
}
# No rule begins at `]`, but those that look for the end of a label must be stopped there.
_ALWAYS_STOP = "[]"
_ANY_CHARACTER = "\n!#$%&*+-:<=>@[\\]^_`{}~"
_ONLY_BEFORE = {"!": r"\[", ":": "//", "=": "=", "@": r"[^\W_]", "w": r"ww\."}
"""What must follow a character that is mostly text, or else every rule turns it down."""


_CELLS = frozenset({"th_open", "td_open"})


class InlineParser(ParserInline):
    """As its base, but `listen` says at which characters a rule can begin."""

    def __init__(self) -> None:
        super().__init__()
        self.state_class: type[StateInline] = StateInline
        self.characters = dict(_BUILT_IN)
        self._compiled_from: list[Any] = []
        self._rules_at: dict[str, tuple[InlineRule, ...]] = {}
        self._stars_are_emphasis = False

    def listen(self, name: str, characters: str) -> None:
        """Ask the rule called `name` at `characters`; some only before others: `_ONLY_BEFORE`."""
        self.characters[name] = characters

    def _table(self) -> dict[str, tuple[InlineRule, ...]]:
        rules = self.ruler.getRules("")
        if rules is not self._compiled_from:  # the ruler makes a new list when a rule is added
            self._compile(rules)
        return self._rules_at

    def _compile(self, rules: list[InlineRule]) -> None:
        rules_at: dict[str, list[InlineRule]] = {}
        for name, rule in zip(self.ruler.get_active_rules(), rules, strict=True):
            if name != "text":
                for character in self.characters.get(name, _ANY_CHARACTER):
                    rules_at.setdefault(character, []).append(rule)
        self._rules_at = {character: tuple(found) for character, found in rules_at.items()}
        stops = "".join(c for c in (*rules_at, *_ALWAYS_STOP) if c not in _ONLY_BEFORE)
        others = "".join(f"|{c}(?={n})" for c, n in _ONLY_BEFORE.items() if c in rules_at)
        self.terminator_re = re.compile(f"[{re.escape(stops)}]{others}")
        self._stars_are_emphasis = rules_at.get("*") == [emphasis.tokenize]
        self._compiled_from = rules

    def tokenize(self, state: StateInline) -> None:
        rules_at = self._table()
        search = self.terminator_re.search
        source, end = state.src, state.posMax
        max_nesting = state.md.options["maxNesting"]
        while (position := state.pos) < end:
            found = search(source, position, end)
            stop = found.start() if found else end
            if stop > position:
                state.append_pending(source[position:stop])
                state.pos = stop
                continue
            if state.level < max_nesting:
                for rule in rules_at.get(source[position], ()):
                    if rule(state, False):
                        break
                else:
                    state.append_pending(source[position])
                    state.pos += 1
            else:
                state.append_pending(source[position])
                state.pos += 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802 - markdown-it's name
        rules_at = self._table()
        position, end = state.pos, state.posMax
        known = state.cache.get(position)
        if known is not None:
            state.pos = known
            return
        if state.level >= state.md.options["maxNesting"]:
            state.pos = end
        else:
            found = self.terminator_re.search(state.src, position, end)
            stop = found.start() if found else end
            if stop > position:
                state.pos = stop
            else:
                state.level += 1
                matched = any(rule(state, True) for rule in rules_at.get(state.src[position], ()))
                state.level -= 1
                if not matched:
                    state.pos += 1
        state.cache[position] = state.pos

    def parse(self, src: str, md: MarkdownIt, env: Any, tokens: list[Token]) -> list[Token]:
        self._table()
        search = self.terminator_re.search
        first = search(src)
        if first is None:
            if src:
                token = new_token("text", "", 0)
                token.content = src
                tokens.append(token)
            return tokens
        if first[0] == "*" and self._stars_are_emphasis and (found := plain_strong(src, search)):
            tokens.extend(found)
            return tokens
        state = self.state_class(src, md, env, tokens)
        self.tokenize(state)
        # One token has nothing to be paired or joined with.
        if len(tokens) > 1 or state.delimiters:
            for rule in self.ruler2.getRules(""):
                rule(state)
        return tokens


def inline_parser(md: MarkdownIt) -> InlineParser:
    assert isinstance(md.inline, InlineParser)
    return md.inline


def add_inline_rule(
    md: MarkdownIt, name: str, rule: InlineRule, characters: str, before: str = ""
) -> None:
    """Ask `rule` at each of `characters`, before the rule called `before` or else last."""
    inline_parser(md).listen(name, characters)
    if before:
        md.inline.ruler.before(before, name, rule)
    else:
        md.inline.ruler.push(name, rule)


def _inline(state: StateCore) -> None:
    """Parse all inline text, and let the reading know which, so that places can be found."""
    reading = state.env.get("reading")
    lines: list[int] | None = None
    cell, in_cell = -1, False
    for token in state.tokens:
        if token.type == "inline":
            if token.map is None:  # a table's cell lies on the line of its row
                token.map = lines
            if in_cell:
                token.meta["cell"] = cell
                in_cell = False
            if token.children is None:
                token.children = []
            if reading is not None:
                reading.inline = token
            state.md.inline.parse(token.content, state.md, state.env, token.children)
        elif token.map is not None:
            lines = token.map
            cell = -1
        elif token.type in _CELLS:
            cell += 1
            in_cell = True
    if reading is not None:
        reading.inline = None


def _text_join(state: StateCore) -> None:
    """Only escapes and entities leave text in pieces."""
    if "\\" in state.src or "&" in state.src:
        text_join(state)


def add_inline(md: MarkdownIt) -> None:
    """Replace the inline parser of `md`; to be called before rules are added to it."""
    names = md.inline.ruler.get_active_rules()
    names2 = md.inline.ruler2.get_active_rules()
    md.inline = InlineParser()
    md.inline.ruler.enableOnly(names)
    md.inline.ruler2.enableOnly(names2)
    md.core.ruler.at("inline", _inline)
    md.core.ruler.at("text_join", _text_join)
