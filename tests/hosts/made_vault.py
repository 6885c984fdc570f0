"""A vault of everything that notes may hold, made by chance: the same seed gives the same notes.

In: a seed, how many. Out: files. Each file stands by itself; links between them are by number, so
that they go on being right or become broken as the notes around them change.
"""

import random
from collections.abc import Iterator
from pathlib import Path

FOLDERS = ("", "최적화", "통계", "deep learning/nets", "통계/검정", "a & b")
TOPICS = ("경사하강법", "학습률", "모멘텀", "정규화", "과적합", "평균", "분산", "손실 함수")
TERMS = ("gradient descent", "learning rate", "momentum", "dropout", "mean", "variance", "loss")
TAGS = ("방법/경사", "방법/확률", "method/rate", "Method/Rate", "쓸모", "x", "five/1", "five/2")
CLAIMS = (
    "값이 크면 최솟값을 지나치기 쉽습니다.",
    "검증 손실을 함께 보아야 합니다.",
    "**학습률**(learning rate)은 걸음의 크기입니다.",
    "식 $x_{k+1} = x_k - \\eta f'(x_k)$ 를 봅니다.",
    "A sentence in English stands here.",
    "==중요한== 말과 `code`, 각주[^1]가 있습니다.\n\n[^1]: 각주의 글.",
    "> [!warning] 주의\n> 크면 *발산*합니다.",
    "- 하나\n- 둘\n  - 셋\n\n1. 첫째\n2. 둘째",
    "| 값 | 뜻 |\n|:--|--:|\n| 1 | 하나 |",
    "```mermaid\ngraph LR\n  A --> B\n```",
    "표시한 문단입니다. ^mark",
    "본문 속 #쓸모 와 #five/3 태그.",
    "<details><summary>펼침</summary>\n\n속의 **글**\n\n</details>",
)
CODES = (
    'print("값", {value})',
    "import numpy as np\nnp.arange({value}) * 2",
    "import matplotlib.pyplot as plt\nplt.plot([1, {value}, 2])\nplt.title('t {value}')",
    "kept = {value}\nkept + 1",
    "1 / 0",
    "#| error: true\nraise ValueError('meant {value}')",
    "assert {value} > 3",
    "#| sweep: {{rate: [0.1, 0.5]}}\nrate = 0.1\nprint(rate * {value})",
    "from pathlib import Path\nprint(Path('data.csv').read_text()[:40])",
    "print(tr(ko='걸음 {value}', en='step {value}'))",
)
OPTIONS = ("하나", "둘", "learning rate", "기울기", "넷째 값", "momentum", "둘 다 아님")
ASKED = (
    "곡률이 큰 방향",
    "the slope of a loss",
    "확률 변수의 기댓값",
    "가중치를 줄이는 벌점",
    "시험 자료의 오차",
    "a matrix of counts",
    "뉴런을 끄는 확률",
    "where a curve turns",
)
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><title>{n}</title></svg>'
CONFIGURATION = """\
site_name: 노트
site_url: https://example.org/
theme:
  name: material
plugins:
  - kb:
      languages: [ko, en]
"""


