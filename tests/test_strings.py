"""Every sentence that users see exists in every catalogue, and none is left over."""

import ast
import re
from string import Formatter

import pytest
from babel.messages.catalog import Catalog

from kb.names import Language
from kb.strings import translate
from tools.catalogues import (
    KEYWORDS,
    ROOT,
    compile_catalogues,
    marked_sentences,
    po_files,
    read_catalogue,
)

# A particle whose form depends on the letter before it, after a name that nobody knows yet.
PARTICLE = re.compile(r"\}(?:은|는|이|가|을|를|과|와|로|으로|아|야)(?=[\s,.]|$)")


@pytest.fixture(scope="module")
def said() -> set[str]:
    return {str(message.id) for message in marked_sentences() if message.id}


@pytest.fixture(scope="module", params=po_files(), ids=lambda file: file.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read_catalogue(request.param)


def translations(catalogue: Catalog) -> dict[str, str]:
    return {str(message.id): str(message.string) for message in catalogue if message.id}


def test_the_code_says_something(said: set[str]) -> None:
    assert "write that note, or mend the link" in said


def test_every_sentence_is_translated(said: set[str], catalogue: Catalog) -> None:
    done = {sentence for sentence, words in translations(catalogue).items() if words}
    missing = sorted(said - done)
    assert not missing, "add them with `make strings`, then translate: " + "\n".join(missing)


def test_no_translation_is_stale(said: set[str], catalogue: Catalog) -> None:
    stale = sorted(set(translations(catalogue)) - said)
    assert not stale, "drop them with `make strings`: " + "\n".join(stale)
    assert not any(message.fuzzy for message in catalogue if message.id)


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


def test_placeholders_are_the_same(catalogue: Catalog) -> None:
    wrong = [
        sentence
        for sentence, words in translations(catalogue).items()
        if words and fields(sentence) != fields(words)
    ]
    assert not wrong


def test_particles_read_right_whatever_fills_the_braces() -> None:
    for file in po_files():
        if file.parts[-3] != "ko":
            continue
        wrong = [w for w in translations(read_catalogue(file)).values() if PARTICLE.search(w)]
        assert not wrong


def test_compiled_catalogues_are_read() -> None:
    compile_catalogues()
    assert translate(Language("ko"), "write that note, or mend the link").endswith("고치십시오")


def test_no_sentence_hides_where_the_extractor_does_not_look(said: set[str]) -> None:
    """Babel reads no f-strings, and a sentence in one would stay English unnoticed."""
    for file in sorted((ROOT / "kb").rglob("*.py")):
        for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call) or not isinstance(call.func, ast.Name):
                continue
            if call.func.id not in KEYWORDS:
                continue
            for argument in call.args:
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    assert argument.value in said, f"{file}:{call.lineno}: {argument.value}"
