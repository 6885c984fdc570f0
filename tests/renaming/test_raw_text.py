"""No byte changes but those of an edit, whatever a file is encoded in."""

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.read import decode
from kb.renaming.raw_text import Edit, NotEncodableError, NotReversibleError, RawText

TEXTS = st.text(alphabet="ab 가각\u1100\u1161\ufeff\r\n😀é[]", max_size=40)


@given(TEXTS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-32"]), st.data())
def test_an_edit_changes_nothing_else(text: str, codec: str, data: st.DataObject) -> None:
    raw = RawText(text.encode(codec))
    start = data.draw(st.integers(0, len(raw.text)))
    end = data.draw(st.integers(start, len(raw.text)))
    after = raw.edited([Edit(start, end, "새 x")])
    assert RawText(after).text == raw.text[:start] + "새 x" + raw.text[end:]
    assert raw.edited([]) == raw.data
    assert raw.edited([Edit(start, end, raw.text[start:end])]) == raw.data


@given(st.binary(max_size=30), st.binary(max_size=30))
def test_bytes_that_are_no_text_stay(before: bytes, behind: bytes) -> None:
    data = b"# line\r\n" + before + b"\n[[old]]" + behind
    try:
        raw = RawText(data)
    except NotReversibleError:
        return
    place = raw.text.find("[[old]]")
    if place < 0:  # read as another encoding
        return
    assert raw.edited([Edit(place + 2, place + 5, "new")]) in {
        data.replace(b"[[old]]", b"[[new]]", 1),
        data[: len(before) + 9] + b"[[new]]" + behind,
    }


@given(st.one_of(TEXTS.map(str.encode), st.binary(max_size=60)))
def test_characters_stand_where_the_parser_has_them(data: bytes) -> None:
    try:
        raw = RawText(data)
    except NotReversibleError:
        return
    lines = decode(data)[0].split("\n")
    assert len(lines) == len(raw.lines)
    assert [len(line) for line in lines] == [len(line) for line in raw.lines]


def test_korean_of_earlier_years() -> None:
    data = "옛 노트 [[이름]]\r\n".encode("euc_kr")
    raw = RawText(data)
    place = raw.text.index("이름")
    assert raw.edited([Edit(place, place + 2, "새것")]).decode("euc_kr") == "옛 노트 [[새것]]\r\n"
    with pytest.raises(NotEncodableError):
        raw.edited([Edit(place, place + 2, "é😀")])


def test_utf_16_that_is_broken_cannot_be_kept() -> None:
    with pytest.raises(NotReversibleError):
        RawText(codecs.BOM_UTF16_LE + "가[[x]]".encode("utf-16-le") + b"\x00\xd8")
