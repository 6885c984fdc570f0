"""The bank of questions: its page for readers without scripts, and the data for the script."""

import json
import re
from base64 import b64decode
from pathlib import Path

import pytest

from kb.config import Settings
from kb.made import MOST_TOGETHER, MadeKind, list_batches, list_made, make, question_files
from kb.model import Page, Section
from kb.names import NotePath
from kb.render import bank_data, questions_of
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent
SETTINGS = Settings(site_name="Test", languages=BOTH)

ONE = (
    "**Question:** {stem}\n\n**Options:**\n\n- A) yes {number}\n- B) no\n\n"
    "**정답: A) yes {number}**\n\n💡 추가 설명:\n\n- **B) no** - 숨은 설명 {number} [[other]]\n\n"
)


def everything(vault: Vault) -> dict[str, Page | bytes]:
    network = vault.network
    return {
        made.file: make(network, SETTINGS, made)
        for batch in list_batches(network)
        for made in list_made(network, SETTINGS, batch)
        if made.kind in {MadeKind.QUIZ, MadeKind.QUESTIONS}
    }


def show_pages(text: str) -> str:
    shown = []
    for file, made in everything(Vault(text, BOTH)).items():
        if isinstance(made, Page):
            shown.append(f"--- {file}\n{made.html}")
    return "\n".join(shown)


def test_pages(check_cases: CheckCases) -> None:
    check_cases(HERE / "bank.md", show_pages)


def questions(vault: Vault, path: str, *, in_bank: bool = True) -> list[dict[str, object]]:
    """What the script reads of a note."""
    name = NotePath(path)
    bank = vault.site.section_url(vault.site.places[name].tree, Section.QUIZ)
    found = questions_of(
        vault.network,
        name,
        vault.bodies[name],
        body_of=vault.bodies.__getitem__,
        seen_from=bank if in_bank else None,
    )
    read: list[dict[str, object]] = json.loads(b64decode(bank_data(found)))
    return read


def vault_of(notes: int, each: int = 1) -> Vault:
    text = "=== deep/other.md\n---\nlang: ko\n---\n# 다른 노트\n"
    for number in range(notes):
        text += f"=== note-{number}.md\n---\nlang: ko\ntags: [a/b, t{number % 3}]\n---\n"
        text += f"# 노트 {number}\n\n"
        for asked in range(each):
            stem = f"노트 {number}의 물음 {asked}은 무엇입니까?"
            text += ONE.format(stem=stem, number=f"{number}-{asked}")
    return Vault(text, BOTH)


def test_the_index_says_what_the_script_chooses_by_and_no_more() -> None:
    vault = vault_of(3, 2)
    made = everything(vault)
    index = made["assets/kb/ko/questions.json"]
    assert isinstance(index, bytes)
    read = json.loads(index)
    assert read["languages"] == ["ko"]
    assert [note[0] for note in read["notes"]] == ["노트 0", "노트 1", "노트 2"]
    for number, (_, url, tags, _, file, asked) in enumerate(read["notes"]):
        path = NotePath(f"note-{number}.md")
        tree = vault.site.places[path].tree
        assert url == f"../../../note-{number}/"
        assert path in question_files(vault.network, tree)[f"assets/kb/ko/{file}"]
        assert [read["tags"][tag] for tag in tags] == ["a/b", f"t{number}"]
        assert [own for own, _, _ in asked] == list(vault.network.quizzes[path])
    for done in made.values():
        shown = done.html if isinstance(done, Page) else done.decode()
        assert "yes" not in shown
        assert "설명" not in shown


def test_a_tree_without_questions_has_none_of_it() -> None:
    made = everything(vault_of(1))
    assert set(made) == {"quiz/index.html", "assets/kb/ko/questions.json"}
    assert not everything(Vault("=== a.md\n# 하나\n", BOTH))


