"""Empty fences of a translation that stand for snippets of its original.

In: the outlines of both. Out: which snippet stands for which: that of the same label.
"""

from collections.abc import Mapping

from kb.model.note import Outline


def labelled(outline: Outline) -> Mapping[str, int]:
    """Label -> place in `Outline.snippets`."""
    return {each.label: index for index, each in enumerate(outline.snippets) if each.label}


def stand_ins(outline: Outline, original: Outline) -> dict[int, int]:
    """By the place in the `snippets` of the translation, that in those of the original."""
    empty = [index for index, each in enumerate(outline.snippets) if each.is_empty]
    if not empty:
        return {}
    labels = labelled(original)
    found = {index: outline.snippets[index].label for index in empty}
    return {index: labels[label] for index, label in found.items() if label in labels}
