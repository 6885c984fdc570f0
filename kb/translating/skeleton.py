"""What remains of a text when its words are taken out: what a translation has in common with it.

In: the lines of a block. Out: the same with `…` for the words; links, code, formulas, addresses
and all signs that make lists, tables, quotes and questions stay.
"""

from collections.abc import Callable, Iterator, Sequence

from kb.names import Language
from kb.parse.quiz.keys import read_line
from kb.parse.quiz.words import ANSWER, EXPLAINS, MARKER, OPTION, OPTIONS_LABEL
from kb.patterns import pattern
from kb.translating.blocks import without_remarks

GAP = "…"
_PREFIX = pattern(
    r"[ \t]*(?:>[ \t]?)*[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(?:\[[ xX]\][ \t]+)?"
    r"(?:\[![\w-]+\][+-]?[ \t]*|\[\^[^\]\s]+\]:[ \t]+|:[ \t]+)?"
)
_PLAIN = pattern(r"[ \t]*(?:>[ \t]?)*[ \t]*")
_FENCE = pattern(r"(`{3,}(?=[^`]*$)|~{3,})")
_CELLS = pattern(r"(?<!\\)\|")
_RULE = pattern(r"[ \t|:-]+")
_KEPT = pattern(
    r"(?P<code>(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`))"
    r"|(?P<wiki>\[\[(?P<target>[^\]\n|\\]*)[^\]\n]*\]\])"
    r"|(?P<embed>!\[\[[^\]\n]*\]\]|!\[[^\]\n]*\]\([^)\s]*(?:\s[^)\n]*)?\))"
    r"|\[[^\]\n]*\](?P<url>\([^)\n]*\))"
    r"|(?P<other>\[\^[^\]\s]+\]|\$\$[^$]+\$\$|\$[^$\s](?:[^$]*[^$\s])?\$|<[^>\n]+>"
    r"|https?://[^\s)>]+|(?<!\S)\^[\w-]+$|(?<!\S)#[^\s#.,;:!?()\[\]]+)"
)


def skeleton(lines: Sequence[str], language: Language, *, quiz: bool = False) -> list[str]:
    """`language` is that of the translation; in a `quiz` each line is an option or a key."""
    return [
        f"{prefix}{given}".rstrip()
        for prefix, content, give in _lines(lines, language, quiz=quiz)
        for given in [give(content)]
    ]


def _lines(
    lines: Sequence[str], language: Language, *, quiz: bool
) -> Iterator[tuple[str, str, Callable[[str], str]]]:
    """Lines as they would stand unwrapped: what makes them what they are, their words, and what
    becomes of these.
    """
    held: tuple[str, str, Callable[[str], str]] | None = None
    closing = ""
    for line in lines:
        plain = _PLAIN.match(line)
        assert plain is not None
        bare = line[plain.end() :]
        fence = _FENCE.match(_after_marker(line))
        if closing or fence or _opens_formula(bare):
            if held is not None:
                yield held
                held = None
            yield line, "", str
            closing = _closing(closing, bare, fence[1] if fence else "")
            continue
        prefix = _PREFIX.match(line)
        assert prefix is not None
        begins = prefix.end() > plain.end() or bare.startswith("|") or quiz
        if held is not None and (not bare or begins):
            yield held
            held = None
        if not bare:
            yield line, "", str
        elif held is not None:
            held = held[0], f"{held[1]} {bare.strip()}", held[2]
        elif bare.startswith("|"):
            held = plain[0], bare, _row
        elif quiz:
            held = prefix[0], line[prefix.end() :], lambda text: _asked(text, language)
        else:
            held = prefix[0], line[prefix.end() :], without_words
            if "[!" in prefix[0]:  # the title of a callout
                yield held
                held = None
    if held is not None:
        yield held


def _opens_formula(bare: str) -> bool:
    """A sentence may begin with one as well."""
    return bare.startswith("$$") and (bare.count("$$") != 2 or bare.rstrip().endswith("$$"))


def _after_marker(line: str) -> str:
    prefix = _PREFIX.match(line)
    assert prefix is not None
    return line[prefix.end() :]


def _closing(closing: str, bare: str, fence: str) -> str:
    """What ends the code or formula that a line is in, or begins; '' where it ends it."""
    if not closing:
        return fence or ("" if bare.count("$$") == 2 else "$$")
    ends = bare.rstrip()
    if closing == "$$":
        return "" if "$$" in ends else closing
    return "" if ends.startswith(closing) and not ends.strip(closing[0]) else closing


def without_words(text: str) -> str:
    """A sentence without what is to be translated; as it is where it has no such words."""
    text = without_remarks(text).strip()
    parts: list[str] = []
    position = 0
    for found in _KEPT.finditer(text):
        parts += _gap(text[position : found.start()])
        position = found.end()
        if found["wiki"] is not None:
            parts.append(f"[[{found['target'].strip()}]]")
        elif found["url"] is not None:
            parts.append(f"[{GAP}]{found['url']}")
        else:
            parts.append(found[0])
    parts += _gap(text[position:])
    return " ".join(parts) if GAP in parts or any(p.startswith(f"[{GAP}]") for p in parts) else text


def _gap(text: str) -> list[str]:
    return [GAP] if any(letter.isalnum() for letter in text) else []


def _row(text: str) -> str:
    if _RULE.fullmatch(text):
        return text
    return "|".join(
        f" {without_words(cell)} " if cell.strip() else cell for cell in _CELLS.split(text)
    )


def _asked(text: str, language: Language) -> str:
    """A line of a question keeps its letter, and the one with the key keeps what is right."""
    if ANSWER.match(text):
        # Of the words behind the letters nothing is known here, and nothing is needed.
        key = read_line(text, dict.fromkeys("ABCDEFGHIJ12345", ""))
        if key is not None and key.letters:
            word = "정답" if language.startswith("ko") else "Answer"
            return f"**{word}: {', '.join(key.letters)}**"
    if _RULE.fullmatch(text) or text.startswith("#"):
        return text
    starts = (each.match(text) for each in (OPTION, MARKER, OPTIONS_LABEL, EXPLAINS))
    end = next((found.end() for found in starts if found is not None), 0)
    head, words = text[:end], text[end:]
    if head.count("**") % 2:  # what is bold ends among the words
        head = head.replace("**", "")
    return head + without_words(words) if words.strip() else text
