"""The catalogues of the words that users see.

In: sentences marked in the code with `mark` or `translate`. Out: kb/locale/LANGUAGE/.../kb.po,
which people fill in, and kb.mo beside it, which `kb` reads.

    python tools/catalogues.py extract   bring the .po files up to date with the code
    python tools/catalogues.py compile   make the .mo files

There is no .pot: the sentences in the code are the English catalogue, and it would say them twice.
"""

import sys
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
LOCALE = ROOT / "kb" / "locale"

# The argument that holds the sentence: `mark(text)`, `translate(language, text)`.
KEYWORDS = {"mark": None, "translate": (2,), "say": None}


def marked_sentences() -> Catalog:
    """What the code says to users, with the files that say it (no lines: they move too often)."""
    catalogue = Catalog(charset="utf-8")
    found = extract_from_dir(ROOT / "kb", [("**.py", "python")], keywords=KEYWORDS)
    for file, _, message, comments, _ in sorted(found, key=lambda each: (each[0], each[1])):
        if message:
            catalogue.add(message, locations=[(f"kb/{file}", 1)], auto_comments=comments)
    return catalogue


def po_files() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/kb.po"))


def read_catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=file.parts[-3], charset="utf-8")


def extract() -> None:
    """Add new sentences to every catalogue and drop those that nobody says any more."""
    said = marked_sentences()
    for file in po_files():
        ours = read_catalogue(file)
        ours.update(said, no_fuzzy_matching=True)
        ours.obsolete.clear()
        text = BytesIO()
        write_po(text, ours, width=100, sort_by_file=True, include_lineno=False)
        file.write_bytes(_without_dates(text.getvalue()))


def _without_dates(text: bytes) -> bytes:
    """The same for the same sentences: a header with the time would differ at every run."""
    noise = (
        b'"POT-Creation-Date',
        b'"PO-Revision-Date',
        b'"Generated-By',
        b'"Last-Translator',
        b'"Report-Msgid-Bugs-To',
        b'"Project-Id-Version',
    )
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith(noise)]
    return b"".join(kept).rstrip() + b"\n"


def compile_catalogues() -> list[Path]:
    written = []
    for file in po_files():
        text = BytesIO()
        write_mo(text, read_catalogue(file))
        target = file.with_suffix(".mo")
        # Other processes may be reading it: a test run compiles while another reads.
        part = target.with_suffix(".mo.part")
        part.write_bytes(text.getvalue())
        part.replace(target)
        written.append(target)
    return written


if __name__ == "__main__":
    if sys.argv[1:] == ["extract"]:
        extract()
    elif sys.argv[1:] == ["compile"]:
        compile_catalogues()
    else:
        raise SystemExit(__doc__)
