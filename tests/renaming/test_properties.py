"""Whatever a vault holds: links lead where they led, and the way back gives the same bytes."""

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.names import NotePath
from kb.renaming import RenameRefused
from tests.renaming.memory import Files, leads, rename

_NAMES = ("old", "other", "옛 이름", "d/old2", "d/나", "d/e/deep", "it's(1)")
_PARTS = ("Part one", "둘째 부분", "See [[old]]", "A: b, c?", "same", "same")


def _vaults() -> st.SearchStrategy[Files]:
    return st.lists(
        st.tuples(
            st.sampled_from(_NAMES),
            st.lists(st.sampled_from(_PARTS), max_size=3),
            st.lists(_link(), max_size=6),
            st.sampled_from(("\n", "\r\n")),
            st.sampled_from(("utf-8", "utf-8-sig", "utf-16")),
            st.sampled_from(("", "---\naliases: [alias of {0}]\ntags: [a/b, c]\n---\n")),
        ),
        min_size=2,
        max_size=6,
        unique_by=lambda note: note[0],
    ).map(lambda notes: dict(map(_note, notes)))


def _link() -> st.SearchStrategy[str]:
    target = st.sampled_from((*_NAMES, "alias of old", "old2", "nowhere"))
    part = st.sampled_from(("", "", "#Part one", "#same", "#둘째 부분", "#^block"))
    form = st.sampled_from(
        (
            "[[{0}{1}]]",
            "![[{0}{1}|말]]",
            "[[/{0}{1}]]",
            "| [[{0}\\|a]] | [[{0}]] |\n|---|---|",
            "[m](</{0}.md{1}>)",
            '<a href="/{0}.md">h</a>',
            "text[^1] ^[inline [[{0}]]]\n\n[^1]: [[{0}{1}]]",
            "> quoted [[{0}]]\n> and [m][r]\n\n[r]: </{0}.md> 'title'",
            "`[[{0}]]` %%[[{0}]]%% #a/b #a/b/x {0}",
        )
    )
    return st.builds(str.format, form, target, part)


def _note(note: tuple[str, list[str], list[str], str, str, str]) -> tuple[NotePath, bytes]:
    name, parts, links, end, encoding, front = note
    headings = "\n\n".join(f"## {part}\n\ntext  " for part in parts)
    body = "\n\n".join([headings, *links, "last ^block"])
    text = (front.format(name) + body).replace("\n", end)
    return NotePath(f"{name}.md"), text.encode(encoding)


@settings(deadline=None, max_examples=60)
@given(_vaults(), st.sampled_from(("new", "새 이름", "it's new (2)", "x&amp;y%20z")), st.booleans())
def test_every_link_leads_where_it_led(files: Files, new: str, keep: bool) -> None:
    old = next(iter(files))
    try:
        after, plan = rename(files, f"/{old}", new, keep=keep)
    except RenameRefused:
        return
    then = leads(after)
    for path, ends in leads(files).items():
        wanted = [
            end and (plan.moves.get(end.path, end.path), end.where)  # type: ignore[attr-defined]
            for end in ends
        ]
        found = then[plan.moves.get(path, path)]
        assert [end for end in found if end is not None or end in wanted] == wanted


@settings(deadline=None, max_examples=60)
@given(_vaults(), st.sampled_from(("new", "새 이름", "it's new (2)")))
def test_there_and_back_gives_the_same_bytes(files: Files, new: str) -> None:
    old = next(iter(files))
    folder = old.rpartition("/")[0]
    there, _ = rename(files, f"/{old}", new)
    back, _ = rename(there, f"/{folder}/{new}.md", old.rpartition("/")[2])
    assert back == files


@settings(deadline=None, max_examples=60)
@given(_vaults(), st.sampled_from(("New part", "새 부분", "C++ & more: why?")))
def test_a_heading_there_and_back(files: Files, new: str) -> None:
    old = next(iter(files))
    try:
        there, _ = rename(files, f"/{old}#Part one", new)
    except RenameRefused as refused:
        assert "no heading" in str(refused) or "Nothing is called" in str(refused)  # noqa: PT017
        return
    try:
        back, _ = rename(there, f"/{old}#{new}", "Part one")
    except RenameRefused as refused:
        assert "has a heading Part one already" in str(refused)  # noqa: PT017
        return
    assert back == files


@settings(deadline=None, max_examples=60)
@given(_vaults(), st.sampled_from(("new", "새/태그", "a2")))
def test_a_tag_there_and_back(files: Files, new: str) -> None:
    try:
        there, _ = rename(files, "#a/b", f"#{new}")
    except RenameRefused as refused:
        assert "No note has" in str(refused) or "Nothing is called" in str(refused)  # noqa: PT017
        return
    back, _ = rename(there, f"#{new}", "#a/b")
    assert back == files
