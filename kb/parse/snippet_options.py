"""What the author of a snippet says of it: `#| key: value` lines, or MyST's ways of saying so.

In: the content of a fence, and where it begins. Out: `Options`, the code without them, and how many
lines they took.

The words are Quarto's. Those of MyST's `:tags:` that mean the same are read as well.
"""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from kb.model import Parameter
from kb.names import Language, language, nfc
from kb.parse.sweep import read_sweep
from kb.parse.yaml_values import Kind, Value, read_yaml
from kb.patterns import pattern
from kb.problems import Finding, Rule, find, nearest
from kb.strings import mark

Place = tuple[int, int]

_LINE = pattern(r"[ \t]*#\|[ \t]?(.*)")
_MYST = pattern(r":([\w-]+):[ \t]*(.*)")
_LINK = pattern(r"\[\[([^\[\]\n]+)\]\]")
_LABEL = pattern(r"[^\W_][\w.:-]*")
_LANGUAGE = pattern(r"[A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8})*")
_SPACE = pattern(r"(?<=:)(\s*)((?:lin|log)space\s*\([^()\"']*\))(?=\s*[,}])")
_TRUE, _FALSE = {"true", "yes", "on"}, {"false", "no", "off"}
LONGEST = 600.0
"""Seconds that an author may ask for."""

OPTIONS = (
    "label",
    "fig-cap",
    "fig-alt",
    "echo",
    "output",
    "eval",
    "include",
    "error",
    "timeout",
    "use",
    "sweep",
    "seed",
    "tags",
)
_SPELLINGS = {"caption": "fig-cap", "alt": "fig-alt", "name": "label"}
_TAGS = {
    "hide-input": {"echo": False},
    "remove-input": {"echo": False},
    "hide-output": {"output": False},
    "remove-output": {"output": False},
    "hide-cell": {"echo": False, "output": False},
    "remove-cell": {"echo": False, "output": False},
    "raises-exception": {"error": True},
    "skip-execution": {"evaluate": False},
}
"""What notebooks call it."""


class Options(Struct, frozen=True):
    label: str = ""
    label_place: Place = (1, 1)
    caption: str = ""
    """As typed: a sentence with Markdown in it."""
    caption_line: int = 1
    captions: tuple[tuple[Language, str, int], ...] = ()
    """The same in several languages: each as typed, and its line."""
    alt: str = ""
    alts: dict[Language, str] = {}
    languages: tuple[tuple[Language, int, int], ...] = ()
    """That captions and descriptions are written in, with their places."""
    echo: bool = True
    output: bool = True
    evaluate: bool = True
    error: bool = False
    timeout: float = 0
    seed: int | None = None
    uses: tuple[tuple[str, Place], ...] = ()
    """What stands between the brackets of each link, and where these open."""
    sweep: tuple[Parameter, ...] = ()
    findings: tuple[Finding, ...] = ()

    def without_label(self) -> "Options":
        return replace(self, label="")


def read_options(content: str, begins: Place, *, cell: bool) -> tuple[Options, str, int]:
    """`begins` is the place of the first character of `content`; `cell`: MyST's ways are read."""
    lines = content.split("\n")
    taken, texts, starts = _taken(lines, cell=cell)
    code = "\n".join(lines[taken:])
    if not taken:
        return Options(), code, 0
    return _Reader(texts, starts, begins, code).read(), code, taken


def _taken(lines: list[str], *, cell: bool) -> tuple[int, list[str], list[int]]:
    """How many lines the options take, as YAML, and what stood before it in each line."""
    texts: list[str] = []
    starts: list[int] = []
    if cell and lines[0].strip() == "---" and "---" in [line.strip() for line in lines[1:]]:
        end = [line.strip() for line in lines[1:]].index("---") + 1
        return end + 1, ["", *lines[1:end]], [0] * end
    for number, line in enumerate(lines):
        if found := _LINE.fullmatch(line):
            texts.append(found[1])
            starts.append(found.start(1))
        elif cell and (found := _MYST.fullmatch(line)):
            texts.append(f"{found[1]}: {found[2]}")
            starts.append(found.start(1))
        else:
            return number, texts, starts
    return len(lines), texts, starts


