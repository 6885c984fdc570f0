"""The keys of front matter that mean something to us.

In: keys and values as they were typed.
Out: a `FrontMatter`, and what was wrong with the values.

Keys that we do not know are the author's own business. Of a key and its other spellings, such as
`created` and `date`, the first in `_SPELLINGS` counts; `tags` and `aliases` add up.
"""

import re
from collections.abc import Iterator

from kb.model import Alias, FrontMatter, Link, LinkKind, TagUse
from kb.names import Language, language, nfc, slug, tag
from kb.parse.dates import ImpossibleDateError, read_date
from kb.parse.yaml_mending import quoted, shown
from kb.parse.yaml_values import Kind, Pair, Value
from kb.patterns import pattern
from kb.problems import Finding, Rule, find

# What Obsidian, Quartz, Foam, Digital Garden, Jekyll, Hugo and Material write; `-`, `_` and a
# space are one, and so are capital and small letters.
_SPELLINGS: dict[str, tuple[str, ...]] = {
    "title": ("title",),
    "created": ("created", "created-at", "date-created", "created-date", "creation-date", "date"),
    "modified": (
        "modified",
        "modified-at",
        "date-modified",
        "modified-date",
        "updated",
        "updated-at",
        "date-updated",
        "last-updated",
        "last-modified",
        "last-modified-at",
        "lastmod",
    ),
    "tags": ("tags", "tag"),
    "aliases": ("aliases", "alias"),
    "lang": ("lang", "language"),
    "translation-of": ("translation-of",),
    "description": ("description", "summary"),
    "hide": ("hide",),
    "redirect-from": ("redirect-from",),
    "draft": ("draft",),
    "publish": ("publish",),
    "dg-publish": ("dg-publish",),
    "run": ("run",),
}
KNOWN = {
    spelling: (rank, field)
    for field, spellings in _SPELLINGS.items()
    for rank, spelling in enumerate(spellings)
}
"""Spelling of a key -> how it ranks among its like, and the field that it fills."""

