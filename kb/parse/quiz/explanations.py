"""What is said of a question once it is answered: of one option, or of the whole; and hints.

In: the nodes behind the answer. Out: their tokens by what they are about. An option is named by its
letter, in any of the ways in which authors do, or by its text.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from markdown_it.token import Token

from kb.parse.quiz.nodes import Node, details, inside, item_tokens, items_of, paragraph, worded
from kb.parse.quiz.words import EXPLAINS, HINTS, letter_of, normal, plain
from kb.patterns import pattern

_OPTION_WORD = r"(?P<word>(?:option|choice|선택지|보기|옵션|오답|정답)[ \t]*)?"
_LETTER = r"(?P<open>\()?[ \t]*(?P<letter>[A-Ja-j]|[OX]|\d{1,2}|[①-⑩])"
_BEFORE = r"(?:[^\w\s(*`\[<①-⑩]\ufe0f?[ \t]*)*"
_BOLD = pattern(rf"{_BEFORE}\*\*(?P<inside>(?:`[^`\n]*`|[^*`\n])+)\*\*(?P<after>.*)", re.DOTALL)
_NAMED = pattern(
    rf"{_BEFORE}{_OPTION_WORD}{_LETTER}[ \t]*(?P<close>\)|번|[.:](?=\s|$))?[.:)]?(?P<text>.*)",
    re.IGNORECASE | re.DOTALL,
)
_DASH = pattern(r"[ \t]*(?:[-–—:：]|=(?!=)|은[ \t]|는[ \t]|이[ \t]|가[ \t])[ \t]*")
_STRONG_DASH = pattern(r"[ \t]*[-–—:：(][ \t]*")


@dataclass(slots=True)
class Explained:
    whys: dict[int, list[Token]] = field(default_factory=dict)
    """What is said of each option, by its number."""
    whole: list[Token] = field(default_factory=list)
    hints: list[list[Token]] = field(default_factory=list)
    unknown: list[tuple[str, Node]] = field(default_factory=list)
    """Letters that the question does not have, and where they are explained."""


def explain(nodes: Sequence[Node], words: Mapping[str, str]) -> Explained:
    """`words` are those of each option, made alike."""
    found = Explained()
    letters = tuple(words)
    index = 0
    while index < len(nodes):
        node = nodes[index]
        region = details(nodes, index) or inside(node)
        if region and (HINTS.match(region.title) or region.kind == "hint"):
            found.hints.append(_tokens(region.nodes))
            index = max(region.end, index + 1)
            continue
        if region and region.kind == "details":
            inner = explain(region.nodes, words)
            found.whole += inner.whole
            found.hints += inner.hints
            found.unknown += inner.unknown
            for number, tokens in inner.whys.items():
                found.whys.setdefault(number, []).extend(tokens)
            index = region.end
            continue
        if node.kind == "text":
            _text(node, words, letters, found)
        elif node.kind == "list":
            _list(node, words, letters, found)
        elif node.kind == "heading":
            if EXPLAINS.fullmatch(node.text.strip()) is None:
                found.whole += paragraph(f"**{node.text}**", node.line)
        elif node.kind != "rule":
            found.whole += _without_headings(node.tokens)
        index += 1
    return found


def hint_tokens(nodes: Sequence[Node]) -> list[list[Token]]:
    """A hint for each node, without its label."""
    hints = []
    for node in nodes:
        label = HINTS.match(node.text) if node.kind == "text" else None
        if label is None:
            hints.append(_without_headings(node.tokens) or worded(node, node.text))
        elif node.text[label.end() :].strip():
            hints.append(_rest(node, label.end()))
    return hints


def _tokens(nodes: Sequence[Node]) -> list[Token]:
    tokens: list[Token] = []
    for node in nodes:
        if node.kind == "text":
            tokens += worded(node, node.text)
        else:
            tokens += _without_headings(node.tokens)
    return tokens


def _rest(node: Node, start: int) -> list[Token]:
    text = node.text[start:]
    bare = text.lstrip()
    skip = node.text[: start + len(text) - len(bare)].count("\n")
    return worded(node, bare.rstrip(), skip=skip)


def _text(node: Node, words: Mapping[str, str], letters: tuple[str, ...], found: Explained) -> None:
    hint = HINTS.match(node.text)
    if hint is not None:
        if node.text[hint.end() :].strip():
            found.hints.append(_rest(node, hint.end()))
        return
    label = EXPLAINS.match(node.text)
    if label is not None:
        if node.text[label.end() :].strip():
            found.whole += _rest(node, label.end())
        return
    about = _about(node.text, words)
    if about is None:
        found.whole += worded(node, node.text)
        return
    letter, rest = about
    if letter in letters:
        if rest.strip():
            skip = node.text.count("\n") - rest.count("\n")
            tokens = worded(node, rest, skip=skip)
            found.whys.setdefault(letters.index(letter), []).extend(tokens)
        else:
            found.whole += worded(node, node.text)
        return
    found.unknown.append((letter, node))
    found.whole += worded(node, node.text)


def _list(node: Node, words: Mapping[str, str], letters: tuple[str, ...], found: Explained) -> None:
    left: list[Token] = []
    for item, tokens in zip(items_of(node), item_tokens(node), strict=True):
        first = item[0] if item and item[0].kind == "text" else None
        if first is None:
            left += tokens
            continue
        if hint := HINTS.match(first.text):
            rest = first.text[hint.end() :].strip()
            held = paragraph(rest, first.line) if rest else []
            found.hints.append([*held, *_tokens(item[1:])])
            continue
        about = _about(first.text, words)
        label = EXPLAINS.match(first.text)
        if about is None and label is not None:
            text = first.text[label.end() :].strip()
            found.whole += paragraph(text, first.line) if text else []
            found.whole += _tokens(item[1:])
            continue
        if about is None or about[0] not in letters:
            if about is not None:
                found.unknown.append((about[0], first))
            left += tokens
            continue
        letter, rest = about
        held = worded(first, rest, hidden=True) if rest.strip() else []
        further = _tokens(item[1:])
        if not held and not further:
            left += tokens
            continue
        found.whys.setdefault(letters.index(letter), []).extend([*held, *further])
    if left:
        found.whole += [node.tokens[0], *_without_headings(left), node.tokens[-1]]


def _about(text: str, words: Mapping[str, str]) -> tuple[str, str] | None:
    """The letter of the option that a text is about, and what it says of it."""
    bold = _BOLD.match(text)
    if bold is not None:
        inside_bold, after = bold["inside"].strip(), bold["after"]
        named = _NAMED.match(inside_bold)
        if named is not None and _is_name(named):
            letter = letter_of(named["letter"])
            rest = _without_dash(after)
            if named["text"].strip(" :：-–—.") == "":
                rest = _without_own(rest, words.get(letter, ""))
            return letter, rest
        letter = _by_text(inside_bold.rstrip(":： "), words)
        if letter and (_STRONG_DASH.match(after) or inside_bold.endswith((":", "："))):
            return letter, _without_dash(after)
        return None
    named = _NAMED.match(text)
    if named is None or not _is_name(named, plainly=True):
        return None
    letter = letter_of(named["letter"])
    return letter, _without_own(_without_dash(named["text"]), words.get(letter, ""))


def _is_name(named: re.Match[str], *, plainly: bool = False) -> bool:
    """Whether a letter names an option: `A)`, `(A)`, `A번`, or nothing but `A` in bold."""
    groups = named.groupdict()
    if groups["word"] or (groups["open"] and groups["close"] == ")"):
        return not (groups["word"] and groups["text"][:1].isalnum() and not groups["close"])
    circled = groups["letter"] in "①②③④⑤⑥⑦⑧⑨⑩"
    if groups["close"] or circled:
        return not (plainly and groups["letter"].isdigit() and groups["close"] in (".", ":"))
    return not plainly and not groups["text"].strip(" :：-–—.") and not groups["letter"].islower()


def _by_text(text: str, words: Mapping[str, str]) -> str:
    """The option whose words these are, or begin with; '' where there is not just one."""
    same = normal(text)
    exact = [letter for letter, said in words.items() if said and said == same]
    if len(exact) == 1:
        return exact[0]
    if len(same) < 4 or exact:
        return ""
    near = [letter for letter, said in words.items() if said.startswith(same)]
    return near[0] if len(near) == 1 else ""


def _without_dash(text: str) -> str:
    found = _DASH.match(text)
    return text[found.end() if found else 0 :].strip()


def _without_own(text: str, own: str) -> str:
    """`x - because` -> `because`, where `x` is the option itself."""
    if not own:
        return text
    for dash in (" - ", " – ", " — ", ": ", " → "):
        head, found, rest = text.partition(dash)
        if found and normal(plain(head)) == own:
            return rest.strip()
    return text


def _without_headings(tokens: Sequence[Token]) -> list[Token]:
    """Headings as paragraphs: the contents of the page must not tell what is explained."""
    for token in tokens:
        if token.type == "heading_open":
            token.type, token.tag = "paragraph_open", "p"
        elif token.type == "heading_close":
            token.type, token.tag = "paragraph_close", "p"
    return list(tokens)
