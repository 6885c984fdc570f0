"""The catalogues of the words that users see.

In: sentences marked in the code with `mark`, `translate`, `fill` or `say`, the help texts of
commands, and the words of scripts. Out: kb/locale/LANGUAGE/.../kb.po, which people fill in, and
what is read of them: kb.mo beside each, and `translated.ts` in kb/web/src. Also
kb/locale/formats.json, how each language writes dates and numbers.

    python tools/catalogues.py extract   bring the .po files up to date with the code
    python tools/catalogues.py compile   make the others
    python tools/catalogues.py new fr    begin a catalogue of another language

There is no .pot: the sentences in the code are the English catalogue, and it would say them twice.
"""

import sys
from io import BytesIO
from pathlib import Path

import babel
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
# So that it also runs from a build's own environment, where the folder is not a package's home.
sys.path.insert(0, str(ROOT))

from tools import formats  # noqa: E402 - needs the line above
from tools.script_words import script_words, translated_modules  # noqa: E402 - as above

LOCALE = ROOT / "kb" / "locale"
FORMATS = LOCALE / "formats.json"

# The argument that holds the sentence: `mark(text)`, `translate(language, text)`.
KEYWORDS = {
    "mark": None,
    "mark_plural": (1, 2),
    "translate": (2,),
    "fill": (2,),
    "say": None,
}


def marked_sentences() -> Catalog:
    """What the code says to users, with the files that say it (no lines: they move too often)."""
    catalogue = Catalog(charset="utf-8")
    # Packages of npm bring Python as well.
    folders = [("web/**", "ignore"), ("**.py", "python")]
    found = extract_from_dir(ROOT / "kb", folders, keywords=KEYWORDS)
    for file, _, message, comments, _ in sorted(found, key=lambda each: (each[0], each[1])):
        if message:
            catalogue.add(message, locations=[(f"kb/{file}", 1)], auto_comments=comments)
    # Only who extracts has all of `kb`: what builds a wheel compiles and has not.
    from kb.cli.commands import commands  # noqa: PLC0415
    from kb.cli.help import help_texts  # noqa: PLC0415

    for help_text in help_texts(commands):
        place = help_text.module.replace(".", "/")
        catalogue.add(help_text.text, locations=[(f"{place}.py", 1)])
    for word in script_words():
        comments = [" ".join(line.strip("* ") for line in word.comment.split("\n"))]
        catalogue.add(
            word.text,
            locations=[(f"kb/web/src/{word.file}", 1)],
            auto_comments=[comment for comment in comments if comment],
            context=word.context,
        )
    return catalogue


def po_files() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/kb.po"))


def language_of(file: Path) -> str:
    return file.parts[-3]


def read_catalogue(file: Path) -> Catalog:
    with file.open("rb") as stream:
        return read_po(stream, locale=language_of(file), charset="utf-8")


def write_catalogue(file: Path, catalogue: Catalog) -> None:
    text = BytesIO()
    write_po(text, catalogue, width=100, sort_by_file=True, include_lineno=False)
    file.write_bytes(_without_dates(text.getvalue()))


def begin(language: str) -> None:
    """An empty catalogue, with the rule of the language's plurals; `extract` fills in sentences."""
    file = LOCALE / language / "LC_MESSAGES" / "kb.po"
    file.parent.mkdir(parents=True)
    catalogue = Catalog(
        locale=language, charset="utf-8", fuzzy=False, header_comment=f"# {language}"
    )
    write_catalogue(file, catalogue)
    extract()


def extract() -> None:
    """Add new sentences to every catalogue and drop those that nobody says any more."""
    said = marked_sentences()
    for file in po_files():
        ours = read_catalogue(file)
        ours.update(said, no_fuzzy_matching=True)
        ours.obsolete.clear()
        write_catalogue(file, ours)


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


def compile_catalogues() -> None:
    for file in po_files():
        catalogue = read_catalogue(file)
        for message in [message for message in catalogue if message.context]:
            # Words of scripts, which are in the bundle.
            catalogue.delete(message.id, message.context)
        text = BytesIO()
        write_mo(text, catalogue)
        _replace(file.with_suffix(".mo"), text.getvalue())
    if not _is_newer(FORMATS, Path(formats.__file__), Path(babel.__file__)):
        _replace(FORMATS, formats.all_formats())
        FORMATS.touch()
    compile_script_words()


def compile_script_words() -> None:
    for file, text in translated_words().items():
        _replace(file, text.encode())


def translated_words() -> dict[Path, str]:
    """The modules that scripts read their words from, with their text."""
    return translated_modules({language_of(file): read_catalogue(file) for file in po_files()})


def _is_newer(made: Path, *sources: Path) -> bool:
    if not made.is_file():
        return False
    return made.stat().st_mtime_ns > max(source.stat().st_mtime_ns for source in sources)


def _replace(target: Path, data: bytes) -> None:
    """Other processes may be reading it: a test run compiles while another reads."""
    if target.is_file() and target.read_bytes() == data:
        return  # a build would take another time for another version of `kb`
    part = target.with_name(f"{target.name}.part")
    part.write_bytes(data)
    part.replace(target)


if __name__ == "__main__":
    if sys.argv[1:] == ["extract"]:
        extract()
    elif sys.argv[1:] == ["compile"]:
        compile_catalogues()
    elif sys.argv[1:2] == ["new"] and len(sys.argv) == 3:
        begin(sys.argv[2])
    else:
        raise SystemExit(__doc__)
