"""The blocks of a source, and what of their text counts."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.translating.blocks import digest_of, logical_lines
from tests.conftest import CheckCases
from tests.translating.texts import blocks_of

HERE = Path(__file__).parent
_WORDS = st.lists(st.from_regex(r"[a-z가-힣]{1,6}", fullmatch=True), min_size=1, max_size=20)


def _told(text: str) -> str:
    return "\n".join(
        f"{block.first_line}-{block.last_line} {block.kind}: {block.words}"
        for block in blocks_of(text)[1]
    )


def test_blocks(check_cases: CheckCases) -> None:
    check_cases(HERE / "blocks.md", _told)


@given(_WORDS, st.data())
def test_wrapping_a_paragraph_anew_is_no_change(words: list[str], data: st.DataObject) -> None:
    def wrapped(prefix: str, indent: str) -> list[str]:
        between = data.draw(
            st.lists(
                st.sampled_from([" ", "  ", "\n", " \n"]),
                min_size=len(words) - 1,
                max_size=len(words) - 1,
            )
        )
        text = words[0] + "".join(
            f"{space}{word}" for space, word in zip(between, words[1:], strict=True)
        )
        first, *others = text.split("\n")
        return [prefix + first, *(indent + other for other in others)]

    for prefix, indent in (("", ""), ("- ", "  "), ("> ", "> "), ("> - ", ">   "), ("1. ", "   ")):
        assert digest_of(wrapped(prefix, indent)) == digest_of([prefix + " ".join(words)])


def test_what_is_said_counts_and_how_it_is_laid_out_does_not() -> None:
    def same(one: str, other: str) -> bool:
        return digest_of(one.split("\n")) == digest_of(other.split("\n"))

    assert same("- a\n  - b", "- a\n    - b")
    assert not same("- a\n  - b", "- a\n- b")
    assert same("- a\n- b", "- a\n\n- b\n")
    assert same("text %% mine %% on", "text on")
    assert not same("`50%%` x `%%`", "`50` x ``")
    assert same("> [!note] a\n> b", "> [!note]  a\n>  b")
    assert not same("> a", "a")
    assert not same("a b", "ab")
    # Code as it stands, in whatever it stands.
    assert not same("```py\nx = 1\n```", "```py\nx =  1\n```")
    assert not same("```py\nif x:\n  y\n```", "```py\nif x:\ny\n```")
    assert not same("- a\n  ```\n  x\n    y\n  ```", "- a\n  ```\n  x\n  y\n  ```")
    assert same("- a\n  ```\n  x\n  ```", "- a\n    ```\n    x\n    ```")
    assert not same("    x = 1", "    x =  1")
    assert not same("> ```\n> %% a %%\n> ```", "> ```\n> %% b %%\n> ```")


@given(st.text(alphabet="ab `*->#|\n\t%$1.", max_size=60))
def test_any_text_has_blocks(text: str) -> None:
    logical_lines(text.split("\n"))
    last = 0
    for block in blocks_of(text)[1]:
        assert last < block.first_line <= block.last_line
        last = block.last_line


def test_what_only_the_author_is_to_see_is_no_part_of_it() -> None:
    text = "---\ntitle: 5%% off\n---\n\na %% one\n\ntwo %% b\n"
    assert [block.digest for block in blocks_of(text)[1]] == [
        block.digest for block in blocks_of(text.replace("one", "1").replace("two", "2"))[1]
    ]
