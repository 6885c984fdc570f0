"""The browser's twin of `kb.words` says what this one says, whatever the text."""

import json
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb import words
from kb.words import endings, english
from tests.words.test_words import ENGLISH_WORDS, LETTERS, MIXED, SYLLABLES
from tools.front_end import WEB, install_packages
from tools.node import find_node

HERE = Path(__file__).parent
Ask = Callable[[list[tuple[str, list[str]]]], list[Any]]

ENDINGS = "었였는은을고다면지서던어아여해했한할함기를워와라주시겠인하되이니"
VERBLIKE = st.lists(st.one_of(SYLLABLES, st.sampled_from(ENDINGS)), max_size=6).map("".join)
RARE = "'\"`)]ÀéﬁＡ½①²\u0301\u1112\u1161\u11abㄳㅘİßςΣ𝐱𝟏𐐀만도은ａ1aA "
# Node knows a later Unicode: letters that ours has not heard of are not compared.
ANY = st.text(st.characters(exclude_categories=["Cs", "Cn", "Co"]))
TEXT = st.one_of(
    ANY,
    MIXED,
    VERBLIKE,
    st.text(LETTERS),
    ENGLISH_WORDS,
    st.text(RARE, max_size=8),
)


@pytest.fixture(scope="module")
def ask(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ask]:
    node = find_node()
    install_packages(node)
    script = tmp_path_factory.mktemp("twin") / "twin.mjs"
    subprocess.run(
        [
            *(*node.node, "node_modules/esbuild/bin/esbuild", str(HERE / "twin.mjs"), "--bundle"),
            *("--platform=node", "--format=esm", "--log-level=warning", f"--outfile={script}"),
        ],
        cwd=WEB,
        check=True,
    )
    with subprocess.Popen(
        [*node.node, str(script)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        stdin, stdout = process.stdin, process.stdout

        def answers(questions: list[tuple[str, list[str]]]) -> list[Any]:
            stdin.write(f"{json.dumps(questions)}\n")
            stdin.flush()
            found: list[Any] = json.loads(stdout.readline())
            return found

        yield answers
        stdin.close()


def units(text: str) -> int:
    """How long a script takes `text` to be."""
    return len(text.encode("utf-16-le")) // 2


def ours(text: str, other: str) -> list[tuple[str, list[str], Any]]:
    """Every function, what it is asked, and what Python answers."""
    found = [
        {"text": token.text, "start": units(text[: token.start]), "end": units(text[: token.end])}
        for token in words.tokens(text)
    ]
    return [
        ("tokens", [text], found),
        ("searchForm", [text], words.search_form(text)),
        ("decompose", [text], words.decompose(text)),
        ("compose", [text], words.compose(text)),
        ("initials", [text], words.initials(text)),
        ("isInitials", [text], words.is_initials(text)),
        ("stems", [text], list(words.stems(text))),
        ("isParticle", [text], words.is_particle(text)),
        ("fits", [text, other], words.fits(text, other)),
        ("spacingKey", [text], words.spacing_key(text)),
        ("termKey", [text], words.term_key(text)),
        ("englishStem", [text], words.english_stem(text)),
        ("verbStems", [text], list(words.verb_stems(text))),
        ("isStopWord", [text], words.is_stop_word(text)),
    ]


@settings(max_examples=300, deadline=None)
@given(texts=st.lists(TEXT, min_size=1, max_size=8), other=TEXT)
def test_both_say_the_same(ask: Ask, texts: list[str], other: str) -> None:
    every = [question for text in texts for question in ours(text, other)]
    for (name, given_, mine), theirs in zip(
        every, ask([(name, given_) for name, given_, _ in every]), strict=True
    ):
        assert theirs == mine, (name, given_)


def test_both_have_the_same_tables_of_verbs(ask: Ask) -> None:
    syllables = [chr(code) for code in range(0xAC00, 0xD7A4)]
    before = sorted({one for allowed in endings.ENDS_AFTER.values() for one in allowed})
    following = {tail for tails in endings.AFTER_FINAL.values() for tail in tails}
    forms = [
        *(syllable for syllable in syllables),
        *(f"{syllable}다" for syllable in syllables),
        *(f"꿰{syllable}다" for syllable in syllables),
        *(f"{one}{last}다" for last in endings.ENDS_AFTER for one in before),
        *(stem + tail for tail in (*endings.TAILS, *following) for stem in ("찾", "줄이", "만들")),
        *(form + tail for tail in following for form in ("줄인", "줄일", "줄입", "만듦")),
        *(form + tail for tail in endings.NOUNS for form in ("찾", "줄이", "줄여")),
        *endings.NO_FORMS,
    ]
    theirs = ask([("verbStems", [form]) for form in forms])
    for form, stems in zip(forms, theirs, strict=True):
        assert stems == list(words.verb_stems(form)), form


def test_both_have_the_same_tables_of_english(ask: Ask) -> None:
    asked = [word for one in words.STOP_WORDS for word in (one, f"{one}x")]
    theirs = ask([("isStopWord", [word]) for word in asked])
    assert theirs == [words.is_stop_word(word) for word in asked]
    asked = [
        begin + ending + end
        for begin in ("", "t", "rel", "conform", "operat", "analog")
        for ending in (*english.LONG, *english.SHORTER, *english.LAST, *english.EXCEPTIONS)
        for end in ("", "s", "ed", "ing", "ly")
    ]
    theirs = ask([("englishStem", [word]) for word in asked])
    assert theirs == [words.english_stem(word) for word in asked]
