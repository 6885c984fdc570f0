"""The words of scripts, between their English in TypeScript and the catalogues.

In: files called `words.ts`, each of which has its sentences in `const en = {...}`.
Out: the sentences, for the catalogues; and back from there `translated.ts` beside each file, with
what the catalogues say in other languages. Those are not in git.

A script loads no catalogue: what its page does not need would be in it as well. A word that a
catalogue does not have stays English.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.jslexer import Token, tokenize, unquote_string

ROOT = Path(__file__).resolve().parents[1]
SOURCES = ROOT / "kb" / "web" / "src"
TRANSLATED = "translated.ts"


class ScriptWord(NamedTuple):
    file: str
    """Relative to `kb/web/src`."""
    keys: tuple[str, ...]
    """Where it stands in the object: `("states", "new")`."""
    text: str
    comment: str
    """What is said above it, for whoever translates."""

    @property
    def context(self) -> str:
        """What keeps it apart from the same word elsewhere, which may be another in Korean."""
        return f"{self.file} {'.'.join(self.keys)}"


def script_words() -> list[ScriptWord]:
    return [word for file in _files() for word in read_words(file)]


def _files() -> list[Path]:
    return sorted(SOURCES.rglob("words.ts"))


def read_words(file: Path) -> Iterator[ScriptWord]:
    """Every word of `const en` in `file`.

    Raises:
        ValueError: it holds something else than objects and plain strings.
    """
    name = file.relative_to(SOURCES).as_posix()
    source = file.read_text(encoding="utf-8")
    _, begin, literal = source.partition("const en = ")
    if not begin:
        raise ValueError(f"{name} has no `const en`")
    tokens = tokenize(literal)
    next(tokens)
    for keys, text, comment in _object(tokens, ()):
        yield ScriptWord(name, keys, text, comment)


def _object(
    tokens: Iterator[Token], above: tuple[str, ...]
) -> Iterator[tuple[tuple[str, ...], str, str]]:
    """What follows a `{`, up to its `}`."""
    comment = ""
    for token in tokens:
        if token.value == "}":
            return
        if token.type in {"linecomment", "multilinecomment"}:
            comment = token.value.strip("/* \n") if token.value.startswith("/**") else ""
            continue
        if token.value == ",":
            continue
        keys = (*above, _plain(token))
        colon, value = next(tokens), next(tokens)
        if colon.value != ":":
            raise ValueError(f"line {colon.lineno}: `{colon.value}` instead of a colon")
        if value.value == "{":
            yield from _object(tokens, keys)
        elif value.type == "string":
            yield keys, unquote_string(value.value), comment
        else:
            raise ValueError(f"line {value.lineno}: `{value.value}` is no plain string")
        comment = ""


def _plain(key: Token) -> str:
    return unquote_string(key.value) if key.type == "string" else key.value


def translated_modules(catalogues: dict[str, Catalog]) -> dict[Path, str]:
    """The files to write, with their text; `catalogues` by language."""
    return {
        file.with_name(TRANSLATED): _module([*read_words(file)], catalogues) for file in _files()
    }


def _module(words: list[ScriptWord], catalogues: dict[str, Catalog]) -> str:
    languages: dict[str, object] = {}
    for language, catalogue in sorted(catalogues.items()):
        own: dict[str, object] = {}
        for word in words:
            message = catalogue.get(word.text, word.context)
            told = str(message.string) if message and not message.fuzzy else ""
            _put(own, word.keys, told or word.text)
        languages[language.lower().replace("_", "-")] = own
    text = json.dumps(languages, ensure_ascii=False, indent=2)
    return (
        "// Made by tools/catalogues.py from the catalogues in kb/locale: change the words there.\n"
        'import type { en } from "./words";\n\n'
        "export const translated: ReadonlyMap<string, typeof en> = "
        f"new Map(Object.entries({text}));\n"
    )


def _put(own: dict[str, object], keys: tuple[str, ...], text: str) -> None:
    *above, last = keys
    for key in above:
        inner = own.setdefault(key, {})
        assert isinstance(inner, dict)
        own = inner
    own[last] = text
