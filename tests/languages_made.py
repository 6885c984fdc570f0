"""Vaults in several languages, drawn by hypothesis.

In: nothing. Out: strategies for the languages of trees, and for notes by their paths.
"""

from hypothesis import strategies as st
from msgspec import Struct
from msgspec.structs import replace

from kb.names import Language

TREES = st.sampled_from(
    [
        tuple(map(Language, each.split()))
        for each in ("ko", "ko en", "en ko", "ko en fr", "fr en ko", "ko en fr ja")
    ]
)
STEMS = ("x", "y", "z", "가", "index", "README", "x-2")
FOLDERS = ("", "a/", "x/", "a/b/", "en/", "tags/")
"""One is called as a note, one as a tree, one as what we make."""
SUFFIXES = ("", "", ".en", ".ko", ".fr", ".de")

paths = st.builds(
    "{}{}{}.md".format, st.sampled_from(FOLDERS), st.sampled_from(STEMS), st.sampled_from(SUFFIXES)
)
names = st.one_of(
    st.sampled_from(STEMS),
    st.builds("{}{}".format, st.sampled_from(STEMS), st.sampled_from(SUFFIXES)),
    st.builds("{}{}".format, st.sampled_from(FOLDERS), st.sampled_from(STEMS)),
    st.sampled_from(("Title one", "제목 둘", "nowhere", "alias", "../x", "./y.en")),
)
_links = st.one_of(
    st.builds("[[{}]]".format, names),
    st.builds("[[{}#{}]]".format, names, st.sampled_from(("Part", "부분", "Title one"))),
    st.builds("![[{}]]".format, names),
    st.builds("[words]({}.md)".format, names),
    st.builds("[folder]({})".format, st.sampled_from(("/", "/a/", "../", "/en/"))),
    st.sampled_from(("[[a/]]", "[[picture.png]]", "![](picture.png)", "#가/나", "#tag")),
)
_parts = st.one_of(
    _links,
    st.sampled_from(
        (
            "\n\n## Part\n\n",
            "\n\n## 부분\n\n",
            "\n\n### Smaller\n\n",
            "한국어로 쓴 문장이다.",
            "A sentence in English.",
            "Le taux d'apprentissage.",
            "学習率は大きい。",
        )
    ),
)


class Note(Struct, frozen=True):
    """Of its parts, so that one can be exchanged."""

    lang: str
    translation_of: str
    aliases: str
    tags: str
    draft: str
    title: str
    body: str

    def __str__(self) -> str:
        fields = {name: getattr(self, name) for name in self.__struct_fields__[:5]}
        front = "".join(f"{name}: {value}\n" for name, value in fields.items() if value)
        return f"---\n{front}---\n{self.title}\n\n{self.body}\n"


_own = {
    "lang": st.sampled_from([""] * 6 + ["ko", "en", "fr", "ja", "en-GB"]),
    "translation_of": st.one_of(
        st.just(""), st.just(""), st.builds('"[[{}]]"'.format, names), names
    ),
    "draft": st.sampled_from([""] * 9 + ["true"]),
}
_spoken = {
    "aliases": st.sampled_from(["", "", "[alias]", "[alias, 별명]", "[x]"]),
    "tags": st.sampled_from(["", "", "[tag]", "[가/나, Tag]"]),
    "title": st.sampled_from(["", "# Title one", "# 제목 둘", "# x", "# alias"]),
    "body": st.lists(_parts, max_size=4).map(" ".join),
}
notes = st.builds(Note, **_own, **_spoken)
vaults = st.dictionaries(paths, notes, min_size=1, max_size=9).map(
    lambda found: dict(sorted(found.items()))
)
edits = st.tuples(
    st.integers(0, 8),
    st.one_of(
        *[st.fixed_dictionaries({name: values}) for name, values in _spoken.items()],
        st.fixed_dictionaries(_spoken),
        st.fixed_dictionaries(_own),
    ),
)
"""The number of a note, and what it has instead."""


def edited(vault: dict[str, Note], edit: tuple[int, dict[str, str]]) -> tuple[str, Note]:
    number, changes = edit
    path = list(vault)[number % len(vault)]
    return path, replace(vault[path], **changes)
