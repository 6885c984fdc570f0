"""Names are found where they stand unlinked, and nowhere else."""

import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.cli.project import find_project
from kb.link.mention_names import FEW, Name, means_note, names_of
from kb.link.mentions import find_mentions, names_in
from kb.model import Mention, Passage
from kb.names import Language, NotePath
from kb.pipeline import prepare
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent
CheckCases = Callable[[Path, Callable[[str], str]], None]

WORDS = st.lists(
    st.sampled_from(
        [
            *"은는을 -.\n가[]|#*`_'\u1100\u0301",
            "경사",
            "하강법",
            "에서는",
            "gradient",
            "descent",
            "SGD",
            "C#",
        ]
    ),
    max_size=12,
).map("".join)


def mentions_in(vault: Vault) -> tuple[Mention, ...]:
    return find_mentions(vault.network, lambda: vault.proses.__getitem__)


def show_mentions(text: str) -> str:
    return "\n".join(
        f"{one.source}:{one.line}:{one.column}: {one.words} -> {one.target}: {one.mend}"
        for one in mentions_in(Vault(text, BOTH))
    )


def test_examples(check_cases: CheckCases) -> None:
    check_cases(HERE / "mentions.md", show_mentions)


@settings(max_examples=200)
@given(WORDS)
def test_a_mend_leads_to_what_is_named(text: str) -> None:
    """The oracle is the author who does as told: the words become a link to that note."""
    other = "=== 경사 하강법.md\n---\naliases: [gradient descent, SGD, 표기 C#]\n---\n"
    vault = Vault(f"{other}=== a.md\n{text}")
    lines = text.split("\n")
    for one in mentions_in(vault):
        at = one.column - 1
        assert lines[one.line - 1][at:].startswith(one.words)
        mended = [*lines]
        line = lines[one.line - 1]
        mended[one.line - 1] = line[:at] + one.mend + line[at + len(one.words) :]
        changed = Vault(f"{other}=== a.md\n" + "\n".join(mended))
        targets = changed.linked("a.md").targets
        assert NotePath("경사 하강법.md") in {target.path for target in targets if target}
        assert mentions_in(changed) == ()


def test_decomposed_text_is_found_at_its_place() -> None:
    vault = Vault("=== 경사하강법.md\n")
    names = names_of(vault.site)[Language("ko")]
    text = unicodedata.normalize("NFD", "가 경사하강법은")
    [(name, start, words)] = names_in(Passage(1, 1, text), names)
    assert (name.target, start, words) == ("경사하강법.md", 3, "경사하강법")


def test_what_stands_nearly_everywhere_is_a_word() -> None:
    name = Name(0, NotePath("a.md"), frozenset({"손실 함수"}), single=False, telling=True)
    assert means_note(name, FEW, 0, notes=20)
    assert not means_note(name, FEW + 1, 0, notes=20)
    assert means_note(name, FEW + 1, FEW, notes=20)
    assert means_note(name, 200, 0, notes=10_000)


def test_several_processes_find_the_same(tmp_path: Path) -> None:
    for number in range(400):
        text = "손실 함수와 경사 하강법을\n" if number % 100 == 0 else "글\n"
        (tmp_path / f"{number}.md").write_text(text, encoding="utf-8")
    (tmp_path / "손실함수.md").write_text("# 손실 함수\n", encoding="utf-8")
    project = find_project(tmp_path)
    prepared = prepare(project.vault, project.setup.settings, tmp_path / "build" / "cache")
    alone, shared = prepared.mentions(jobs=1), prepared.mentions(jobs=2)
    assert alone == shared
    assert [(one.source, one.mend) for one in alone] == [
        (f"{number}.md", "[[손실 함수]]") for number in (0, 100, 200, 300)
    ]


@pytest.mark.acceptance
def test_few_of_a_real_vault(corpus: Path, tmp_path: Path) -> None:
    """Its 974 notes use names of others in 6,181 pairs; most are words such as 문제 and time."""
    project = find_project(corpus / "vaults" / "johngrib")
    prepared = prepare(project.vault, project.setup.settings, tmp_path, jobs=2)
    found = prepared.mentions(jobs=2)
    assert 100 < len(found) < 1000
    assert not {"문제.md", "problem.md", "language.md", "cmd/time.md"} & {
        one.target for one in found
    }
    assert "regex.md" in {one.target for one in found}
