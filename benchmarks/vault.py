"""A vault of made notes in the seed's form: as many as a benchmark asks for.

In: a folder, how many notes and how many folders. Out: files. The same seed gives the same bytes.
"""

import random
from pathlib import Path

TOPICS = (
    "경사하강법",
    "학습률",
    "모멘텀",
    "정규화",
    "배치 크기",
    "가중치 초기화",
    "드롭아웃",
    "조기 종료",
    "교차 검증",
    "손실 함수",
    "활성화 함수",
    "순환 신경망",
    "합성곱",
    "어텐션",
    "임베딩",
    "과적합",
)
TERMS = (
    "gradient descent",
    "learning rate",
    "momentum",
    "regularization",
    "batch size",
    "weight decay",
    "dropout",
    "early stopping",
    "cross validation",
    "loss",
    "activation",
    "recurrence",
)
CLAIMS = (
    "값이 크면 최솟값을 지나치기 쉽습니다",
    "값이 작으면 안정적이지만 걸음이 많이 듭니다",
    "검증 손실을 함께 보아야 변화를 알 수 있습니다",
    "곡률이 큰 방향에서 먼저 흔들립니다",
    "배치가 작을수록 기울기의 잡음이 커집니다",
    "초깃값의 영향은 몇 걸음 뒤에 사라집니다",
)
FIRST = ("problem", "technique", "constraint", "method", "issue")


def make_vault(folder: Path, notes: int, folders: int, seed: int = 1) -> list[Path]:
    """Write the notes; gives their files in order."""
    chance = random.Random(seed)
    files = []
    for number in range(notes):
        file = folder / f"topic-{number % folders:02d}" / f"note-{number:05d}.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(note_text(number, chance), encoding="utf-8")
        files.append(file)
    return files


def note_text(number: int, chance: random.Random) -> str:
    topic, other = chance.sample(TOPICS, 2)
    term = chance.choice(TERMS)
    tags = "\n".join(
        f"- {first}/{term.replace(' ', '-')}-{chance.randrange(300)}" for first in FIRST
    )
    return f"""---

title: note-{number:05d}
created: 2025-0{1 + number % 9}-1{number % 10}
modified: 2025-1{number % 3}-2{number % 9}
tags:
{tags}
aliases: ["{topic} {number}", "{term} {number}"]

---

# {topic}에서 나타나는 {other} 문제 {number}

## 🎯 핵심 포인트

{topic}({term})에서는 {chance.choice(CLAIMS)}.

## 📝 설명

### {topic}의 영향

{_paragraph(chance, topic)}

**{other}이 클 때:**
{_bullets(chance, 3)}

**{other}이 작을 때:**
{_bullets(chance, 3)}

### 흐름

```
입력 {number} → {topic} → 손실 계산 → 갱신
              ↓
      {other} 조정
              ↓
[큰 값] → 진동
[작은 값] → 느린 수렴
```

### 비교

**큰 값의 장점**:
{_bullets(chance, 2)}

**큰 값의 단점**:
{_bullets(chance, 3)}

**작은 값의 장점**:
{_bullets(chance, 2)}

**작은 값의 단점**:
{_bullets(chance, 3)}

## 🔍 주요개념

### {other} 정하기

- **고정된 값**: {chance.choice(CLAIMS)}
- **적응하는 값**: {chance.choice(CLAIMS)}
- **계획된 값**: {chance.choice(CLAIMS)}
- **되풀이하는 값**: {chance.choice(CLAIMS)}

### 쓰이는 곳

- **영상**: {chance.choice(CLAIMS)}
- **언어**: {chance.choice(CLAIMS)}
- **시계열**: {chance.choice(CLAIMS)}

## 📝 관련 문제

**Question:** A team watches the {term} for {chance.randrange(10, 90)} epochs. What comes first?

**Options:**

- A) Raise the {term}
- B) Lower the {term}
- C) Use larger batches
- D) Start from other weights

**정답: B) Lower the {term}**

💡 추가 설명:

- **A) 더 큰 값** - {chance.choice(CLAIMS)}
- **C) 더 큰 배치** - {chance.choice(CLAIMS)}
- **D) 다른 초깃값** - {chance.choice(CLAIMS)}

---

## 🛠️ 해결 방법

### 값을 정하는 방법
1. **탐색**: 여러 값을 시험합니다 (0.1, 0.01, 0.001)
2. **계획**: {chance.choice(CLAIMS)}
3. **관찰**: {chance.choice(CLAIMS)}

### 다른 방법
- **적응하는 방법**: {chance.choice(CLAIMS)}
- **계획하는 방법**: {chance.choice(CLAIMS)}
- **자르는 방법**: {chance.choice(CLAIMS)}
"""


def _paragraph(chance: random.Random, topic: str) -> str:
    return f"{topic}: " + " ".join(f"{claim}." for claim in chance.sample(CLAIMS, 6))


def _bullets(chance: random.Random, count: int) -> str:
    return "\n".join(f"- {claim}" for claim in chance.sample(CLAIMS, count))
