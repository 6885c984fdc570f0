"""An index is asked, by the engine that browsers run.

In: the folder of an index, and queries. Out: what the engine answers to each. It is JavaScript, so
a Node runs it: one process for all queries.
"""

import json
import re
import subprocess
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from kb.names import Language
from kb.node import find_node
from kb.publish.frontend import search_engine

_OTHER_FORMAT = re.compile(r"The index has format \d+, not \d+\.")
"""What engines of every version say of an index of another one; see `index.ts`."""


class NoEngineError(Exception):
    """The front end was not built, as in a fresh checkout."""


class NoNodeError(Exception):
    """There is no Node on this machine that is new enough."""


class EngineError(Exception):
    """The engine has ended without an answer; says what it said."""


class OtherFormatError(Exception):
    """The front end was built from sources that know another form of the index."""


class Request(Struct, frozen=True, omit_defaults=True):
    """As the engine's `terminal.mjs` has it; so have the answers."""

    query: str
    limit: int = 10
    language: Language | None = None


class Hit(Struct, frozen=True):
    kind: str
    url: str
    """With the anchor of the section that fits best."""
    title: str
    language: Language
    score: float
    matched: tuple[str, ...]
    """The words of the query, as they stand in what was found."""
    excerpt: str
    alias: str = ""
    """That fits better than the title."""


class Correction(Struct, frozen=True, rename="camel"):
    query: str
    is_instead: bool


class Nearest(Struct, frozen=True):
    title: str
    url: str


class Answer(Struct, frozen=True):
    hits: tuple[Hit, ...] = ()
    total: int = 0
    tags: tuple[Hit, ...] = ()
    corrected: Correction | None = None
    nearest: tuple[Nearest, ...] = ()
    error: str = ""


def ask(folder: Path, requests: Sequence[Request]) -> tuple[Answer, ...]:
    """The answers of the index that lies in `folder`, in the order of the requests.

    Raises:
        NoNodeError: there is none that is new enough.
        NoEngineError: the front end was not built.
        OtherFormatError: the front end was built for another index.
        EngineError: the engine failed.
    """
    engine = search_engine()
    if engine is None:
        raise NoEngineError
    node = find_node()
    if node is None:
        raise NoNodeError
    done = subprocess.run(  # noqa: S603  a Node and a script of ours; queries come by the pipe
        [node, str(engine), str(folder)],
        input="".join(map(_line, requests)).encode(),
        capture_output=True,
        check=False,
    )
    lines = done.stdout.splitlines()
    if done.returncode or len(lines) != len(requests):
        raise EngineError(done.stderr.decode("utf-8", "replace").strip())
    answers = tuple(msgspec.convert(json.loads(line), Answer) for line in lines)
    for answer in answers:
        if _OTHER_FORMAT.fullmatch(answer.error):
            raise OtherFormatError
        if answer.error:
            raise EngineError(answer.error)
    return answers


def _line(request: Request) -> str:
    # Not as MessagePack's library does it: a query may hold halves of surrogate pairs.
    return json.dumps(msgspec.to_builtins(request)) + "\n"
