"""Renames in vaults that lie in memory."""

import shlex
from typing import NamedTuple

from kb.config import ParseSettings, Settings
from kb.model import Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.read import decode
from kb.renaming import Plan, RenameRefused, parse_all
from kb.renaming.plan import Vault, make_plan
from kb.renaming.wanted import find_wanted

Files = dict[NotePath, bytes]
SETTINGS = Settings(site_name="Test", languages=(Language("ko"), Language("en")))


class Renamed(NamedTuple):
    files: Files
    plan: Plan


def vault_of(files: Files) -> Vault:
    outlines = {}
    for path, data in files.items():
        if path.endswith(".md"):
            text, findings = decode(data)
            source = Source(path, path, text, "", findings)
            outlines[path] = parse(source, ParseSettings()).outline
    others = tuple(path for path in files if path not in outlines)
    return Vault(SETTINGS, outlines, others)


def rename(files: Files, old: str, new: str, *, keep: bool = False, merge: bool = False) -> Renamed:
    vault = vault_of(files)
    before = vault.whereabouts(vault.outlines)
    wanted = find_wanted(before.site, old, new, merge=merge)
    plan = make_plan(
        vault,
        before,
        wanted,
        read=files.__getitem__,
        parse=lambda texts: parse_all(texts, ParseSettings(), 1),
        keep=keep,
    )
    after = {
        plan.moves.get(path, path): plan.texts[path].after if path in plan.texts else data
        for path, data in files.items()
    }
    return Renamed(after, plan)


def rename_as_typed(command: str, files: Files) -> Renamed:
    """`OLD NEW [--no-alias] [--merge]`."""
    words = shlex.split(command)
    options = [word for word in words if word.startswith("--")]
    old, new = (word for word in words if not word.startswith("--"))
    return rename(files, old, new, keep="--no-alias" not in options, merge="--merge" in options)


def leads(files: Files) -> dict[NotePath, list[object]]:
    """Where every link leads, by note."""
    vault = vault_of(files)
    found = vault.whereabouts(vault.outlines)
    return {path: [*found.ends(path)] for path in vault.outlines}


__all__ = ["Files", "RenameRefused", "Renamed", "leads", "rename", "rename_as_typed", "vault_of"]
