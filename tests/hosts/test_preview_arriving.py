"""Files that editors are still writing, without editors, clocks and files."""

from kb.hosts.preview.arriving import HOLD, LONGEST, MANY, QUIET, Arriving
from kb.names import NotePath

A, B, C = (NotePath(name) for name in ("a.md", "b.md", "c.md"))


def take(arriving: Arriving, now: float, sizes: dict[str, int], before: dict[str, int]) -> set[str]:
    return set(arriving.take(now, sizes.get, before.get))


def test_what_is_whole_is_read_at_once() -> None:
    arriving = Arriving()
    arriving.add({A, B}, 1.0)
    assert take(arriving, 1.0, {A: 9, B: 12}, {A: 10}) == {A, B}
    assert arriving.due(1.0) is None


def test_what_was_emptied_is_read_when_it_is_written() -> None:
    arriving = Arriving()
    arriving.add({A}, 1.0)
    assert take(arriving, 1.0, {A: 0}, {A: 10}) == set()
    arriving.add({A}, 1.03)
    assert take(arriving, 1.03, {A: 11}, {A: 10}) == {A}


def test_what_stays_empty_or_away_is_believed() -> None:
    for sizes in ({A: 0}, {}, {A: 4}):
        arriving = Arriving()
        arriving.add({A}, 1.0)
        assert take(arriving, 1.0, sizes, {A: 10}) == set()
        due = arriving.due(1.0)
        assert due is not None
        assert abs(due - HOLD) < 1e-9
        assert take(arriving, 1.0 + HOLD, sizes, {A: 10}) == {A}


def test_a_renamed_note_is_both_at_once() -> None:
    arriving = Arriving()
    arriving.add({A, B}, 1.0)
    assert take(arriving, 1.0, {B: 10}, {A: 10}) == {A, B}


def test_another_note_s_edit_does_not_wait_for_one_that_is_away() -> None:
    arriving = Arriving()
    arriving.add({A, B}, 1.0)
    assert take(arriving, 1.0, {B: 11}, {A: 10, B: 10}) == {B}
    assert take(arriving, 1.0 + HOLD, {}, {A: 10}) == {A}


def test_many_files_are_waited_for() -> None:
    arriving, now = Arriving(), 1.0
    names = [NotePath(f"{number}.md") for number in range(10 * MANY)]
    sizes: dict[str, int] = dict.fromkeys(names, 5)
    for start in range(0, len(names), MANY):
        arriving.add(set(names[start : start + MANY]), now)
        assert take(arriving, now, sizes, {}) == set()
        now += QUIET / 2
    assert take(arriving, now + QUIET, sizes, {}) == set(names)


def test_but_not_for_ever() -> None:
    arriving, now = Arriving(), 1.0
    while now < 1.0 + LONGEST:
        arriving.add({NotePath(f"{now}.{number}.md") for number in range(MANY)}, now)
        assert take(arriving, now, {}, {}) == set()
        now += QUIET / 2
    assert take(arriving, now, {}, {})
