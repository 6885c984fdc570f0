"""Which fences may run, and what their options mean."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.config import ParseSettings
from kb.model import Snippet, Source
from kb.names import NotePath
from kb.parse import parse
from tests.conftest import CheckCases
from tests.parse.rendering import read, show

DEFAULTS = Snippet("", 1, 1, (1, 1))


def said(snippet: Snippet) -> str:
    """Where it is, and what differs from a snippet of which nothing is said."""
    fields = (
        f"{name}={value!r}"
        for name in Snippet.__struct_fields__
        if name not in {"code", "line", "column", "fence"}
        and (value := getattr(snippet, name)) != getattr(DEFAULTS, name)
    )
    return f"{snippet.line}:{snippet.column} {snippet.code!r} {' '.join(fields)}".rstrip()


def test_snippets(check_cases: CheckCases) -> None:
    def give(text: str) -> str:
        _, reading = read(text)
        return "\n".join([show(text), *map(said, reading.snippets)])

    check_cases(Path(__file__).with_name("snippets.md"), give)


def outline_of(text: str) -> tuple[Snippet, ...]:
    return parse(Source(NotePath("x.md"), "x.md", text, ""), ParseSettings()).outline.snippets


OPTION = st.sampled_from(
    ["label: a", "fig-cap: b", "echo: no", "sweep: {x: [1, 2]}", "use: [[a#b]]", "{", ": :", "- x"]
)
PREFIX = st.sampled_from(["", "> ", "- ", "  1. "])


@given(
    st.lists(OPTION, max_size=4),
    st.lists(st.text("x= 1\t#|", max_size=8), min_size=1, max_size=4),
    st.integers(0, 3),
)
def test_code_stands_where_it_is_said_to_stand(
    options: list[str], code: list[str], above: int
) -> None:
    lines = [*["a"] * above, *[""] * bool(above), "```python run", *(f"#| {o}" for o in options)]
    lines += ["y = 2", *code, "```"]
    (snippet,) = outline_of("\n".join(lines))
    assert snippet.code.split("\n")[0] == "y = 2"
    first = snippet.line - 1
    assert lines[first:-1] == snippet.code.split("\n")[:-1]


@given(st.text("`{}python run:#|\n >-[]ab", max_size=80))
def test_no_fence_makes_the_parser_raise(text: str) -> None:
    outline_of(f"```{{python}}\n{text}\n```\n`{{python}} {text}`")


def test_run_is_said_for_the_whole_note() -> None:
    def said_of(value: str) -> bool | None:
        text = f"---\nrun: {value}\n---\n"
        source = Source(NotePath("x.md"), "x.md", text, "")
        return parse(source, ParseSettings()).outline.front_matter.run

    assert said_of("true") is True
    assert said_of("no") is False
    assert said_of("5 km") is None