def test_the_way_to_the_bank_is_shown_where_it_leads_somewhere() -> None:
    def ways(vault: Vault, tree: int) -> str:
        network = vault.network
        for batch in list_batches(network):
            if batch.kind is MadeKind.GRAPH and batch.tree == network.site.trees[tree]:
                (made,) = list_made(network, SETTINGS, batch)
                page = make(network, SETTINGS, made)
                assert isinstance(page, Page)
                return page.html
        raise AssertionError

    asking = vault_of(1)
    assert 'href="../quiz/"' in ways(asking, 0)
    assert "quiz/" not in ways(asking, 1)
    assert "quiz/" not in ways(Vault("=== a.md\n# 하나\n", BOTH), 0)


def test_a_folder_of_that_name_keeps_its_address() -> None:
    vault = Vault(
        f"=== quiz/a.md\n---\nlang: ko\n---\n# 하나\n\n{ONE.format(stem='무엇?', number=1)}", BOTH
    )
    assert "kb-quiz/index.html" in everything(vault)


def test_the_data_is_whole_and_its_links_lead_from_the_bank() -> None:
    vault = vault_of(1, 2)
    first, second = questions(vault, "note-0.md")
    assert first["id"] != second["id"]
    assert first["stem"] == ["<p>노트 0의 물음 0은 무엇입니까?</p>", "ko"]
    letters = [answer[:2] for answer in first["answers"]]  # type: ignore[attr-defined]
    assert letters == [["A", True], ["B", False]]
    why = first["answers"][1][3][0]  # type: ignore[index]
    assert '<a href="../deep/other/">' in why
    from_note = questions(vault, "note-0.md", in_bank=False)
    assert from_note[0]["id"] == first["id"]
    assert '<a href="../deep/other/">' in from_note[0]["answers"][1][3][0]  # type: ignore[index]


def test_links_of_a_deep_note_lead_from_the_bank() -> None:
    text = ONE.format(stem="![[p.png]] [[#끝]] [[other]]?", number=1)
    vault = Vault(
        f"=== x/y/a.md\n---\nlang: ko\n---\n# 하나\n\n{text}\n## 끝\n=== other.md\n# 둘\n"
        "=== p.png\n",
        BOTH,
    )
    (found,) = questions(vault, "x/y/a.md")
    html = found["stem"][0]  # type: ignore[index]
    leads = re.findall(r'(?:href|src)="([^"]+)"', html)
    assert leads == ["../p.png", "../x/y/a/#%EB%81%9D", "../other/"]


@pytest.mark.parametrize("notes", [5, 1500])
def test_a_long_list_is_on_pages_of_a_bearable_size(notes: int) -> None:
    vault = vault_of(notes)
    pages = {file: made for file, made in everything(vault).items() if isinstance(made, Page)}
    assert (len(pages) > 1) == (notes > 100)
    asked = []
    for file, page in pages.items():
        assert page.file == file
        assert len(page.html.encode()) < 250_000
        asked += re.findall(r"#q-([^\"]+)\"", page.html)
        assert ('class="kb-bank"' in page.html) == (file == "quiz/index.html")
        if len(pages) > 1:
            assert 'aria-current="page"' in page.html
    ids = [own for each in vault.network.quizzes.values() for own in each]
    assert sorted(asked) == sorted(ids)
    assert len(asked) == notes


def test_files_of_questions_have_those_of_neighbours_and_one_more_note_moves_few() -> None:
    def files(notes: int) -> dict[str, tuple[NotePath, ...]]:
        vault = vault_of(notes)
        return question_files(vault.network, vault.site.trees[0])

    before, after = files(60), files(61)
    for found, notes in ((before, 60), (after, 61)):
        assert len([path for paths in found.values() for path in paths]) == notes
        assert len({path for paths in found.values() for path in paths}) == notes
        assert 1 < max(map(len, found.values())) <= MOST_TOGETHER
        assert len(found) < notes / 3
    assert len(before.items() - after.items()) <= 2
