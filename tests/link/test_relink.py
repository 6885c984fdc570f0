"""Replacing one note gives what linking all anew gives, and tells every page that it touches."""

from hypothesis import event, given
from hypothesis import strategies as st

from kb.config import ParseSettings, Settings
from kb.keys import Keys
from kb.link import make_network, make_site, relink, who_asks
from kb.model import Network, Outline, Source
from kb.names import Language, NotePath
from kb.parse import parse
from kb.store import Slice, digest
from kb.workspace import Known, digests_of
from tests import languages_made
from tests.link.collections import tagged_note

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


def network_of(outlines: dict[NotePath, Outline], settings: Settings = SETTINGS) -> Network:
    return make_network(make_site(outlines, (), settings))


def keys_of(network: Network) -> dict[tuple[NotePath, Language], str]:
    """Of every page of a note, its pages as a guest included."""
    known = {
        path: Known(0, 0, 0, "", outline, *digests_of(outline), Slice("", 0, 0), Slice("", 0, 0))
        for path, outline in network.site.outlines.items()
    }
    keys = Keys(network, known, "shell", "")
    return {
        (path, language): keys.note(path, keys.context(path, language), language)
        for language, shown in network.site.shown.items()
        for path in shown
    }


def touched_by(before: Network, after: Network) -> set[NotePath]:
    """The notes one of whose pages has another key."""
    old, new = keys_of(before), keys_of(after)
    assert old.keys() == new.keys()
    return {path for (path, language), key in new.items() if key != old[path, language]}


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
        assert touched_by(network, anew) - relinked.affected == set(), path
        network, asked = relinked.network, relinked.asked


@given(
    languages_made.vaults,
    languages_made.TREES,
    st.lists(languages_made.edits, min_size=1, max_size=3),
)
def test_relinking_translations_and_guests(
    vault: dict[str, languages_made.Note],
    trees: tuple[Language, ...],
    edits: list[tuple[int, dict[str, str]]],
) -> None:
    settings = Settings(site_name="Test", languages=trees)
    outlines = {NotePath(path): outline_of(str(note)) for path, note in vault.items()}
    network = network_of(outlines, settings)
    asked = who_asks(network.site)
    for edit in edits:
        name, vault[name] = languages_made.edited(vault, edit)
        path = NotePath(name)
        outlines[path] = outline_of(str(vault[name]))
        anew = network_of(outlines, settings)
        relinked = relink(network, asked, path, outlines[path], settings)
        event("linked anew" if relinked is None else "relinked")
        if relinked is None:
            network, asked = anew, who_asks(anew.site)
            continue
        event(f"{len(set(anew.site.translations.values()))} sets")
        assert relinked.network.site == anew.site
        assert relinked.network == anew
        for language, shown in anew.site.shown.items():
            assert list(relinked.network.site.shown[language]) == list(shown)
        assert relinked.asked == who_asks(anew.site)
        assert touched_by(network, anew) - relinked.affected == set(), path
        network, asked = relinked.network, relinked.asked


# --- tags and aliases, where many notes have them ---

LANGUAGES = tuple(map(Language, ("ko", "en", "de")))
COLLECTIONS = {
    # With one more first level of three notes there are too many pages: six have to be enough.
    "on the brink": [
        *([] for _ in range(12)),
        *([f"level{n % 57}/{n % 7}"] for n in range(3 * 57)),
        *([f"level{57 + n % 6}"] for n in range(2 * 6)),
    ],
    # Pages by letter, and first levels of which some have just enough notes.
    "letters": [[f"{'abㄱ나'[n % 4]}{n}/x", f"level{n % 9}"] for n in range(90)],
    # Lists that go on from part to part.
    "parts": [["level0", f"level0/{n % 200}", "level1/a/b", f"level1/{n}"] for n in range(240)],
    "few": [["level0/1"], ["level0/x"], ["LEVEL0/x"], ["level1"], ["level1/X"], []],
}

tags = st.one_of(
    st.sampled_from(["level1", "Level1", "level0/x", "level0/X", "LEVEL0/x", "level1/a/b", "가"]),
    st.sampled_from(
        ["level1/A/b/c", "level0/1", "level2/a b", "level2/a-b", "가/나", "neu", "C++"]
    ),
    st.builds("level{}".format, st.integers(57, 62)),
    st.builds("level{}/{}".format, st.integers(0, 62), st.integers(0, 7)),
)
tag_edits = st.tuples(
    st.integers(0, 12),
    st.lists(tags, max_size=4, unique=True),
    st.lists(tags, max_size=2),
    st.lists(st.sampled_from(["SGD", "sgd", "Adam", "경사 하강", "경사-하강"]), max_size=3),
)


@st.composite
def tagged_outlines(draw: st.DrawFn) -> dict[NotePath, Outline]:
    """One of the collections, its first notes in several trees and with several aliases."""
    found = {}
    own = COLLECTIONS[draw(st.sampled_from(sorted(COLLECTIONS)))]
    chance = draw(st.randoms(use_true_random=False))
    for number, names in enumerate(own):
        aliases = chance.sample(["SGD", "sgd", "Adam", "경사 하강"], number % 3)
        language = chance.choice(LANGUAGES) if number < 12 else LANGUAGES[0]
        found[NotePath(f"folder/{number:05d}.md")] = tagged_note(
            f"제목 {number}", names, language=language, aliases=aliases
        )
    return found


@given(tagged_outlines(), st.lists(tag_edits, min_size=1, max_size=4))
def test_retagging_is_tagging_anew(
    outlines: dict[NotePath, Outline],
    edits: list[tuple[int, list[str], list[str], list[str]]],
) -> None:
    settings = Settings(site_name="Test", languages=LANGUAGES)
    network = make_network(make_site(outlines, (), settings))
    asked = who_asks(network.site)
    for number, own, said, aliases in edits:
        path = list(outlines)[number % len(outlines)]
        language = network.site.places[path].language
        title = network.site.places[path].title
        outlines[path] = tagged_note(title, own, language=language, said=said, aliases=aliases)
        relinked = relink(network, asked, path, outlines[path], settings)
        anew = make_network(make_site(outlines, (), settings))
        assert relinked is not None
        assert relinked.network == anew
        assert list(relinked.network.site.tag_pages) == list(anew.site.tag_pages)
        layouts = network.site.tag_layouts, anew.site.tag_layouts
        groups = [{group for each in layout.values() for group in each.pages} for layout in layouts]
        event(f"groups of first levels: {min(len(groups[0] ^ groups[1]), 9)} changed")
        event("spelt in several ways" if anew.site.varied_tags else "spelt in one way")
        assert touched_by(network, anew) - relinked.affected == set()
        network, asked = relinked.network, relinked.asked
