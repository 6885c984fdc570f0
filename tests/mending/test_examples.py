"""What is offered for each problem, and what it changes, example by example."""

import shutil
from pathlib import Path

from kb.names import Tag
from tests.conftest import CheckCases
from tests.mending.vaults import prepared_vault, told, write_vault
from tests.vaults import split_files

ALLOWED = "tags:"


def test_examples(check_cases: CheckCases, tmp_path: Path) -> None:
    def give(text: str) -> str:
        shutil.rmtree(tmp_path / "vault", ignore_errors=True)
        first, _, rest = text.partition("\n")
        allowed: tuple[Tag, ...] = ()
        if first.startswith(ALLOWED):
            allowed = tuple(map(Tag, first.removeprefix(ALLOWED).split()))
            text = rest
        files = {str(path): content.encode() for path, content in split_files(text).items()}
        write_vault(tmp_path / "vault", files)
        return told(prepared_vault(tmp_path / "vault", allowed))

    check_cases(Path(__file__).with_name("mending.md"), give)
