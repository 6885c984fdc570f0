"""Every sentence that users see exists in every catalogue, reads right, and none is left over."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter
from typing import NamedTuple

import pytest
from babel.messages.catalog import Catalog

from kb.names import Language
from kb.rules.links import EMBED_LIMIT
from kb.sounds import PARTICLES
from kb.strings import fill, translate
from tools.catalogues import (
    FORMATS,
    KEYWORDS,
    ROOT,
    compile_catalogues,
    marked_sentences,
    po_files,
    read_catalogue,
    translated_words,
)
from tools.script_words import read_words

KO, EN = Language("ko"), Language("en")

# A particle whose form depends on the sound before it, after a name that nobody knows yet.
BARE = re.compile(
    r"\}[`'\"’”」\]*]*(?:은|는|이|가|을|를|과|와|로|으로|아|야|이라[는고면]?|라[는고면]|이란|란|이나|나|며)"
    r"(?=[\s,.:;?)]|$)"
)
# Both forms at once, as one writes who does not know the name: 을(를), (으)로.
BOTH = re.compile(r"[은는이가을를과와]\([은는이가을를과와]\)|\((?:으|이)\)")
# `{count} notes` is wrong where there is one.
PLURAL = re.compile(r"\{(\w+)(?::n)?\} (?:more )?([a-z]+s)\b")
NO_PLURALS = {"is", "was", "has", "stays", "goes", "rises", "falls", "varies", "leads", "uses"}
NO_PLURALS |= {"belongs", "holds", "names", "does", "needs", "contradicts", "speaks"}


class Sentence(NamedTuple):
    context: str
    english: str
    words: str
    fuzzy: bool
    files: tuple[str, ...]


def sentences(catalogue: Catalog) -> list[Sentence]:
    """One for each form of a sentence that a library looks up by number."""
    found = []
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, list | tuple) else (message.id,)
        told = message.string if isinstance(message.string, list | tuple) else (message.string,)
        files = tuple(file for file, _ in message.locations)
        found += [
            Sentence(message.context or "", ids[-1], str(words or ""), message.fuzzy, files)
            for words in told
        ]
    return found


@pytest.fixture(scope="module")
def said() -> list[Sentence]:
    return sentences(marked_sentences())


@pytest.fixture(scope="module", params=po_files(), ids=lambda file: file.parts[-3])
def catalogue(request: pytest.FixtureRequest) -> Catalog:
    return read_catalogue(request.param)


@pytest.fixture(scope="module")
def korean() -> list[Sentence]:
    (file,) = (file for file in po_files() if file.parts[-3] == "ko")
    return sentences(read_catalogue(file))


def fields(text: str) -> Iterator[tuple[str, str]]:
    """What stands in braces: names, and what follows their colon."""
    for _, name, form, _ in Formatter().parse(text):
        if name is not None:
            yield name, form or ""


def names(text: str) -> set[str]:
    return {name for name, _ in fields(text) if "/" not in name}


def test_the_code_says_something(said: list[Sentence]) -> None:
    known = {(each.context, each.english) for each in said}
    assert ("", "write that note, or mend the link") in known
    assert ("", "Where the site goes.") in known, "the help of commands"
    assert ("words.ts close", "Close") in known, "the words of scripts"
    assert ("bank/words.ts states.new", "Not answered yet") in known


def test_every_sentence_is_translated(said: list[Sentence], catalogue: Catalog) -> None:
    done = {(each.context, each.english) for each in sentences(catalogue) if each.words}
    missing = [each for each in said if (each.context, each.english) not in done]
    assert not missing, "add them with `make strings`, then translate"


def test_no_translation_is_stale(said: list[Sentence], catalogue: Catalog) -> None:
    known = {(each.context, each.english) for each in said}
    stale = [each for each in sentences(catalogue) if (each.context, each.english) not in known]
    assert not stale, "drop them with `make strings`"
    assert not [each for each in sentences(catalogue) if each.fuzzy]
    assert not catalogue.obsolete


def test_the_catalogue_is_as_make_strings_leaves_it(said: list[Sentence]) -> None:
    """Files that say a sentence stand beside it."""
    files = {(each.context, each.english): each.files for each in said}
    for file in po_files():
        for each in sentences(read_catalogue(file)):
            assert set(each.files) == set(files[each.context, each.english]), each.english


def test_placeholders_are_the_same(catalogue: Catalog) -> None:
    wrong = [each for each in sentences(catalogue) if names(each.english) != names(each.words)]
    assert not wrong


def test_a_sentence_has_as_many_forms_as_its_language(catalogue: Catalog) -> None:
    for each in sentences(catalogue):
        for text, forms in ((each.english, 2), (each.words, catalogue.num_plurals)):
            for name, form in fields(text):
                assert form in {"", "n"} or form.count("|") == forms - 1, (name, text)


def test_english_sentences_are_right_for_one(said: list[Sentence]) -> None:
    wrong = [
        each.english
        for each in said
        if (found := PLURAL.search(each.english)) and found[2] not in NO_PLURALS
    ]
    assert set(wrong) == NEVER_ONE


# Limits of ours, and where another sentence says what is so of one.
NEVER_ONE = {
    "All {count} claims of this note held",
    "{held} of {count} claims of this note held",
    EMBED_LIMIT.message,
    "this snippet prints more than {size:n} bytes",
    "this snippet draws more than {count:n} figures",
    "`sweep` asks for {count:n} runs and may ask for {limit:n}, so there is no slider",
}


def test_particles_read_right_whatever_fills_the_braces(korean: list[Sentence]) -> None:
    wrong = [each.words for each in korean if BARE.search(each.words) or BOTH.search(each.words)]
    assert not wrong, "write {을/를}, and so on"


def test_particles_in_braces_are_ones_that_exist(catalogue: Catalog) -> None:
    for each in sentences(catalogue):
        pairs = {name for name, _ in fields(each.words) if "/" in name}
        assert pairs <= PARTICLES, each.words
        # Click fills its sentences by itself.
        assert not pairs or "kb/cli/help.py" not in each.files, each.words
        assert not pairs or catalogue.locale_identifier == "ko"


def test_korean_speaks_formally_throughout(korean: list[Sentence]) -> None:
    informal = re.compile(r"(?:[세어아나까해예에봐줘]요)(?=[.?!\s)]|$)")
    assert not [each.words for each in korean if informal.search(each.words)]


def test_korean_calls_a_thing_by_one_name(korean: list[Sentence]) -> None:
    """The first is what stands in all other sentences."""
    other_names = {
        "노트": r"문서|노우트",
        "코드 조각": r"스니펫|코드 블럭",
        "별칭": r"에일리어스|별명",
        "보관함": r"볼트|저장소",
        "머리말": r"프론트매터|프런트매터|프론트 매터",
        "페이지": r"웹페이지",
        "파이썬": r"Python|파이선",
    }
    for name, others in other_names.items():
        wrong = [each.words for each in korean if re.search(others, each.words)]
        assert not wrong, f"call it {name}"


def test_compiled_catalogues_are_read() -> None:
    compile_catalogues()
    assert FORMATS.is_file()
    assert translate(KO, "write that note, or mend the link").endswith("고치십시오")
    told = fill(KO, "nothing is called {target}", target="[[학습률]]")
    assert told == "[[학습률]]이라는 노트나 파일이 없습니다"
    assert "학습률" not in translate(KO, "Close"), "words of scripts are in the bundle"


def test_scripts_are_given_the_words_of_each_catalogue() -> None:
    for file, text in translated_words().items():
        assert file.read_text(encoding="utf-8") == text
        words = [word.keys[-1] for word in read_words(file.with_name("words.ts"))]
        assert all(text.count(f'"{word}"') >= len(po_files()) for word in words)


# --- sentences that nobody marked ---


def modules() -> list[Path]:
    found = (file for file in (ROOT / "kb").rglob("*.py") if "node_modules" not in file.parts)
    return sorted(found)


def calls(file: Path) -> Iterator[tuple[str, ast.Call]]:
    for call in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(call, ast.Call):
            name = getattr(call.func, "id", "") or getattr(call.func, "attr", "")
            yield name, call


def literal(node: ast.expr) -> str:
    """The text that stands in an expression itself."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return " ".join(literal(part) for part in node.values)
    if isinstance(node, ast.BinOp):
        return literal(node.left) + literal(node.right)
    if isinstance(node, ast.IfExp):
        return f"{literal(node.body)} {literal(node.orelse)}"
    return ""


