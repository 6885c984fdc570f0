"""`kb` and `python -m kb`."""

import gc
import sys


def main() -> int:
    # What a build makes is kept until it ends: looking for garbage takes a twentieth of its time.
    gc.set_threshold(1_000_000)
    arguments = sys.argv[1:]
    if arguments[:1] == ["build"]:
        from kb.unchanged import still_as_it_was  # noqa: PLC0415  the rest takes 0.3 s to load

        status = still_as_it_was(arguments)
        if status is not None:
            return status
    from kb.cli import kb  # noqa: PLC0415  as above

    return kb(arguments)


if __name__ == "__main__":
    sys.exit(main())
