"""From prepared notes to files on disk, writing only what has changed.

In: prepared notes, the theme's shell and the site's folder. Out: the site, and what was written.

The order is: files that are new, then what a killed build has left, then files that are changed,
then deletions. So no reader and no crash finds a link into nothing; the start page of a new site
comes last of all.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from kb.indexed import Index, published
from kb.indexing import Begun
from kb.keys import Keys
from kb.made import Batch, MadeKind
from kb.parallel import spread
from kb.pipeline import Prepared, Progress
from kb.publish import Shell, SiteFolder
from kb.site_files import SiteFile, maker
from kb.store import digest, load, save

CHUNK = 16
"""Pages that a worker takes at a time."""


class Written(Struct, frozen=True, array_like=True, gc=False):
    """A file of the site as we left it."""

    key: str
    """Of what it was made from."""
    content: str
    """Digest of its bytes."""
    mtime_ns: int
    size: int


class WrittenBatch(Struct, frozen=True, array_like=True, gc=False):
    """What we make beside notes' pages, as we left it."""

    key: str
    """Of all that it was made from."""
    files: tuple[str, ...]
    pages: int
    """How many of these are pages, no redirects or data."""


class Record(Struct, frozen=True):
    """The site as we left it."""

    files: dict[str, Written]
    batches: dict[str, WrittenBatch]
    """By their names."""
    world: str = ""
    """`Keys.world` of that build;"""
    contexts: dict[str, str] = {}
    """and by it the part of each note's key that does not depend on its text, by the file of its
    page."""


class Built(Struct, frozen=True):
    pages: int
    """Of the site."""
    rendered: int
    """Whose input had changed."""
    written: int
    """Files whose bytes were new."""
    removed: int
    files: tuple[tuple[str, int, int], ...]
    """The site as we left it: names, modification times in nanoseconds and sizes in bytes."""


def build_site(
    prepared: Prepared,
    shell: Shell,
    site_dir: Path,
    cache: Path,
    *,
    begun: Begun | None = None,
    jobs: int = 1,
    progress: Progress = lambda _done, _all: None,
    indexing: Progress = lambda _done, _all: None,
) -> Built:
    """Bring the folder `site_dir` to what the notes say now; `begun` is an index that somebody has
    begun already.

    Raises:
        NotOursError: the folder holds files that we did not write.
        OSError: it cannot be written.
    """
    folder = SiteFolder(site_dir)
    record_file = cache / "site" / f"{digest(str(site_dir.resolve()))}.msgpack"
    last = load(record_file, Record) or Record({}, {})
    record = last.files
    on_disk = folder.open({name: (each.mtime_ns, each.size) for name, each in record.items()})
    # What somebody changed or deleted since is written again.
    record = {
        name: written
        for name, written in record.items()
        if on_disk.get(name) == (written.mtime_ns, written.size)
    }
    kept: dict[str, Written] = {}
    index = (begun or Begun(prepared, None)).finish(jobs, indexing)
    making = _Making(prepared, shell, index)
    plan = _Plan(making, replace(last, files=record), frozenset(last.files), kept)
    stale = plan.stale(on_disk)
    gone = [name for name in on_disk if name not in kept and name not in stale.names]
    if stale.names or gone:
        folder.begin()
    done = 0
    written = 0
    for phase in (stale.new, stale.left, stale.changed):
        chunks = [phase[start : start + CHUNK] for start in range(0, len(phase), CHUNK)]
        work = _Publishing(making, folder, record, chunks)
        for results in spread(work, len(chunks), jobs, alone_below=3):
            for name, result, was_written in results:
                kept[name] = result
                written += was_written
                done += 1
            progress(done, len(stale.names))
    folder.remove(gone)
    now = Record(kept, plan.batches, plan.world, plan.contexts)
    if stale.names or gone or now != last:
        record_file.parent.mkdir(parents=True, exist_ok=True)
        save(record_file, now)
    folder.close()
    return Built(
        pages=plan.pages,
        rendered=len(stale.names),
        written=written,
        removed=len(gone),
        files=(*((name, each.mtime_ns, each.size) for name, each in kept.items()), folder.mark()),
    )


class _Making(Struct, frozen=True):
    """What a site is made from."""

    prepared: Prepared
    shell: Shell
    index: Index


class _Job(Struct, frozen=True, array_like=True, gc=False):
    """One file to make."""

    key: str
    file: SiteFile

    @property
    def name(self) -> str:
        return self.file.name


class _Stale(Struct, frozen=True):
    """What is to be written, in three phases; what the next one leads to is there by then."""

    new: list[_Job]
    left: list[_Job]
    """That a build has left which was killed. Nothing leads to these, if it was killed before it
    changed what was there; and they may lead to pages that it never made."""
    changed: list[_Job]
    names: frozenset[str]


