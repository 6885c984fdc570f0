"""What a page says and knows of other languages."""

import re
from pathlib import Path

import pytest

from kb.config import Settings
from kb.keys import Keys
from kb.model import Version
from kb.names import NotePath
from kb.pipeline import prepare
from tests.vaults import BOTH, Vault

VAULT = """=== 글.md
# 글

한국어로 쓴 글이다.

## 하나

첫째 절이다.

### 속

## 둘
=== 글.en.md
# Text

Written in English.

## One

### Inner

## Two
=== 홀로.md
# 홀로

번역이 없는 글이다.
=== only.md
# Only

There is no translation of this.
=== 日本.md
これは日本語の文章です。ひらがなとカタカナ。
"""


IN_ENGLISH = (
    "This note has not been translated into English yet. It is shown in Korean. "
    '<a href="../../%ED%99%80%EB%A1%9C/" hreflang="ko">See it on the Korean site</a>'
)
IN_KOREAN = (
    "이 노트는 아직 한국어 번역이 없어 영어 원문을 보여 드립니다. "
    '<a href="../en/only/" hreflang="en">영어 사이트에서 보기</a>'
)


@pytest.fixture(scope="module")
def vault() -> Vault:
    return Vault(VAULT, BOTH)


def notice(html: str) -> str:
    return "".join(re.findall(r'<p class="kb-notice" role="note">(.*?)</p>', html))


@pytest.mark.parametrize(
    ("path", "guest_of", "said"),
    [
        ("글.md", "", ""),
        ("글.en.md", "", ""),
        ("홀로.md", "", ""),
        ("홀로.md", "en", IN_ENGLISH),
        ("only.md", "ko", IN_KOREAN),
        # At home in a tree of another language: there is nowhere else to go.
        ("日本.md", "", "이 노트는 아직 한국어 번역이 없어 일본어 원문을 보여 드립니다."),
    ],
)
def test_a_page_in_another_language_says_so(
    vault: Vault, path: str, guest_of: str, said: str
) -> None:
    html = vault.page(path, guest_of).html
    assert notice(html) == said
    assert not said or html.index("</h1>") < html.index("kb-notice") < html.index("<p>")


def test_where_there_is_one_tree_nobody_is_promised_a_translation() -> None:
    assert notice(Vault(VAULT, BOTH[:1]).page("only.md").html) == ""


def test_a_page_knows_its_versions_and_the_headings_that_correspond(vault: Vault) -> None:
    korean, english = (vault.page(path).versions for path in ("글.md", "글.en.md"))
    pairs = (("하나", "one"), ("속", "inner"), ("둘", "two"))
    assert korean[1] == Version("en", "en/%EA%B8%80/", own=True, written="en", same=pairs)
    assert english[0].same == tuple((there, here) for here, there in pairs)
    assert korean[0].same == english[1].same == ()
    # The same text has the same ids.
    alone = vault.page("홀로.md", "en").versions
    assert [(each.own, each.written, each.same) for each in alone] == [
        (True, "ko", ()),
        (False, "ko", ()),
    ]


def test_a_heading_of_its_translation_makes_a_page_anew(tmp_path: Path) -> None:
    """It says which headings correspond."""
    folder = tmp_path / "vault"
    folder.mkdir()

    def keys(english: str) -> dict[str, str]:
        files = {
            "글.md": "# 글\n\n## 하나\n\n한국어\n",
            "글.en.md": english,
            "홀로.md": "# 홀로\n\n글\n",
        }
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        prepared = prepare(folder, Settings(site_name="x", languages=BOTH), tmp_path / "cache")
        made: Keys = prepared.keys("")
        paths = map(NotePath, files)
        return {path: made.note(path, made.context(path)) for path in paths}

    begin = f"# Text\n\n{'Long enough for a description. ' * 20}\n\n"
    first = keys(f"{begin}## One\n\nEnglish text.\n")
    body = keys(f"{begin}## One\n\nAnother English text.\n")
    heading = keys(f"{begin}## First\n\nAnother English text.\n")
    assert first["글.md"] == body["글.md"] != heading["글.md"]
    assert first["홀로.md"] == heading["홀로.md"]
