"""What is kept comes back, or is known to be gone."""

from pathlib import Path

from msgspec import Struct

from kb.store import (
    Cache,
    OpenCache,
    OpenPacks,
    PackReader,
    PackWriter,
    Slice,
    digest,
    is_own,
    load,
    locked_if_free,
    replace_file,
    save,
)


class Kept(Struct, frozen=True):
    name: str


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "er" / "x.html"
    for data in (b"one", b"two"):
        found = replace_file(file, data, tmp_path / "drafts")
        assert file.read_bytes() == data
        assert found.st_size == 3
    assert list((tmp_path / "drafts").iterdir()) == []


def test_what_is_damaged_is_forgotten(tmp_path: Path) -> None:
    file = tmp_path / "x.msgpack"
    assert load(file, Kept) is None
    save(file, Kept("a"))
    assert load(file, Kept) == Kept("a")
    file.write_bytes(file.read_bytes()[:-1])
    assert load(file, Kept) is None
    save(file, [1, 2])
    assert load(file, Kept) is None


def test_packs_of_two_writers(tmp_path: Path) -> None:
    one, two = PackWriter(tmp_path), PackWriter(tmp_path)
    places = [(one.add(b"a"), b"a"), (two.add(b"bb"), b"bb"), (one.add(b""), b"")]
    one.flush()
    two.flush()
    places.append((one.add(b"ccc"), b"ccc"))
    one.flush()
    reader = PackReader(tmp_path)
    assert one.name != two.name
    for where, data in places:
        assert reader.get(where) == data
    assert reader.get(Slice("gone.pack", 0, 5)) == b""


def test_a_pack_goes_on_where_it_ended(tmp_path: Path) -> None:
    first = PackWriter(tmp_path)
    one = first.add(b"one")
    first.flush()
    second = PackWriter(tmp_path, first.name)
    # More than it keeps in memory lies there before it is asked to.
    two = second.add(b"two" * 2_000_000)
    reader = PackReader(tmp_path)
    assert second.name == first.name
    assert [reader.get(one), reader.get(two)] == [b"one", b"two" * 2_000_000]


def test_a_digest_knows_where_one_part_ends() -> None:
    assert digest("ab", "c") != digest("a", "bc")
    assert digest("a") == digest(b"a")


def test_an_open_cache_reads_each_file_once_and_writes_when_it_is_told(tmp_path: Path) -> None:
    save(tmp_path / "x.msgpack", Kept("a"))
    cache = OpenCache(tmp_path)
    assert cache.load("x.msgpack", Kept) == Kept("a")
    save(tmp_path / "x.msgpack", Kept("of somebody else"))
    assert cache.load("x.msgpack", Kept) == Kept("a")
    cache.save("x.msgpack", Kept("b"))
    assert cache.load("x.msgpack", Kept) == Kept("b")
    assert load(tmp_path / "x.msgpack", Kept) == Kept("of somebody else")
    cache.flush()
    assert load(tmp_path / "x.msgpack", Kept) == Kept("b")
    assert Cache(tmp_path / "new").load("x.msgpack", Kept) is None
    Cache(tmp_path / "new").save("x.msgpack", Kept("c"))
    assert load(tmp_path / "new" / "x.msgpack", Kept) == Kept("c")


def test_open_packs_outlive_their_files(tmp_path: Path) -> None:
    writer = PackWriter(tmp_path)
    theirs = writer.add(b"theirs")
    writer.flush()
    packs = OpenPacks(tmp_path)
    ours = [packs.add(b"ours"), packs.add(b"as well")]
    for file in tmp_path.iterdir():
        file.unlink()
    assert [packs.get(each) for each in (theirs, *ours)] == [b"theirs", b"ours", b"as well"]
    assert [is_own(each) for each in (theirs, *ours)] == [False, True, True]
    less = packs.emptied()
    del packs
    assert less.get(theirs) == b"theirs"
    assert less.get(less.add(b"new")) == b"new"
    assert less.added == 3


def test_who_would_have_to_wait_is_told(tmp_path: Path) -> None:
    with locked_if_free(tmp_path) as first, locked_if_free(tmp_path) as second:
        assert first
        assert not second
    with locked_if_free(tmp_path) as third:
        assert third
