"""Questions in the seed's form, and the ids that a vault of them gets."""

from pathlib import Path

from kb.config import Settings
from kb.names import Language
from kb.pipeline import Prepared, prepare
from kb.questions import Ids

SETTINGS = Settings(languages=(Language("ko"), Language("en")))


def question(stem: str, *options: str, right: str = "A", name: str = "") -> str:
    letters = "ABCDEF"
    offered = "\n".join(f"- {letters[place]}) {text}" for place, text in enumerate(options))
    anchor = f" ^{name}" if name else ""
    return f"**Question:** {stem}{anchor}\n\n**Options:**\n\n{offered}\n\n**정답: {right}) x**\n"


def note(*questions: str) -> str:
    return "# 노트\n\n" + "\n\n한국어 문장 하나.\n\n".join(questions)


class Place:
    """A vault in a folder, and its cache."""

    def __init__(self, folder: Path) -> None:
        self.vault, self.cache = folder / "vault", folder / "cache"
        self.vault.mkdir()

    def write(self, **notes: str) -> None:
        for name, text in notes.items():
            (self.vault / f"{name.replace('__', '.')}.md").write_text(text, encoding="utf-8")

    def prepared(self) -> Prepared:
        return prepare(self.vault, SETTINGS, self.cache)

    def ids(self) -> dict[str, str]:
        """Stem -> id; with the path where several ask the same."""
        prepared = self.prepared()
        found: dict[str, str] = {}
        for path, names in prepared.network.quizzes.items():
            for own, quiz in zip(names, prepared.site.outlines[path].quizzes, strict=True):
                key = quiz.stem if quiz.stem not in found else f"{path}: {quiz.stem}"
                found[key] = own
        every = [own for names in prepared.network.quizzes.values() for own in names]
        assert len(set(every)) == len(every)
        return found

    def lists(self) -> Ids:
        return self.prepared().network.quizzes