_TRUE = frozenset({"true", "yes", "on", "y", "1"})
_FALSE = frozenset({"false", "no", "off", "n", "0"})
_LANGUAGE = pattern(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_WIKILINK = pattern(r"\[\[([^\[\]]+)\]\]$")
_AROUND = frozenset(("", *" ,[]{}\"'#@/\t"))
"""What may stand before and after one of several words."""
_COMMENT = pattern(r"\s+(#[^\s#].*)")
_PLACEHOLDER = pattern(
    r"\{\{\s*(?:date|time|title|name|value)\b[^{}]*\}\}"  # Obsidian, Foam, QuickAdd
    r"|\A\{\{[^{}]+\}\}\Z"
    r"|<%.*?%>",  # Templater
    re.IGNORECASE | re.DOTALL,
)


def read_keys(
    pairs: list[Pair], lines: list[str], first_line: int
) -> tuple[FrontMatter, list[Finding]]:
    """`lines` are those that the pairs were read from; `first_line` counts from 1 in the file."""
    return _Keys(lines, first_line).read(pairs)


def spelling(key: str) -> str:
    return key.strip().lower().replace("_", "-").replace(" ", "-")


class _Keys:
    """The work of one `read_keys`; gone when it is done."""

    def __init__(self, lines: list[str], first_line: int) -> None:
        self.lines = lines
        self.first_line = first_line
        self.findings: list[Finding] = []
        self.placeholders: list[Finding] = []

    def read(self, pairs: list[Pair]) -> tuple[FrontMatter, list[Finding]]:
        fields = self._fields(pairs)
        places = {
            field: (self.first_line + ranked[0].key.line, ranked[0].key.column + 1)
            for field, ranked in fields.items()
        }
        # All three are looked at, so that each gets its say.
        private = [
            self._is_private(fields.get(field, ()), field)
            for field in ("draft", "publish", "dg-publish")
        ]
        front_matter = FrontMatter(
            title=self._text(fields.get("title", ())),
            created=self._date(fields.get("created", ())),
            modified=self._date(fields.get("modified", ())),
            tags=self._tags(fields.get("tags", ())),
            aliases=self._aliases(fields.get("aliases", ())),
            lang=self._language(fields.get("lang", ())),
            translation_of=self._note(fields.get("translation-of", ())),
            description=self._text(fields.get("description", ())),
            private=any(private),
            run=_switch(fields.get("run", ())),
            hide=tuple(text for text, _ in self._words(fields.get("hide", ()))),
            redirect_from=tuple(text for text, _ in self._words(fields.get("redirect-from", ()))),
            places=places,
        )
        # To say it once is enough for a note.
        first = sorted(self.placeholders, key=lambda one: (one.line, one.column))[:1]
        return front_matter, [*self.findings, *first]

    def _fields(self, pairs: list[Pair]) -> dict[str, list[Pair]]:
        """Field -> the pairs that fill it, the one that counts first."""
        last: dict[str, Pair] = {}
        for pair in pairs:
            key = pair.key.text
            if pair.key.kind is not Kind.SCALAR or spelling(key) not in KNOWN:
                continue
            if key in last:
                first = str(self.first_line + last[key].key.line)
                self._find(Rule.DUPLICATE_KEY, pair.key, key=key, first=first)
            last[key] = pair
        fields: dict[str, list[Pair]] = {}
        for pair in sorted(last.values(), key=lambda pair: KNOWN[spelling(pair.key.text)][0]):
            fields.setdefault(KNOWN[spelling(pair.key.text)][1], []).append(pair)
        return fields

    # --- one value ---

    def _text(self, pairs: list[Pair] | tuple[()]) -> str:
        for pair in pairs:
            if text := self._scalar(pair, whole_line=True):
                return nfc(" ".join(text.split()))
        return ""

    def _date(self, pairs: list[Pair] | tuple[()]) -> str:
        for key, value in pairs:
            text = value.text if _is_wikilink(value) else self._scalar(Pair(key, value))
            if not text:
                continue
            values = {"key": key.text, "value": shown(text)}
            try:
                if given := read_date(text):
                    return given
                self._find(Rule.UNREADABLE_DATE, value, **values)
            except ImpossibleDateError:
                self._find(Rule.IMPOSSIBLE_DATE, value, **values)
        return ""

    def _note(self, pairs: list[Pair] | tuple[()]) -> Link | None:
        """`[[x]]`, with or without quotation marks; a bare name is taken for one, and told."""
        for pair in pairs:
            value = pair.value
            text = value.text if _is_wikilink(value) else self._scalar(pair)
            name = nfc(text.strip())
            if not name:
                continue
            found = _WIKILINK.match(name)
            if found is None:
                mend = f'{pair.key.text}: "[[{name.removesuffix(".md")}]]"'
                self._find(Rule.TRANSLATION_WITHOUT_BRACKETS, value, mend=shown(mend))
            typed = self.lines[value.line] if value.line < len(self.lines) else ""
            column = max(typed.find("[[", value.column), value.column) + 1
            name, _, fragment = (found[1] if found else name).partition("|")[0].partition("#")
            place = self.first_line + value.line, column
            return Link(LinkKind.WIKI, name.strip(), fragment.strip(), *place)
        return None

    def _language(self, pairs: list[Pair] | tuple[()]) -> Language:
        for pair in pairs:
            text = self._scalar(pair).strip()
            if not text:
                continue
            if _LANGUAGE.fullmatch(text):
                return language(text)
            # `language` may speak of a programming language as well.
            if spelling(pair.key.text) == "lang":
                values = {"key": pair.key.text, "value": shown(text)}
                self._find(Rule.UNREADABLE_LANGUAGE, pair.value, **values)
        return Language("")

    def _is_private(self, pairs: list[Pair] | tuple[()], field: str) -> bool:
        private = False
        for key, value in pairs:
            if value.is_null or self._is_placeholder(value):
                continue
            text = value.text.strip().lower()
            if text in _TRUE or text in _FALSE:
                private |= (text in _TRUE) == (field == "draft")
            elif field == "draft" or not _is_date(text):  # `publish: 2005` is a book's
                private = True
                self._find(Rule.UNCLEAR_PRIVACY, value, key=key.text, value=shown(value.text))
        return private

    def _scalar(self, pair: Pair, *, whole_line: bool = False) -> str:
        key, value = pair
        if self._is_placeholder(value):
            return ""
        if value.kind is not Kind.SCALAR:
            rule = Rule.LIST_FOR_TEXT if value.kind is Kind.LIST else Rule.MAPPING_FOR_VALUE
            typed = value.text if value.text[:1] in {"[", "{"} else _joined(value)
            self._find(rule, value, key=key.text, mend=shown(quoted(typed)))
            return ""
        text = "" if value.is_null else value.text
        if whole_line and value.plain and (comment := self._comment(value)):
            text = f"{value.text} {comment}".strip()
            self._find_comment(value, comment, f"{key.text}: {quoted(text)}")
        return text

    # --- several values ---

    def _tags(self, pairs: list[Pair] | tuple[()]) -> tuple[TagUse, ...]:
        found: dict[str, TagUse] = {}
        for text, value in self._tag_words(pairs):
            if (name := tag(text)) and name not in found:
                found[name] = TagUse(name, *self._place(text.lstrip("#@ "), value))
        return tuple(found.values())

    def _tag_words(self, pairs: list[Pair] | tuple[()]) -> Iterator[tuple[str, Value]]:
        for key, value in pairs:
            if value.kind is Kind.SCALAR and not self._is_placeholder(value):
                if not value.is_null:
                    yield from ((text, value) for text in re.split(r"[,\s]+", value.text))
                yield from self._commented_tags(value, f"{key.text}: ")
                continue
            for item in self._items(value):
                if not item.is_null:
                    # `#one #two` is two tags to whoever types it so.
                    words = re.split(r"[,\s]+(?=#)", _typed(item))
                    yield from ((text, item) for text in words)
                yield from self._commented_tags(item, "- ")

    def _commented_tags(self, value: Value, before: str) -> Iterator[tuple[str, Value]]:
        comment = self._comment(value)
        if comment and value.plain:
            words = re.findall(r"#([^\s#,]+)", comment)
            typed = [] if value.is_null else [value.text]
            mend = ", ".join([*typed, *words])
            self._find_comment(value, comment, f"{before}{mend}")
            yield from ((text, value) for text in words)

    def _aliases(self, pairs: list[Pair] | tuple[()]) -> tuple[Alias, ...]:
        found: dict[str, Alias] = {}
        for text, value in self._words(pairs):
            if (name := nfc(" ".join(text.split()))) not in found:
                found[name] = Alias(name, *self._place(text, value), slug(name))
        return tuple(found.values())

    def _words(self, pairs: list[Pair] | tuple[()]) -> Iterator[tuple[str, Value]]:
        """A list's items, or a string's parts between commas; each with the value it is from."""
        for _key, value in pairs:
            if value.kind is Kind.SCALAR:
                if not value.is_null and not self._is_placeholder(value):
                    parts = filter(None, map(str.strip, value.text.split(",")))
                    yield from ((text, value) for text in parts)
                continue
            yield from (
                (text, item)
                for item in self._items(value)
                if not item.is_null and (text := _typed(item))
            )

    def _place(self, text: str, value: Value) -> tuple[int, int]:
        """Line and column of `text` within `value`; where it is spelt otherwise, the value's."""
        line = self.lines[value.line] if value.line < len(self.lines) else ""
        column = line.find(text, value.column)
        while column >= 0 and not _stands_alone(line, column, column + len(text)):
            column = line.find(text, column + 1)
        return self.first_line + value.line, max(column, value.column) + 1

    def _items(self, value: Value) -> Iterator[Value]:
        """Scalars and mappings of a list, and of the lists in it; of a mapping its pairs."""
        if self._is_placeholder(value):
            return
        if value.kind is Kind.MAPPING:
            yield from _pairs_as_items(value)
            return
        waiting = [*reversed(value.items)]
        while waiting:
            item = waiting.pop()
            if item.kind is Kind.LIST:
                waiting.extend(reversed(item.items))
            elif not self._is_placeholder(item):
                yield item

    # --- what both need ---

    def _is_placeholder(self, value: Value) -> bool:
        found = _PLACEHOLDER.search(value.text) if value.text else None
        if not found:
            return False
        place = self.first_line + value.line, value.column + 1
        self.placeholders.append(find(Rule.TEMPLATE_PLACEHOLDER, *place, value=shown(found[0])))
        return True

    def _comment(self, value: Value) -> str:
        """What follows a scalar on its line after `#`, where `#` is part of a word."""
        if value.end_line >= len(self.lines):
            return ""
        found = _COMMENT.match(self.lines[value.end_line], value.end_column)
        return found[1].rstrip() if found else ""

    def _find_comment(self, value: Value, comment: str, mend: str) -> None:
        line = self.lines[value.end_line]
        column = line.index("#", value.end_column) + 1
        values = {"comment": shown(comment), "mend": shown(mend)}
        self.findings.append(
            find(Rule.HASH_COMMENT, self.first_line + value.end_line, column, **values)
        )

    def _find(self, rule: Rule, at: Value, /, **values: str) -> None:
        self.findings.append(find(rule, self.first_line + at.line, at.column + 1, **values))


def _switch(pairs: list[Pair] | tuple[()]) -> bool | None:
    """What else somebody may mean by `run` is their own business."""
    text = pairs[0].value.text.strip().lower() if pairs else ""
    return text in _TRUE if text in _TRUE | _FALSE else None


def _stands_alone(line: str, start: int, end: int) -> bool:
    """Whether what is typed there is no part of a longer word."""
    before, after = line[start - 1 : start], line[end : end + 1]
    return before in _AROUND and after in _AROUND


def _typed(item: Value) -> str:
    """A scalar's text; of a mapping such as `Interactivity: Calculations` its words."""
    if item.kind is Kind.MAPPING:
        return ", ".join(pair.text for pair in _pairs_as_items(item))
    return item.text


def _pairs_as_items(mapping: Value) -> Iterator[Value]:
    for key, value in zip(mapping.items[::2], mapping.items[1::2], strict=True):
        text = f"{key.text}: {value.text}".removesuffix(": ")
        yield key._replace(kind=Kind.SCALAR, text=text, plain=False, items=())


def _joined(value: Value) -> str:
    if value.kind is Kind.MAPPING:
        return ", ".join(pair.text for pair in _pairs_as_items(value))
    return ", ".join(item.text for item in value.items)


def _is_wikilink(value: Value) -> bool:
    """`[[2025-08-17]]` without quotation marks is a list in a list to YAML."""
    return value.kind is Kind.LIST and value.text.startswith("[[")


def _is_date(text: str) -> bool:
    try:
        return read_date(text) is not None
    except ImpossibleDateError:
        return True
