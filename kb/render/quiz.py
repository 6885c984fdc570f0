"""A question in its page: a form that says whether its reader is right.

In: slots. Out: HTML. It reads without scripts: what is right and why stands folded below.
"""

from typing import TYPE_CHECKING

from markupsafe import escape

from kb.model import SECRET, QuizEnd, QuizPart, QuizPartEnd, QuizPartKind, QuizStart
from kb.strings import mark

if TYPE_CHECKING:
    from kb.render.fill import Filling


def quiz_start(page: "Filling", slot: QuizStart) -> str:
    own = escape(page.ids.define(f"q-{quiz_id(page, slot.index)}"))
    return f'<form class="kb-quiz" id="{own}"><fieldset>\n'


def quiz_part(page: "Filling", slot: QuizPart) -> str:
    quiz = page.outline.quizzes[slot.index]
    lang = f' lang="{escape(slot.language)}"' if slot.language else ""
    if slot.kind is QuizPartKind.STEM:
        return f'<legend class="kb-quiz__stem"{lang}>'
    if slot.kind is QuizPartKind.CHOICE:
        kind = "checkbox" if quiz.several else "radio"
        letter = escape(quiz.choices[slot.number].letter)
        return (
            f'<label class="kb-quiz__choice"><input type="{kind}" name="q" value="{letter}"> '
            f"{letter}) <span{lang}>"
        )
    opens = f"<details><summary>{page.word(mark('Answer'))}</summary>\n"
    return f'{opens}<div class="kb-quiz__{slot.kind}"{lang}>'


def quiz_part_end(_page: "Filling", slot: QuizPartEnd) -> str:
    if slot.kind is QuizPartKind.STEM:
        return "</legend>\n"
    return "</div></details>\n" if slot.kind in SECRET else "</span></label>\n"


def quiz_end(page: "Filling", slot: QuizEnd) -> str:
    right = ", ".join(page.outline.quizzes[slot.index].right)
    answer = page.word(mark("Answer"))
    return f"<details><summary>{answer}</summary>{escape(right)}</details></fieldset></form>\n"


def quiz_id(page: "Filling", index: int) -> str:
    """Unique in the vault."""
    return page.network.quizzes[page.path][index]
