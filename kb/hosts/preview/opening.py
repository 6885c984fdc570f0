"""Which file is meant by the name that a page says.

In: a state and a name. Out: a file of the vault, or of its configuration; a name is looked up among
those that were read, and never made into a path.
"""

import os
from collections.abc import Callable
from pathlib import Path

from kb.live import State
from kb.names import NotePath
from kb.questions import LEDGER
from kb.translating import LEDGER as TRANSLATIONS


def file_called(state: State, path: NotePath) -> Path | None:
    """Absolute; None where nothing is called so, or it has left the vault since."""
    return files_called(state)(path)


def files_called(state: State) -> Callable[[NotePath], Path | None]:
    """The same for many."""
    vault = os.path.abspath(state.prepared.workspace.vault)  # noqa: PTH100  a link stays one
    real_vault = os.path.realpath(vault)
    names = {entry.path: entry.file for entry in state.prepared.workspace.listing.notes}
    names |= {NotePath(ledger): ledger for ledger in (LEDGER, TRANSLATIONS)}
    configurations = [Path(name) for name in state.shell.setup.configuration.files]

    def called(path: NotePath) -> Path | None:
        if path not in names:
            return next((file for file in configurations if file.name == path), None)
        file = Path(vault, names[path])
        real = os.path.realpath(file)
        inside = os.path.commonpath((real_vault, real)) == real_vault
        return file if inside and Path(real).is_file() else None

    return called
