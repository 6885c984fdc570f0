"""What other programs get: everything of a question, and nothing that breaks their formats."""

import base64
import io
import json
import re
import zipfile
from collections.abc import Sequence
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import escape

from kb.config import Settings
from kb.export import FORMATS, Origin, export
from kb.model import Answer, Question, Worded
from kb.names import Language, Url
from kb.pipeline import prepare
from tests.export.reading import Item, read_gift, read_moodle
from tests.questions.notes import question

NOTE = (
    "---\ntags: [optimisation/rates, loss shape]\n---\n# Rates\n\n"
    + question(
        "Which of $\\eta < 2/L$ and `a = {b: 1}` ~ is shown in ![a curve](../my%20curve.png)?",
        "**one** #1",
        "`x = {1: 2}`",
        "see [[other|elsewhere]]",
        right="B",
    )
    + "\n💡 추가 설명:\n\n- **A) one** - 아니다: 100%\n- **C) see** - no ~ not `{}`\n"
)
PICTURE = b"\x89PNG\r\n\x1a\n not much of a picture"


def _origin(url: str = "https://example.org/notes/") -> Origin:
    return Origin("My notes", url, lambda path: PICTURE if path == "my curve.png" else None, 1e9)


@pytest.fixture
def questions(tmp_path: Path) -> tuple[Question, ...]:
    vault = tmp_path / "vault"
    (vault / "in").mkdir(parents=True)
    (vault / "in" / "rates.md").write_text(NOTE, encoding="utf-8")
    (vault / "other.md").write_text("# Other\n", encoding="utf-8")
    (vault / "my curve.png").write_bytes(PICTURE)
    prepared = prepare(vault, Settings(languages=(Language("en"),)), tmp_path / "cache")
    return tuple(prepared.questions())


def test_json_is_what_was_agreed(questions: tuple[Question, ...]) -> None:
    (told,) = json.loads(export("json", questions, _origin()))
    assert list(told) == "id path line lang stem options answer explanation tags".split()
    assert [option["letter"] for option in told["options"]] == ["A", "B", "C"]
    assert told["options"][0] == {"letter": "A", "text": "one #1", "explanation": "아니다: 100%"}
    assert told["answer"] == ["B"]
    assert (told["path"], told["line"], told["tags"]) == (
        "in/rates.md",
        6,
        ["optimisation/rates", "loss shape"],
    )


@pytest.mark.parametrize("form", ["gift", "moodle"])
def test_moodle_gets_all_of_it(form: str, questions: tuple[Question, ...]) -> None:
    (item,) = _read(form, export(form, questions, _origin()))
    assert item.id == questions[0].id
    assert item.tags == ("optimisation/rates", "loss shape")
    assert item.single
    assert [option.worth for option in item.options] == [0, 100, 0]
    assert item.options[0].text == "<strong>one</strong> #1"
    assert item.options[0].feedback == '<span lang="ko">아니다: 100%</span>'
    assert item.options[1].text == "<code>x = {1: 2}</code>"
    assert 'href="https://example.org/notes/other/"' in item.options[2].text
    assert '<math xmlns="http://www.w3.org/1998/Math/MathML">' in item.stem
    assert "<code>a = {b: 1}</code> ~ is" in item.stem


def _read(form: str, data: bytes) -> list[Item]:
    return read_gift(data.decode()) if form == "gift" else read_moodle(data)


def test_pictures_go_along_or_are_fetched(questions: tuple[Question, ...]) -> None:
    stem = read_moodle(export("moodle", questions, _origin()))[0].stem
    name = re.findall(r'src="@@PLUGINFILE@@/([\w.-]+)"', stem)[0]
    tree = ET.fromstring(export("moodle", questions, _origin()))
    (file,) = tree.findall("question/questiontext/file")
    assert (file.get("name"), file.get("encoding")) == (name, "base64")
    assert base64.b64decode(file.text or "") == PICTURE
    assert name.startswith("my-curve-")
    assert 'src="https://example.org/notes/my%20curve.png"' in _gift_stem(questions, _origin())
    # Without an address it is told in words, and what leads to the site does not lead.
    bare = _gift_stem(questions, _origin(""))
    assert "<img" not in bare
    assert "a curve" in bare
    assert "href" not in export("gift", questions, _origin("")).decode()


