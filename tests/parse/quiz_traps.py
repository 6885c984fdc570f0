"""What looks like a question and is none: blocks that stand in real notes.

Out: a hypothesis strategy of notes. However the blocks follow each other, no line says which
of some options is right. `…` is where words stand.
"""

from hypothesis import strategies as st

from tests.parse.quiz_asking import texts

BLOCKS = (
    "### 할 일\n\n- [x] …\n- [ ] …\n- [x] …",
    "## TODO\n\n- [ ] …\n- [ ] …",
    "## 개요\n\n1) …\n2) …\n3) …",
    "**높은 학습률 장점**:\n- …\n- …\n\n**단점**:\n- …",
    "- **장점**: …\n- **단점**: …",
    "- **A** …\n- **B** …",
    "**Question:** … ?\n\n…",
    "## 두 경우\n\n- A) …\n- B) …\n\n정답은 없다. …",
    "- (a) …\n- (b) …\n\n답은 상황에 따라 다르다.",
    "A: …  \nB: …  \nA: …  \nB: …",
    "**A:** …\n\n**B:** …",
    "### 연습 문제\n\n1. … ?\n2. … ?\n3. …",
    "## 진행\n\n- ✅ …\n- ✅ **…**\n- ❌ …",
    "## 단계\n\n1. **…**\n2. **…**\n3. **…**",
    "## 결과\n\n1. … ✅\n2. … ✅\n3. … ✅",
    "| 항목 | 값 |\n| --- | --- |\n| A | … |\n| B | … |",
    "| # | 상태 | 비고 |\n| --- | --- | --- |\n| 1 | A | … |\n| 2 | C | … |",
    "> [!question] … ?\n> …",
    "> [!question] … ?\n> …\n>\n>> [!success]- Answer\n>> …",
    "> [!success] …\n> - …\n> - …",
    "정답: 없음",
    "## 정답률\n\n정답: 80%",
    "답: …",
    "<details>\n<summary>더 보기</summary>\n\n…\n\n</details>",
    '??? note "더 보기"\n    …',
    "학습률::한 걸음의 크기",
    "… ?\n?\n…",
    "… ==…== …",
    "```markdown\n**Question:** … ?\n\n**Options:**\n\n- A) …\n- B) …\n\n**정답: B) …**\n```",
    "%%\n**Question:** … ?\n\n**Options:**\n\n- A) …\n- B) …\n\n**정답: B) …**\n%%",
    "<!--\n**Question:** … ?\n\n**Options:**\n\n- A) …\n- B) …\n\n**정답: B) …**\n-->",
    "## 코드\n\n    - A) …\n    - B) …\n\n    정답: B",
)


@st.composite
def trapped(draw: st.DrawFn) -> str:
    blocks = draw(st.lists(st.sampled_from(BLOCKS), min_size=1, max_size=5))
    before, *rest = "\n\n".join(blocks).split("…")
    return before + "".join(draw(texts()).written + part for part in rest) + "\n"