class _Reader:
    """The work of one `read_options`."""

    def __init__(self, texts: list[str], starts: list[int], begins: Place, code: str) -> None:
        self.texts, self.starts, self.code = texts, starts, code
        self.line, self.column = begins
        self.findings: list[Finding] = []
        self.languages: list[tuple[Language, int, int]] = []

    def read(self) -> Options:
        # Within braces, YAML would cut `linspace(0, 1, 11)` at its commas.
        texts = [
            _SPACE.sub(r'\1"\2"', text) if text.lstrip().startswith(("sweep:", "{")) else text
            for text in self.texts
        ]
        found = read_yaml("\n".join(texts))
        pairs = found.pairs()
        if pairs is None:
            fault = found.fault
            place = self._place(fault.line, fault.column) if fault else (self.line, self.column)
            return Options(findings=(find(Rule.UNREADABLE_OPTIONS, *place),))
        values: dict[str, Any] = {}
        for key, value in pairs:
            name = key.text.strip().lower().replace("_", "-")
            name = _SPELLINGS.get(name, name)
            if name not in OPTIONS:
                self._unknown(key)
            elif not value.is_null:
                values.update(self._option(name, key, value))
        return Options(**values, languages=tuple(self.languages), findings=tuple(self.findings))

    def _place(self, line: int, column: int) -> Place:
        line = min(line, len(self.starts) - 1)
        return self.line + line, self.column + self.starts[line] + column

    def _unknown(self, key: Value) -> None:
        near = nearest(key.text, OPTIONS)
        rule = Rule.UNKNOWN_SNIPPET_OPTION_NEAR if near else Rule.UNKNOWN_SNIPPET_OPTION
        words = {"option": key.text, "nearest": near or "", "options": ", ".join(OPTIONS)}
        self.findings.append(find(rule, *self._place(key.line, key.column), **words))

    def _wrong(self, name: str, value: Value, expected: str) -> dict[str, Any]:
        place = self._place(value.line, value.column)
        words = {"option": name, "value": value.text, "expected": expected}
        self.findings.append(find(Rule.WRONG_SNIPPET_OPTION, *place, **words))
        return {}

    def _option(self, name: str, key: Value, value: Value) -> dict[str, Any]:
        if name == "use":
            return self._uses(value)
        if name == "tags":
            items = value.items if value.kind is Kind.LIST else (value,)
            found: dict[str, Any] = {}
            for item in items:
                found.update(_TAGS.get(item.text, {}))
            return found
        if name == "sweep":
            place = self._place(key.line, key.column)
            parameters, findings = read_sweep(plain(value), self.code, place)
            self.findings.extend(findings)
            return {"sweep": parameters}
        if value.kind is Kind.MAPPING and name in _TEXTS:
            return self._texts(name, value)
        if value.kind is not Kind.SCALAR:
            expected = _EXPECTED["texts" if name in _TEXTS else "text"]
            return self._wrong(name, value, expected)
        return _SCALARS[name](self, name, value)

    def text(self, name: str, value: Value) -> dict[str, Any]:
        if name == "fig-alt":
            return {"alt": " ".join(nfc(value.text).split())}
        return {"caption": nfc(value.text).strip(), "caption_line": self.line + value.line}

    def _texts(self, name: str, value: Value) -> dict[str, Any]:
        """One text for each language."""
        found: dict[Language, Value] = {}
        for key, text in zip(value.items[::2], value.items[1::2], strict=True):
            if not _LANGUAGE.fullmatch(key.text) or text.kind is not Kind.SCALAR:
                return self._wrong(name, key, _EXPECTED["texts"])
            if text.text.strip() and not text.is_null:
                code = language(key.text)
                found[code] = text
                self.languages.append((code, *self._place(key.line, key.column)))
        if name == "fig-alt":
            return {
                "alts": {code: " ".join(nfc(each.text).split()) for code, each in found.items()}
            }
        captions = (
            (code, nfc(each.text).strip(), self.line + each.line) for code, each in found.items()
        )
        return {"captions": tuple(captions)}

    def label(self, name: str, value: Value) -> dict[str, Any]:
        text = nfc(value.text).strip()
        if not _LABEL.fullmatch(text):
            return self._wrong(name, value, _EXPECTED["label"])
        return {"label": text, "label_place": self._place(value.line, value.column)}

    def switch(self, name: str, value: Value) -> dict[str, Any]:
        text = value.text.lower()
        if text not in _TRUE | _FALSE:
            return self._wrong(name, value, _EXPECTED["switch"])
        on = text in _TRUE
        if name == "include":
            return {} if on else {"echo": False, "output": False}
        return {"evaluate" if name == "eval" else name: on}

    def seconds(self, name: str, value: Value) -> dict[str, Any]:
        number = _number(value.text)
        if number is None or not 0 < number <= LONGEST:
            return self._wrong(name, value, _EXPECTED["seconds"])
        return {"timeout": float(number)}

    def seed(self, name: str, value: Value) -> dict[str, Any]:
        number = _number(value.text)
        if not isinstance(number, int) or not 0 <= number < 2**32:
            return self._wrong(name, value, _EXPECTED["seed"])
        return {"seed": number}

    def _uses(self, value: Value) -> dict[str, Any]:
        last = min(value.end_line, len(self.texts) - 1)
        uses = [
            (found[1], self._place(line, found.start()))
            for line in range(value.line, last + 1)
            for found in _LINK.finditer(self.texts[line], value.column * (line == value.line))
        ]
        if not uses:
            return self._wrong("use", value, _EXPECTED["use"])
        return {"uses": tuple(uses)}


def plain(value: Value) -> Any:
    """A value as YAML means it: numbers, truths, lists and mappings."""
    if value.kind is Kind.LIST:
        return [plain(item) for item in value.items]
    if value.kind is Kind.MAPPING:
        return {
            key.text: plain(item)
            for key, item in zip(value.items[::2], value.items[1::2], strict=True)
        }
    if not value.plain:
        return value.text
    number = _number(value.text)
    if number is not None:
        return number
    if value.text.lower() in ("true", "false"):
        return value.text.lower() == "true"
    return value.text


def _number(text: str) -> int | float | None:
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            continue
    return None


_TEXTS = frozenset(("fig-cap", "fig-alt"))
"""What may be said in several languages."""
_EXPECTED = {
    "text": mark("one line of text"),
    "texts": mark("one line of text, or one for each language, such as `ko: ...` and `en: ...`"),
    "label": mark("a name of letters, digits, `-` and `_`"),
    "switch": mark("true or false"),
    "seconds": mark("seconds, from 0 to 600"),
    "seed": mark("a whole number from 0 to 4294967295"),
    "use": mark('a link to a labelled snippet, such as "[[optimizers#sgd]]"'),
}
_SCALARS: dict[str, Callable[[_Reader, str, Value], dict[str, Any]]] = {
    "label": _Reader.label,
    "fig-cap": _Reader.text,
    "fig-alt": _Reader.text,
    "echo": _Reader.switch,
    "output": _Reader.switch,
    "eval": _Reader.switch,
    "include": _Reader.switch,
    "error": _Reader.switch,
    "timeout": _Reader.seconds,
    "seed": _Reader.seed,
}
