"""Code that answers questions: which it speaks of, and what is told where it contradicts the key.

tests/proving.md has notes whose `verdict` is read and not run.
"""

import ast
from pathlib import Path

from kb.config import Settings
from kb.model import Network, Verdict, proofs_of
from kb.names import Language, NotePath
from kb.pipeline import Prepared, prepare
from kb.problems import one_line, problem
from kb.proving import findings_of_proofs
from kb.render.fill import Filling
from kb.render.quiz_proof import proof_html
from kb.runs import Ran, Runs
from tests.conftest import CheckCases
from tests.questions.notes import question
from tests.vaults import Vault

CASES = Path(__file__).with_name("proving.md")
NOTE = NotePath("note.md")
RATE = question("Which rate diverges?", "0.1", "0.9", right="B")


def told(text: str) -> str:
    vault = Vault(f"=== {NOTE}\n{text}")
    outline = vault.site.outlines[NOTE]
    verdicts = {index: _read(each.code) for index, each in enumerate(outline.snippets)}
    lines = []
    for index, proof in proofs_of(outline, verdicts).items():
        codes = ", ".join(str(outline.snippets[each].line) for each, _ in proof.verdicts)
        holds = "holds" if proof.holds else "is not shown"
        lines.append(f"question {index + 1}, by the code in line {codes}: {holds}")
    network = Network(vault.site, {}, {}, {}, quizzes={NOTE: ("x",) * len(outline.quizzes)})
    runs = Runs(notes={NOTE: Ran("", "", (), verdicts=verdicts)})
    for path, finding in findings_of_proofs(network, runs):
        lines.append(one_line(problem(finding, path, Language("en"))))
    return "\n".join(lines)


def _read(code: str) -> Verdict:
    found = ast.literal_eval(code.rpartition("verdict = ")[2])
    assert isinstance(found, dict)
    return found


def test_which_snippet_speaks_of_which_question(check_cases: CheckCases) -> None:
    check_cases(CASES, told)


NOTES = {
    "agrees.md": f"""# Agrees

{RATE}
```python run
import numpy as np
rates = np.array([0.1, 0.9])
diverges = np.abs(1 - 4 * rates) > 1
verdict = dict(zip("AB", diverges))
```
""",
    "named.md": "# Named\n\n```python run\n#| label: walk\nverdict = dict(A=False, B=True)\n```\n\n"
    f"{RATE}",
    "fails.md": f"# Fails\n\n{RATE}\n```python run\nverdict = dict(A=True, B=False)\n1 / 0\n```\n"
    "\n```python run\nverdict = dict(A=True, B=False)\n```\n",
    "meant.md": f"# Meant\n\n{RATE}\n```python run\n#| error: true\n"
    "verdict = dict(A=True)\n1 / 0\n```\n",
    "unrun.md": f"# Unrun\n\n{RATE}\n```python\nverdict = dict(A=True, B=False)\n```\n",
    "wrong.md": f"# Wrong\n\n{RATE}\n```python run\nverdict = dict(A=True, B=False)\n```\n",
    "shows.md": "# Shows\n\n![[agrees]]\n",
}


def _prepared(folder: Path) -> Prepared:
    vault = folder / "vault"
    vault.mkdir(exist_ok=True)
    for name, text in NOTES.items():
        (vault / name).write_text(text, encoding="utf-8")
    return prepare(vault, Settings(languages=(Language("en"),)), folder / "cache")


def _line(prepared: Prepared, path: str, shown_in: str = "") -> str:
    body_of = prepared.workspace.bodies()
    name = NotePath(shown_in or path)
    page = Filling(
        prepared.network,
        name,
        body_of(name),
        body_of=body_of,
        run_of=prepared.runs.run,
        place=prepared.site.places[name],
    )
    if shown_in:
        page = page.of_embed(next(iter(page.parts.values())))
    return proof_html(page, 0)


def test_what_code_has_shown_is_said_and_remembered(tmp_path: Path) -> None:
    for time in ("fresh", "remembered"):
        prepared = _prepared(tmp_path)
        if time == "remembered":
            assert set(prepared.runs.fresh) == {"fails.md"}
        checked = {one.path for one in prepared.questions() if one.checked}
        assert checked == {"agrees.md", "named.md"}
        rules = {
            (one.path, one.line, one.message)
            for one in prepared.problems(Language("en"))
            if one.rule == "verdict"
        }
        assert rules == {
            (
                "wrong.md",
                10,
                "the code in line 13 contradicts this key: it finds A = True, B = False",
            )
        }
        assert _line(prepared, "agrees.md") == (
            '<p class="kb-quiz__proof">Checked by running code: '
            '<a href="#kb-verdict-1">code in line 13</a></p>\n'
        )
        assert 'href="#walk"' in _line(prepared, "named.md")
        assert 'href="../agrees/#kb-verdict-1"' in _line(prepared, "agrees.md", "shows.md")
        for path in ("fails.md", "meant.md", "unrun.md", "wrong.md"):
            assert _line(prepared, path) == ""
        body_of = prepared.workspace.bodies()
        page = prepared.note_page(NotePath("agrees.md"), body_of)
        assert page.html.count('id="kb-verdict-1"') == 1