def test_no_sentence_hides_where_the_extractor_does_not_look(said: list[Sentence]) -> None:
    """Babel reads no f-strings, and a sentence in one would stay English unnoticed."""
    known = {each.english for each in said}
    for file in modules():
        for name, call in calls(file):
            if name not in KEYWORDS or not isinstance(call.func, ast.Name):
                continue
            for argument in call.args:
                assert not isinstance(argument, ast.JoinedStr), f"{file}:{call.lineno}"
                if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                    one = name == "mark_plural" and argument is call.args[0]
                    assert one or argument.value in known, f"{file}:{call.lineno}"


# What hands words to somebody who reads them.
SPEAKING = frozenset("print echo secho Refusal UsageError ClickException BadParameter".split())
SPEAKING |= frozenset("PluginError WorkerError RenameRefused ClusterError MathError".split())
A_WORD = re.compile(r"[A-Za-z가-힣]{3,}")


def test_nothing_is_said_in_one_language_only() -> None:
    """A word in quotes that is printed or refused with stands in no catalogue."""
    for file in modules():
        for name, call in calls(file):
            if name in SPEAKING:
                for argument in call.args:
                    assert not A_WORD.search(literal(argument)), f"{file}:{call.lineno}"
            if name == "find":
                # What fills a rule's sentence is the author's, or marked.
                for value in call.keywords:
                    words = literal(value.value)
                    assert not re.search(r"[a-z]{2,} [a-z]{2,}", words), f"{file}:{call.lineno}"


IN_HTML = re.compile(
    r">\s*[A-Z]?[a-z]{2,} [a-z]{2,}|(?:aria-label|title|alt|placeholder)=\"[A-Za-z]"
)


def test_no_words_stand_in_the_html_that_we_make() -> None:
    for folder in ("render", "publish", "parse", "export"):
        for file in sorted((ROOT / "kb" / folder).rglob("*.py")):
            tree = ast.parse(file.read_text(encoding="utf-8"))
            told = {
                id(node.body[0].value)
                for node in ast.walk(tree)
                if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
                and node.body
                and isinstance(node.body[0], ast.Expr)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Constant) and isinstance(node.value, str):
                    is_html = "<" in node.value and id(node) not in told
                    assert not (is_html and IN_HTML.search(node.value)), f"{file}:{node.lineno}"