def _gift_stem(questions: Sequence[Question], origin: Origin) -> str:
    return read_gift(export("gift", questions, origin).decode())[0].stem


def test_the_same_questions_give_the_same_bytes(questions: tuple[Question, ...]) -> None:
    pytest.importorskip("genanki", reason="the extra `anki` is not installed")
    for form in FORMATS:
        assert export(form, questions, _origin()) == export(form, questions, _origin())


# --- QTI: structural checks, for no copy of its schema is at hand ---

QTI = "{http://www.imsglobal.org/xsd/imsqti_v2p1}"
CP = "{http://www.imsglobal.org/xsd/imscp_v1p1}"
_INLINE = set(
    "a abbr b br cite code dfn em i img kbd math q samp small span strong sub sup var".split()
)
_BLOCKS = set(
    "blockquote caption col colgroup dd div dl dt h1 h2 h3 h4 h5 h6 hr li ol p pre table tbody td "
    "tfoot th thead tr ul".split()
)
_ORDER = "responseDeclaration outcomeDeclaration itemBody responseProcessing modalFeedback".split()


def check_qti(data: bytes) -> dict[str, ET.Element]:
    """The items of a package, once all is as the specification asks for it."""
    archive = zipfile.ZipFile(io.BytesIO(data))
    names = archive.namelist()
    assert len(set(names)) == len(names)
    manifest = ET.fromstring(archive.read("imsmanifest.xml"))
    assert manifest.tag == f"{CP}manifest"
    assert [child.tag for child in manifest] == [
        f"{CP}{name}" for name in ("metadata", "organizations", "resources")
    ]
    listed = {"imsmanifest.xml"}
    items = {}
    identifiers = [_identifier(manifest)]
    for resource in manifest.iter(f"{CP}resource"):
        assert resource.get("type") == "imsqti_item_xmlv2p1"
        identifiers.append(_identifier(resource))
        files = [file.get("href", "") for file in resource]
        assert files[0] == resource.get("href")
        listed.update(files)
        item = ET.fromstring(archive.read(files[0]))
        sources = {image.get("src", "") for image in item.iter(f"{QTI}img")}
        inside = {source for source in sources if source.startswith("../")}
        assert {source.removeprefix("../") for source in inside} == set(files[1:])
        items[files[0]] = item
        _check_item(item)
    assert len(set(identifiers)) == len(identifiers)
    assert listed == set(names)
    return items


def _identifier(element: ET.Element) -> str:
    found = element.get("identifier", "")
    assert re.fullmatch(r"[A-Za-z_][\w.-]*", found)
    return found


def _check_item(item: ET.Element) -> None:
    assert item.tag == f"{QTI}assessmentItem"
    assert (item.get("adaptive"), item.get("timeDependent")) == ("false", "false")
    assert item.get("title")
    _identifier(item)
    order = [_ORDER.index(child.tag.removeprefix(QTI)) for child in item]
    assert order == sorted(order)
    response = item.find(f"{QTI}responseDeclaration")
    assert response is not None
    choices = [_identifier(choice) for choice in item.iter(f"{QTI}simpleChoice")]
    assert len(set(choices)) == len(choices)
    right = [value.text for value in response.iter(f"{QTI}value")]
    assert right
    assert set(right) <= set(choices)
    interaction = item.find(f"{QTI}itemBody/{QTI}choiceInteraction")
    assert interaction is not None
    several = response.get("cardinality") == "multiple"
    assert interaction.get("maxChoices") == ("0" if several else "1")
    assert len(right) == 1 or several
    declared = {
        _identifier(each): each.get("cardinality") for each in item.iter(f"{QTI}outcomeDeclaration")
    }
    assert declared["FEEDBACK"] == response.get("cardinality")
    for told in item.iter(f"{QTI}modalFeedback"):
        assert told.get("outcomeIdentifier") in declared
        assert told.get("identifier") in {*choices, "GENERAL"}
    for part in (item.find(f"{QTI}itemBody"), *item.iter(f"{QTI}modalFeedback")):
        assert part is not None
        for element in part.iter():
            _check_element(element)


