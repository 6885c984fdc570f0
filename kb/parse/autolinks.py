"""Addresses that stand in the text as they are: `https://...`, `www. ...` and mail addresses.

In: inline text at `:`, `w` or `@`. Out: link tokens, whose `info` is `auto`.

As GFM has it (https://github.github.com/gfm/#autolinks-extension-), and as Korean needs it: an
address may follow a letter of another script, ends before a closing bracket that it did not open
when such a letter follows, and does not swallow a particle: `https://example.com을`.
"""

from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline

from kb.parse.inline import add_inline_rule
from kb.patterns import pattern

_SCHEME = pattern(r"(?:^|[^0-9A-Za-z])(https?)$")
_NOT_BEFORE_WWW = pattern(r"[0-9A-Za-z_./@-]")
_HOST = pattern(r"[0-9A-Za-z_-]+(?:\.[0-9A-Za-z_-]+)*(?::\d+)?")
_REST = pattern(r"[/?#][^\s<\ufdd0-\ufdef。、「」『』（）【】《》〈〉，！？]*")
_TRAILING = pattern(r"(?:[?!.,:*_~'\"]|&[0-9A-Za-z]+;)$")
_PARTICLE = pattern(
    r"(?<=[!-~])(?:은|는|이|가|을|를|의|에|에서|에게|로|으로|와|과|도|만|까지|부터"
    r"|라는|이라는|라고|이라고|이다|입니다|이며)$"
)
_MAIL_BEFORE = pattern(r"(?:^|(?<=[^0-9A-Za-z.+_-]))[0-9A-Za-z.+_-]+$")
_MAIL_AFTER = pattern(r"[0-9A-Za-z](?:[0-9A-Za-z_-]*[0-9A-Za-z])?(?:\.[0-9A-Za-z_-]*[0-9A-Za-z])+")
_LONGEST_TRAILING = 36
_LONGEST_BEFORE = 256
"""How far to look, so that a line of 75 kB costs no more than its length."""


def _path(source: str, start: int, end: int) -> int:
    """Where the path, query and fragment of an address end that begin at `start`."""
    found = _REST.match(source, start, end)
    if found is None:
        return start
    text, stop, depth = found[0], len(found[0]), 0
    for position, character in enumerate(text):
        if character == "(":
            depth += 1
        elif character == ")":
            depth -= 1
            if depth < 0 and not text[position + 1 : position + 2].isascii():
                stop, depth = position, 0
                break
    while stop:
        tail = text[max(0, stop - _LONGEST_TRAILING) : stop]
        if tail.endswith(")") and depth < 0:
            stop -= 1
            depth += 1
        elif trailing := _TRAILING.search(tail) or _PARTICLE.search(tail):
            stop -= len(tail) - trailing.start()
        else:
            break
    return start + stop


def _is_host(host: str, dots: int) -> bool:
    labels = host.partition(":")[0].split(".")
    return len(labels) > dots and not any("_" in label for label in labels[-2:])


def _push(state: StateInline, text: str, address: str, before: int) -> bool:
    """A link of `text`, of which `before` characters were read as plain text already."""
    url = state.md.normalizeLink(address)
    if not state.md.validateLink(url):
        return False
    if before:
        state.pending = state.pending[:-before]
    token = state.push("link_open", "a", 1)
    token.attrSet("href", url)
    token.markup, token.info = "linkify", "auto"
    state.push("text", "", 0).content = state.md.normalizeLinkText(text)
    token = state.push("link_close", "a", -1)
    token.markup, token.info = "linkify", "auto"
    state.pos += len(text) - before
    return True


def _scheme(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.pending[-6:])
    host = _HOST.match(state.src, state.pos + 3, state.posMax)
    if scheme is None or host is None or not _is_host(host[0], 0):
        return False
    start = state.pos - len(scheme[1])
    text = state.src[start : _path(state.src, host.end(), state.posMax)]
    return _push(state, text, text, len(scheme[1]))


def _www(state: StateInline, silent: bool) -> bool:
    start = state.pos
    if silent or state.linkLevel or (start and _NOT_BEFORE_WWW.match(state.src, start - 1)):
        return False
    host = _HOST.match(state.src, start, state.posMax)
    if host is None or not _is_host(host[0], 1):
        return False
    text = state.src[start : _path(state.src, host.end(), state.posMax)]
    return _push(state, text, f"http://{text}", 0)


def _mail(state: StateInline, silent: bool) -> bool:
    if silent or state.linkLevel:
        return False
    before = _MAIL_BEFORE.search(state.pending[-_LONGEST_BEFORE:])
    after = _MAIL_AFTER.match(state.src, state.pos + 1, state.posMax)
    if before is None or after is None or state.src[after.end() : after.end() + 1] in ("-", "_"):
        return False
    text = f"{before[0]}@{after[0]}"
    return _push(state, text, f"mailto:{text}", len(before[0]))


def add_autolinks(md: MarkdownIt) -> None:
    add_inline_rule(md, "autolink_scheme", _scheme, ":")
    add_inline_rule(md, "autolink_www", _www, "w")
    add_inline_rule(md, "autolink_mail", _mail, "@")