class Texts:
    """What may stand in a note; `count` notes are linked to."""

    def __init__(self, chance: random.Random, count: int) -> None:
        self._chance, self._count = chance, count
        self._asked = 0

    def note(self, number: int) -> str:
        """Of any kind; a tenth runs code, a tenth asks questions."""
        kind = self._chance.randrange(10)
        parts = [self.front(number), f"# {self.title(number)}", *self.paragraphs()]
        if kind == 0:
            parts += self.snippets()
        elif kind == 1:
            parts += [self.question() for _ in range(self._chance.randrange(1, 4))]
        return "\n\n".join([*parts, "## 끝", self.paragraph()]) + "\n"

    def translation(self, number: int, original: str) -> str:
        """With an empty snippet for each labelled one, and no question: what id a question has
        that outlives its original depends on what was before.
        """
        labels = [line[9:] for line in original.split("\n") if line.startswith("#| label: ")]
        empty = [f"```python run\n#| label:{label}\n```" for label in labels]
        tags = f"tags: [{self._chance.choice(TAGS)}]"
        title = f"# {self._chance.choice(TERMS)} {number}"
        return "\n\n".join([f"---\n{tags}\n---", title, *self.paragraphs(), *empty]) + "\n"

    def front(self, number: int) -> str:
        tags = self._chance.sample(TAGS, self._chance.randrange(4))
        lines = [f"tags: [{', '.join(tags)}]"] if tags else []
        if self._chance.random() < 0.4:
            lines.append(f"aliases: [이름 {number}, name {number % 20}]")
        if self._chance.random() < 0.3:
            lines.append(f"modified: 2026-0{1 + number % 9}-11")
        return "\n".join(("---", *lines, "---"))

    def title(self, number: int) -> str:
        return f"{self._chance.choice(TOPICS)} {number}"

    def paragraphs(self) -> Iterator[str]:
        for _ in range(self._chance.randrange(1, 5)):
            if self._chance.random() < 0.3:
                yield f"## {self._chance.choice(TOPICS)}"
            yield self.paragraph()

    def paragraph(self) -> str:
        return f"{self._chance.choice(CLAIMS)}\n\n{self.reference()}"

    def reference(self) -> str:
        """To another note; of these some are missing."""
        name, topic = self.name(), self._chance.choice(TOPICS)
        return self._chance.choice(
            (
                f"[[{name}]] 을 봅니다.",
                f"[[{name}|그 글]]과 [[{name}#{topic}]]",
                f"[[이름 {self._chance.randrange(self._count)}]]",
                f"[a link](<{name}.md>) ![[picture-{self._chance.randrange(6)}.svg]]",
                f"![[{name}]]",
                f"![[{name}#{topic}]]",
                f"![[{name}#^mark]]",
                f"[[name {self._chance.randrange(20)}]], [[picture-1.svg]]",
                "더 쓴 글.",
                "더 쓴 다른 글.",
            )
        )

    def name(self) -> str:
        return f"note-{self._chance.randrange(self._count * 11 // 10)}"

    def snippets(self) -> Iterator[str]:
        for number in range(self._chance.randrange(1, 4)):
            yield self.snippet(f"s{number}")
        yield "마지막 값은 `{python} 1 + 1`입니다."

    def snippet(self, label: str) -> str:
        code = self._chance.choice(CODES).format(value=self._chance.randrange(2, 9))
        options = f"#| label: {label}\n" if self._chance.random() < 0.7 else ""
        if self._chance.random() < 0.3:
            options += f"#| fig-cap: 그림 {self._chance.randrange(9)}\n"
        if self._chance.random() < 0.2:
            options += f'#| use: "[[{self.name()}#s0]]"\n'
        return f"```python run\n{options}{code}\n```"

    def question(self) -> str:
        """Nearly alike ones would be one question, corrected, which no fresh build can know."""
        self._asked += 1
        asked = " ".join(self._chance.sample(ASKED, 2))
        right, *others = self._chance.sample(OPTIONS, 3)
        return (
            f"**Question:** {asked} {self._chance.getrandbits(64):x}?\n\n**Options:**\n\n"
            f"- A) {right}\n- B) {others[0]}\n- C) {others[1]}\n\n**정답: A) {right}**\n\n"
            f"💡 추가 설명:\n\n- **B) {others[0]}** - {self._chance.choice(TERMS)}"
        )


def make_vault(project: Path, count: int, chance: random.Random) -> Texts:
    """Into `project/docs`, with an `mkdocs.yml` beside; gives what writes more of the same."""
    docs = project / "docs"
    texts = Texts(chance, count)
    for number in range(count * 4 // 5):
        file = docs / FOLDERS[number % len(FOLDERS)] / f"note-{number}.md"
        text = texts.note(number)
        put(file, text)
        if number % 4 == 0 and "Question" not in text:
            put(file.with_name(f"note-{number}.en.md"), texts.translation(number, text))
    for number, folder in enumerate(FOLDERS):
        put(docs / folder / f"picture-{number}.svg", PICTURE.format(n=number))
        put(docs / folder / "data.csv", f"a,b\n{number},2\n")
    put(docs / "index.md", "# 처음\n\n[[note-1]] 부터.\n")
    put(docs / "통계" / "index.md", "# 통계의 글\n\n[[note-2]]\n")
    put(docs / ".obsidian" / "app.json", "{}")
    put(project / "mkdocs.yml", CONFIGURATION)
    return texts


def put(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
