"""For any set of notes and languages: every page is in every tree, one step away, and back."""

import posixpath
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from hypothesis import event, given, settings
from msgspec.structs import replace

from kb.config import Settings
from kb.made import Made, list_batches, list_made, make
from kb.model import Page, PageKind, Place
from kb.names import Language, NotePath, file_url
from kb.render import render_note
from tests.languages_made import TREES, Note, vaults
from tests.vaults import Vault, split_files

PICTURE = NotePath("picture.png")


class _Hrefs(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name in ("href", "src") and value]


class Built:
    """Every page of a vault; nothing touches the disk."""

    def __init__(self, files: dict[str, Note], languages: tuple[Language, ...]) -> None:
        text = "".join(f"=== {path}\n{content}\n" for path, content in files.items())
        self.vault = Vault(f"{text}=== {PICTURE}\n", languages)
        self.site = self.vault.site
        self.settings = Settings(site_name="Test", languages=languages)

    def shown(self) -> Iterator[tuple[NotePath, Place]]:
        """Each page of a note: in its own tree, and wherever it is a guest."""
        for places in self.site.shown.values():
            yield from places.items()

    def note_page(self, path: NotePath, place: Place) -> Page:
        bodies = self.vault.bodies
        return render_note(
            self.vault.network,
            path,
            bodies[path],
            (),
            body_of=bodies.__getitem__,
            place=place,
        )

    def note_pages(self) -> Iterator[Page]:
        return (self.note_page(path, place) for path, place in self.shown())

    def made(self) -> Iterator[Made]:
        for batch in list_batches(self.vault.network):
            yield from list_made(self.vault.network, self.settings, batch)

    def made_pages(self) -> Iterator[Page]:
        for made in self.made():
            done = make(self.vault.network, self.settings, made)
            if isinstance(done, Page):
                yield done


@given(vaults, TREES)
def test_a_set_has_one_note_in_a_tree(
    files: dict[str, Note], languages: tuple[Language, ...]
) -> None:
    site = Built(files, languages).site
    for path, members in site.translations.items():
        assert path in members
        assert len(members) > 1
        trees = [site.places[each].tree for each in members]
        assert len(set(trees)) == len(trees), members
        assert all(site.translations[each] == members for each in members)
    event(f"{len(set(site.translations.values()))} sets")
    event(f"{sum(map(len, site.guests.values()))} guests")


@given(vaults, TREES)
def test_each_tree_shows_each_note_once(
    files: dict[str, Note], languages: tuple[Language, ...]
) -> None:
    site = Built(files, languages).site
    for tree in site.trees:
        shown, seen = site.shown[tree.language], site.seen[tree.language]
        assert set(seen) == set(site.outlines)
        for path in site.outlines:
            versions = [each for each in site.versions(path) if each in shown]
            assert versions == [site.version_in(tree.language, path)], (tree, path)
            assert seen[path] == shown[versions[0]]
            assert seen[path].tree == tree
            if site.places[path].tree == tree:
                assert seen[path] == site.places[path]
        listed = Counter(
            path
            for (language, _), folder in site.folders.items()
            if language == tree.language
            for path in (*folder.notes, *([folder.index] if folder.index else []))
        )
        assert listed == Counter(dict.fromkeys(shown, 1)), tree
        for folder in site.folders.values():
            for path in folder.notes:
                assert posixpath.dirname(path) == folder.name


@given(vaults, TREES)
def test_no_two_pages_share_a_file(files: dict[str, Note], languages: tuple[Language, ...]) -> None:
    built = Built(files, languages)
    wanted = [(place.file, f"{path} in {place.tree.language}") for path, place in built.shown()]
    wanted += [(made.file, f"{made.kind} in {made.tree.language}") for made in built.made()]
    owners: dict[str, list[str]] = {}
    for file, owner in wanted:
        owners.setdefault(file.casefold(), []).append(owner)
    assert not {file: each for file, each in owners.items() if len(each) > 1}


