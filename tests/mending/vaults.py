"""Vaults on the disk whose problems are mended."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path

from kb.config import Settings
from kb.mending import Mend, Offers, Proved, Proving
from kb.names import Language, NotePath, Tag
from kb.pipeline import Prepared, prepare
from kb.problems import Finding, Rule, find
from kb.read import decode
from kb.renaming import RenameRefused

BOTH = (Language("ko"), Language("en"))
ENGLISH = Language("en")


def write_vault(vault: Path, files: Mapping[str, bytes]) -> None:
    for name, data in files.items():
        file = vault / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


def prepared_vault(vault: Path, tags: tuple[Tag, ...] = ()) -> Prepared:
    settings = Settings(site_name="Test", languages=BOTH, tags=tags)
    return prepare(vault, settings, vault.parent / "cache")


def findings_of(prepared: Prepared, *, mentions: bool = True) -> list[tuple[NotePath, Finding]]:
    """All of them, by place."""
    found = [*prepared.findings]
    for each in prepared.mentions() if mentions else ():
        values = {"words": each.words, "target": each.target, "mend": each.mend}
        found.append((each.source, find(Rule.UNLINKED_MENTION, each.line, each.column, **values)))
    return sorted(found, key=lambda one: (one[0], one[1].line, one[1].column, one[1].rule))


def mends_of(prepared: Prepared, *, mentions: bool = True) -> Iterator[Mend]:
    offers = Offers(prepared)
    for path, finding in findings_of(prepared, mentions=mentions):
        if (mend := offers.offer(path, finding)) is not None:
            yield mend


def told(prepared: Prepared) -> str:
    """Each problem, what is offered for it, and what that changes."""
    offers, proving = Offers(prepared), Proving(prepared)
    lines: list[str] = []
    for path, finding in findings_of(prepared):
        name = Rule[finding.rule].value.name
        mend = offers.offer(path, finding)
        label = mend.label(ENGLISH) if mend is not None else "no mend"
        lines.append(f"{path}:{finding.line}:{finding.column}: [{name}] {label}")
        if mend is not None:
            try:
                lines += differences(proving.prove([mend]))
            except RenameRefused as refused:
                lines.append(f"refused: {refused}")
    return "\n".join(lines)


def differences(proved: Proved) -> Iterator[str]:
    for changed in proved.texts.values():
        before, after = (decode(data)[0].split("\n") for data in (changed.before, changed.after))
        for line in difflib.unified_diff(before, after, n=0, lineterm=""):
            if not line.startswith(("---  ", "+++  ", "--- \n", "@@", "--- ", "+++ ")):
                yield line
