"""What a process loads before a note runs in it, once for all notes.

In: nothing. Out: numpy and matplotlib, imported and warm, and our own part of a child.
"""

import sys


def prepare() -> None:
    import ctypes  # noqa: F401, PLC0415  what children need is loaded once, here
    import pprint  # noqa: F401, PLC0415
    import traceback  # noqa: F401, PLC0415

    import numpy as np  # noqa: PLC0415

    from kb.run import figures  # noqa: PLC0415

    with figures.without_metrics():
        import matplotlib.pyplot  # noqa: ICN001, PLC0415

    from kb.run.chance import begin_chance  # noqa: PLC0415
    from kb.run.loaded import known_modules  # noqa: PLC0415
    from kb.run.sandbox.files import installation  # noqa: PLC0415

    np.random.default_rng(0)
    figures.prepare()
    matplotlib.pyplot._get_backend_mod()  # noqa: SLF001
    begin_chance(0)
    known_modules()
    installation()
    # What was warned of here, a note may hear of as well.
    for module in tuple(sys.modules.values()):
        if (registry := getattr(module, "__warningregistry__", None)) is not None:
            registry.clear()
