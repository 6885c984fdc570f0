"""A collection of notes as scripts see it, of any size, in a page of a built site.

In: a site's folder. Out: pages with places for scripts, and the data that these load.
"""

import json
import random
import re
from pathlib import Path

TAGS = (
    "학습/최적화",
    "학습/손실",
    "학습/손실/진동",
    "vision/cnn",
    "vision",
    "통계",
    "math/선형대수",
)


def write_data(
    site: Path, notes: int, links: int, tags: tuple[str, ...] = TAGS, tree: str = "ko"
) -> Path:
    """Notes with tags and links between them: mostly within a tag, some notes linked by many."""
    chance = random.Random(notes)
    listed = []
    by_tag: dict[int, list[int]] = {}
    for note in range(notes):
        tag = chance.randrange(len(tags)) if note % 10 else len(tags)
        own = [] if tag == len(tags) else sorted({tag, chance.randrange(len(tags))} | {tag})
        by_tag.setdefault(own[0] if own else -1, []).append(note)
        title = f"Note {note}" if note % 5 == 4 else f"노트 {note}"
        listed.append([title, f"../../../note-{note}/", own, int(note % 5 == 4)])
    flat: list[int] = []
    seen = set()
    while len(seen) < links:
        one = chance.randrange(notes)
        tag = listed[one][2][0] if listed[one][2] else -1  # type: ignore[index]
        near = by_tag[tag] if chance.random() < 0.85 else range(notes)
        other = near[int(len(near) * chance.random() ** 3)]
        if one != other and (one, other) not in seen:
            seen.add((one, other))
            flat += (one, other)
    folder = site / "assets/kb" / tree
    folder.mkdir(parents=True, exist_ok=True)
    data = {"tags": tags, "languages": ["ko", "en"], "notes": listed}
    (folder / "notes.json").write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    (folder / "links.json").write_text(json.dumps(flat), encoding="utf-8")
    return folder


def write_page(site: Path, name: str, title: str, body: str) -> None:
    """A page with this body in the theme of another page of the site."""
    template = (site / "이어진-글/index.html").read_text(encoding="utf-8")
    before, rest = template.split("<h1", 1)
    after = rest.split("</article>", 1)[1]
    # It leads to the first heading, which that other page had.
    before = re.sub(r'<a href="[^"]*" class="md-skip">.*?</a>', "", before, flags=re.DOTALL)
    page = f"{before}<h1>{title}</h1>\n{body}</article>{after}"
    (site / name).mkdir(parents=True, exist_ok=True)
    (site / name / "index.html").write_text(page, encoding="utf-8")


GRAPH = (
    '<div class="kb-graph" data-notes="../assets/kb/ko/notes.json" '
    'data-links="../assets/kb/ko/links.json"><p>목록은 여기에 있습니다.</p></div>'
)

TAG_FILTER = (
    '<div class="kb-tag-filter" data-notes="../assets/kb/ko/notes.json" data-tag="{tag}"></div>\n'
    '<section class="kb-static"><h2 id="list">목록</h2><ul><li>있던 목록</li></ul></section>\n'
)


def neighbours(count: int, edges: list[tuple[int, int]]) -> str:
    """The end of a note's page, as `kb/render/connections.py` writes it."""
    items = "".join(
        f'<li><a href="../note-{number}/">노트 {number}: 학습률과 모멘텀의 사이</a></li>\n'
        for number in range(count)
    )
    return (
        '<p>글</p><section class="kb-links" aria-labelledby="kb:links">\n'
        '<h2 id="kb:links">연결</h2>\n<h3>여기로 오는 노트</h3>\n'
        f'<ul class="kb-backlinks">{items}</ul>'
        f'<div class="kb-neighbours" data-edges="{json.dumps(edges)}"></div></section>\n'
    )
