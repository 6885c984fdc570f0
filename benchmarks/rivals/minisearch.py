"""MiniSearch with its own tokens, the index written down by Node: as its manual has it for sites
without a server. By default it finds whole words; with `prefix` and `fuzzy`, which its manual shows
for searching while one types, more. It keeps no text, so it shows titles without excerpts.
"""

import json
from pathlib import Path

from benchmarks.rivals.engine import HERE, Built, install, run
from benchmarks.rivals.notes import Made, record
from tools.node import find_node


class MiniSearch:
    name = "MiniSearch"
    shown = 10

    def build(self, notes: list[Made], folder: Path) -> Built:
        site = folder / "site"
        site.mkdir()
        library = install() / "minisearch" / "dist" / "es" / "index.js"
        records = folder / "notes.json"
        records.write_text(json.dumps([record(note) for note in notes]), encoding="utf-8")
        index = site / "index.json"
        writer = str(HERE / "pages" / "minisearch-index.mjs")
        command = [*find_node().node, writer, str(library), str(records), str(index)]
        measured = run(command, folder)
        options = HERE / "pages" / "minisearch-options.js"
        beside = {
            "_rival/library.js": library,
            "_rival/minisearch-options.js": options,
            "_rival/minisearch.js": HERE / "pages" / "minisearch.js",
        }
        scripts = {
            "MiniSearch, default": HERE / "pages" / "minisearch.js",
            "MiniSearch, prefix and fuzzy": HERE / "pages" / "minisearch-typing.js",
        }
        files = [index, library]
        return Built(
            site, files, scripts, measured, measured.seconds, "nothing else", beside=beside
        )
