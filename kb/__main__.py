"""`kb` and `python -m kb`."""

import sys


def main() -> int:
    from kb.cli import kb  # noqa: PLC0415

    return kb(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
