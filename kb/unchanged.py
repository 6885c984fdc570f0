"""A build that has nothing to do says so at once.

In: the arguments of `kb build`, as they were typed. Out: what the last build with these arguments
printed, and its exit status, if nothing that it depends on has changed since: no note, no
attachment, no setting, no file of the site, not this program.

Only the standard library, and little of it: loading the rest takes longer than the whole look.
So a record is fields with a zero byte between them, which no file name can hold.
"""

import os
import sys
from zlib import crc32

from kb.stamp import code_stamp, stamp_of, stamp_of_files, stamp_of_folder

TYPE_CHECKING = False  # as in `kb.stamp`
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


def record_path(cache: str, arguments: list[str]) -> str:
    """Where the record of a build with these arguments from this folder lies."""
    name = f"{crc32(_asked(arguments).encode('utf-8', 'surrogatepass')):08x}"
    return os.path.join(cache, "last", name)  # noqa: PTH118  pathlib takes 5 ms to load


def _asked(arguments: list[str]) -> str:
    return repr((os.getcwd(), arguments))  # noqa: PTH109  as above


def user_cache() -> str:
    """Where what belongs to vaults without configuration is kept, by each system's custom."""
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.expanduser(r"~\AppData\Local")  # noqa: PTH111
    elif sys.platform == "darwin":
        base = os.path.expanduser("~/Library/Caches")  # noqa: PTH111
    else:
        base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")  # noqa: PTH111
    return os.path.join(base, "kb")  # noqa: PTH118


def still_as_it_was(arguments: list[str]) -> int | None:
    """Repeat what the last build said and give its status; None: there is something to build."""
    for cache in (os.path.join("build", "cache"), user_cache()):  # noqa: PTH118
        try:
            with open(  # noqa: PTH123
                record_path(cache, arguments), encoding="utf-8", errors="surrogatepass", newline=""
            ) as file:
                fields = iter(file.read().split("\0"))
            if _holds(arguments, fields):
                status, said = int(next(fields)), "\0".join(fields)
                sys.stdout.write(said)
                return status
        except (OSError, ValueError, StopIteration):
            continue
    return None


def _holds(arguments: list[str], fields: "Iterator[str]") -> bool:
    """Take the fields up to the status; False as soon as one of them is not true any more."""
    if next(fields) != _asked(arguments) or next(fields) != _program():
        return False
    names = _list(fields)
    if next(fields) != _variables(names):
        return False
    files = _list(fields)
    if next(fields) != stamp_of_files(files):
        return False
    vault = next(fields)
    if next(fields) != stamp_before(vault):
        return False
    site = next(fields)
    made = _list(fields)
    return next(fields) == stamp_of_files(made, site)


def _list(fields: "Iterator[str]") -> list[str]:
    return [next(fields) for _ in range(int(next(fields)))]


def _program() -> str:
    return sys.version + code_stamp()


def _variables(names: list[str]) -> str:
    return repr([os.environ.get(name) for name in names])


_before: "dict[str, str]" = {}
"""What `stamp_before` has found: the look at what is unchanged and the build after it share it."""


def stamp_before(vault: str) -> str:
    """Taken once, before the vault is read: what is saved while a build runs counts as a change."""
    if vault not in _before:
        _before[vault] = stamp_of_folder(vault)
    return _before[vault]


def remember(
    arguments: list[str],
    cache: str,
    *,
    vault: str,
    vault_stamp: str,
    site: str,
    made: "Iterable[tuple[str, int, int]]",
    files: list[str],
    variables: "Mapping[str, str | None]",
    said: str,
    status: int,
) -> None:
    """Keep what a build said, for the next one with the same arguments.

    `vault_stamp`: of the vault as it was before it was read. `made`: the site's files as they were
    left, with modification times and sizes. `files` and `variables` of the environment: what else
    the build depends on, the variables with what they held.
    """
    left = list(made)
    fields = [
        _asked(arguments),
        _program(),
        *_counted(list(variables)),
        repr(list(variables.values())),
        *_counted(files),
        stamp_of_files(files),
        vault,
        vault_stamp,
        site,
        *_counted([name for name, _, _ in left]),
        " ".join([stamp_of(mtime, size) for _, mtime, size in left]),
        str(status),
        said,
    ]
    path = record_path(cache, arguments)
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    draft = f"{path}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8", errors="surrogatepass", newline="") as file:  # noqa: PTH123
        file.write("\0".join(fields))
    os.replace(draft, path)  # noqa: PTH105


def _counted(items: list[str]) -> list[str]:
    return [str(len(items)), *items]
