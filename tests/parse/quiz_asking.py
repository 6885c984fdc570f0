"""Random questions, Korean and English, whose words hold what readers of notations stumble over.

Out: hypothesis strategies of `Asked`. Written without a look at the reader.

What the strategies leave out, because no person could read it without doubt:

- a text that begins with a number, a plus or another sign that makes a list of its own, or with
  what looks like an option's letter: where it begins a line it is something else. So is code that
  holds an answer line: notation 5 writes its key like this;
- two options of one question with the same text: an explanation by name would be of both;
- bold words within what is bold itself (an answer line, a name): the inner stars end the outer;
- what looks like a letter within a text (`x B) y`): in an answer line it is a second answer;
- a dash within an option's text: an explanation by name has its dash there;
- where ticks or bold words with check marks are the key (3, 7), that all options have them (a list
  of what is done, or decoration), and in 3 a wrong option that is bold throughout.
"""

from typing import NamedTuple

from hypothesis import strategies as st


class Text(NamedTuple):
    """Words as they are written, in pieces that a space parts."""

    pieces: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        return " ".join(self.pieces)

    @property
    def within_bold(self) -> str:
        """Bold words plain, code as it is."""
        return " ".join(p if "`" in p else p.replace("**", "") for p in self.pieces)

    @property
    def bold(self) -> bool:
        """Throughout."""
        return all(piece.startswith("**") and piece.endswith("**") for piece in self.pieces)

    @property
    def plain(self) -> str:
        return " ".join(_plain(piece) for piece in self.pieces)


def _plain(piece: str) -> str:
    if piece.startswith("`"):
        return piece.strip("`")
    if piece.startswith("["):
        return piece.rpartition("|")[2].split("](")[0].strip("[]")
    return piece.replace("**", "").replace("==", "")


class Option(NamedTuple):
    text: Text
    why: Text
    """Empty: nothing is said of it."""
    code: tuple[str, ...] = ()
    """Lines of a fence below its text; empty: none."""

    @property
    def read(self) -> str:
        return " ".join([self.text.plain, *self.code])


class Asked(NamedTuple):
    stem: Text
    code: tuple[str, ...]
    """Lines of a fence below the stem; empty: none."""
    options: tuple[Option, ...]
    right: tuple[int, ...]
    """Places of the options that are."""
    explanation: Text

    @property
    def read(self) -> str:
        """Stem and code, without markup."""
        return " ".join([self.stem.plain, *self.code])


WORDS = (
    "Amazon the learning rate loss batches gradients oscillate never too high MOST likely stored "
    "학습률이 손실 함수가 진동하기 때문이다 배치 크기를 낮춘다 데이터를 저장하는 서비스 항상 로그"
).split()
ODD = (
    "`x + 1`",
    "`a, b`",
    "`A) B`",
    "`**kwargs`",
    "`f(x) - 1`",
    "**Adam**",
    "**경사**는",
    "==중요==",
    "[[경사하강법|기울기]]",
    "[S3](https://s3.example)",
    "(예: 0.1, 0.01)",
    "(batch)",
)
WITHIN = (
    *ODD,
    "`정답: B`",
    "0.001",
    "2,000개를",
    "3.5%",
    "Glue, Athena",
    "S3 + Glue",
    "+",
    "& EC2",
    "A와 B 모두",
    "both a and c",
    "D보다",
    "R&D",
    "C++",
    "x < 1",
    '"no"',
    "1)",
    "f(A, B)",
)
ENDS = (
    "?",
    "중 옳은 것은?",
    "은 무엇인가?",
    "이유로 알맞은 것을 고르시오.",
    "Which is true?",
    "What should the engineer do?",
)
COUNTS = {
    2: ("(Select TWO)", "(두 개 선택)", "(Choose two.)"),
    3: ("(Select THREE.)", "(3개 선택)"),
}
CODE = (
    ("loss = 0", "print(loss)"),
    ("# A) a comment", "x = [1, 2]", "", "x[0] + 1"),
    ("정답: B",),
    ("- [x] done",),
)


@st.composite
def texts(draw: st.DrawFn, longest: int = 5) -> Text:
    first = draw(st.sampled_from((*WORDS, *ODD)))
    rest = draw(st.lists(st.one_of(*map(st.sampled_from, (WORDS, WITHIN))), max_size=longest - 1))
    return Text((first, *rest))


@st.composite
def questions(
    draw: st.DrawFn, *, code: bool = True, listed: bool = True, says: bool = True
) -> Asked:
    """`code`: the notation has room for a fence; `listed`: its options as well, as items of a list;
    `says`: the stem may say how many are right.
    """
    named = draw(
        st.lists(texts(), min_size=2, max_size=6, unique_by=lambda text: text.plain.casefold())
    )
    places = st.integers(0, len(named) - 1)
    right = draw(st.one_of(places.map(lambda one: {one}), st.sets(places, min_size=1, max_size=3)))
    explained = draw(st.sampled_from(("none", "wrong", "some", "all")))
    fences = listed and draw(st.integers(0, 4)) == 4
    options = []
    for place, text in enumerate(named):
        says_why = (
            explained == "all"
            or (explained == "wrong" and place not in right)
            or (explained == "some" and draw(st.booleans()))
        )
        why = draw(texts()) if says_why else Text()
        options.append(Option(text, why, draw(st.sampled_from(CODE)) if fences else ()))
    ending = [draw(st.sampled_from(ENDS))]
    if says and len(right) in COUNTS and draw(st.booleans()):
        ending.append(draw(st.sampled_from(COUNTS[len(right)])))
    return Asked(
        Text((*draw(texts()).pieces, *ending)),
        draw(st.sampled_from(((), (), *CODE))) if code else (),
        tuple(options),
        tuple(sorted(right)),
        draw(st.one_of(st.just(Text()), texts(8))),
    )
