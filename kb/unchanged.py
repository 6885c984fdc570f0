"""A build that has nothing to do says so at once.

In: the arguments of `kb build`, as they were typed. Out: what the last build with these arguments
printed, and its exit status, if nothing that it depends on has changed since: no note, no
attachment, no setting, no file of the site, not this program.

Only the standard library, and little of it: loading the rest takes longer than the whole look.
"""

import json
import os
import sys

from kb.stamp import (
    code_digest,
    digest_of,
    files_of_site,
    stamp_of_files,
    stamp_of_folder,
    stamp_of_site,
)


def record_path(cache: str, arguments: list[str]) -> str:
    """Where the record of a build with these arguments from this folder lies."""
    return os.path.join(cache, "last", digest_of(os.getcwd(), *arguments) + ".json")  # noqa: PTH118, PTH109


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
            with open(record_path(cache, arguments), encoding="utf-8") as file:  # noqa: PTH123
                record = json.load(file)
            if record["stamp"] == _stamp(record["depends"]):
                sys.stdout.write(record["said"])
                return int(record["status"])
        except (OSError, ValueError, KeyError, TypeError):
            continue
    return None


def stamp_before(vault: str) -> str:
    """Taken before the vault is read: what is saved while a build runs counts as a change."""
    return stamp_of_folder(vault)


def remember(
    path: str,
    *,
    depends: dict[str, object],
    vault_stamp: str,
    site_stamp: str,
    said: str,
    status: int,
) -> None:
    """Keep what a build said at `record_path`, for the next one with the same arguments.

    `depends`: the folders `vault` and `site`, the list `files`, and the mapping `variables` of the
    environment. `vault_stamp`: of the vault as it was before it was read; `site_stamp`: of the
    site as it was left.
    """
    record = {
        "stamp": _stamp(depends, vault_stamp, site_stamp),
        "depends": depends,
        "said": said,
        "status": status,
    }
    os.makedirs(os.path.dirname(path), exist_ok=True)  # noqa: PTH103, PTH120
    draft = f"{path}.{os.getpid()}"
    with open(draft, "w", encoding="utf-8") as file:  # noqa: PTH123
        json.dump(record, file)
    os.replace(draft, path)  # noqa: PTH105


def _stamp(depends: dict[str, object], vault_stamp: str = "", site_stamp: str = "") -> str:
    variables = depends["variables"]
    assert isinstance(variables, dict)
    now = {name: os.environ.get(name) for name in variables}
    files = depends["files"]
    assert isinstance(files, list)
    return digest_of(
        code_digest(),
        sys.version,
        json.dumps([now, variables], sort_keys=True),
        vault_stamp or stamp_of_folder(str(depends["vault"])),
        site_stamp or stamp_of_site(files_of_site(str(depends["site"]))),
        stamp_of_files(files),
    )
