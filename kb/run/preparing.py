"""What a process loads before a note runs in it, once for all notes.

In: nothing. Out: numpy and matplotlib, imported and warm, and our own part of a child.
"""


def prepare() -> None:
    import ctypes  # noqa: F401, PLC0415  what children need is loaded once, here
    import pprint  # noqa: F401, PLC0415
    import traceback  # noqa: F401, PLC0415

    import matplotlib.pyplot  # noqa: F401, ICN001, PLC0415
    import numpy as np  # noqa: PLC0415

    from kb.run import figures  # noqa: PLC0415
    from kb.run.chance import begin_chance  # noqa: PLC0415
    from kb.run.sandbox.files import installation  # noqa: PLC0415

    np.random.default_rng(0)
    figures.prepare()
    begin_chance(0)
    installation()
