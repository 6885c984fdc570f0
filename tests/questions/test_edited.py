"""After an edit, questions have the ids that they would have if all were followed."""

from collections.abc import Collection
from pathlib import Path
from random import Random

import pytest
from msgspec.structs import replace

import kb.questions.edited
from kb.live import Live
from kb.model import Site
from kb.names import Language, NotePath
from kb.project import load_project
from kb.questions import in_order, recall
from kb.questions.edited import Asked
from kb.questions.following import follow
from kb.store import Cache
from tests.questions.notes import SETTINGS, Place, note, question

ALIKE = (
    "Why does the loss oscillate?",
    "Why does the training loss oscillate?",
    "Why does the training loss oscillate so?",
    "손실은 왜 흔들리는가?",
    "학습 중 손실은 왜 흔들리는가?",
)
OTHERS = (
    "What is 3 times 4?",
    "What is 3 times 5?",
    "Which method remembers past gradients?",
    "큰 배치는 잡음을 어떻게 바꾸는가?",
    "다음 중 옳은 것은?",
)
POOL = (
    *(question(stem, "the rate is high", "the rate is low") for stem in ALIKE),
    *(question(stem, f"{number}", "another") for number, stem in enumerate(OTHERS)),
    question(OTHERS[0], "12", "7"),
    question(OTHERS[4], "noise grows", "it falls"),
    question(ALIKE[0], "the rate is high", "the rate is low", name="loss"),
    question(OTHERS[1], "15", "7", name="loss"),
)
NOTES = ("a", "a__en", "b", "b__en", "c", "d")


def opened(place: Place) -> Live:
    project = load_project(place.vault, Language("ko"))
    setup = replace(project.setup, settings=SETTINGS)
    return Live(replace(project, setup=setup, cache=place.cache), Language("ko"))


@pytest.mark.parametrize("seed", range(6))
def test_ids_are_as_if_all_were_followed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    certain = []

    def compared(
        before: Asked, site: Site, edited: Collection[NotePath], cache: Cache
    ) -> Asked | None:
        known = in_order(recall(cache), before.identified.ids)
        expected = follow(site, [*known.items()])
        found = identify_edited(before, site, edited, cache)
        certain.append(found is not None)
        assert found is None or found.identified.ids == expected
        return found

    identify_edited = kb.questions.edited.identify_edited
    monkeypatch.setattr(kb.questions.edited, "identify_edited", compared)
    chance = Random(seed)
    place = Place(tmp_path)
    # Some seeds have names, and in some a question may be asked by several notes.
    pool = POOL if seed % 2 else POOL[:10]
    mine = {
        name: [*pool[number % 4 :: 4], *chance.sample(pool, seed % 3)]
        for number, name in enumerate(NOTES)
    }
    place.write(**{name: note(*chance.sample(mine[name], 2)) for name in NOTES})
    live = opened(place)
    for _ in range(40):
        name = chance.choice(NOTES)
        asked = chance.sample(mine[name], chance.randint(0, min(4, len(mine[name]))))
        place.write(**{name: note(*asked)})
        live.update({NotePath(f"{name.replace('__', '.')}.md")})
    # Where one name is used twice, nothing is certain.
    assert True in certain or seed % 2
