"""The ledger of translations goes along with what is renamed.

In: a prepared vault and the plan of a rename. Out: how the ledger's file changes.

Notes that move keep what they were made from. A block in which only a link or a tag was rewritten
says what it said, so its translation is not stale for that; a heading that was renamed is another
one, and its translation is to be renamed as well.
"""

from collections.abc import Iterator, Mapping

from kb.config import ParseSettings
from kb.model import Source
from kb.names import NotePath
from kb.pipeline import Prepared
from kb.read import decode
from kb.renaming.files import FileChange
from kb.renaming.plan import Changed, Plan
from kb.store import digest
from kb.translating import LEDGER
from kb.translating.blocks import SourceBlock, source_blocks
from kb.translating.ledger import Origin, ledger_text, parse_ledger, renamed_lines


def carried_ledger(prepared: Prepared, plan: Plan) -> Iterator[FileChange]:
    """Nothing where there is no ledger, or nothing of it changes."""
    file = prepared.workspace.vault / LEDGER
    if not file.is_file():
        return
    before = file.read_bytes()
    text = before.decode("utf-8", "replace")
    ledger = parse_ledger(text)
    if ledger.damaged:
        # What cannot be read is its author's to mend; the paths are set right all the same.
        after = renamed_lines(text, plan.moves)
    else:
        after = ledger_text(_carried(ledger.origins, plan, prepared.settings.parse))
        if ledger_text(ledger.origins) == after:
            return
    data = after.encode()
    if data != before:
        yield FileChange(LEDGER, LEDGER, before, data)


def _carried(
    origins: Mapping[NotePath, Origin], plan: Plan, settings: ParseSettings
) -> dict[NotePath, Origin]:
    concerned = {*origins, *(origin.of for origin in origins.values())} & plan.texts.keys()
    same = {path: _same_blocks(plan.texts[path], path, settings) for path in concerned}
    nothing: dict[str, str] = {}
    carried = {}
    for path, origin in origins.items():
        ours, theirs = same.get(origin.of, nothing), same.get(path, nothing)
        pairs = tuple(
            (ours.get(one, one), theirs.get(other, other)) for one, other in origin.blocks
        )
        of = plan.moves.get(origin.of, origin.of)
        carried[plan.moves.get(path, path)] = Origin(of, pairs)
    return carried


def _same_blocks(changed: Changed, path: NotePath, settings: ParseSettings) -> dict[str, str]:
    """Digest before -> digest after, of blocks that only lead elsewhere."""
    before, after = (_blocks(data, path, settings) for data in (changed.before, changed.after))
    if len(before) != len(after):
        return {}
    return {
        old.digest: new.digest
        for old, new in zip(before, after, strict=True)
        if not old.kind.startswith("heading") or old.digest == new.digest
    }


def _blocks(data: bytes, path: NotePath, settings: ParseSettings) -> tuple[SourceBlock, ...]:
    from kb.parse import parse  # noqa: PLC0415  as in `kb.workspace`

    text, findings = decode(data)
    note = parse(Source(path, path, text, digest(data), findings), settings)
    return source_blocks(text, note.outline, note.body)
