"""`kb new TITLE`: a note in the seed's form.

In: a title. Out: a file with front matter and the headings that a note has.
"""

import datetime as dt
import json
import re
from pathlib import Path

import click

from kb.cli.speech import say
from kb.names import Language, anchor, nfc
from kb.strings import mark, terminal_language, translate

_SECTIONS = (
    mark("🎯 Key point"),
    mark("📝 Explanation"),
    mark("🔍 Main ideas"),
    mark("📝 Question"),
    mark("🛠️ Remedies"),
)

_UNFIT = re.compile(r'[\\/:*?"<>|#^\[\]%\x00-\x1f]+')


@click.command(short_help="Write a new note with front matter.")
@click.argument("title")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=None,
    help="Where to write it. Default: notes/ beside mkdocs.yml, else here.",
)
@click.option("--tag", "tags", multiple=True, help="A tag such as problem/optimization.")
def new(title: str, folder: Path | None, tags: tuple[str, ...]) -> int:
    """Write a note called TITLE, with its front matter filled in."""
    if folder is None:
        folder = (
            Path("notes") if Path("mkdocs.yml").is_file() and Path("notes").is_dir() else Path()
        )
    title = nfc(" ".join(title.split()))
    name = anchor(title) or _UNFIT.sub("", title).strip(". ")
    if not name:
        raise click.UsageError(say("A title needs at least one letter or digit."))
    file = folder / f"{name}.md"
    text = note_text(title, name, tags, dt.date.today().isoformat())  # noqa: DTZ011  the author's own day
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with file.open("x", encoding="utf-8") as opened:
            opened.write(text)
    except FileExistsError:
        raise click.UsageError(say("{file} is there already.", file=str(file))) from None
    except OSError as error:
        raise click.UsageError(
            say("{file} cannot be written: {reason}", file=str(file), reason=error.strerror or "")
        ) from None
    click.echo(str(file))
    return 0


def note_text(title: str, name: str, tags: tuple[str, ...], day: str) -> str:
    """The text of a new note, in the language of its title."""
    language = terminal_language() if title.isascii() else _language_of(title)
    tag_lines = "".join(f"- {json.dumps(tag, ensure_ascii=False)}\n" for tag in tags)
    quoted = json.dumps(name, ensure_ascii=False)
    sections = "".join(f"## {translate(language, section)}\n\n\n" for section in _SECTIONS)
    return (
        f"---\ntitle: {quoted}\ncreated: {day}\nmodified: {day}\n"
        f"tags:{chr(10) + tag_lines if tags else ' []' + chr(10)}aliases: []\n---\n\n"
        f"# {title}\n\n{sections.rstrip()}\n"
    )


def _language_of(title: str) -> Language:
    return Language("ko") if re.search("[\uac00-\ud7a3]", title) else terminal_language()
