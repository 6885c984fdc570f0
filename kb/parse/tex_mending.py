"""TeX as MathJax takes it, in the words of our converter.

In: a formula as an author wrote it for Obsidian, whose MathJax knows more than the converter.
Out: the same formula with the common ones of those words put otherwise.
"""

import re

from kb.patterns import pattern

# What MathJax's users define in their sites' configuration again and again.
MACROS = {
    "abs": r"\lvert #1 \rvert",
    "norm": r"\lVert #1 \rVert",
    "floor": r"\lfloor #1 \rfloor",
    "ceil": r"\lceil #1 \rceil",
    "substack": r"\begin{matrix}#1\end{matrix}",
}

_MENDS: tuple[tuple[re.Pattern[str], str], ...] = (
    (pattern(r"\\(begin|end)\{split\}"), r"\\\1{aligned}"),
    (pattern(r"\\require\{\w+\}"), ""),
    (pattern(r"\\(?:label|nonumber|notag)\b(?:\{[^{}]*\})?"), ""),
    # A backslash at the end of a line is a space that TeX keeps.
    (pattern(r"(?<!\\)((?:\\\\)*)\\(?=\n|$)"), r"\1\\ "),
    (pattern("∅"), r"\\varnothing "),
    (pattern("∴"), r"\\therefore "),
    (pattern("∵"), r"\\because "),
)
# The names of CSS that MathJax takes and the converter, which has LaTeX's, does not.
_COLOURS = dict(
    pair.split(":")
    for pair in (
        "aqua:00FFFF coral:FF7F50 crimson:DC143C darkblue:00008B darkgreen:006400 "
        "darkorange:FF8C00 darkred:8B0000 deeppink:FF1493 deepskyblue:00BFFF dodgerblue:1E90FF "
        "firebrick:B22222 forestgreen:228B22 fuchsia:FF00FF gold:FFD700 goldenrod:DAA520 "
        "grey:808080 hotpink:FF69B4 indigo:4B0082 lightblue:ADD8E6 lightgreen:90EE90 "
        "lightgrey:D3D3D3 limegreen:32CD32 maroon:800000 mediumseagreen:3CB371 navy:000080 "
        "orangered:FF4500 royalblue:4169E1 salmon:FA8072 seagreen:2E8B57 silver:C0C0C0 "
        "skyblue:87CEEB slateblue:6A5ACD steelblue:4682B4 tomato:FF6347 turquoise:40E0D0"
    ).split()
)
# `\textcolor{gold}{x}` and `{\color{gold}x}` are the same: the brace moves to the front.
_COLOUR = pattern(r"\\(?:color|(text)color)\s*\{(" + "|".join(_COLOURS) + r")\}(?(1)\s*\{)")
_UNICODE = pattern(r"\\unicode\s*(?:\[[^\]]*\])?\{(?:0?x([0-9A-Fa-f]{1,6})|(\d{1,7}))\}")
_TEXT_WITH_MATH = pattern(r"\\text\s*\{((?:[^{}$]|\{[^{}]*\}|\$[^$]*\$)*)\}")
_TAG = pattern(r"\\tag(\*?)\{([^{}]*)\}")
_ENVIRONMENT = pattern(r"\\(begin|end)\{(align|gather|equation)(\*?)\}")
_REFERENCE = pattern(r"\\(eqref|ref)\{([^{}]*)\}")


def without_foreign_references(source: str) -> str:
    r"""`\eqref{2.7}` as the text (2.7) where another formula has that label.

    The converter sees one formula at a time and would link to nowhere. Authors name labels as they
    number equations, so the name is what a reader can look for.
    """
    if r"\eqref" not in source and r"\ref" not in source:
        return source

    def replace(found: re.Match[str]) -> str:
        command, label = found.groups()
        if rf"\label{{{label}}}" in source:
            return found[0]
        return rf"\text{{({label})}}" if command == "eqref" else rf"\text{{{label}}}"

    return _REFERENCE.sub(replace, source)


def mended(source: str) -> str:
    """The same formula, with what the converter does not know put in words that it knows."""
    for form, better in _MENDS:
        source = form.sub(better, source)
    source = _UNICODE.sub(_character, source)
    source = _COLOUR.sub(_coloured, source)
    source = _TEXT_WITH_MATH.sub(_split_text, source)
    return _numbered(source)


def unnumbered(source: str) -> str:
    r"""A formula without `\tag` in environments that number nothing, as Obsidian shows it.

    The converter would number every line of an `align`, from 1 in each formula anew.
    """
    if r"\begin{" not in source:
        return source
    if _TAG.search(source):
        return _ENVIRONMENT.sub(r"\\\1{\2*}", source)
    return _ENVIRONMENT.sub(_inner_environment, source)


def _inner_environment(found: re.Match[str]) -> str:
    # Braces, because what follows could be read as an argument.
    if found[2] == "equation":
        return "{" if found[1] == "begin" else "}"
    return rf"\{found[1]}{{{found[2]}ed}}"


def _character(found: re.Match[str]) -> str:
    code = int(found[1], 16) if found[1] else int(found[2])
    character = chr(code) if code < 0x110000 else ""
    return character if character.isprintable() else found[0]


def _coloured(found: re.Match[str]) -> str:
    return rf"{'{' if found[1] else ''}\color[HTML]{{{_COLOURS[found[2]]}}}"


def _split_text(found: re.Match[str]) -> str:
    parts = found[1].split("$")
    if len(parts) == 1:
        return found[0]
    return "".join(
        part if index % 2 else rf"\text{{{part.replace('{', '').replace('}', '')}}}"
        for index, part in enumerate(parts)
        if part
    )


def _numbered(source: str) -> str:
    """The formula within `equation` where its number stands outside of all environments."""
    tags = [*_TAG.finditer(source)]
    if len(tags) != 1:
        return source
    before = source[: tags[0].start()]
    if before.count(r"\begin{") > before.count(r"\end{"):
        return source
    inside = _ENVIRONMENT.sub(_inner_environment, before + source[tags[0].end() :])
    return rf"\begin{{equation}}{inside}{tags[0][0]}\end{{equation}}"
