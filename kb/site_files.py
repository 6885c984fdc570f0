"""What a site is made of, file by file, each made when somebody asks for it.

In: prepared notes, the theme's shell, the index. Out: a file's bytes.
"""

from collections.abc import Callable, Iterator
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct

from kb.indexed import Index, as_published, published
from kb.made import Made
from kb.names import Language, NotePath
from kb.pipeline import Prepared
from kb.publish import Shell, publish_page
from kb.search import FileName

BODIES = 16
"""Bodies of notes that a maker keeps."""


class SiteFile(Struct, frozen=True, array_like=True, gc=False):
    """One file to make."""

    name: str
    note: NotePath = NotePath("")
    """A note's page is rendered,"""
    guest_of: Language | None = None
    """in the tree that it is a guest of, if it is one;"""
    questions: tuple[NotePath, ...] = ()
    """so are the questions of several for the bank,"""
    made: Made | None = None
    """so is what we make ourselves,"""
    source: str = ""
    """an asset is copied,"""
    part: FileName = ""
    """a part of the index lies in the cache,"""
    data: bytes = b""
    """and a file of the theme is finished."""


def maker(
    prepared: Prepared, shell: Shell, index: Index | None = None
) -> Callable[[SiteFile], bytes]:
    """A function that makes files, for several threads at once; each process needs its own."""
    # The pages of a note in several trees are made one after the other, and then its questions.
    body_of = lru_cache(maxsize=BODIES)(prepared.workspace.bodies())
    offline = prepared.settings.offline
    part_of = index.reader() if index is not None else None

    def make(file: SiteFile) -> bytes:
        if file.source:
            return Path(file.source).read_bytes()
        if file.note:
            return publish_page(shell, prepared.note_page(file.note, body_of, file.guest_of))
        if file.questions:
            return prepared.question_data(file.questions, body_of)
        if file.part:
            assert part_of is not None
            return as_published(file.part, part_of(file.part), offline=offline)
        if file.made is not None:
            made = prepared.make(file.made)
            return made if isinstance(made, bytes) else publish_page(shell, made)
        return file.data

    return make


class SiteFiles:
    """The files of a site by their names; what nobody asks for is not listed."""

    def __init__(
        self,
        prepared: Prepared,
        shell: Shell,
        index: Index | None = None,
        before: "SiteFiles | None" = None,
    ) -> None:
        """Without `index` the files of the search are not found. What `before` has listed is not
        listed again where it is the same.
        """
        self._prepared, self._shell, self._index = prepared, shell, index
        if before is not None:
            known = vars(before)
            vars(self).update({name: known[name] for name in self._same(before) if name in known})

    def _same(self, before: "SiteFiles") -> Iterator[str]:
        """Names of the lists below that are the same."""
        old, new = before._prepared, self._prepared  # noqa: SLF001  one of us
        if old.site.places is new.site.places and old.site.guests is new.site.guests:
            yield "notes"
        if not new.world or new.world != old.world:
            return
        asked = old.network.quizzes is new.network.quizzes
        if asked and old.network.translated == new.network.translated:
            yield "_others"
        attached = old.workspace.listing.attachments == new.workspace.listing.attachments
        if attached and before._shell is self._shell:  # noqa: SLF001  as above
            yield "_copied"

    def find(self, name: str) -> SiteFile | None:
        """The file that lies at `name` in the site's folder."""
        return (
            self.notes.get(name)
            or self._copied.get(name)
            or self._parts.get(name)
            or self._others.get(name)
        )

    def __iter__(self) -> Iterator[SiteFile]:
        for listed in (self.notes, self._copied, self._parts, self._others):
            yield from listed.values()

    @cached_property
    def notes(self) -> dict[str, SiteFile]:
        """The pages of notes, in every tree."""
        site = self._prepared.site
        found = {place.file: SiteFile(place.file, note=path) for path, place in site.places.items()}
        for language, guests in site.guests.items():
            for path, place in guests.items():
                found[place.file] = SiteFile(place.file, note=path, guest_of=language)
        return found

    @cached_property
    def _copied(self) -> dict[str, SiteFile]:
        """Assets, attachments, and what is finished."""
        made = self._shell.made
        copied = (*made.assets, *self._prepared.attachments())
        found = {name: SiteFile(name, source=source) for name, source in copied}
        finished = {**made.extras, **self._prepared.sitemap()}
        return found | {name: SiteFile(name, data=data) for name, data in finished.items()}

    @cached_property
    def _parts(self) -> dict[str, SiteFile]:
        if self._index is None:
            return {}
        offline = self._prepared.settings.offline
        return {
            name: SiteFile(name, part=part)
            for name, _, part in published(self._index, offline=offline)
        }

    @cached_property
    def _others(self) -> dict[str, SiteFile]:
        """What we make beside notes' pages."""
        prepared = self._prepared
        found = {
            made.file: SiteFile(made.file, made=made)
            for batch in prepared.batches()
            for made in prepared.made(batch)
        }
        for name, paths in prepared.question_files():
            found[name] = SiteFile(name, questions=paths)
        return found
