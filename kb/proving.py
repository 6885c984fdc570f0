"""Whether the keys of questions are what code finds.

In: the notes of a site, and what their snippets said of questions. Out: proofs, and findings where
code and key contradict each other.
"""

from collections.abc import Iterator

from kb.model import Network, Outline, Proof, Quiz, Verdict, proofs_of
from kb.names import NotePath
from kb.problems import Finding, Rule, find
from kb.runs import Runs


def prove(network: Network, runs: Runs) -> Iterator[tuple[NotePath, int, Proof]]:
    """What code says of questions, by note and place in its `Outline.quizzes`."""
    for path in network.quizzes:
        ran = runs.notes.get(path)
        if ran is not None and ran.verdicts:
            for index, proof in proofs_of(network.site.outlines[path], ran.verdicts).items():
                yield path, index, proof


def findings_of_proofs(network: Network, runs: Runs) -> Iterator[tuple[NotePath, Finding]]:
    """At the line of the key, which is what may be wrong, with that of the code."""
    for path, index, proof in prove(network, runs):
        outline = network.site.outlines[path]
        for finding in _findings(outline, outline.quizzes[index], proof):
            yield path, finding


def _findings(outline: Outline, quiz: Quiz, proof: Proof) -> Iterator[Finding]:
    for index, verdict in proof.verdicts:
        line = str(outline.snippets[index].line)
        unknown = [letter for letter in verdict if letter not in proof.letters]
        if not verdict:
            yield find(Rule.VERDICT_UNREADABLE, *quiz.key, line=line)
        elif unknown:
            values = {"letters": ", ".join(unknown), "known": ", ".join(proof.letters)}
            yield find(Rule.VERDICT_LETTERS, *quiz.key, line=line, **values)
        if index in proof.contradicting:
            found, key = _contradiction(verdict, proof)
            yield find(Rule.VERDICT_CONTRADICTS, *quiz.key, line=line, found=found, key=key)


def _contradiction(verdict: Verdict, proof: Proof) -> tuple[str, str]:
    """What code found, and what the key says of the same options."""
    spoken = {letter: held for letter, held in verdict.items() if letter in proof.letters}
    return _told(spoken), _told({letter: letter in proof.right for letter in spoken})


def _told(held: Verdict) -> str:
    return ", ".join(f"{letter} = {value}" for letter, value in held.items())
