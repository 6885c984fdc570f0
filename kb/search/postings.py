"""What a shard says of a term: which documents, and where in each.

In: the numbers of a posting. Out: the same with other documents.

A document stands in it as its distance from the one before, followed by what the tier says of it:
one number in the first tier, where a document may follow itself at a distance of 0; in the second a
number that says how many more there are. These, a word's places, may be kept apart.
"""

from collections.abc import Callable, Iterable

import msgspec

from kb.search.word_terms import WEIGHTS

Size = Callable[[list[int], int], int]
"""How many numbers belong to the document that stands at a place."""

_read = msgspec.json.Decoder(list[int]).decode


def of_name(_numbers: list[int], _at: int) -> int:
    return 2


def of_word(numbers: list[int], at: int) -> int:
    return 2 + numbers[at + 1] // WEIGHTS


def part_places(written: str) -> tuple[str, str]:
    """Postings of a word without its places, and these: of one document behind the other."""
    numbers = written.split(",")
    found: list[str] = []
    places: list[str] = []
    at = 0
    while at < len(numbers):
        end = at + 2 + int(numbers[at + 1]) // WEIGHTS
        found += numbers[at : at + 2]
        places += numbers[at + 2 : end]
        at = end
    return ",".join(found), ",".join(places)


def join_places(written: str, places: str) -> str:
    """The postings of which `part_places` gives these."""
    numbers, standing = written.split(","), places.split(",")
    found: list[str] = []
    start = 0
    for at in range(0, len(numbers), 2):
        end = start + int(numbers[at + 1]) // WEIGHTS
        found += numbers[at : at + 2]
        found += standing[start:end]
        start = end
    return ",".join(found)


def patch_postings(written: str, changed: Iterable[tuple[int, str]], size: Size) -> str:
    """`written` with other places for some documents, which come in their order; '' is none."""
    numbers = _read(f"[{written}]")
    found: list[int] = []
    at = document = last = 0

    def copy_until(end: int) -> None:
        nonlocal at, document, last
        start, before = at, document
        while at < len(numbers) and document + numbers[at] < end:
            document += numbers[at]
            at += size(numbers, at)
        if at > start:
            found.append(before + numbers[start] - last)
            found.extend(numbers[start + 1 : at])
            last = document

    for number, places in changed:
        copy_until(number)
        while at < len(numbers) and document + numbers[at] == number:
            document = number
            at += size(numbers, at)
        if places:
            found.append(number - last)
            found.extend(_read(f"[{places}]"))
            last = number
    copy_until(1 << 62)
    return ",".join(map(str, found))
