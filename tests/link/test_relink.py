"""Replacing one note gives what linking all anew gives, and tells every page that it touches."""

from hypothesis import given
from hypothesis import strategies as st

from kb.config import ParseSettings, Settings
from kb.keys import Keys
from kb.link import make_network, make_site, relink, who_asks
from kb.model import Network, Outline, Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.store import Slice, digest
from kb.workspace import Known, digests_of

NAMES = ("a", "b", "가", "folder/c", "folder/d", "folder/index", "a.en")
WORDS = ("a", "b", "가", "c", "index", "folder", "alias one", "둘째 이름", "nowhere", "A heading")
SETTINGS = Settings(site_name="Test", languages=(Language("ko"), Language("en")))

words = st.sampled_from(WORDS)
links = st.one_of(
    st.builds("[[{}]]".format, words),
    st.builds("[[{}#{}]]".format, words, words),
    st.builds("![[{}]]".format, words),
    st.builds("![[{}#{}]]".format, words, words),
    st.builds("[text]({}.md)".format, words),
    st.builds("[text](/folder/{})".format, words),
)
notes = st.builds(
    lambda title, aliases, tags, body, lang: (
        f"---\naliases: {aliases}\ntags: {tags}\n{lang}---\n{title}\n\n{body}\n"
    ),
    st.one_of(st.just(""), st.builds("# {}".format, words)),
    st.lists(words, max_size=2, unique=True).map(lambda found: f"[{', '.join(found)}]"),
    st.lists(st.sampled_from(["x/y", "x/z", "X/y", "t", "u"]), max_size=3).map(
        lambda found: f"[{', '.join(found)}]"
    ),
    st.lists(st.one_of(links, words.map("\n\n## {}\n\n".format)), max_size=5).map(
        " 한 문장이다. ".join
    ),
    st.sampled_from(["lang: ko\n"] * 6 + ["lang: en\n", "draft: true\n"]),
)
vaults = st.fixed_dictionaries(dict.fromkeys(NAMES, notes))


def outline_of(text: str) -> Outline:
    source = Source(NotePath("x"), "x", text, digest(text))
    return parse(source, ParseSettings()).outline


def network_of(outlines: dict[NotePath, Outline]) -> Network:
    return make_network(make_site(outlines, (), SETTINGS))


def keys_of(network: Network) -> dict[NotePath, str]:
    known = {
        path: Known(0, 0, 0, "", outline, *digests_of(outline), Slice("", 0, 0), Slice("", 0, 0))
        for path, outline in network.site.outlines.items()
    }
    keys = Keys(network, known, "shell", "")
    return {path: keys.note(path) for path in network.site.outlines}


@given(vaults, st.lists(st.tuples(st.sampled_from(NAMES), notes), min_size=1, max_size=3))
def test_relinking_is_linking_anew(vault: dict[str, str], edits: list[tuple[str, str]]) -> None:
    outlines = {NotePath(f"{name}.md"): outline_of(text) for name, text in vault.items()}
    outlines = dict(sorted(outlines.items()))
    network = network_of(outlines)
    asked = who_asks(network.site)
    for name, text in edits:
        path = NotePath(f"{name}.md")
        outlines[path] = outline_of(text)
        anew = network_of(outlines)
        relinked = relink(network, asked, path, outlines[path], SETTINGS)
        if relinked is None:
            network, asked = anew, who_asks(anew.site)
            continue
        assert relinked.network.site == anew.site
        assert relinked.network == anew
        assert relinked.asked == who_asks(anew.site)
        before, after = keys_of(network), keys_of(anew)
        touched = {each for each, key in after.items() if key != before[each]}
        assert touched - relinked.affected == set(), path
        network, asked = relinked.network, relinked.asked