def _check_element(element: ET.Element) -> None:
    if "MathML" in element.tag:
        return
    name = element.tag.removeprefix(QTI)
    ours = {"itemBody", "choiceInteraction", "simpleChoice", "modalFeedback"}
    assert name in _INLINE | _BLOCKS | ours, name
    if name not in ours:
        allowed = {
            "a": {"href"},
            "img": {"src", "alt", "width", "height"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan", "rowspan", "scope"},
        }.get(name, set())
        allowed.add("{http://www.w3.org/XML/1998/namespace}lang")
        assert set(element.attrib) <= allowed
    if name in {"p", "pre", "span", *(_INLINE - {"math"})}:
        inside = {child.tag.removeprefix(QTI) for child in element if "MathML" not in child.tag}
        assert inside <= _INLINE, (name, inside)


def test_a_package_of_qti(questions: tuple[Question, ...]) -> None:
    (item,) = check_qti(export("qti", questions, _origin())).values()
    assert next(value.text for value in item.iter(f"{QTI}value")) == "OPTION_B"
    feedback = {
        told.get("identifier"): "".join(told.itertext())
        for told in item.iter(f"{QTI}modalFeedback")
    }
    assert feedback == {"OPTION_A": "아니다: 100%", "OPTION_C": "no ~ not {}"}


# --- whatever anybody writes ---

_TEXT = st.text(
    st.one_of(st.sampled_from("~=#{}:\\\n%[]/-><&\"' \t가a1$"), st.characters(codec="utf-8"))
)
_WORDED = _TEXT.map(lambda text: Worded(text, str(escape(text)), Language("en")))


@st.composite
def any_questions(draw: st.DrawFn) -> Question:
    several = draw(st.booleans())
    rights = draw(st.lists(st.booleans(), min_size=2, max_size=6))
    if not several:
        rights = [place == rights.count(True) % len(rights) for place in range(len(rights))]
    elif not any(rights):
        rights[0] = True
    own = draw(st.from_regex(r"[a-z0-9]{1,8}", fullmatch=True))
    return Question(
        id=own,
        path="a.md",
        line=1,
        column=1,
        language=Language("en"),
        title=draw(_TEXT),
        url=Url(f"a/#q-{own}"),
        several=several,
        stem=draw(_WORDED),
        answers=tuple(
            Answer("ABCDEF"[place], right, draw(_WORDED), draw(_WORDED))
            for place, right in enumerate(rights)
        ),
        explanation=draw(_WORDED),
        hints=(),
        tags=tuple(draw(st.lists(_TEXT, max_size=2))),
    )


class _Words(HTMLParser):
    """What a browser would show."""

    def __init__(self) -> None:
        super().__init__()
        self.text = ""

    def handle_data(self, data: str) -> None:
        self.text += data


def _words(html: str) -> str:
    reader = _Words()
    reader.feed(html)
    reader.close()
    return " ".join(reader.text.split())


def _expected(words: Worded) -> str:
    kept = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]", "", words.text)
    return " ".join(kept.split())


@pytest.mark.parametrize("form", ["gift", "moodle"])
@settings(max_examples=40)  # each of them writes a whole file
@given(st.lists(any_questions(), max_size=3))
def test_what_is_written_can_be_read(form: str, questions: list[Question]) -> None:
    items = _read(form, export(form, questions, _origin()))
    assert [item.id for item in items] == [question.id for question in questions]
    for item, one in zip(items, questions, strict=True):
        assert _words(item.stem) == _expected(one.stem)
        assert _words(item.feedback) == _expected(one.explanation)
        assert item.single == (not one.several)
        assert [option.worth > 0 for option in item.options] == [
            answer.right for answer in one.answers
        ]
        gained = sum(option.worth for option in item.options if option.worth > 0)
        assert gained == pytest.approx(100, abs=0.001)
        for option, answer in zip(item.options, one.answers, strict=True):
            assert _words(option.text) == (_expected(answer.content) or answer.letter)
            assert _words(option.feedback) == _expected(answer.why)


@settings(max_examples=40)
@given(st.lists(any_questions(), max_size=3, unique_by=lambda question: question.id))
def test_whatever_is_written_is_a_package(questions: list[Question]) -> None:
    assert len(check_qti(export("qti", questions, _origin()))) == len(questions)
