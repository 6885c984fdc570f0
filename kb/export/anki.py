"""A deck of Anki: a card for each question, by genanki.

In: questions. Out: the bytes of an `.apkg`. Whoever imports it again gets no second card: the note
of a question is known by its id, and the newer text replaces the older one.
"""

import io
import itertools
import json
import re
import sqlite3
import tempfile
import zipfile
from collections.abc import Sequence
from hashlib import blake2b
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from kb.export.markup import Leaving, Pictures, plain
from kb.export.origin import MissingPartError, Origin
from kb.model import Question

_MODEL = 1_763_862_001
"""Whatever changes in the cards, their kind is this one: else Anki would begin all anew."""
_FIELDS = ("Id", "Question", "Options", "Key", "Reasons", "Explanation", "Source")
_FRONT = """\
<div class="question">{{Question}}</div>
<div class="options">{{Options}}</div>
"""
_BACK = """\
{{FrontSide}}
<hr id="answer">
<div class="key">{{Key}}</div>
{{#Reasons}}<div class="reasons">{{Reasons}}</div>{{/Reasons}}
{{#Explanation}}<div class="explanation">{{Explanation}}</div>{{/Explanation}}
{{#Source}}<div class="source">{{Source}}</div>{{/Source}}
"""
_CSS = """\
.card { font-family: system-ui, sans-serif; font-size: 18px; line-height: 1.5; text-align: left;
  max-width: 44em; margin: 0 auto; padding: 0.5em; }
.option, .reason { display: flex; gap: 0.6em; margin: 0.4em 0; }
.option > b, .reason > b { min-width: 1.2em; }
.key { font-weight: bold; font-size: 1.2em; }
.source { font-size: 0.8em; opacity: 0.75; margin-top: 1em; }
pre { overflow-x: auto; }
img { max-width: 100%; height: auto; }
p { margin: 0.4em 0; }
"""
_OURS = re.compile(r"[0-9a-f]{10}(?:-\d+)?")
"""An id that is made from the text: no other vault has it, unless it asks the same."""
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""Of files in the package: the same questions at the same time give the same bytes."""


def anki(questions: Sequence[Question], origin: Origin) -> bytes:
    """Raises MissingPartError where genanki is not installed."""
    try:
        import genanki  # noqa: PLC0415  an extra of ours
    except ModuleNotFoundError as error:
        raise MissingPartError("anki") from error
    model = genanki.Model(
        _MODEL,
        "kb question",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card 1", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
        sort_field_index=1,
    )
    deck = genanki.Deck(_number_of(origin.site_name), origin.site_name)
    pictures = Pictures(origin, lambda name: name)
    for question in questions:
        note = genanki.Note(
            model,
            _fields(question, origin, pictures),
            guid=_guid(question, origin),
            tags=[_tag(tag) for tag in question.tags],
        )
        deck.add_note(note)
    return _packed(genanki.Package(deck), pictures.files, origin.now)


def _fields(question: Question, origin: Origin, pictures: Pictures) -> list[str]:
    leaving = Leaving(origin)
    options, reasons = [], []
    for answer in question.answers:
        options.append(_row("option", answer.letter, leaving.offered(question, answer, pictures)))
        if why := leaving.html(question, answer.why, pictures):
            reasons.append(_row("reason", f"{'✓' if answer.right else '✗'} {answer.letter}", why))
    stem = leaving.html(question, question.stem, pictures)
    return [
        question.id,
        f'<div lang="{escape(question.language)}">{stem}</div>',
        "".join(options),
        escape(", ".join(question.right)),
        "".join(reasons),
        leaving.html(question, question.explanation, pictures),
        _source(question, origin),
    ]


def _row(kind: str, letter: str, html: str) -> str:
    return f'<div class="{kind}"><b>{escape(letter)}</b><div>{html}</div></div>'


def _source(question: Question, origin: Origin) -> str:
    title = escape(plain(question.title))
    if not origin.site_url:
        return title
    return f'<a href="{escape(urljoin(origin.site_url, question.url))}">{title}</a>'


def _guid(question: Question, origin: Origin) -> str:
    # Many vaults may have a question that its author calls `q1`.
    vault = "" if _OURS.fullmatch(question.id) else origin.site_name
    return blake2b(f"kb question\n{vault}\n{question.id}".encode(), digest_size=8).hexdigest()


def _tag(tag: str) -> str:
    """Anki parts tags by spaces, and their levels by two colons."""
    return "::".join("_".join(part.split()) for part in tag.split("/"))


def _number_of(name: str) -> int:
    """Anki knows decks by a number; the same name has the same."""
    return 1 << 40 | int.from_bytes(blake2b(name.encode(), digest_size=5).digest())


def _packed(package: Any, files: dict[str, bytes], now: float) -> bytes:
    """What `Package.write_to_file` makes, which takes the media from files on disk only."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "collection.anki2"
        connection = sqlite3.connect(file)
        try:
            package.write_to_db(connection.cursor(), now, itertools.count(int(now * 1000)))
            connection.commit()
        finally:
            connection.close()
        collection = file.read_bytes()
    held = {str(number): data for number, data in enumerate(files.values())}
    names = {str(number): name for number, name in enumerate(files)}
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {
            "collection.anki2": collection,
            "media": json.dumps(names).encode(),
            **held,
        }.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data)
    return packed.getvalue()
