"""A sentence agrees with what fills its braces, in every language that there is a catalogue for."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from kb import strings
from kb.names import Language
from kb.strings import fill, mark_plural, translate
from tools.catalogues import compile_catalogues

KO, EN, PL = Language("ko"), Language("en"), Language("pl")

POLISH = """\
msgid ""
msgstr ""
"Language: pl\\n"
"Plural-Forms: nplurals=3; plural="
"(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{count} {count:note|notes}"
msgstr "{count} {count:notatka|notatki|notatek}"
"""


@pytest.fixture(scope="module", autouse=True)
def _formats() -> None:
    compile_catalogues()


@pytest.fixture(autouse=True)
def _catalogues(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Two of our own, which no other change of words changes."""
    for language, text in (("pl", POLISH), ("ko", KOREAN)):
        folder = tmp_path / language / "LC_MESSAGES"
        folder.mkdir(parents=True)
        compiled = BytesIO()
        write_mo(compiled, read_po(BytesIO(text.encode()), locale=language))
        (folder / "kb.mo").write_bytes(compiled.getvalue())
    monkeypatch.setattr(strings, "LOCALE", tmp_path)
    for remembering in (strings._catalogue, strings._plural):
        remembering.cache_clear()
    yield
    for remembering in (strings._catalogue, strings._plural):
        remembering.cache_clear()


KOREAN = """\
msgid ""
msgstr ""
"Language: ko\\n"
"Plural-Forms: nplurals=1; plural=0;\\n"
"Content-Type: text/plain; charset=utf-8\\n"

msgid "{name} is taken"
msgstr "‘{name}’{은/는} 이미 쓰고 있습니다"

msgid "{count} {count:note|notes}"
msgstr "노트 {count}개"

msgid "Moved to {folder}: {count:n}"
msgstr "{folder}{으로/로} 옮겼습니다: {count:n}개"
"""


def test_korean_particles_follow_what_is_filled_in() -> None:
    assert fill(KO, "{name} is taken", name="학습률") == "‘학습률’은 이미 쓰고 있습니다"
    assert fill(KO, "{name} is taken", name="데이터") == "‘데이터’는 이미 쓰고 있습니다"
    assert fill(KO, "{name} is taken", name="{은/는}") == "‘{은/는}’은 이미 쓰고 있습니다"
    told = fill(KO, "Moved to {folder}: {count:n}", folder="실험", count="12345")
    assert told == "실험으로 옮겼습니다: 12,345개"


@pytest.mark.parametrize(
    ("count", "english", "korean", "polish"),
    [
        (0, "0 notes", "노트 0개", "0 notatek"),
        (1, "1 note", "노트 1개", "1 notatka"),
        (3, "3 notes", "노트 3개", "3 notatki"),
        (12345, "12,345 notes", "노트 12,345개", "12 345 notatek"),
    ],
)
def test_forms_and_groups_of_numbers(count: int, english: str, korean: str, polish: str) -> None:
    told = [
        fill(language, "{count} {count:note|notes}", count=count).replace("\xa0", " ")
        for language in (EN, KO, PL)
    ]
    assert told == [english, korean, polish]


def test_a_number_may_be_given_as_text() -> None:
    assert fill(EN, "{a} {a:second|seconds}", a="1") == "1 second"
    assert fill(EN, "{a} {a:second|seconds}", a="0.5") == "0.5 seconds"
    assert fill(EN, "line {line}", line="12345") == "line 12345"


def test_a_language_without_a_catalogue_speaks_english_and_writes_as_it_does() -> None:
    told = fill(Language("de"), "{count} {count:note|notes}", count=12345)
    assert told == "12.345 notes"
    # What its catalogue does not have is English with English forms.
    assert fill(PL, "{count} {count:tag|tags}", count=3) == "3 tags"


def test_a_kind_of_a_language_has_the_catalogue_of_the_language() -> None:
    assert fill(Language("ko-kr"), "{count} {count:note|notes}", count=2) == "노트 2개"
    assert fill(Language("pl-latn-pl"), "{count} {count:note|notes}", count=2) == "2 notatki"
    assert translate(Language("kok"), "{name} is taken") == "{name} is taken"


def test_doubled_braces_are_braces() -> None:
    sentence = "write {{a: {count:note|notes}}} or {{}}"
    assert fill(EN, sentence, count=1) == "write {a: note} or {}"
    assert fill(EN, "write {{a}}") == "write {a}"


def test_the_sentences_of_a_library_are_as_they_were() -> None:
    assert mark_plural("one {a}", "many {a}") == ("one {a}", "many {a}")
