"""All that stands around the notes, as data that can be kept.

In: a `Setup`, the trees and their folders, and a folder for what is remembered.
Out: a `Shell`, and from it the bytes of a page. Neither MkDocs nor Jinja is imported where the
shell was remembered and its skeletons cover the page.
"""

import importlib.util
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct, msgpack, structs

from kb import __version__
from kb.model import Page, Tree
from kb.names import Language
from kb.problems import Problem
from kb.publish.entry import Entry
from kb.publish.folder import ShellFolder
from kb.publish.frontend import Frontend, load_frontend
from kb.publish.search_field import SearchField
from kb.publish.setup import Setup
from kb.publish.skeleton import Skeletons, covers, encode, fill
from kb.store import digest, replace_file
from kb.strings import LOCALE

if TYPE_CHECKING:
    from kb.publish.stage import Stage


class Made(Struct, frozen=True):
    """What is remembered of a shell."""

    skeletons: dict[str, Skeletons]
    """By the tree's folder."""
    assets: tuple[tuple[str, str], ...]
    """Place in the site and file, sorted."""
    extras: dict[str, bytes]
    """Finished files beside the pages: `404.html` of each tree."""
    problems: tuple[Problem, ...]


class Shell(Struct, frozen=True, eq=False):
    """Hand it to each process of a pool once: the theme is set up once for each shell object."""

    setup: Setup
    trees: tuple[Tree, ...]
    folders: tuple[ShellFolder, ...]
    entries: tuple[Entry, ...]
    frontend: Frontend
    searches: dict[str, SearchField]
    """By the tree's folder."""
    cache: str
    made: Made
    digest: str
    """Changes whenever the finished file of an unchanged page may change."""

    @property
    def needs_full_template(self) -> bool:
        """Each page goes through Jinja: right, but twenty times slower."""
        return len(self.made.skeletons) < len(self.trees)


def load_shell(
    setup: Setup,
    trees: tuple[Tree, ...],
    folders: tuple[ShellFolder, ...],
    cache: Path,
    *,
    told_in: Language,
    entries: tuple[Entry, ...] = (),
    searches: dict[str, SearchField] | None = None,
) -> Shell:
    """The remembered shell, or a new one; raises `ConfigurationRefused`.

    `entries` are needed where `mkdocs.yml` has a `nav`; see `entries_of`.
    """
    if not setup.theme.get("nav"):
        entries = ()
    frontend = load_frontend()
    searches = searches or {}
    inputs = (setup.theme, setup.vault, trees, folders, entries, frontend, searches, told_in)
    fingerprint = _fingerprint(setup, inputs)
    file = cache / "shell" / f"{fingerprint}.msgpack"
    try:
        made = msgpack.decode(file.read_bytes(), type=Made)
    except (OSError, msgspec.DecodeError):
        made = None
    shell = Shell(
        setup=setup,
        trees=trees,
        folders=folders,
        entries=entries,
        frontend=frontend,
        searches=searches,
        cache=str(cache),
        made=made or Made({}, (), {}, ()),
        digest=fingerprint,
    )
    if made is None:
        from kb.publish.make import make  # noqa: PLC0415  MkDocs: a fifth of a second

        made = make(shell, told_in)
        _remember(file, msgpack.encode(made))
    if len(made.skeletons) == len(trees):
        # What a page looks like is in its skeleton, whatever else has changed.
        fingerprint = digest(msgpack.encode(made.skeletons))
    return structs.replace(shell, made=made, digest=fingerprint)


def publish_page(shell: Shell, page: Page) -> bytes:
    """The finished file of a page."""
    skeletons = shell.made.skeletons.get(page.tree.prefix)
    if skeletons is not None and covers(page):
        return fill(skeletons, page)
    return render_full(shell, page)


def render_full(shell: Shell, page: Page) -> bytes:
    """The same through the theme's template."""
    return encode(_stage(shell).render(page))


@lru_cache(maxsize=1)
def _stage(shell: Shell) -> "Stage":
    from kb.publish.make import set_up  # noqa: PLC0415  MkDocs: a fifth of a second

    return set_up(shell).stage


def _fingerprint(setup: Setup, inputs: tuple[Any, ...]) -> str:
    """Of everything that a shell depends on; paths are no part of it where contents can be."""
    parts = [msgpack.encode((__version__, *inputs))]
    theme = setup.theme.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    if custom:
        for file in sorted(Path(custom).rglob("*")):
            if file.is_file():
                parts += str(file.relative_to(custom)).encode(), file.read_bytes()
    for name in ("mkdocs", "material"):
        # Found without importing it; its first lines say which version it is.
        found = importlib.util.find_spec(name)
        if found is not None and found.origin:
            parts.append(Path(found.origin).read_bytes())
    return digest(*parts, _own_code())


def _own_code() -> bytes:
    """Changes while kb itself is being worked on."""
    own = Path(__file__).parent
    files = [*own.glob("*.py"), *own.rglob("*.html"), *LOCALE.glob("*/*/*.mo")]
    return repr(sorted((file.name, file.stat().st_mtime_ns) for file in files)).encode()


def _remember(file: Path, content: bytes) -> None:
    """Keep it, and forget the shells before it."""
    replace_file(file, content, file.parent)
    for other in file.parent.glob("*.msgpack"):
        if other != file:
            other.unlink(missing_ok=True)
