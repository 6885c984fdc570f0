"""A vault in a folder whose translations can be marked."""

from pathlib import Path

from kb.config import Settings
from kb.model import Translated
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare
from kb.translating import LEDGER
from kb.translating.comparing import block_reader, origin_of
from kb.translating.ledger import read_ledger, write_ledger

SETTINGS = Settings(site_name="Test", languages=(Language("ko"), Language("en")))
KOREAN = "# 제목\n\n첫 문단이 여기 있습니다.\n\n## 절\n\n둘째 문단이 여기 있습니다.\n"
ENGLISH = "# Title\n\nThe first paragraph is here.\n\n## Section\n\nThe second one is here.\n"


class Place:
    def __init__(self, folder: Path) -> None:
        self.vault, self.cache = folder / "vault", folder / "cache"
        self.vault.mkdir()

    def write(self, name: str, text: str) -> None:
        file = self.vault / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    def prepared(self) -> Prepared:
        return prepare(self.vault, SETTINGS, self.cache, only=())

    def mark(self, *names: str) -> None:
        prepared = self.prepared()
        blocks_of = block_reader(prepared.workspace)
        file = self.vault / LEDGER
        new = {
            NotePath(name): origin_of(prepared.site, NotePath(name), blocks_of) for name in names
        }
        write_ledger(file, {**read_ledger(file).origins, **new})

    def translated(self) -> dict[NotePath, Translated]:
        return self.prepared().network.translated

    def states(self) -> dict[str, tuple[str, list[str]]]:
        """State, and the places of what changed."""
        return {
            path: (
                own.state.value,
                [_told(path, own, number) for number in range(len(own.changes))],
            )
            for path, own in self.translated().items()
        }


def _told(path: str, own: Translated, number: int) -> str:
    change = own.changes[number]
    here = change.translation.line if change.translation is not None else 0
    there = change.original.line if change.original is not None else 0
    return f"{change.kind} {path}:{here} {own.original}:{there}"
