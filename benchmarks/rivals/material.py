"""Material's own search, in a site that MkDocs builds: `language: ko`, the plugin as it comes."""

import json
import sys
from pathlib import Path

from benchmarks.rivals.engine import HERE, Built, run
from benchmarks.rivals.notes import Made, write_vault

CONFIGURATION = """\
site_name: Rivals
docs_dir: notes
site_dir: site
use_directory_urls: true
theme:
  name: material
  language: ko
  font: false
  features: [navigation.prune]
hooks: [clock.py]
plugins:
  - search
  - tags
"""
CLOCK = '''\
"""How long the plugin of the search takes within a build."""

import json
import time
from pathlib import Path

took = 0.0


def on_config(config):
    plugins = config.plugins
    plugin = next(each for name, each in plugins.items() if name.split("/")[-1] == "search")
    for event in ("page_context", "post_build"):
        methods = plugins.events[event]
        for number, method in enumerate(methods):
            if getattr(method, "__self__", None) is plugin:
                methods[number] = timed(method)
    return config


def timed(method):
    def call(*arguments, **named):
        global took
        start = time.perf_counter()
        try:
            return method(*arguments, **named)
        finally:
            took += time.perf_counter() - start
            Path("took.json").write_text(json.dumps(took))

    return call
'''


class Material:
    name = "Material"
    shown = 10

    def build(self, notes: list[Made], folder: Path) -> Built:
        write_vault(notes, folder / "notes")
        (folder / "notes" / "index.md").write_text("# Rivals\n", encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
        (folder / "clock.py").write_text(CLOCK, encoding="utf-8")
        script = str(Path(sys.executable).with_name("mkdocs"))
        measured = run([script, "build", "-q"], folder)
        took = float(json.loads((folder / "took.json").read_text(encoding="utf-8")))
        site = folder / "site"
        worker = next((site / "assets/javascripts/workers").glob("search.*.min.js"))
        adapter = folder / "rival.js"
        text = (HERE / "pages" / "material.js").read_text(encoding="utf-8")
        adapter.write_text(text.replace("WORKER", worker.name), encoding="utf-8")
        index = [site / "search" / "search_index.json", worker]
        return Built(site, index, {self.name: adapter}, measured, took, "all pages of MkDocs")
