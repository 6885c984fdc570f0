"""Questions that others wrote are found with their keys, and notes without questions give none.

quiz_corpus.json lists what is missed and what is found where no question is, with the reason of
each; the tests hold these lists exactly.
"""

import html
import json
import random
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from kb.model.quiz import Quiz
from tests.parse.quiz_keys import COLLECTIONS, Key, notes
from tests.parse.quiz_reading import complaints_of, quizzes_of

LISTED: dict[str, dict[str, str]] = json.loads(
    (Path(__file__).parent / "quiz_corpus.json").read_text(encoding="utf-8")
)
SAMPLE = 200


def _words(markdown: str) -> str:
    """Letters and digits alone: the same of a text with markup and without."""
    text = re.sub(r"^ *(?:```.*|\d+\.(?= ))|\\[a-z]+", "", markdown, flags=re.MULTILINE)
    text = re.sub(r"!?\[([^\]]*)\]\((?:http|#)[^)]*\)|</?[a-z][^<>\n]*>", r"\1", text)
    return re.sub(r"[\W_]", "", html.unescape(text))


def _miss(key: Key, found: list[Quiz]) -> str:
    """Why a question counts as missed; '' if it is found with the right letters."""
    if len(found) != 1:
        return f"{len(found)} questions found in its place" if found else "not found"
    (quiz,) = found
    offered = tuple(choice.letter for choice in quiz.choices)
    if offered != key.letters:
        return f"offers {', '.join(offered)} instead of {', '.join(key.letters)}"
    if quiz.right != key.right:
        return f"holds {', '.join(quiz.right)} for right instead of {', '.join(key.right)}"
    return ""


def _lost(key: Key, quiz: Quiz) -> Iterator[str]:
    """Which of its words stand in another part, or in none."""
    if _words(key.stem) not in _words(quiz.stem):
        yield f"stem: {quiz.stem!r}"
    if len(_words(quiz.stem)) > len(_words(key.stem)) + 12:  # a number and a word before it
        yield f"stem too long: {quiz.stem!r}"
    for choice in quiz.choices:
        if _words(key.options[choice.letter]) != _words(choice.text):
            yield f"{choice.letter}: {choice.text!r}"
    said = _words("".join([quiz.explanation, *(choice.why for choice in quiz.choices)]))
    if _words(key.explanation) != said:
        yield f"explanation: {quiz.explanation!r}"


def _paired(text: str, name: str) -> Iterator[tuple[Key, list[Quiz]]]:
    quizzes = quizzes_of(text)
    for key in COLLECTIONS[name].read(text):
        yield key, [quiz for quiz in quizzes if key.first <= quiz.line <= key.last]


@pytest.mark.parametrize("name", COLLECTIONS)
def test_questions_are_found_with_their_keys(corpus: Path, name: str) -> None:
    misses = {}
    count = 0
    for path, text in notes(corpus / "quizzes", name):
        for key, found in _paired(text, name):
            count += 1
            reason = _miss(key, found)
            if reason:
                misses[f"{path}:{key.first}"] = f"question {key.number}: {reason}"
    told = "\n".join(f"{place}: {reason}" for place, reason in misses.items())
    print(f"{name}: {count - len(misses)} of {count} found with the right letters\n{told}")
    assert count == COLLECTIONS[name].questions
    assert count - len(misses) >= 0.98 * count, told
    assert set(misses) == set(LISTED[f"missed in {name}"]), told


@pytest.mark.parametrize("name", COLLECTIONS)
def test_their_words_are_in_the_right_part(corpus: Path, name: str) -> None:
    lost = {}
    for path, text in notes(corpus / "quizzes", name):
        for key, found in _paired(text, name):
            if not _miss(key, found):
                parts = list(_lost(key, found[0]))
                if parts:
                    lost[f"{path}:{key.first}"] = "; ".join(parts)
    told = "\n".join(f"{place}: {parts}" for place, parts in lost.items())
    print(f"{name}: words in another part for {len(lost)} questions\n{told}")
    assert set(lost) == set(LISTED[f"words in another part in {name}"]), told


@pytest.mark.parametrize("name", COLLECTIONS)
def test_nothing_else_in_them_is_a_question(corpus: Path, name: str) -> None:
    """Each has a key in the script's list; a manual's examples in fences give none."""
    more = {}
    files = dict(notes(corpus / "quizzes", name))
    for file in (corpus / "quizzes" / name).glob("**/*.md"):
        files.setdefault(
            file.relative_to(corpus / "quizzes" / name).as_posix(),
            file.read_text(encoding="utf-8"),
        )
    for path, text in files.items():
        places = Counter(
            line for key in COLLECTIONS[name].read(text) for line in range(key.first, key.last + 1)
        )
        manual = name == "obsidian-quiz-generator" and "fence" not in path
        for quiz in quizzes_of(text):
            if manual or quiz.line not in places:
                more[f"{path}:{quiz.line}"] = quiz.stem
    told = "\n".join(f"{place}: {stem}" for place, stem in more.items())
    assert set(more) == set(LISTED[f"more in {name}"]), told


def _grown(corpus: Path, files: Iterable[Path]) -> dict[str, str]:
    """Questions, and complaints about what is held for one."""
    grown: dict[str, str] = {}
    for file in files:
        place = file.relative_to(corpus / "vaults").as_posix()
        text = file.read_text(encoding="utf-8")
        grown |= {f"{place}:{quiz.line}": quiz.stem for quiz in quizzes_of(text)}
        grown |= {f"{place}:{each.line}": str(each.rule) for each in complaints_of(text)}
    return grown


def test_some_notes_without_questions_give_none(corpus: Path) -> None:
    files = random.Random(5).sample(sorted((corpus / "vaults").glob("**/*.md")), SAMPLE)
    grown = _grown(corpus, files)
    assert set(grown) <= set(LISTED["found in vaults"]), grown


@pytest.mark.acceptance
def test_no_note_without_questions_gives_one(corpus: Path) -> None:
    files = sorted((corpus / "vaults").glob("**/*.md"))
    assert len(files) > 2000
    grown = _grown(corpus, files)
    assert set(grown) == set(LISTED["found in vaults"]), grown
