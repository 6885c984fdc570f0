"""The sentence around a link, its words in guillemets."""

from pathlib import Path

from tests.conftest import CheckCases
from tests.parse.rendering import read

HERE = Path(__file__).parent


def show_sentences(text: str) -> str:
    _, reading = read(text)
    return "\n".join(
        f"{link.target}: {link.sentence[: link.start]}«{link.sentence[link.start : link.end]}»"
        f"{link.sentence[link.end :]}"
        for link in reading.links
    )


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "sentences.md", show_sentences)
