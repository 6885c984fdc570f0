"""Little readers of what we export, written by what the formats say of themselves."""

import re
from typing import NamedTuple
from xml.etree import ElementTree as ET


class Option(NamedTuple):
    worth: float
    text: str
    feedback: str


class Item(NamedTuple):
    id: str
    tags: tuple[str, ...]
    name: str
    stem: str
    single: bool
    options: tuple[Option, ...]
    feedback: str


def read_gift(text: str) -> list[Item]:
    """As Moodle's own importer does it: comments, blank lines between questions, escapes last."""
    items = []
    for part in re.split(r"\n[ \t]*\n", text.strip() + "\n"):
        comment = "\n".join(line for line in part.split("\n") if line.startswith("//"))
        body = "\n".join(line for line in part.split("\n") if not line.startswith("//"))
        if not body.strip():
            continue
        hidden = _hide(body)
        found = re.fullmatch(
            r"\s*::(?P<name>.*?)::(?P<stem>.*?)\{(?P<answers>.*)\}\s*", hidden, re.DOTALL
        )
        assert found is not None, hidden
        answers, _, general = found["answers"].partition("####")
        options = []
        for sign, answer in re.findall(r"([=~])([^=~]*)", answers):
            weight = re.match(r"%(-?[\d.]+)%", answer)
            worth = float(weight[1]) if weight else 100.0 if sign == "=" else 0.0
            said, _, feedback = answer[weight.end() if weight else 0 :].partition("#")
            options.append(Option(worth, _shown(said), _shown(feedback)))
        assert "[id:" in comment
        items.append(
            Item(
                id=re.findall(r"\[id:([^\]]*)\]", comment)[0],
                tags=tuple(re.findall(r"\[tag:([^\]]*)\]", comment)),
                name=_shown(found["name"]),
                stem=_shown(found["stem"]),
                single="=" in answers,
                options=tuple(options),
                feedback=_shown(general),
            )
        )
    return items


_SIGNS = "~=#{}:"


def _hide(text: str) -> str:
    """Escaped signs as letters of a private area, so that nothing takes them for signs."""
    text = text.replace("\\\\", "\ue100")
    for number, sign in enumerate(_SIGNS):
        text = text.replace(f"\\{sign}", chr(0xE000 + number))
    return text.replace("\\n", "\ue101")


def _shown(text: str) -> str:
    text = text.strip().removeprefix("[html]")
    for number, sign in enumerate(_SIGNS):
        text = text.replace(chr(0xE000 + number), sign)
    return text.replace("\ue101", "\n").replace("\ue100", "\\")


def read_moodle(data: bytes) -> list[Item]:
    items = []
    for item in ET.fromstring(data).findall("question"):
        if item.get("type") != "multichoice":
            continue
        items.append(
            Item(
                id=_said(item, "idnumber"),
                tags=tuple(tag.findtext("text") or "" for tag in item.findall("tags/tag")),
                name=_said(item, "name/text"),
                stem=_said(item, "questiontext/text"),
                single=_said(item, "single") == "true",
                options=tuple(
                    Option(
                        float(answer.get("fraction", "")),
                        answer.findtext("text") or "",
                        answer.findtext("feedback/text") or "",
                    )
                    for answer in item.findall("answer")
                ),
                feedback=_said(item, "generalfeedback/text"),
            )
        )
    return items


def _said(item: ET.Element, path: str) -> str:
    return item.findtext(path) or ""
