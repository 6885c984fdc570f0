"""What a page shows of other notes has an end, and the page is made again with each of them."""

import time

import pytest

from kb.keys import Keys
from kb.link.embeds import Limits
from kb.model import Embedded
from kb.names import NotePath
from kb.store import Slice
from kb.workspace import Known, digests_of
from tests.vaults import BOTH, Vault


def count(parts: dict[int, Embedded]) -> int:
    return sum(1 + count(part.parts) for part in parts.values())


def bomb(levels: int, width: int) -> str:
    """Each note embeds the next `width` times."""
    notes = (f"=== {n}.md\n{f'![[{n + 1}]] ' * width}\n" for n in range(levels))
    return "".join((*notes, f"=== {levels}.md\n끝\n"))


@pytest.mark.parametrize(("levels", "width"), [(2, 100), (6, 30), (50, 1), (1, 1_000)])
def test_a_bomb_is_cut_and_reported(levels: int, width: int) -> None:
    start = time.perf_counter()
    vault = Vault(bomb(levels, width), BOTH)
    html = vault.page("0.md").html
    # Without a limit it would be 30 ** 6 parts.
    assert time.perf_counter() - start < 10
    embeds = vault.network.embeds[NotePath("0.md")]
    assert count(embeds.parts) <= Limits().parts
    assert html.count('class="kb-embed"') == count(embeds.parts)
    assert {finding.rule for finding in embeds.findings} == {"EMBED_LIMIT"}


def test_long_notes_are_cut_by_their_length() -> None:
    text = "".join(f"=== {n}.md\n![[long]] ![[long#끝]]\n" for n in range(2))
    vault = Vault(f"{text}=== long.md\n{'글 ' * 300}\n\n# 끝\n\n글\n", BOTH, Limits(characters=500))
    embeds = vault.network.embeds[NotePath("0.md")]
    # Of a note that is too long a section is shown all the same.
    assert [part.anchor for part in embeds.parts.values()] == ["끝"]
    assert [finding.rule for finding in embeds.findings] == ["EMBED_LIMIT"]


NOTES = {
    "a": "가 ![[b#절]]",
    "b": "비\n\n## 절\n\n![[c]]",
    "c": "씨 [[d]] ![[e]]",
    "d": "# 디\n\n디",
    "e": "---\ndraft: true\n---\n이",
    "f": "![[없음]] [[a]]",
}


def keys_of(notes: dict[str, str]) -> dict[str, str]:
    vault = Vault("".join(f"=== {name}.md\n{text}\n" for name, text in notes.items()), BOTH)
    known = {
        path: Known(0, 0, 0, "", outline, *digests_of(outline), Slice("", 0, 0), Slice("", 0, 0))
        for path, outline in vault.site.outlines.items()
    }
    keys = Keys(vault.network, known, "shell", "")
    return {
        path.removesuffix(".md"): keys.note(path, keys.context(path))
        for path in vault.site.outlines
    }


@pytest.mark.parametrize(
    ("name", "text", "pages"),
    [
        ("b", "비\n\n## 절\n\n![[c]] 새 글", {"a", "b"}),
        ("c", "씨 [[d]] ![[e]] 새 글", {"a", "b", "c"}),
        ("d", "# 디\n\n새 글", {"d"}),
        ("e", "---\ndraft: true\n---\n새 글", set()),
        ("e", "공개한 글", {"a", "b", "c", "e"}),
    ],
)
def test_a_page_is_made_again_with_what_it_shows(name: str, text: str, pages: set[str]) -> None:
    before, after = keys_of(NOTES), keys_of({**NOTES, name: text})
    changed = {name for name, key in after.items() if key != before.get(name)}
    assert pages <= changed
    assert "f" not in changed or "f" in pages
    if name == "d":
        assert "a" not in changed


def test_a_private_note_is_part_of_no_page() -> None:
    vault = Vault("".join(f"=== {name}.md\n{text}\n" for name, text in NOTES.items()), BOTH)
    assert not any(NotePath("e.md") in embeds.notes for embeds in vault.network.embeds.values())
