"""How the translations of a vault stand, from build to build."""

import shutil
from pathlib import Path

import pytest

import kb.translating.comparing
import kb.translating.ledger
from kb.names import Language
from kb.translating import LEDGER
from tests.translating.vaults import ENGLISH, KOREAN, Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    place = Place(tmp_path)
    place.write("a.md", KOREAN)
    place.write("a.en.md", ENGLISH)
    return place


STALE = {"a.en.md": ("stale", ["changed a.en.md:7 a.md:7"])}
FRESH: dict[str, tuple[str, list[str]]] = {"a.en.md": ("complete", [])}


def test_one_paragraph_makes_one_block_stale_until_it_is_changed_back(place: Place) -> None:
    assert place.states() == {}
    place.mark("a.en.md")
    assert place.states() == FRESH
    place.write("a.md", KOREAN.replace("둘째", "고친 둘째"))
    assert place.states() == STALE
    assert place.states() == STALE
    place.write("a.md", KOREAN)
    assert place.states() == FRESH
    place.write("a.md", KOREAN.replace("둘째", "고친 둘째"))
    place.mark("a.en.md")
    assert place.states() == FRESH


def test_the_cache_may_be_deleted_at_any_time(place: Place) -> None:
    place.mark("a.en.md")
    place.write("a.md", KOREAN.replace("둘째", "고친 둘째"))
    assert place.states() == STALE
    shutil.rmtree(place.cache)
    assert place.states() == STALE


def test_what_is_known_is_not_looked_at_again(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.write("b.md", "# 다른 노트\n")
    place.mark("a.en.md")
    place.states()

    def looked(*_: object) -> None:
        raise AssertionError

    monkeypatch.setattr(kb.translating.comparing, "compare", looked)
    monkeypatch.setattr(kb.translating.ledger, "read_ledger", looked)
    place.write("b.md", "# 다른 노트\n\n고쳤습니다.\n")
    assert place.states() == FRESH
    place.write("a.md", KOREAN + "\n더.\n")
    with pytest.raises(AssertionError):
        place.states()


def test_a_note_that_is_to_be_filled_is_that_and_nothing_else(place: Place) -> None:
    place.mark("a.en.md")
    place.write("a.en.md", "# Title %% translate %%\n\n%% translate:\n첫 문단.\n%%\n…\n")
    (own,) = place.translated().values()
    assert (own.state, own.unfilled) == ("unfilled", (1, 3))
    # In code a mark means itself.
    place.write("a.en.md", "# Title\n\n`%% translate %%`\n\n```\n%% translate:\n```\n")
    assert place.states()["a.en.md"][0] == "complete"


def test_an_entry_for_what_is_no_translation_says_nothing(place: Place) -> None:
    place.mark("a.en.md")
    (place.vault / "a.md").unlink()
    assert place.states() == {}
    place.write("a.md", f"---\ndraft: true\n---\n{KOREAN}")
    assert place.states() == {}
    place.write("a.md", KOREAN)
    assert place.states() == FRESH


def test_a_translation_under_another_name_is_followed_as_well(place: Place) -> None:
    place.write("other.md", f'---\nlang: en\ntranslation_of: "[[b]]"\n---\n{ENGLISH}')
    place.write("b.md", KOREAN)
    place.mark("other.md")
    place.write("b.md", KOREAN.replace("첫", "처음"))
    assert place.states() == {"other.md": ("stale", ["changed other.md:7 b.md:3"])}


def test_what_is_wrong_is_told_where_it_is_to_be_mended(place: Place) -> None:
    place.mark("a.en.md")
    text = (place.vault / LEDGER).read_text("utf-8")
    (place.vault / LEDGER).write_text(text.replace("{\n", "{\n=======\n", 1), "utf-8")
    place.write("a.md", KOREAN.replace("첫", "처음") + "\n셋째.\n")
    told = [str(problem) for problem in place.prepared().problems(Language("en"))]
    assert told == [
        (
            ".kb-translations.json:2:1: this line of the ledger of translations cannot be read; "
            "take out what a merge has left here, then mark again what is missing: "
            "kb translate --mark [translation-ledger]"
        ),
        (
            "a.en.md:3:1: the original of this has changed: 처음 문단이 여기 있습니다.; compare it "
            "with a.md:3, then run: kb translate --mark a.en.md [translation-stale]"
        ),
        (
            "a.en.md:7:1: the original has something new after this: 셋째.; translate a.md:9, then "
            "run: kb translate --mark a.en.md [translation-stale]"
        ),
    ]
