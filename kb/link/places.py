"""Where each note lies: its tree, address, URL and title.

In: outlines by path. Out: a `Place` for each, no two with one file.
"""

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from kb.config import Settings
from kb.model import Outline, Place, Tree
from kb.names import Address, Language, NotePath, page_file, page_url
from kb.problems import Finding, Rule, find

INDEX_NAMES = ("index", "readme")
"""File names that make a note its folder's page, the first one first."""


def trees_of(languages: Iterable[Language], notes: Iterable[NotePath]) -> tuple[Tree, ...]:
    """The first language lies at the root, each other in a folder of its own, which steps aside
    where the author has a folder or note of that name.
    """
    first, *others = languages
    taken: set[str] = set()
    if others:
        tops = {path.partition("/")[0] for path in notes}
        taken = {part.casefold() for top in tops for part in (top, top.partition(".")[0])}
    return (
        Tree(first, ""),
        *(Tree(code, f"kb-{code}/" if code in taken else f"{code}/") for code in others),
    )


def stem_of(path: NotePath) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def split_language(stem: str, trees: tuple[Tree, ...]) -> tuple[str, Language]:
    """`x.en` is the note `x` in English, where the site has an English tree."""
    name, dot, suffix = stem.rpartition(".")
    code = suffix.lower()
    if dot and name and any(tree.language == code for tree in trees):
        return name, Language(code)
    return stem, Language("")


def tree_of(language: Language, trees: tuple[Tree, ...]) -> Tree:
    """The tree of `language`; `en-GB` lies in the English one, an unknown one in the default."""
    for tree in trees:
        if tree.language == language:
            return tree
    near = (tree for tree in trees if tree.language.split("-")[0] == language.split("-")[0])
    return next(near, trees[0])


class _Claim:
    """A note's wish for an address, in the order in which wishes are granted."""

    def __init__(
        self, path: NotePath, outline: Outline, trees: tuple[Tree, ...], site_name: str
    ) -> None:
        self.path = path
        self.folder, _, file = path.rpartition("/")
        name = file.rpartition(".")[0]
        self.stem, suffix = split_language(name, trees)
        self.is_plain = self.stem == name
        # What the author says, else the file name's suffix, else what the text is written in.
        front = outline.front_matter
        self.language = front.lang or suffix or outline.measured or trees[0].language
        self.tree = tree_of(self.language, trees)
        lowered = self.stem.lower()
        self.rank = INDEX_NAMES.index(lowered) if lowered in INDEX_NAMES else len(INDEX_NAMES)
        self.title = self._title(outline, site_name)

    def _title(self, outline: Outline, site_name: str) -> str:
        """The `#` heading is what readers see; `title` is often a slug."""
        if outline.title_heading >= 0:
            return outline.headings[outline.title_heading].text
        if outline.front_matter.title:
            return outline.front_matter.title
        if self.rank < len(INDEX_NAMES):
            return self.folder.rpartition("/")[2] or site_name
        return self.stem

    def address(self, folders: set[str]) -> Address:
        prefix = f"{self.folder}/" if self.folder else ""
        if self.rank < len(INDEX_NAMES):
            return Address(prefix)
        # A note beside a folder of its name is the folder's page: they share a URL.
        own = f"{prefix}{self.stem}"
        return Address(f"{own}/" if own in folders else own)


def place_notes(
    outlines: Mapping[NotePath, Outline], trees: tuple[Tree, ...], settings: Settings
) -> tuple[dict[NotePath, Place], list[tuple[NotePath, Finding]]]:
    """A place for every note; one that wants a taken address gets it numbered, and is reported."""
    claims = [
        _Claim(path, outline, trees, settings.site_name) for path, outline in outlines.items()
    ]
    # A tree shows the notes of all languages, so every folder is one in each.
    own = {claim.folder for claim in claims}
    folders = {part for folder in own for part in _parents(folder)}
    claims.sort(key=lambda claim: (claim.rank, not claim.is_plain, claim.path))
    places: dict[NotePath, Place] = {}
    findings: list[tuple[NotePath, Finding]] = []
    holders: dict[str, NotePath] = {}
    for claim in claims:
        address = wanted = claim.address(folders)
        number = 0
        while (
            file := claim.tree.prefix + page_file(address, settings.use_directory_urls)
        ) in holders:
            number += 1
            address = other_address(wanted, claim.stem, number)
        if number:
            holder = holders[claim.tree.prefix + page_file(wanted, settings.use_directory_urls)]
            findings.append(
                (claim.path, find(Rule.SAME_ADDRESS, 1, 1, address=f"/{wanted}", other=holder))
            )
        holders[file] = claim.path
        url = page_url(claim.tree.prefix, address, settings.use_directory_urls)
        places[claim.path] = Place(claim.tree, address, url, file, claim.title, claim.language)
    return places, findings


def place_again(
    path: NotePath, outline: Outline, place: Place, trees: tuple[Tree, ...], settings: Settings
) -> Place | None:
    """`place` with the title that the note has now; None where it is to lie elsewhere."""
    claim = _Claim(path, outline, trees, settings.site_name)
    if (claim.tree, claim.language) != (place.tree, place.language):
        return None
    return replace(place, title=claim.title)


def other_address(wanted: Address, stem: str, number: int) -> Address:
    """A second index note is called by its file's name; what is still taken gets a number."""
    if not wanted or wanted.endswith("/"):
        own = f"{wanted}{stem}"
        return Address(own if number == 1 else f"{own}-{number}")
    return Address(f"{wanted}-{number + 1}")


def _parents(folder: str) -> list[str]:
    """`a/b` -> `a/b`, `a`."""
    parts = folder.split("/") if folder else []
    return ["/".join(parts[: number + 1]) for number in range(len(parts))]
