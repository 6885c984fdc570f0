"""Words in several languages: through whatever a snippet does with them, to each page's own."""

from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.model import Description, Figure, Stream, Text
from kb.run import Step, StepOutcome, finish_step, run_one
from kb.run.answers import read_reply
from kb.run.messages import How, Reply
from kb.run.task import Limits, RawFigure, RawMarkup, RawText
from kb.run.tr import SPEECH, Words, tr
from tests.run.notes import task, vault

LOSS = 'loss = tr(ko="손실", en="loss", ja="損失")\n'

OPERATIONS = {
    "joined": lambda one, two: f"{one} / {two}!",
    "added": lambda one, two: "a " + one + two,
    "a list": lambda one, two: ", ".join([one, two] * 2),
    "percent": lambda one, two: "%s-%s" % (one, two),  # noqa: UP031  one of the ways
    "its own percent": lambda one, two: (one + "") if "%" in one else one % () + two,
    "format": lambda one, two: "{} {b}".format(one, b=two),  # noqa: UP032  one of the ways
    "wide": lambda one, two: f"{one:>12}|{two:*^9}|",
    "upper": lambda one, two: one.upper() + two.title(),
    "stripped": lambda one, two: one.strip() + two.rjust(8),
    "a part": lambda one, two: one[:2] + two[-1:],
    "replaced": lambda one, two: one.replace("a", "b") + two.removesuffix("s"),
    "twice": lambda one, two: one * 2 + two,
}
TEXT = st.text("abs 손실율$\\{<&'\"", max_size=6).filter(lambda text: "{" not in text)


@pytest.mark.parametrize("name", OPERATIONS)
@settings(max_examples=40)
@given(TEXT, TEXT, TEXT, TEXT)
def test_what_is_done_with_words_is_done_in_each_language(
    name: str, korean: str, english: str, own: str, other: str
) -> None:
    do = OPERATIONS[name]
    made = do(tr(ko=korean, en=english), tr(en=other, ko=own))
    assert SPEECH.said(made, "ko") == do(korean, own)
    assert SPEECH.said(made, "en") == do(english, other)
    # Of each the first, where nobody asks for a language.
    assert SPEECH.said(made) == SPEECH.said(made, "xx") == do(korean, other)
    assert set(SPEECH.languages(made)) <= {"ko", "en"}


def test_as_python_writes_it() -> None:
    words = tr(ko="손\n실", en="l\\ss")
    assert SPEECH.said(repr([f"x{words}", words]), "ko") == repr(["x손\n실", "손\n실"])
    assert SPEECH.said(repr([f"x{words}", words]), "en") == repr(["xl\\ss", "l\\ss"])


def test_words_hold_words() -> None:
    inner = tr(ko="가", en="b")
    assert SPEECH.said(tr(ko="{}와 {:.1f}", en="{} and {:.1f}").format(inner, 0.25), "en") == (
        "b and 0.2"
    )
    assert SPEECH.said(tr(ko=f"<{inner}>", en=f"({inner})"), "ko") == "<가>"
    assert tr(ko="가", en="b") == inner
    assert isinstance(inner, Words)
    assert SPEECH.said(tr(zh_TW="x", en="y"), "zh-tw") == "x"


@pytest.mark.parametrize("words", [{}, {"english": "x"}, {"e": "x"}, {"e n": "x"}])
def test_what_is_no_language_is_refused(words: dict[str, str]) -> None:
    with pytest.raises(TypeError, match="by language"):
        tr(**words)
    with pytest.raises(ValueError, match="20000"):
        tr(en="x" * 20_001)


def ran(tmp_path: Path, *codes: str | Step) -> tuple[StepOutcome, ...]:
    return run_one(task(vault(tmp_path), *codes)).steps


def test_each_output_is_told_in_every_language_that_it_differs_in(tmp_path: Path) -> None:
    code = LOSS + (
        "class Shown:\n    def _repr_html_(self):\n"
        '        return "<b>" + tr(ko="<가>", en="b") + "</b>"\n'
        "import sys\nprint(loss, 1)\nprint('plain', file=sys.stderr)\nprint(f'{loss:>5}')\n"
        "display(Shown())\n[loss]"
    )
    said, inline, failed = ran(
        tmp_path,
        code,
        Step(1, "loss + '!'", inline=True, error=True),
        "raise ValueError(f'no {loss}')",
    )
    assert said.outputs == (
        RawText(Stream.STDOUT, "손실 1\n"),
        RawText(Stream.STDERR, "plain\n"),
        RawText(Stream.STDOUT, "   손실\n"),
        RawMarkup("<b>&lt;가&gt;</b>"),
        RawText(Stream.VALUE, "['손실']"),
    )
    assert said.wordings == {
        "en": {
            0: RawText(Stream.STDOUT, "loss 1\n"),
            2: RawText(Stream.STDOUT, " loss\n"),
            3: RawMarkup("<b>b</b>"),
            4: RawText(Stream.VALUE, "['loss']"),
        },
        "ja": {
            0: RawText(Stream.STDOUT, "損失 1\n"),
            2: RawText(Stream.STDOUT, "   損失\n"),
            4: RawText(Stream.VALUE, "['損失']"),
        },
    }
    assert inline.wordings["en"] == {0: RawText(Stream.VALUE, "loss!")}
    assert failed.failure is not None
    assert "no 손실" in failed.failure.traceback
    result = finish_step(said)
    assert result.said_in("en").outputs[0] == Text(Stream.STDOUT, "loss 1\n")  # type: ignore[arg-type]
    assert result.said_in("en-gb").outputs[0] == Text(Stream.STDOUT, "loss 1\n")  # type: ignore[arg-type]
    assert result.said_in("fr") is result  # type: ignore[arg-type]


