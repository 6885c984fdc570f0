"""An index as a whole: what readers find in it, and that a patch gives what a new one has."""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.model import Document, DocumentKind
from kb.search import analyse, gathering, number_documents
from kb.search.files import NONE
from kb.search.gathering import Gathered
from kb.search.name_terms import name_postings
from kb.search.numbers import drawn
from kb.search.postings import join_places, part_places
from kb.search.word_terms import WEIGHTS, word_postings
from kb.words import order
from tests.search.documents import INDEX, Site, analysed, document

WORDS = """
    학습률 학습률은 경사하강법을 줄였다 줄인다 데이터 값 the gradient gradients oscillating
""".split()
TEXTS = st.lists(st.sampled_from([*WORDS, "a.b", "C++", "\U00020000", "don't"]), max_size=8).map(
    " ".join
)
DOCUMENTS = st.builds(
    lambda key, title, passages, aliases, tags, headings, number, created: document(
        f"{key}.md",
        title,
        *passages,
        number=number,
        aliases=aliases,
        tags=tags,
        headings=headings,
        created=created,
    ),
    st.sampled_from("abcdefghij"),
    TEXTS,
    st.lists(TEXTS, max_size=3),
    st.lists(TEXTS, max_size=2),
    st.lists(st.sampled_from(["technique/x", "technique", "최적화"]), max_size=2, unique=True),
    st.lists(TEXTS, max_size=2),
    st.integers(0, 1),
    st.sampled_from(["", "2025-08-01", "no date"]),
)
COMMON = "all of these notes begin with these same words"
VAULTS = st.lists(DOCUMENTS, max_size=12, unique_by=lambda each: (each.key, each.number))
SAME = st.dictionaries(
    st.sampled_from(["learning rate", "학습률", "sgd", "경사하강법"]),
    st.lists(st.sampled_from(["학습률", "LR"]), min_size=1, max_size=2).map(tuple),
)
LEMMAS = {
    "줄였다": ("줄이",),
    "줄인다": ("줄이", "줄"),
    "데이터": ("데이터",),
    "이터": ("nothing",),
    "학습률은": ("학습률",),
}