@given(vaults, TREES)
def test_every_tree_is_one_step_away_and_so_is_the_way_back(
    files: dict[str, Note], languages: tuple[Language, ...]
) -> None:
    built = Built(files, languages)
    site = built.site
    pages = [*built.note_pages(), *built.made_pages()]
    by_url = {page.url: page for page in pages}
    files_of_made = {file_url(made.file, directory_urls=True) for made in built.made()}
    for page in pages:
        if len(languages) == 1:
            assert not page.versions
            continue
        assert [version.language for version in page.versions] == list(languages)
        for version in page.versions:
            if is_choice(page) and version.url not in by_url:
                assert version.url in files_of_made, "a redirect"
                continue
            there = by_url[version.url]
            assert there.tree.language == version.language
            if version.language == page.tree.language:
                assert there is page
            if not page.path:
                continue
            assert there.path in site.versions(page.path)
            # Which headings are the same is said from where one stands.
            told = [[replace(each, same=()) for each in one.versions] for one in (there, page)]
            assert told[0] == told[1]
            own = site.places[there.path].tree == there.tree
            assert version.own is own
            # The original at the root has the empty URL, which says nothing.
            if site.places[there.path].url:
                assert bool(there.original) is not own
        if page.original:
            assert by_url[page.original].path == page.path
            assert not by_url[page.original].original


@settings(max_examples=60)
@given(vaults, TREES)
def test_every_link_leads_to_a_page_of_the_same_tree(
    files: dict[str, Note], languages: tuple[Language, ...]
) -> None:
    built = Built(files, languages)
    tree_of = {place.url: place.tree for _, place in built.shown()}
    tree_of |= {file_url(made.file, directory_urls=True): made.tree for made in built.made()}
    exact = {
        target.url.partition("#")[0]
        for linked in built.vault.network.linked.values()
        for target in linked.targets
        if target is not None and target.exact
    }
    for page in (*built.note_pages(), *built.made_pages()):
        if page.address.startswith("translations/"):
            continue  # it leads to the note of each language
        # Of a folder whose notes all have translations elsewhere the tree has no page.
        foreign = {
            folder.url
            for (_, name), folder in built.site.folders.items()
            if (page.tree.language, name) not in built.site.folders
        }
        homes = {version.url for version in page.versions} | {page.original}
        for href in hrefs(page.html):
            url = urlsplit(urljoin(f"/{page.url}", href)).path.removeprefix("/")
            if unquote(url) == PICTURE:
                continue
            assert url in tree_of, (page.file, href)
            if tree_of[url] != page.tree:
                assert url in exact | homes | foreign, (page.file, href)
                event("a link to another tree")


def hrefs(html: str) -> list[str]:
    parser = _Hrefs()
    parser.feed(html)
    return [href for href in parser.found if not href.startswith("#") and ":" not in href[:8]]


def is_choice(page: Page) -> bool:
    """Whether readers choose here among notes that share an alias."""
    return page.kind is PageKind.INDEX and "kb-choices" in page.html


# --- the smallest cases of what did not hold ---


def made_of(text: str, languages: str = "ko en") -> Built:
    files = {str(path): content for path, content in split_files(text).items()}
    return Built(files, tuple(map(Language, languages.split())))


def test_a_folder_may_be_called_as_a_tree() -> None:
    built = made_of("=== en/x.md\nIn English.\n")
    files = [place.file for _, place in built.shown()] + [made.file for made in built.made()]
    assert not [file for file, times in Counter(files).items() if times > 1]


def test_a_choice_of_notes_stays_in_its_tree() -> None:
    built = made_of(
        "=== x.md\n글이다.\n=== x.en.md\n---\naliases: [Rate]\n---\n=== y.en.md\n"
        "---\naliases: [Rate]\n---\n"
    )
    (choice,) = [page for page in built.made_pages() if page.url == "a/rate/"]
    assert {urljoin(f"/{choice.url}", href) for href in hrefs(choice.html)} >= {"/x/", "/y/"}
