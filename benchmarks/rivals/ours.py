"""Our search, in a site that `kb build` makes in two trees.

Quality and keys are asked of the worker that the page asks; opening is measured in the page itself,
from the key that opens the dialog to the first result that stands there, interface included.
"""

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from benchmarks.rivals.engine import HERE, Built, files_in, run
from benchmarks.rivals.notes import Made, write_vault
from kb.search.files import NONE

MANIFEST = "kb/web/dist/manifest.json"
CONFIGURATION = """\
site_name: Rivals
docs_dir: notes
site_dir: site
theme:
  name: material
plugins:
  - kb:
      languages: [ko, en]
"""
CLOCK = """\
import json
import sys
import time
from pathlib import Path

import kb.indexing
from kb.__main__ import main

make_index = kb.indexing.index_notes


def timed(*arguments, **named):
    start = time.perf_counter()
    try:
        return make_index(*arguments, **named)
    finally:
        Path("took.json").write_text(json.dumps(time.perf_counter() - start))


kb.indexing.index_notes = timed
sys.argv = ["kb", "build"]
sys.exit(main())
"""


class Ours:
    name = "Ours"
    shown = 10

    def build(self, notes: list[Made], folder: Path) -> Built:
        write_vault(notes, folder / "notes")
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        (folder / "clock.py").write_text(CLOCK, encoding="utf-8")
        measured = run([sys.executable, "clock.py"], folder)
        took = float(json.loads((folder / "took.json").read_text(encoding="utf-8")))
        site = folder / "site"
        assets = site / "assets" / "kb"
        manifest = json.loads((HERE.parents[1] / MANIFEST).read_text(encoding="utf-8"))
        worker = assets / manifest["searchWorker"]
        adapter = folder / "rival.js"
        text = (HERE / "pages" / "ours.js").read_text(encoding="utf-8")
        adapter.write_text(
            text.replace("WORKER", worker.relative_to(site).as_posix()), encoding="utf-8"
        )
        scripts = [file for name in ("search", "engine") for file in assets.glob(f"parts/{name}-*")]
        index = [*files_in(assets / "search"), *scripts]
        return Built(
            site,
            index,
            {self.name: adapter},
            measured,
            took,
            "all pages of kb",
            parts=parts_of(assets / "search"),
            opening=HERE / "pages" / "ours-opening.js",
        )


def parts_of(folder: Path) -> dict[str, str]:
    """What each file of our index holds."""
    directory = _json(folder, "index")
    parts = {file.name: "texts" for file in folder.iterdir()}
    parts |= {"index.json": "directory", f"{directory['facets']}.json": "facets"}
    cards = _names(directory["cards"])
    if "page" in directory["cards"]:
        parts |= {f"{page}.json": "directory" for page in cards}
        cards = [name for page in cards for name in _names(_json(folder, page))]
    parts |= {f"{name}.json": "cards" for name in cards}
    for tier in ("names", "words", "heads", "tails"):
        shards = _names(directory[tier])
        if directory[tier].get("pages"):
            parts |= {f"{page}.json": "directory" for page in shards}
            shards = [name for page in shards for name in _names(_json(folder, page))]
        kind = tier if tier in ("names", "words") else "spelling"
        shards = [name for name in shards if name != NONE]
        parts |= {f"{name}.json": kind for name in shards}
        if tier == "words":
            parts |= {f"{name}.json": "places" for name in _places(folder, shards)}
    return parts


def _places(folder: Path, shards: list[str]) -> Iterator[str]:
    """The files that shards of wide words name, at their ends."""
    for name in shards:
        text = (folder / f"{name}.json").read_text(encoding="utf-8")
        if found := re.search(r'"places":"(.{8})"\}$', text):
            yield found[1]


def _names(listed: dict[str, Any]) -> list[str]:
    """Of eight characters each."""
    return re.findall("." * 8, listed["files"])


def _json(folder: Path, name: str) -> Any:
    return json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))