@pytest.fixture(params=[None, 20])
def _small(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of a few words each, as large vaults have many files."""
    if request.param:
        for module in ("building", "patching"):
            monkeypatch.setattr(f"kb.search.{module}.NAMES", request.param)
            monkeypatch.setattr(f"kb.search.{module}.WORDS", request.param)
            monkeypatch.setattr(f"kb.search.{module}.SPELLING", request.param)
        monkeypatch.setattr("kb.search.shards._ALONE", 2 * request.param)
        monkeypatch.setattr("kb.search.shards._WIDE", 3 * request.param)
        monkeypatch.setattr("kb.search.directory._SHARDS_IN_PLACE", 3)
        monkeypatch.setattr("kb.search.directory._RARE_IN_PLACE", 2)
        monkeypatch.setattr("kb.search.directory._CARDS_IN_PLACE", 1)
        monkeypatch.setattr("kb.search.cards._FEWEST", 2)
        monkeypatch.setattr("kb.search.cards._LISTED", 2)
        monkeypatch.setattr("kb.search.spelling.COMMON", 2)
        monkeypatch.setattr("kb.search.gathering._AT_ONCE", request.param)


@pytest.mark.usefixtures("_small")
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(st.lists(st.tuples(VAULTS, SAME, st.booleans()), min_size=2, max_size=4))
def test_a_patched_index_is_a_new_one(
    steps: list[tuple[list[Document], dict[str, tuple[str, ...]], bool]],
) -> None:
    with_lemmas = steps[0][2]
    lemmas = LEMMAS if with_lemmas else {}
    site = Site(steps[0][0], steps[0][1], lemmas)
    for documents, same, _ in steps[1:]:
        site.patch(documents, same, lemmas)
        new = Site(documents, same, lemmas)
        assert site.files == new.files
        assert site.kept == new.kept
        assert site.state == new.state


@pytest.mark.usefixtures("_small")
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=40
)
@given(VAULTS, st.sampled_from([{}, LEMMAS]))
def test_readers_find_each_term_where_it_stands(
    documents: list[Document], lemmas: dict[str, tuple[str, ...]]
) -> None:
    site = Site(documents, lemmas=lemmas)
    names: dict[str, dict[int, str]] = {}
    words: dict[str, dict[int, str]] = {}
    for number, _document, terms in site.numbered():
        for term, places in name_postings(terms.names, lemmas).items():
            names.setdefault(term, {})[number] = places
        for term, places in word_postings(terms.said, lemmas).items():
            words.setdefault(term, {})[number] = places
    for tier, expected in (("names", names), ("words", words)):
        for term, places in expected.items():
            assert postings_of(shard_of(site, tier, term), term, site) == joined(places)
        found = {term for shard in shards_of(site, tier) for term in shard["terms"]}
        assert found == expected.keys()


def joined(places: dict[int, str]) -> list[int]:
    found: list[int] = []
    last = 0
    for number in sorted(places):
        found += [number - last, *map(int, places[number].split(","))]
        last = number
    return found


def postings_of(shard: dict[str, Any], term: str, site: Site) -> list[int]:
    """All of them, where places are kept apart as well."""
    said: list[int] = shard["terms"][term]
    if "places" not in shard:
        return said
    standing = read(site, shard["places"])
    found: list[int] = []
    for distance, code in zip(said[::2], said[1::2], strict=True):
        count = code // WEIGHTS
        found += [distance, code, *standing[:count]]
        standing = standing[count:]
    assert not standing
    return found


def shard_of(site: Site, tier: str, term: str) -> dict[str, Any]:
    """As a reader finds it: by the first terms of pages and shards."""
    listing = read(site, INDEX)[tier]
    while True:
        firsts = listing["first"].split("\n")
        place = max(at for at, first in enumerate(firsts) if order(first) <= order(term))
        found = read(site, listing["files"][8 * place : 8 * place + 8])
        if not listing.get("pages"):
            return found
        listing = found


def shards_of(site: Site, tier: str) -> Iterator[dict[str, Any]]:
    listing = read(site, INDEX)[tier]
    listings = [listing]
    if listing.get("pages"):
        listings = [read(site, name) for name in names_in(listing["files"])]
    for each in listings:
        yield from (read(site, name) for name in names_in(each["files"]) if name != NONE)


def tier_files(site: Site) -> list[str]:
    return names_in(read(site, INDEX)["words"]["files"])


def names_in(files: str) -> list[str]:
    return [files[at : at + 8] for at in range(0, len(files), 8)]


def read(site: Site, name: str) -> Any:
    return msgspec.json.decode(site.files[name])


@settings(deadline=None)
@given(VAULTS)
def test_all_documents_at_once_give_what_each_gives_alone(documents: list[Document]) -> None:
    terms = {each: found[1] for each, found in analysed(documents).items()}
    numbered = [(number, terms[each]) for each, number in number_documents(terms).items()]
    expected: dict[str, dict[int, str]] = {}
    for number, each in numbered:
        for term, places in word_postings(each.said, LEMMAS).items():
            expected.setdefault(term, {})[number] = places
    found = dict(Gathered(numbered).postings(LEMMAS))
    assert {term: list(map(int, each.split(","))) for term, each in found.items()} == {
        term: joined(each) for term, each in expected.items()
    }
    assert list(found) == sorted(found, key=order)


def many(count: int = 60) -> list[Document]:
    return [
        document(f"{n}.md", f"제목 {n}", f"{COMMON} 낱말{n} word{n}", tags=[f"tag/{n % 3}"])
        for n in range(count)
    ]


def test_an_edit_writes_few_files() -> None:
    site = Site(many())
    before = dict(site.files)
    documents = many()
    documents[7] = document("7.md", "제목 7", f"{COMMON} 낱말7 word7 fresh", tags=["tag/1"])
    site.patch(documents)
    new = site.files.keys() - before.keys()
    assert 1 <= len(new) <= 3
    assert site.files[INDEX] != before[INDEX]
    assert Site(documents).files == site.files


WIDE = "0,17,5,3,40,300,2,9,18,4"


def test_places_are_parted_and_joined() -> None:
    assert part_places(WIDE) == ("0,17,3,40,9,18", "5,300,2,4")
    assert join_places(*part_places(WIDE)) == WIDE


def test_a_wide_term_comes_and_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its places have a file of their own as long as it is wide, and none is left behind."""
    monkeypatch.setattr("kb.search.shards._ALONE", 300)
    monkeypatch.setattr("kb.search.shards._WIDE", 500)

    def apart(site: Site) -> list[str]:
        return [shard["places"] for shard in shards_of(site, "words") if "places" in shard]

    site = Site(many(20))
    assert not apart(site)
    for count in (60, 61, 20, 0, 60):
        site.patch(many(count))
        assert bool(apart(site)) == (count >= 60)
        assert site.files.keys() >= {*apart(site)}
        firsts, files = read(site, INDEX)["words"]["first"].split("\n"), tier_files(site)
        assert [order(each) for each in firsts] == sorted(map(order, firsts))
        assert files.count(NONE) == len(apart(site))
        assert site.files == Site(many(count)).files


def test_nothing_changed_is_nothing_written() -> None:
    site = Site(many())
    before = dict(site.files)
    patched = site.patch(many())
    assert site.files == before
    assert not patched.gone
    assert not patched.forgotten


def test_names_say_what_is_in_files() -> None:
    site = Site(many())
    for name, data in site.files.items():
        assert name == INDEX or (len(name) == 8 and name.isalnum())
        assert msgspec.json.decode(data)


def test_cards_and_facets() -> None:
    both = [
        document("a.md", "제목", "글", tags=["x"], created="2025-08-02T10:00"),
        document("a.md", "Title", "text", number=1, aliases=["T"]),
        document("#x", "x", kind=DocumentKind.TAG),
    ]
    site = Site(both)
    directory = read(site, INDEX)
    assert directory["documents"] == 3
    assert directory["prefixes"] == ["", "en/"]
    cards = {
        int(number): card
        for name in names_in(directory["cards"]["files"])
        if name in site.files
        for number, card in read(site, name).items()
    }
    numbers = number_documents((each.key, each.number) for each in both)
    assert numbers["a.md", 0] >> 3 == numbers["a.md", 1] >> 3 == drawn("a.md")
    assert cards[numbers["a.md", 1]]["title"] == "Title"
    assert cards[numbers["a.md", 1]]["aliases"] == ["T"]
    assert "aliases" not in cards[numbers["a.md", 0]]
    facets = read(site, directory["facets"])
    numbers_found = list(accumulate(facets["ids"]))
    assert numbers_found == sorted(numbers.values())
    at = numbers_found.index(numbers["a.md", 0])
    assert facets["created"][at] == 20302
    assert facets["tagNames"] == ["x"]
    assert facets["tags"][at] == [0]
    assert facets["kinds"][facets["kind"][numbers_found.index(numbers["#x", 0])]] == "tag"


def test_texts_hold_all_passages() -> None:
    passages = [f"문단 {n} " + "낱말 " * 100 for n in range(30)]
    found = analyse(document("a.md", "제목", *passages, headings=["하나"]))
    files = [msgspec.json.decode(found.files[part.file]) for part in found.terms.texts]
    assert [each[2] for file in files for each in file["passages"]] == passages
    assert files[0]["sections"] == [["하나", "하나"]]
    assert all("sections" not in file for file in files[1:])
    for part, file in zip(found.terms.texts, files, strict=True):
        assert {each[0] for each in file["passages"]} <= set(part.blocks)


def test_documents_of_one_text_share_no_file() -> None:
    one, other = (analyse(document(key, "x", "the same text")) for key in ("a.md", "b.md"))
    assert not one.files.keys() & other.files.keys()


def test_numbers_of_few_change_when_others_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kb.search.numbers.drawn", lambda key: min(ord(key[0]), 98))
    assert number_documents([("c", 0), ("a", 0), ("b", 1)]) == {
        ("a", 0): 97 * 8,
        ("b", 1): 98 * 8 + 1,
        ("c", 0): 99 * 8,
    }


def test_a_key_may_have_many_documents() -> None:
    numbers = number_documents([("a", number) for number in range(20)])
    assert len(set(numbers.values())) == 20


def test_misspelt_words_are_found_by_how_they_begin_and_end() -> None:
    site = Site([document(f"{n}.md", "Momentum", "학습률을 학습률은 rare") for n in range(4)])
    for word, end in (("momentum", "mutnemom"), ("rare", "erar"), ("학습률", "ㄹㅠㄹㅂㅡㅅㄱㅏㅎ")):
        assert shard_of(site, "heads", word)["terms"][word] == [2]
        assert shard_of(site, "tails", end)["terms"][end] == [2]


def test_the_work_is_parted(monkeypatch: pytest.MonkeyPatch) -> None:
    documents: Sequence[Document] = many()
    whole = Site(documents).files
    monkeypatch.setattr(gathering, "_AT_ONCE", 10)
    assert Site(documents).files == whole
