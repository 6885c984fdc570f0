"""Which file is meant by the name that a page says.

In: a state and a name. Out: a file of the vault, or of its configuration; a name is looked up among
those that were read, and never made into a path.
"""

import os
from pathlib import Path

from kb.live import State
from kb.names import NotePath
from kb.questions import LEDGER
from kb.translating import LEDGER as TRANSLATIONS


def file_called(state: State, path: NotePath) -> Path | None:
    """Absolute; None where nothing is called so, or it has left the vault since."""
    workspace = state.prepared.workspace
    vault = os.path.abspath(workspace.vault)  # noqa: PTH100  a link to the vault stays one
    if path in workspace.known:
        file = Path(vault, _files(state)[path])
    elif path in (LEDGER, TRANSLATIONS):
        file = Path(vault, path)
    else:
        configurations = (Path(name) for name in state.shell.setup.configuration.files)
        return next((each for each in configurations if each.name == path), None)
    real = os.path.realpath(file)
    inside = os.path.commonpath((os.path.realpath(vault), real)) == os.path.realpath(vault)
    return file if inside and os.path.isfile(real) else None  # noqa: PTH113


def _files(state: State) -> dict[NotePath, str]:
    return {entry.path: entry.file for entry in state.prepared.workspace.listing.notes}
