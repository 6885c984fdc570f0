"""Pagefind over plain pages, one index for both languages: with one for each, it hides the notes of
the other language.
"""

from pathlib import Path

from benchmarks.rivals.engine import HERE, Built, files_in, install, run
from benchmarks.rivals.notes import Made, web_page


class Pagefind:
    name = "Pagefind"
    shown = 5

    def build(self, notes: list[Made], folder: Path) -> Built:
        site = folder / "site"
        for note in notes:
            file = site / note.folder / note.name / "index.html"
            file.parent.mkdir(parents=True)
            file.write_text(web_page(note), encoding="utf-8")
        program = str(install() / ".bin" / "pagefind")
        measured = run([program, "--site", str(site), "--force-language", "en"], folder)
        index = [
            file
            for file in files_in(site / "pagefind")
            # Its interfaces, which we do not use, and what loads them.
            if not file.name.startswith(("pagefind-ui", "pagefind-modular", "pagefind-highlight"))
            and "component" not in file.name
        ]
        scripts = {self.name: HERE / "pages" / "pagefind.js"}
        return Built(site, index, scripts, measured, measured.seconds, "nothing else")
