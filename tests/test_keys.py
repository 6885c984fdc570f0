"""Where a page that we make looks otherwise, its key is another."""

from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from kb.config import ParseSettings, Settings
from kb.keys import Keys
from kb.link import make_network, make_site
from kb.made import Made, MadeKind, list_batches, list_made, make
from kb.model import Network, Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.render import ways_of
from kb.store import Slice, digest
from kb.workspace import Known, digests_of

NAMES = ("a", "b", "가", "folder/c", "folder/d", "e.en")
SETTINGS = Settings(
    site_name="Test", languages=(Language("ko"), Language("en")), site_url="https://example.org/"
)
PARTS = {MadeKind.ALL, MadeKind.CHANGES, MadeKind.QUIZ}

words = st.sampled_from(["a", "b", "가", "둘째", "Third", "The last sentence is English."])
notes = st.builds(
    lambda title, aliases, tags, day, stem: (
        f"---\naliases: {aliases}\ntags: {tags}\nmodified: {day}\n---\n# {title}\n{stem}"
    ),
    words,
    st.lists(words, max_size=2, unique=True).map(lambda found: f"[{', '.join(found)}]"),
    st.lists(st.sampled_from(["x/y", "X/y", "t"]), max_size=2).map(
        lambda found: f"[{', '.join(found)}]"
    ),
    st.sampled_from(["2024-05-01", "2025-05-01", "2025-06-02"]),
    st.one_of(
        st.just(""), words.map("\n**Question:** {}?\n\n- A) One\n- B) Two\n\n정답: B\n".format)
    ),
)
vaults = st.fixed_dictionaries(dict.fromkeys(NAMES, notes))


class Built:
    def __init__(self, texts: dict[str, str]) -> None:
        outlines = {
            NotePath(f"{name}.md"): parse(
                Source(NotePath("x"), "x", text, digest(text)), ParseSettings()
            ).outline
            for name, text in sorted(texts.items())
        }
        known = {
            path: Known(
                0, 0, 0, "", outline, *digests_of(outline), Slice("", 0, 0), Slice("", 0, 0)
            )
            for path, outline in outlines.items()
        }
        network = make_network(make_site(outlines, (), SETTINGS))
        quizzes = {
            path: tuple(digest(path, quiz.stem) for quiz in outline.quizzes)
            for path, outline in outlines.items()
            if outline.quizzes
        }
        self.network: Network = replace(network, quizzes=quizzes)
        # The ways stand around every page, so the shell has them.
        site = self.network.site
        shell = repr([ways_of(site, tree) for tree in site.trees])
        keys = Keys(self.network, known, shell, SETTINGS.site_url)
        self.made: dict[str, Made] = {
            made.file: made
            for batch in list_batches(self.network)
            if batch.kind in PARTS
            for made in list_made(self.network, SETTINGS, batch)
        }
        self.keys = {file: keys.made(made) for file, made in self.made.items()}
        self.shown = {file: make(self.network, SETTINGS, made) for file, made in self.made.items()}


@given(vaults, st.sampled_from(NAMES), notes, st.sampled_from([2, 1000]))
def test_a_page_of_a_long_list_has_another_key_where_it_looks_otherwise(
    vault: dict[str, str], name: str, text: str, one_page: int
) -> None:
    with (
        patch("kb.render.all_notes.ONE_PAGE", one_page),
        patch("kb.render.changes.ONE_PAGE", one_page),
        patch("kb.render.changes.RECENT_OF_MANY", 2),
        patch("kb.render.long_lists.PART", 300),
    ):
        before, after = Built(vault), Built({**vault, name: text})
    for file, key in after.keys.items():
        if before.keys.get(file) == key:
            assert before.shown[file] == after.shown[file], file
