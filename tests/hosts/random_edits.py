"""What an author and programs do to a vault, by chance, each as a value that says all it does.

In: a folder of notes. Out: `Edit`s. One that was made can be done again in a copy of the folder, so
that of those that led to a failure the ones that matter can be found.
"""

import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tests.hosts.made_vault import CONFIGURATION, FOLDERS, PICTURE, TAGS, Texts

NEW_FOLDERS = (*FOLDERS, "새 폴더", "neu/deep/er")


@dataclass(frozen=True)
class Edit:
    verb: str
    path: str = ""
    """Within the project."""
    content: str | bytes | None = None
    """What stands there then; None: nothing new."""
    to: str = ""
    """Where it goes."""
    how: str = ""
    """How it is saved: in place, by another file that takes its place, or in two steps."""

    def apply(self, project: Path) -> None:
        file = project / self.path
        if self.to:
            new = project / self.to
            new.parent.mkdir(parents=True, exist_ok=True)
            file.rename(new)
        elif self.content is None:
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        else:
            content = self.content
            data = content.encode() if isinstance(content, str) else content
            file.parent.mkdir(parents=True, exist_ok=True)
            if self.how == "replace":
                beside = file.with_name(f".{file.name}.swp")
                beside.write_bytes(data)
                beside.replace(file)
            elif self.how == "backup" and file.exists():
                file.rename(file.with_name(f"{file.name}~"))
                file.write_bytes(data)
                file.with_name(f"{file.name}~").unlink()
            elif self.how == "steps":
                with file.open("wb") as opened:
                    opened.write(data[: len(data) // 2])
                    opened.flush()
                    opened.write(data[len(data) // 2 :])
            else:
                file.write_bytes(data)

    def __str__(self) -> str:
        said = f"{self.verb} {self.path}"
        if self.to:
            return f"{said} -> {self.to}"
        return f"{said} ({self.how})" if self.how else said


class Author:
    """Edits `project/docs`; the same chance and the same files give the same edits."""

    def __init__(self, project: Path, texts: Texts, chance: random.Random) -> None:
        self.project, self.texts, self.chance = project, texts, chance
        self.docs = project / "docs"
        self.made = 1000
        self.edits: tuple[tuple[int, Callable[[], Edit | None]], ...] = (
            (18, self.more),
            (8, self.other),
            (5, self.title),
            (5, self.heading),
            (6, self.tags),
            (4, self.alias),
            (3, self.lang),
            (3, self.draft),
            (8, self.code),
            (4, self.answer),
            (8, self.create),
            (4, self.translate),
            (6, self.delete),
            (6, self.rename),
            (4, self.move),
            (2, self.move_folder),
            (1, self.delete_folder),
            (3, self.picture),
            (2, self.data),
            (2, self.delete_attachment),
            (2, self.empty),
            (1, self.broken),
            (1, self.foreign),
            (1, self.settings),
        )

    def edit(self) -> Edit:
        """Made and done."""
        weights, makers = zip(*self.edits, strict=True)
        while True:
            made: Edit | None = self.chance.choices(makers, weights)[0]()
            if made is not None:
                made.apply(self.project)
                return made

    def more(self) -> Edit:
        file, text = self.any()
        return self.saved("more", file, f"{text}\n{self.texts.paragraph()}\n")

    def other(self) -> Edit:
        """The whole text is another one."""
        file, text = self.any()
        if "Question" in text:
            return self.more()
        return self.saved("other", file, self.texts.note(self.number(file)))

    def title(self) -> Edit | None:
        file, text = self.any()
        title = f"# {self.texts.title(self.chance.randrange(30))}"
        return self.replaced("title", file, text, r"(?m)^# .*$", title)

    def heading(self) -> Edit | None:
        file, text = self.any()
        new = self.chance.choice(("## 너무 크면", "## Too large", "### Values", "", "## 평균"))
        return self.replaced("heading", file, text, r"(?m)^##+ .*$", new)

    def tags(self) -> Edit:
        found = self.chance.sample(TAGS, self.chance.randrange(3))
        return self.front("tags", f"[{', '.join(found)}]")

    def alias(self) -> Edit:
        return self.front("aliases", f"[이름 {self.chance.randrange(99)}, lr]")

    def lang(self) -> Edit:
        return self.front("lang", self.chance.choice(("ko", "en", "fr", "")))

    def draft(self) -> Edit:
        return self.front("draft", self.chance.choice(("true", "", "")))

    def code(self) -> Edit | None:
        """A snippet's code, a number in it, its caption or place."""
        found = [(file, text) for file, text in self.all() if "```python run\n" in text]
        if not found:
            return None
        file, text = self.chance.choice(found)
        blocks = list(re.finditer(r"```python run\n.*?```", text, re.DOTALL))
        block = self.chance.choice(blocks)
        what = self.chance.randrange(4)
        if what == 0:
            new = self.texts.snippet("s0")
        elif what == 1:
            new = re.sub(r"\d+", lambda _: str(self.chance.randrange(2, 9)), block[0])
        elif what == 2:
            new = f"{self.texts.snippet('s1')}\n\n{block[0]}"
        else:
            new = f"더 쓴 줄.\n\n{block[0]}"
        return self.saved("code", file, text[: block.start()] + new + text[block.end() :])

    def answer(self) -> Edit | None:
        found = [(file, text) for file, text in self.all() if "정답: " in text]
        if not found:
            return None
        file, text = self.chance.choice(found)
        if self.chance.random() < 0.5:
            return self.saved("question", file, f"{text}\n{self.texts.question()}\n")
        new = f"정답: {self.chance.choice('ABC')}"
        return self.replaced("answer", file, text, r"정답: [ABC]", new)

    def create(self) -> Edit:
        self.made += 1
        number = self.chance.choice((self.made, self.chance.randrange(220)))
        folder = self.docs / self.chance.choice(NEW_FOLDERS)
        file = folder / f"note-{number}.md"
        if file.exists():
            file = folder / f"note-{self.made}.md"
        return self.saved("create", file, self.texts.note(number))

    def translate(self) -> Edit | None:
        file, text = self.any()
        new = file.with_name(f"{file.name.partition('.')[0]}.en.md")
        if "Question" in text or new.exists():
            return None
        return self.saved("translate", new, self.texts.translation(self.number(file), text))

    def delete(self) -> Edit:
        return Edit("delete", self.within(self.any()[0]))

    def rename(self) -> Edit | None:
        file, _ = self.any()
        self.made += 1
        new = self.chance.choice((f"note-{self.made}.md", f"새 이름 {self.made}.md"))
        return self.moved("rename", file, file.with_name(new))

    def move(self) -> Edit | None:
        file, _ = self.any()
        return self.moved("move", file, self.docs / self.chance.choice(NEW_FOLDERS) / file.name)

    def move_folder(self) -> Edit | None:
        folders = self.folders()
        if not folders:
            return None
        self.made += 1
        within = self.chance.choice((self.docs, *folders))
        folder = self.chance.choice(folders)
        new = within / f"folder {self.made}"
        return None if new.is_relative_to(folder) else self.moved("move folder", folder, new)

    def delete_folder(self) -> Edit | None:
        small = [each for each in self.folders() if len(list(each.rglob("*.md"))) < 12]
        return Edit("delete folder", self.within(self.chance.choice(small))) if small else None

    def picture(self) -> Edit:
        number = self.chance.randrange(6)
        found = sorted(self.docs.rglob(f"picture-{number}.svg"))
        file = found[0] if found else self.docs / f"picture-{number}.svg"
        return self.saved("picture", file, PICTURE.format(n=self.chance.randrange(99)))

    def data(self) -> Edit:
        file = self.docs / self.chance.choice(NEW_FOLDERS) / "data.csv"
        return self.saved("data", file, f"a,b\n{self.chance.randrange(99)},3\n")

    def delete_attachment(self) -> Edit | None:
        found = [*self.docs.rglob("picture-*.svg"), *self.docs.rglob("data.csv")]
        return Edit("delete", self.within(self.chance.choice(sorted(found)))) if found else None

    def empty(self) -> Edit:
        return self.saved("empty", self.any()[0], "")

    def broken(self) -> Edit:
        file, text = self.any()
        return self.saved("broken", file, f"---\ntags: [a, b\nx: : y\n---\n{text}")

    def foreign(self) -> Edit:
        """Not in UTF-8."""
        file, _ = self.any()
        return self.saved("foreign", file, "# 옛 글\n\n옛 부호로 쓴 글.\n".encode("cp949"))

    def settings(self) -> Edit:
        text = CONFIGURATION.replace("노트", f"노트 {self.chance.randrange(9)}")
        return Edit("settings", "mkdocs.yml", text)

    # -- what these are made of

    def files(self) -> list[Path]:
        found = sorted(self.docs.rglob("*.md"))
        return [file for file in found if ".obsidian" not in file.parts]

    def folders(self) -> list[Path]:
        found = sorted(each for each in self.docs.rglob("*") if each.is_dir())
        return [folder for folder in found if not folder.name.startswith(".")]

    def all(self) -> list[tuple[Path, str]]:
        return [(file, file.read_text(encoding="utf-8", errors="replace")) for file in self.files()]

    def any(self) -> tuple[Path, str]:
        file = self.chance.choice(self.files())
        return file, file.read_text(encoding="utf-8", errors="replace")

    def within(self, file: Path) -> str:
        return file.relative_to(self.project).as_posix()

    def number(self, file: Path) -> int:
        return int("".join(re.findall(r"\d", file.stem)) or "0")

    def saved(self, verb: str, file: Path, content: str | bytes) -> Edit:
        how = self.chance.choice(("", "", "replace", "backup", "steps"))
        return Edit(verb, self.within(file), content, how=how)

    def replaced(self, verb: str, file: Path, text: str, old: str, new: str) -> Edit | None:
        changed = re.sub(old, lambda _: new, text, count=1)
        return self.saved(verb, file, changed) if changed != text else None

    def front(self, key: str, value: str) -> Edit:
        """Set or delete a line of the front matter."""
        file, text = self.any()
        line = f"{key}: {value}\n" if value else ""
        text = re.sub(rf"(?m)^{key}: .*\n", "", text)
        body = text.removeprefix("---\n") if text.startswith("---\n") else f"---\n{text}"
        return self.saved(key, file, f"---\n{line}{body}")

    def moved(self, verb: str, file: Path, new: Path) -> Edit | None:
        if new.exists():
            return None
        return Edit(verb, self.within(file), to=self.within(new))
