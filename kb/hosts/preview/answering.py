"""Which file of the site an address means, and what is sent for it.

In: a state of the vault and the path of a request. Out: an `Answer`. A path is only ever compared
with the names of what the site is made of; no file is opened by what a request says.
"""

import os
import re
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from msgspec import Struct

from kb.config import Settings
from kb.hosts.preview.injecting import dress
from kb.hosts.preview.keeping import Searchable
from kb.hosts.preview.media_types import DOCUMENTS, media_type
from kb.live import State
from kb.names import nfc, quote_path
from kb.site_files import SiteFile
from kb.store import digest as digest_of

LARGE = 4_000_000
"""Bytes from which on a file is sent piece by piece."""
_UNSAFE = re.compile(r"[\x00-\x1f\x7f\\]|//|(?:^|/)\.{1,2}(?:/|$)")
_NAMED_BY_CONTENT = re.compile(
    r"assets/(?:kb/(?!search/)|javascripts/|stylesheets/).*[.-][0-9A-Za-z]{8}\.(?:min\.)?\w+$"
)


class Answer(Struct, frozen=True):
    """What is sent, or where to go instead."""

    body: bytes = b""
    media: str = ""
    digest: str = ""
    """The ETag, and what messages call a page by."""
    file: str = ""
    """A large file, which is sent piece by piece."""
    status: int = 200
    immutable: bool = False
    sandboxed: bool = False
    """Somebody else's document, whose scripts have no business with us."""
    to: str = ""
    """The folder's address with its slash."""


class Secret(Struct, frozen=True):
    """What belongs to this run of the program."""

    token: str
    """What a page must know to change anything."""

    def digest(self, page: bytes) -> str:
        """Of a page with our script, which holds the token."""
        return digest_of(page, self.token)


def site_root(settings: Settings) -> str:
    """The path at which the site lies: that of `site_url`, as pages such as `404.html` name it."""
    return urlsplit(settings.site_url or "/").path or "/"


def root_of(state: State) -> str:
    return site_root(state.prepared.settings)


def name_of(path: str, root: str) -> str | None:
    """The name in the site's folder that a request's path means: "en/foo/" for a folder, '' for the
    start page. None where it cannot mean any: another root, or nothing that a link of ours says.
    """
    try:
        decoded = unquote_to_bytes(path).decode()
    except UnicodeDecodeError:
        return None
    if not decoded.startswith(root) or _UNSAFE.search(decoded):
        return None
    return nfc(decoded[len(root) :])


def page_name(path: str, root: str) -> str | None:
    """The same of a page's address, as a tab says it: the name of its file."""
    name = name_of(path.partition("#")[0].partition("?")[0], root)
    if name is None:
        return None
    return f"{name}index.html" if not name or name.endswith("/") else name


def address_of(name: str, root: str) -> str:
    """The address of a page's file."""
    return root + quote_path(name.removesuffix("index.html") if _is_index(name) else name)


def _is_index(name: str) -> bool:
    return name == "index.html" or name.endswith("/index.html")


def answer(state: State, path: str, secret: Secret, further: Searchable | None = None) -> Answer:
    """`further`: the files of the search, once a request asks for one."""
    root = root_of(state)
    name = name_of(path, root)
    if name is None:
        return missing(state, path, secret)
    wanted = f"{name}index.html" if not name or name.endswith("/") else name
    if further is not None and (part := further.files.find(wanted)) is not None:
        body = further.bytes_of(part)
        return Answer(body, media_type(part.name), digest_of(body))
    file = state.files.find(wanted)
    if file is None:
        if not name.endswith("/") and state.files.find(f"{name}/index.html") is not None:
            return Answer(status=302, to=f"{path}/")
        return missing(state, path, secret)
    return _file(state, file, secret)


def page(state: State, name: str, secret: Secret) -> Answer | None:
    """The page whose file is `name`, as a request for it would be answered."""
    file = state.files.find(name)
    return _file(state, file, secret) if file is not None else None


def missing(state: State, path: str, secret: Secret) -> Answer:
    """`404.html` of the tree that the address is in."""
    inside = path.removeprefix(root_of(state))
    prefixes = sorted((tree.prefix for tree in state.prepared.site.trees), key=len, reverse=True)
    prefix = next(prefix for prefix in (*prefixes, "") if inside.startswith(prefix))
    file = state.files.find(f"{prefix}404.html")
    body = state.bytes_of(file) if file is not None else b"404"
    digest = secret.digest(body)
    return Answer(dress(body, secret.token, digest), media_type(".html"), digest, status=404)


def _file(state: State, file: SiteFile, secret: Secret) -> Answer:
    media = media_type(file.name)
    if file.source:
        return _copied(state, file, media, secret)
    body = state.bytes_of(file)
    if not media.startswith("text/html"):
        return Answer(body, media, digest_of(body))
    digest = secret.digest(body)
    return Answer(dress(body, secret.token, digest), media, digest)


def _copied(state: State, file: SiteFile, media: str, secret: Secret) -> Answer:
    """A file of the theme or of the vault, where it is still one of these."""
    vault = str(state.prepared.workspace.vault)
    is_attachment = file.source.startswith(vault + os.sep)
    real = Path(os.path.realpath(file.source))
    # It was within the vault when that was read; a link may have taken its place.
    if is_attachment and not real.is_relative_to(os.path.realpath(vault)):
        return missing(state, file.name, secret)
    sandboxed = is_attachment and media.partition(";")[0] in DOCUMENTS
    try:
        status = real.stat()
        if not real.is_file():
            return missing(state, file.name, secret)
        if status.st_size > LARGE:
            digest = digest_of(f"{real} {status.st_mtime_ns} {status.st_size}")
            return Answer(b"", media, digest, str(real), sandboxed=sandboxed)
        body = real.read_bytes()
    except OSError:
        return missing(state, file.name, secret)
    immutable = not is_attachment and _NAMED_BY_CONTENT.fullmatch(file.name) is not None
    return Answer(body, media, digest_of(body), immutable=immutable, sandboxed=sandboxed)