class _Plan:
    """Which files the site has, and which of them are not as they should be."""

    def __init__(
        self,
        making: _Making,
        record: Record,
        recorded: frozenset[str],
        kept: dict[str, Written],
    ) -> None:
        """`record` holds the files that are as we left them, `recorded` the names of all."""
        self._prepared = making.prepared
        self._shell = making.shell
        self._index = making.index
        self._record = record.files
        self._last = record
        self._recorded = recorded
        self._kept = kept
        self.pages = 0
        # To be remembered.
        self.batches: dict[str, WrittenBatch] = {}
        self.world = ""
        self.contexts: dict[str, str] = {}

    def stale(self, on_disk: dict[str, tuple[int, int]]) -> _Stale:
        """Jobs in the order in which they are safe; files that are as they should be are kept."""
        new: list[_Job] = []
        left: list[_Job] = []
        changed: list[_Job] = []
        for job in self._jobs():
            known = self._record.get(job.name)
            if known is not None and known.key == job.key:
                self._kept[job.name] = known
            elif job.name in self._recorded or job.name == "index.html":
                changed.append(job)
            elif job.name in on_disk:
                left.append(job)
            else:
                new.append(job)
        names = frozenset(job.name for job in (*new, *left, *changed))
        return _Stale(new, left, changed, names)

    def _jobs(self) -> Iterator[_Job]:
        prepared, shell = self._prepared, self._shell
        for name, source in (*shell.made.assets, *prepared.attachments()):
            found = Path(source).stat()
            key = digest(source, f"{found.st_mtime_ns} {found.st_size}")
            yield _Job(key, SiteFile(name, source=source))
        for name, data in {**shell.made.extras, **prepared.sitemap()}.items():
            yield _Job(digest(data), SiteFile(name, data=data))
        yield from self._parts_of_index()
        keys = prepared.keys(shell.digest)
        self.world = keys.world
        same = bool(keys.world) and keys.world == self._last.world
        for batch in prepared.batches():
            yield from self._jobs_of_batch(batch, keys, same=same)
        if same:
            self.contexts = self._last.contexts
        site = prepared.site
        # What is made of the same bodies stands together.
        questions = {paths[-1]: (name, paths) for name, paths in prepared.question_files()}
        for path, place in site.places.items():
            # A note's pages stand together: they have much in common.
            shown = ((own, guests.get(path)) for own, guests in site.guests.items())
            guests = [(language, guest) for language, guest in shown if guest is not None]
            for language, page in ((None, place), *guests):
                if not same:
                    self.contexts[page.file] = keys.context(path, language)
                self.pages += 1
                key = keys.note(path, self.contexts[page.file], language)
                yield _Job(key, SiteFile(page.file, note=path, guest_of=language))
            if path in questions:
                name, paths = questions[path]
                yield _Job(keys.questions(paths), SiteFile(name, questions=paths))

    def _parts_of_index(self) -> Iterator[_Job]:
        """Those that the site does not have: most are named by their content."""
        offline = self._prepared.settings.offline
        for name, key, part in published(self._index, offline=offline):
            known = self._record.get(name)
            if known is not None and known.key == key:
                self._kept[name] = known
            else:
                yield _Job(key, SiteFile(name, part=part))

    def _jobs_of_batch(self, batch: Batch, keys: Keys, *, same: bool) -> Iterator[_Job]:
        """None where the batch is as it was, and its files as we left them."""
        known = self._last.batches.get(batch.name)
        kept = same and known is not None and batch.kind is not MadeKind.TRANSLATIONS
        key = known.key if kept and known is not None else keys.batch(batch)
        if known is not None and known.key == key and self._record.keys() >= set(known.files):
            self.batches[batch.name] = known
            self.pages += known.pages
            for name in known.files:
                self._kept[name] = self._record[name]
            return
        files = []
        pages = 0
        for made in self._prepared.made(batch):
            files.append(made.file)
            pages += made.is_page
            yield _Job(keys.made(made), SiteFile(made.file, made=made))
        self.pages += pages
        self.batches[batch.name] = WrittenBatch(key, tuple(files), pages)


class _Publishing(Struct, frozen=True):
    """What a worker needs to make files."""

    making: _Making
    folder: SiteFolder
    record: dict[str, Written]
    chunks: list[list[_Job]]

    def __call__(self) -> Callable[[int], list[tuple[str, Written, bool]]]:
        make = maker(self.making.prepared, self.making.shell, self.making.index)

        def work(number: int) -> list[tuple[str, Written, bool]]:
            return [self._one(job, make(job.file)) for job in self.chunks[number]]

        return work

    def _one(self, job: _Job, data: bytes) -> tuple[str, Written, bool]:
        content = digest(data)
        known = self.record.get(job.name)
        if known is not None and known.content == content:
            return job.name, Written(job.key, content, known.mtime_ns, known.size), False
        mtime_ns, size = self.folder.write(job.name, data)
        return job.name, Written(job.key, content, mtime_ns, size), True
