"""From bytes to text: encodings, line ends, and files that are gone."""

import codecs
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.model import Source
from kb.names import Language, NotePath
from kb.problems import one_line, problem
from kb.read import Entry, read
from kb.read.decoding import decode

ENTRY = Entry(NotePath("x.md"), "x.md", 0, 0, 0)
KOREAN = "# 경사 하강법\n\n손실 함수의 기울기를 따라 내려갑니다. A learning rate of 0.1.\n"
ENGLISH = "# Gradient descent\n\nIt walks downhill.\n"
SAVE = "it was read all the same; save it as UTF-8, which every program understands [not-utf8]"


def read_bytes(folder: Path, data: bytes) -> Source:
    (folder / "x.md").write_bytes(data)
    return read(folder, ENTRY)


def told(source: Source) -> list[str]:
    return [one_line(problem(finding, source.path, Language("en"))) for finding in source.findings]


def test_plain_utf8(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, KOREAN.encode())
    assert source.text == KOREAN
    assert source.findings == ()
    assert len(source.digest) == 32


def test_the_digest_is_of_the_bytes(tmp_path: Path) -> None:
    one, two = read_bytes(tmp_path, b"a\r\n"), read_bytes(tmp_path, b"a\n")
    assert one.text == two.text
    assert one.digest != two.digest


def test_a_byte_order_mark_is_no_letter(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, codecs.BOM_UTF8 + KOREAN.encode())
    assert source.text == KOREAN
    assert source.findings == ()


@pytest.mark.parametrize("data", [b"a\r\nb\r\n", b"a\rb\r", b"a\nb\n", b"a\r\nb\r"])
def test_every_line_end_is_a_newline(tmp_path: Path, data: bytes) -> None:
    assert read_bytes(tmp_path, data).text == "a\nb\n"


@pytest.mark.parametrize("text", [KOREAN, ENGLISH])
@pytest.mark.parametrize(
    ("mark", "codec", "name"),
    [
        (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
        (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
        (b"", "utf-16-le", "UTF-16"),
        (b"", "utf-16-be", "UTF-16"),
        (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    ],
)
def test_utf16(tmp_path: Path, text: str, mark: bytes, codec: str, name: str) -> None:
    source = read_bytes(tmp_path, mark + text.replace("\n", "\r\n").encode(codec))
    assert source.text == text
    assert told(source) == [f"x.md:1:1: this file is {name}, not UTF-8; {SAVE}"]


@pytest.mark.parametrize(
    ("codec", "name", "text"),
    [("euc-kr", "EUC-KR", KOREAN), ("cp949", "CP949", KOREAN + "똠방각하 펲시콜라\n")],
)
def test_korean_encodings_of_old(tmp_path: Path, codec: str, name: str, text: str) -> None:
    source = read_bytes(tmp_path, text.encode(codec))
    assert source.text == text
    assert told(source) == [f"x.md:1:1: this file is {name}, not UTF-8; {SAVE}"]


@pytest.mark.parametrize(
    ("data", "text", "place", "byte"),
    [
        (b"one\r\ntwo caf\xe9\n", "one\ntwo caf\ufffd\n", "2:8", "0xE9"),
        (KOREAN.encode() + b"\xb0\xa1", KOREAN + "\ufffd\ufffd", "4:1", "0xB0"),
        (b"\xff", "\ufffd", "1:1", "0xFF"),
        (b"a\xed\xa0\x80", "a\ufffd\ufffd\ufffd", "1:2", "0xED"),
    ],
)
def test_a_byte_that_is_no_letter(
    tmp_path: Path, data: bytes, text: str, place: str, byte: str
) -> None:
    source = read_bytes(tmp_path, data)
    assert source.text == text
    assert told(source) == [
        (
            f"x.md:{place}: the byte {byte} is not UTF-8; each such byte is shown as \ufffd: type "
            "the letter anew and save as UTF-8 [not-utf8]"
        )
    ]


def test_what_is_no_character_is_replaced(tmp_path: Path) -> None:
    source = read_bytes(tmp_path, "a\0b\ufdd0c\ufdefd\ufffee\uffff".encode())
    assert source.text == "a\ufffdb\ufffdc\ufffdd\ufffde\ufffd"
    assert source.findings == ()


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    source = read(tmp_path, ENTRY)
    assert source.text == ""
    assert told(source) == [
        "x.md:1:1: this went away while the vault was being read; build once more [unreadable-file]"
    ]


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("builtins.open", refuse)
    source = read(tmp_path, ENTRY)
    monkeypatch.undo()
    assert told(source) == [
        (
            "x.md:1:1: you have no permission to read this; give yourself the right with "
            "`chmod u+rX`, or leave it out with `exclude` [unreadable-file]"
        )
    ]


def test_a_file_that_became_a_folder(tmp_path: Path) -> None:
    (tmp_path / "x.md").mkdir()
    assert told(read(tmp_path, ENTRY)) == [
        (
            "x.md:1:1: this cannot be read: Is a directory; check the disk, or leave it out with "
            "`exclude` [unreadable-file]"
        )
    ]


@given(st.binary())
def test_any_bytes_become_text(data: bytes) -> None:
    text, findings = decode(data)
    assert not any(letter in text for letter in "\r\0\ufdd0\ufffe\uffff")
    text.encode()
    for finding in findings:
        assert finding.line <= text.count("\n") + 1


@given(st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\r\0\ufeff")))
def test_utf8_is_never_taken_for_something_else(text: str) -> None:
    decoded, findings = decode(text.encode())
    assert findings == ()
    assert len(decoded) == len(text)


def test_real_notes_are_utf8(corpus: Path) -> None:
    for file in corpus.rglob("*.md"):
        _, findings = decode(file.read_bytes())
        assert not findings, file
