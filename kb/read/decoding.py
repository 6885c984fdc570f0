"""Turn bytes into text.

In: the bytes of a file in whatever encoding an editor of the last thirty years left it.
Out: text in which a newline ends every line, and what was wrong.

The order is: a byte order mark, UTF-8, UTF-16 without a mark, EUC-KR or CP949, UTF-8 with wrong
bytes replaced. A guess must explain the bytes better than broken UTF-8 does.
"""

import codecs
from typing import NamedTuple

from kb.patterns import pattern
from kb.problems import Finding, Rule, find

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le", "UTF-32"),
    (codecs.BOM_UTF32_BE, "utf-32-be", "UTF-32"),
    (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
    (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"),
)
_KOREAN = (("euc_kr", "EUC-KR"), ("cp949", "CP949"))

# NUL, and the noncharacters: the parser's own markers are made of these.
_NOT_TEXT = pattern("\0|[\ufdd0-\ufdef]|[\ufffe-\uffff]")
_LINE_END = pattern("\r\n?")
_HANGUL = pattern("[\uac00-\ud7a3]")
_BEYOND_ASCII = pattern("[^\0-\x7f]")
_ORDINARY = pattern("[\t\n\r -~]|[\uac00-\ud7a3]|[\u3131-\u318e]|[\u3000-\u303f]|[\u2010-\u2027]")


class Encoding(NamedTuple):
    codec: str
    """As Python calls it."""
    mark: int = 0
    """Bytes of the byte order mark at the beginning."""


_UTF8 = Encoding("utf-8")


def decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    text, _, findings = _decode(data)
    if "\r" in text:
        text = _LINE_END.sub("\n", text)
    return _NOT_TEXT.sub("\ufffd", text), findings


def encoding_of(data: bytes) -> Encoding:
    """What `decode` takes the bytes for."""
    return _decode(data)[1]


def _decode(data: bytes) -> tuple[str, Encoding, tuple[Finding, ...]]:
    utf8 = _UTF8
    if data.startswith(codecs.BOM_UTF8):
        utf8 = Encoding("utf-8", len(codecs.BOM_UTF8))
        data = data[utf8.mark :]
    else:
        for byte_order_mark, codec, name in _MARKS:
            if data.startswith(byte_order_mark):
                found = Encoding(codec, len(byte_order_mark))
                text = data[found.mark :].decode(codec, "replace")
                return text, found, (find(Rule.NOT_UTF8, 1, 1, encoding=name),)
    if b"\0" in data and (unmarked := _unmarked_utf16(data)):
        text, codec = unmarked
        return text, Encoding(codec), (find(Rule.NOT_UTF8, 1, 1, encoding="UTF-16"),)
    try:
        return data.decode(), utf8, ()
    except UnicodeDecodeError as error:
        first = error.start
    text = data.decode("utf-8", "replace")
    for codec, name in _KOREAN:
        if (korean := _korean(data, codec, text)) is not None:
            # Behind a mark of UTF-8 that is not true, the mark is still not text.
            own = Encoding(codec, utf8.mark)
            return korean, own, (find(Rule.NOT_UTF8, 1, 1, encoding=name),)
    before = _LINE_END.sub("\n", data[:first].decode())
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    return text, utf8, (find(Rule.INVALID_UTF8, line, column, byte=f"0x{data[first]:02X}"),)


def _unmarked_utf16(data: bytes) -> tuple[str, str] | None:
    """The text and its codec, if it is plainly UTF-16."""
    for codec in ("utf-16-le", "utf-16-be"):
        try:
            text = data.decode(codec)
        except UnicodeDecodeError:
            continue
        # Read the wrong way round, ASCII and Hangul alike become letters of many scripts.
        if "\0" not in text and len(_ORDINARY.findall(text)) > 0.9 * len(text):
            return text, codec
    return None


def _korean(data: bytes, codec: str, as_utf8: str) -> str | None:
    """The text if Korean explains the bytes better than UTF-8 with mistakes does."""
    wrong = as_utf8.count("\ufffd")
    if len(_BEYOND_ASCII.findall(as_utf8)) > 2 * wrong:
        return None
    try:
        text = data.decode(codec)
    except UnicodeDecodeError:
        return None
    hangul, beyond = len(_HANGUL.findall(text)), len(_BEYOND_ASCII.findall(text))
    return text if hangul * 2 > beyond else None
