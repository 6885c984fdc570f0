"""Snippets of this project's notes, as another note gets them by `use`.

In: a note and labels in it. Out: the names that these snippets bind. The notes are read by kb's own
parser and planner, so nothing of their code stands here a second time.
"""

from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from kb.config import Settings
from kb.names import Language, NotePath
from kb.planning import Plan, plan_notes
from tests.vaults import Vault

NOTES = Path(__file__).parents[2] / "notes"
PROBE = NotePath("probe.md")


@cache
def library(*places: str) -> SimpleNamespace:
    """`places`: such as `optimizers#adam`."""
    stems = sorted({place.partition("#")[0] for place in places})
    texts = [f"=== {stem}.md\n{(NOTES / stem).with_suffix('.md').read_text()}" for stem in stems]
    links = ", ".join(f'"[[{place}]]"' for place in places)
    texts.append(f"=== {PROBE}\n# Probe\n\n```python run\n#| use: [{links}]\npass\n```\n")
    network = Vault("\n".join(texts)).network
    plan = plan_notes(network, Settings(languages=(Language("ko"),)), (PROBE,))[PROBE]
    assert not plan.findings
    (probe,) = plan.pieces
    assert len(probe.uses) == len(places)
    bound: dict[str, Any] = {}
    for number in probe.uses:
        bound |= _bound(plan, number)
    return SimpleNamespace(**bound)


def _bound(plan: Plan, number: int) -> dict[str, Any]:
    """As `kb.run.note` does it: each snippet in a namespace of its own."""
    piece = plan.library[number]
    space: dict[str, Any] = {}
    for used in piece.uses:
        space |= _bound(plan, used)
    before = dict(space)
    exec(piece.snippet.code, space)
    return {
        name: value
        for name, value in space.items()
        if not name.startswith("_") and (name not in before or before[name] is not value)
    }
