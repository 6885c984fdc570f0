"""`kb` and `python -m kb`."""

import gc
import os
import sys

TYPE_CHECKING = False  # as in `kb.stamp`
if TYPE_CHECKING:
    from kb.ahead import Work


def main() -> int:
    # What a build makes is kept until it ends: looking for garbage takes a twentieth of its time.
    gc.set_threshold(1_000_000)
    arguments = sys.argv[1:]
    helper = None
    if arguments[:1] == ["build"]:
        from kb.ahead import ahead  # noqa: PLC0415  the rest takes 0.3 s to load
        from kb.unchanged import still_as_it_was  # noqa: PLC0415  as above

        status = still_as_it_was(arguments)
        if status is not None:
            return status
        _load_msgspec()
        # Begun before anything else is loaded, so that both processes load what each of them needs;
        # but not before it is known that something is to be built: an edit is seen within 20 ms.
        alone = any(argument.startswith("--jobs") for argument in arguments)
        helper = None if alone else ahead(_load_parser)
    from kb.cli import kb  # noqa: PLC0415  as above

    status = kb(arguments, helper)
    if helper is not None:
        # All is on disk and said: taking apart what was loaded takes longer than writing a page.
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    return status


def _load_msgspec() -> None:
    """Without `typing_extensions`. Where that is installed msgspec asks it for what `typing` has as
    well, and it loads `inspect` and `ast`: a third of all that a build after one edit loads.
    """
    name = "typing_extensions"
    if name not in sys.modules:
        sys.modules[name] = None  # type: ignore[assignment]  # as if it were not installed
        try:
            import msgspec  # noqa: F401, PLC0415
        finally:
            del sys.modules[name]


def _load_parser() -> "Work":
    from kb.ahead import INDEX  # noqa: PLC0415  as above
    from kb.workspace import parser_ahead  # noqa: PLC0415  not in the process that asks

    parse = parser_ahead()

    def work(asked: bytes) -> bytes:
        if not asked.startswith(INDEX):
            return parse(asked)
        from kb.indexing import indexer_ahead  # noqa: PLC0415  once the note is parsed

        return indexer_ahead(asked.removeprefix(INDEX))

    return work


if __name__ == "__main__":
    sys.exit(main())
