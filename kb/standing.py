"""Translations that have a part in the run of their original, because they stand for its snippets.

In: outlines of both. Out: which of their snippets are which steps of that run, and findings for
those that stand for nothing.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from kb.model import Network, Outline, labelled, stand_ins
from kb.names import NotePath
from kb.problems import Finding, Rule, find, nearest


def sharing_of(
    outlines: Mapping[NotePath, Outline], versions: Sequence[NotePath]
) -> dict[NotePath, dict[int, int]]:
    """The translations that stand for something of their original, and what for."""
    if not versions or not outlines[versions[0]].snippets:
        return {}
    original = outlines[versions[0]]
    found = {path: stand_ins(outlines[path], original) for path in versions[1:]}
    return {path: standing for path, standing in found.items() if standing}


class Part(Struct):
    """What a translation has to do with the run of its original."""

    outline: Outline
    chosen: list[int]
    """Its snippets that run, in the order of the text;"""
    standing: Mapping[int, int]
    """those that stand for one of the original;"""
    further: list[int] = []
    """and those that run behind it."""

    def numbers(self, original: Outline, order: Sequence[int], first: int) -> dict[int, int]:
        """By the place in `Outline.snippets`, the number in the original's run: `order` are the
        original's own steps, and with `first` the further ones begin.
        """
        steps = {index: number for number, index in enumerate(order)}
        found = {
            index: steps[there]
            for index, there in self.standing.items()
            if there in steps and self.outline.snippets[index].evaluate
        }
        values: dict[str, list[int]] = {}
        for index in order:
            if original.snippets[index].inline:
                values.setdefault(original.snippets[index].code, []).append(steps[index])
        self.further = []
        for index in self.chosen:
            snippet = self.outline.snippets[index]
            if index in self.standing:
                continue
            same = values.get(snippet.code) if snippet.inline and not self._is_left() else None
            if same:
                # The first is the first, and where the original has no more, it is its last.
                found[index] = same.pop(0) if len(same) > 1 else same[0]
            else:
                found[index] = first + len(self.further)
                self.further.append(index)
        return found

    def _is_left(self) -> bool:
        """Code of its own came before, so names may mean something else than in the original."""
        return any(not self.outline.snippets[index].inline for index in self.further)


def _unseen(network: Network, path: NotePath, chosen: Sequence[int]) -> Iterator[Finding]:
    """Captions in languages that no reader of the site has; where there is one language, authors
    may have written for another site.
    """
    site = network.site
    if len(site.trees) == 1:
        return
    for index in chosen:
        for code, line, column in site.outlines[path].snippets[index].languages:
            trees = [tree.language for tree in site.trees]
            if code not in trees and all(place.language != code for place in site.places.values()):
                known = ", ".join(trees)
                yield find(Rule.UNSEEN_LANGUAGE, line, column, language=code, languages=known)


def mistakes_of(
    network: Network, path: NotePath, outline: Outline, chosen: Sequence[int]
) -> Iterator[Finding]:
    """What is wrong with the snippets of a note: empty fences that stand for nothing, captions that
    nobody sees.
    """
    yield from _unseen(network, path, chosen)
    versions = network.site.versions(path)
    labels = labelled(network.site.outlines[versions[0]]) if versions[0] != path else {}
    for index in chosen:
        snippet = outline.snippets[index]
        if not snippet.is_empty or snippet.label in labels:
            continue
        if versions[0] == path:
            yield find(Rule.STAND_IN_ALONE, *snippet.fence, label=snippet.label)
            continue
        near = nearest(snippet.label, labels)
        rule = Rule.STAND_IN_UNKNOWN_NEAR if near else Rule.STAND_IN_UNKNOWN
        words = {
            "label": snippet.label,
            "original": versions[0],
            "nearest": near or "",
            "labels": ", ".join(labels) or "–",
        }
        yield find(rule, *snippet.fence, **words)
