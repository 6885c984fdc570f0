"""The notes that an author edits, and what is changed in them.

In: a folder, how many notes. Out: files; each edit leaves a word that nothing else holds, by which
a page shows that it is the new one.
"""

import random
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.preview.looking import Wanted
from benchmarks.vault import make_vault

NOTES_A_FOLDER = 50
PLOT = """\
# 손실이 줄어드는 모습

Loss falls, and swings while it does.

```python run
#| label: loss
import numpy as np
import matplotlib.pyplot as plt

x = np.linspace(0, 10, 200)
y = np.exp(-x / 3) * np.cos(3 * x)
plt.plot(x, y)
plt.xlabel("step")
plt.ylabel("loss")
plt.title("draft0")
```
"""


@dataclass(frozen=True)
class Edit:
    page: str
    """Its address within the site,"""
    save: Callable[[], None]
    """how the file is written,"""
    wanted: Wanted
    """and what the page shows then."""


class Notes:
    """A vault; the same seed gives the same notes and the same edits."""

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder
        self._chance = random.Random(1)
        self._made = make_vault(folder, count, max(2, count // NOTES_A_FOLDER))
        self._plot = folder / "topic-00" / "plot.md"
        self._plot.write_text(PLOT, encoding="utf-8")
        self._edits = 0

    @property
    def first(self) -> str:
        """The page that is asked for when a server has been started."""
        return self._page(self._made[0])

    @property
    def plot(self) -> str:
        return self._page(self._plot)

    def prose(self) -> Edit:
        """A word within a sentence of any paragraph, or at its end."""
        file, text = self._any()
        lines = text.split("\n")
        spoken = [n for n, line in enumerate(lines) if re.match(r"(?!-|#|\d|\*\*Q)\S.*\.$", line)]
        number, word = self._chance.choice(spoken), self._word()
        words = lines[number].split(" ")
        words.insert(self._chance.randrange(1, len(words) + 1), word)
        lines[number] = " ".join(words)
        return self._edit(file, "\n".join(lines), Wanted(word, "p"))

    def title(self) -> Edit:
        file, text = self._any()
        word = self._word()
        return self._edit(file, text.replace("\n# ", f"\n# {word} ", 1), Wanted(word, "h1"))

    def snippet(self) -> Edit:
        text = self._plot.read_text(encoding="utf-8")
        word = self._word()
        text = re.sub(r"draft\d+", word, text)
        text = re.sub(r"-x / [\d.]+", f"-x / {3 + self._edits / 10}", text)
        return self._edit(self._plot, text, Wanted(word, "svg"))

    def _any(self) -> tuple[Path, str]:
        file = self._chance.choice(self._made)
        return file, file.read_text(encoding="utf-8")

    def _word(self) -> str:
        self._edits += 1
        return f"draft{self._edits}"

    def _page(self, file: Path) -> str:
        return f"{file.relative_to(self.folder).with_suffix('').as_posix()}/"

    def _edit(self, file: Path, text: str, wanted: Wanted) -> Edit:
        def save() -> None:
            file.write_text(text, encoding="utf-8")

        return Edit(self._page(file), save, wanted)