FIGURE = (
    LOSS
    + """
import matplotlib.pyplot as plt
figure, axes = plt.subplots(layout=LAYOUT)
axes.plot([1, 2], label=f"{loss} $\\\\eta$")
axes.bar([tr(ko="하나", en="the first one"), tr(ko="둘", en="two")], [1, 2])
axes.legend(title=tr(ko="범례", en="key"))
axes.set(title=tr(ko="제목", en="title"), xlabel=tr(ko="걸음", en="step") + " $k$", ylabel="y")
axes.annotate(tr(ko="여기", en="here"), (0, 1))
figure.text(0, 0, tr(ko="길고 긴 한국어 글", en="a long text that wraps"), wrap=True)
figure.suptitle("%s!" % loss)
TIGHT
"""
)


def figures(tmp_path: Path, layout: str, tight: str = "") -> dict[str, Figure]:
    (step,) = ran(tmp_path, FIGURE.replace("LAYOUT", layout).replace("TIGHT", tight))
    assert step.failure is None
    result = finish_step(step)
    found = {code: result.said_in(code).outputs[0] for code in ("ko", "en")}  # type: ignore[arg-type]
    assert all(isinstance(each, Figure) for each in found.values())
    return found  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("layout", "tight"), [("None", ""), ("'constrained'", ""), ("None", "figure.tight_layout()")]
)
def test_a_figure_is_drawn_in_each_language(tmp_path: Path, layout: str, tight: str) -> None:
    drawn = figures(tmp_path, layout, tight)
    korean = ("하나", "둘", "범례", "제목", "여기", "손실!")
    english = ("the first one", "two", "key", "title", "here", "loss!")
    for words, own, other in ((korean, "ko", "en"), (english, "en", "ko")):
        for word in words:
            assert f">{word}</text>" in drawn[own].svg
            assert f">{word}</text>" not in drawn[other].svg
    assert drawn["en"].description.title == "loss!"
    panel = drawn["en"].description.panels[0]
    assert (panel.title, panel.x.label) == ("title", "step k")
    assert panel.x.words == ((0.0, "the first one"), (1.0, "two"))
    assert "loss η" in [series.label for series in panel.series]


def test_a_figure_in_two_languages_is_as_two_figures(tmp_path: Path) -> None:
    """Laid out with the real words: as if the note had been written in one language."""
    drawn = figures(tmp_path / "both", "None")
    plain = 'def tr(**words):\n    return words["en"]\n' + FIGURE.replace("LAYOUT", "None")
    (step,) = ran(tmp_path / "one", plain.replace("TIGHT", ""))
    assert finish_step(step).outputs == (drawn["en"],)
    assert not step.wordings


def test_nothing_is_kept_where_nothing_differs(tmp_path: Path) -> None:
    code = 'import matplotlib.pyplot as plt\nplt.plot([1])\nprint(tr(ko="x", en="x"))'
    (step,) = ran(tmp_path, code)
    assert step.wordings == {}


def test_a_killed_snippet_leaves_no_marks(tmp_path: Path) -> None:
    (step,) = ran(tmp_path, LOSS + "print(loss, 1)\nimport os\nos._exit(3)")
    assert finish_step(step).outputs == (Text(Stream.STDOUT, " 1\n"),)


def answered(tmp_path: Path, outcome: StepOutcome, limits: Limits) -> StepOutcome:
    """What is believed of a forged answer."""
    given = task(vault(tmp_path), "x", limits=limits)
    payload = msgspec.msgpack.encode(outcome)
    return read_reply(given, Reply(0, (payload,), b"", 0, How.EXIT, 0)).steps[0]


def test_forged_wordings_are_held_within_limits(tmp_path: Path) -> None:
    figure = RawFigure("<svg/>", b"", 1.0, 1.0, Description())
    own = (figure, RawText(Stream.STDOUT, "0123456789"), figure)
    others: dict[str, dict[int, RawText | RawMarkup | RawFigure]] = {
        "en": {
            0: RawMarkup("<p>no figure</p>"),
            1: RawText(Stream.STDOUT, "x" * 99),
            2: figure,
            7: figure,
        },
        "<script>": {1: RawText(Stream.STDOUT, "x")},
        "ko": {1: RawText(Stream.STDERR, "another stream")},
        **{f"a{chr(97 + number)}": {1: RawText(Stream.STDOUT, "y")} for number in range(20)},
    }
    outcome = StepOutcome(0, "ran", own, wordings=others)  # type: ignore[arg-type]
    found = answered(tmp_path, outcome, Limits(text=12, figures=1))
    assert found.outputs == own[:2]
    assert found.wordings.keys() == {"en", "aa", "ab", "ac", "ad", "ae"}
    assert found.wordings["en"] == {1: RawText(Stream.STDOUT, "x" * 12)}
