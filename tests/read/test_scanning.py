"""What lies in a vault: files that no text fixture can hold, made in a folder of the test."""

import os
import unicodedata
from pathlib import Path

import pytest

from kb.names import Language, NotePath
from kb.problems import one_line, problem
from kb.read import Listing, look_again, scan

COMPOSED = "학습률.md"
DECOMPOSED = unicodedata.normalize("NFD", COMPOSED)


def make(vault: Path, *files: str) -> None:
    for file in files:
        (vault / file).parent.mkdir(parents=True, exist_ok=True)
        (vault / file).write_text("text", encoding="utf-8")


def paths(listing: Listing) -> list[str]:
    return [entry.path for entry in (*listing.notes, *listing.attachments)]


def told(listing: Listing) -> list[str]:
    return [one_line(problem(finding, path, Language("en"))) for path, finding in listing.problems]


def test_notes_and_attachments_are_sorted_by_path(tmp_path: Path) -> None:
    make(
        tmp_path, "b.md", "a/z.md", "a/y.markdown", "나.md", "가/그림.png", "c.MD", "README", "a.md"
    )
    listing = scan(tmp_path, ())
    notes = ["a.md", "a/y.markdown", "a/z.md", "b.md", "c.MD", "나.md"]
    assert [entry.path for entry in listing.notes] == notes
    assert [entry.path for entry in listing.attachments] == ["README", "가/그림.png"]
    assert not listing.problems


def test_an_entry_says_what_the_file_system_says(tmp_path: Path) -> None:
    make(tmp_path, "a/x.md")
    status = (tmp_path / "a/x.md").stat()
    (entry,) = scan(tmp_path, ()).notes
    assert (entry.path, entry.file, entry.size) == ("a/x.md", "a/x.md", 4)
    assert (entry.mtime_ns, entry.ctime_ns) == (status.st_mtime_ns, status.st_ctime_ns)


def test_a_vault_that_is_no_folder(tmp_path: Path) -> None:
    make(tmp_path, "x.md")
    with pytest.raises(FileNotFoundError):
        scan(tmp_path / "none", ())
    with pytest.raises(NotADirectoryError):
        scan(tmp_path / "x.md", ())


def test_hidden_things_templates_and_modules_are_left_out(tmp_path: Path) -> None:
    make(
        tmp_path,
        "x.md",
        ".hidden.md",
        ".obsidian/app.md",
        ".trash/x.md",
        "templates/x.md",
        "Templates/deep/x.md",
        "_templates/x.md",
        "node_modules/a/README.md",
        "a/.git/x.md",
    )
    listing = scan(tmp_path, ())
    assert paths(listing) == ["x.md"]
    assert not listing.problems


def test_a_template_folder_further_down_is_left_out_and_told_of(tmp_path: Path) -> None:
    make(tmp_path, "cpp/templates/variadic.md")
    listing = scan(tmp_path, ())
    assert paths(listing) == []
    assert told(listing) == [
        (
            "cpp/templates:1:1: this folder is left out, because its name says that it holds "
            "templates; if it holds notes, give it another name [template-folder]"
        )
    ]


@pytest.mark.parametrize(
    ("file", "settings"),
    [
        (".obsidian/templates.json", '{"folder": "안내/틀/"}'),
        (".obsidian/plugins/templater-obsidian/data.json", '{"templates_folder": "안내/틀"}'),
    ],
)
def test_obsidian_says_where_templates_lie(tmp_path: Path, file: str, settings: str) -> None:
    make(tmp_path, "안내/x.md", unicodedata.normalize("NFD", "안내/틀/y.md"), file)
    (tmp_path / file).write_text(settings, encoding="utf-8")
    assert paths(scan(tmp_path, ())) == ["안내/x.md"]


@pytest.mark.parametrize(
    "settings", ["", "{", "[]", '{"folder": 3}', '{"folder": "/"}', "[" * 9999]
)
def test_broken_settings_leave_nothing_out(tmp_path: Path, settings: str) -> None:
    make(tmp_path, "x.md", ".obsidian/templates.json")
    (tmp_path / ".obsidian/templates.json").write_text(settings, encoding="utf-8")
    assert paths(scan(tmp_path, ())) == ["x.md"]


def test_what_the_author_excludes(tmp_path: Path) -> None:
    make(
        tmp_path,
        "x.md",
        "private/x.md",
        "a/private/y.md",
        "a/x.draft.md",
        "a/keep.draft.md",
        "비밀.md",
    )
    exclude = ("private/", "*.draft.md", "!keep.draft.md", unicodedata.normalize("NFD", "비밀.md"))
    assert paths(scan(tmp_path, exclude)) == ["a/keep.draft.md", "x.md"]


def test_a_pattern_that_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="Invalid git pattern"):
        scan(tmp_path, ("!",))


def test_a_link_to_a_file_of_the_vault_is_that_file(tmp_path: Path) -> None:
    make(tmp_path, "a/x.md")
    (tmp_path / "y.md").symlink_to("a/x.md")
    listing = scan(tmp_path, ())
    assert paths(listing) == ["a/x.md", "y.md"]
    assert listing.notes[1].size == 4
    assert not listing.problems


def test_a_vault_that_is_itself_a_link(tmp_path: Path) -> None:
    make(tmp_path, "vault/x.md")
    (tmp_path / "vault/y.md").symlink_to(tmp_path / "vault/x.md")
    (tmp_path / "link").symlink_to("vault")
    listing = scan(tmp_path / "link", ())
    assert paths(listing) == ["x.md", "y.md"]
    assert not listing.problems


def test_links_that_are_not_followed(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    make(tmp_path, "secret.md", "vault-2/x.md", "vault/a/x.md", "vault/.trash/old.md")
    links = {
        "1.md": "none.md",
        "2.md": "2.md",
        "3.md": "../secret.md",
        "4": "../vault-2",
        "5": "/",
        "6": "a",
        "a/7": "..",
        "8.md": ".trash/old.md",
        "9.md": "a/../../secret.md",
    }
    for name, target in links.items():
        (vault / name).symlink_to(target)
    listing = scan(vault, ())
    assert paths(listing) == ["a/x.md"]
    assert told(listing) == [
        (
            "1.md:1:1: this symbolic link leads to none.md, which does not exist; "
            "mend the link, or delete it [broken-symlink]"
        ),
        (
            "2.md:1:1: this symbolic link leads back to itself; "
            "mend the link, or delete it [broken-symlink]"
        ),
        (
            "3.md:1:1: this symbolic link leaves the vault, to ../secret.md, and is not followed; "
            "copy what it leads to into the vault [symlink-outside]"
        ),
        (
            "4:1:1: this symbolic link leaves the vault, to ../vault-2, and is not followed; "
            "copy what it leads to into the vault [symlink-outside]"
        ),
        (
            "5:1:1: this symbolic link leaves the vault, to /, and is not followed; "
            "copy what it leads to into the vault [symlink-outside]"
        ),
        (
            "6:1:1: this symbolic link leads to the folder a and is not followed; "
            "its notes are read where they lie: link to them there [symlink-folder]"
        ),
        (
            "8.md:1:1: this symbolic link leads to .trash/old.md, which is left out of the site; "
            "copy what it leads to, if it is to be published [symlink-left-out]"
        ),
        (
            "9.md:1:1: this symbolic link leaves the vault, to a/../../secret.md, and is not "
            "followed; copy what it leads to into the vault [symlink-outside]"
        ),
        (
            "a/7:1:1: this symbolic link leads to the folder .. and is not followed; "
            "its notes are read where they lie: link to them there [symlink-folder]"
        ),
    ]


def test_a_decomposed_name_is_composed(tmp_path: Path) -> None:
    make(tmp_path, DECOMPOSED)
    (entry,) = scan(tmp_path, ()).notes
    assert (entry.path, entry.file) == (COMPOSED, DECOMPOSED)


def test_twins_by_composition_are_both_kept(tmp_path: Path) -> None:
    make(tmp_path, COMPOSED, DECOMPOSED, "학습률 (2).md")
    if len(list(tmp_path.iterdir())) < 3:
        pytest.skip("this file system composes names itself")
    listing = scan(tmp_path, ())
    files = {entry.path: entry.file for entry in listing.notes}
    assert files[COMPOSED] == COMPOSED
    assert files["학습률 (3).md"] == DECOMPOSED
    spelled = "".join(f"\\u{ord(letter):04x}" for letter in DECOMPOSED[:-3])
    assert told(listing) == [
        (
            f"학습률 (3).md:1:1: `학습률.md` and `{spelled}.md` are one name, their letters "
            "composed differently; rename one of them; until then the second is called 학습률 "
            "(3).md [twin-name]"
        )
    ]


def test_twins_by_case(tmp_path: Path) -> None:
    make(tmp_path, "Note.md", "note.md")
    if len(list(tmp_path.iterdir())) < 2:
        pytest.skip("this file system knows no case")
    listing = scan(tmp_path, ())
    assert paths(listing) == ["Note.md", "note.md"]
    assert told(listing) == [
        (
            "note.md:1:1: this name differs from Note.md by case only; rename one of them: macOS "
            "and Windows take them for one file [case-twin]"
        )
    ]


@pytest.mark.parametrize("name", ["50% off?.md", "a'b\"c.md", "dot..md", "space .md", "123.md"])
def test_odd_names_are_names(tmp_path: Path, name: str) -> None:
    make(tmp_path, name, "end.", "end ")
    listing = scan(tmp_path, ())
    assert paths(listing) == [name, "end ", "end."]
    assert not listing.problems


def test_names_that_no_link_can_hold(tmp_path: Path) -> None:
    make(tmp_path, "a|b#c.md", "[x]/y.md", "z^.md", "back\\slash.md")
    listing = scan(tmp_path, ())
    assert paths(listing) == ["[x]/y.md", "a|b#c.md", "back\\slash.md", "z^.md"]
    assert told(listing) == [
        f"{path}:1:1: a link cannot name a file or folder that holds {characters}; "
        "rename it without that [unlinkable-name]"
        for path, characters in [
            ("[x]", "`[` `]`"),
            ("a|b#c.md", "`|` `#`"),
            ("back\\slash.md", "`\\`"),
            ("z^.md", "`^`"),
        ]
    ]


def test_a_name_that_is_not_utf8(tmp_path: Path) -> None:
    name = os.fsencode(tmp_path) + b"/" + "메모".encode("euc-kr") + b".md"
    try:
        with open(name, "wb"):  # noqa: PTH123
            pass
    except OSError:
        pytest.skip("this file system takes UTF-8 only")
    listing = scan(tmp_path, ())
    assert paths(listing) == []
    assert told(listing) == [
        (
            "\ufffd\u07b8\ufffd.md:1:1: this name is not UTF-8, so it is left out; "
            "rename it, for example with `convmv` [name-not-utf8]"
        )
    ]


def test_a_folder_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make(tmp_path, "shut/x.md", "y.md")
    really = os.scandir

    def refuse(path: str) -> object:
        if str(path).rstrip("/").endswith("shut"):
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "scandir", refuse)
    listing = scan(tmp_path, ())
    assert paths(listing) == ["y.md"]
    assert told(listing) == [
        (
            "shut:1:1: you have no permission to read this; give yourself the right with "
            "`chmod u+rX`, or leave it out with `exclude` [unreadable-file]"
        )
    ]


def test_what_is_neither_file_nor_folder_is_no_attachment(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.md")
    assert scan(tmp_path, ()) == Listing((), (), ())


def test_looking_again_is_scanning_where_files_were_written(tmp_path: Path) -> None:
    make(tmp_path, "a.md", "folder/b.md", "folder/c.png", DECOMPOSED)
    listing = scan(tmp_path)
    (tmp_path / "a.md").write_text("more text", encoding="utf-8")
    (tmp_path / "folder" / "c.png").write_bytes(b"more")
    (tmp_path / DECOMPOSED).write_text("more text", encoding="utf-8")
    changed = [NotePath(each) for each in ("a.md", "folder/c.png", COMPOSED, ".git/x", "gone.md~")]
    assert look_again(tmp_path, listing, changed) == scan(tmp_path) != listing


@pytest.mark.parametrize(
    "changed", ["new.md", "gone.md", "folder", "was a folder", "folder/new.png", ".obsidian/x.json"]
)
def test_where_more_may_have_happened_looking_again_says_nothing(
    tmp_path: Path, changed: str
) -> None:
    make(tmp_path, "a.md", "gone.md", "folder/b.md", "was a folder/c.md")
    listing = scan(tmp_path)
    make(tmp_path, "new.md", "folder/new.png")
    (tmp_path / "gone.md").unlink()
    (tmp_path / "was a folder" / "c.md").unlink()
    (tmp_path / "was a folder").rmdir()
    assert look_again(tmp_path, listing, [NotePath(changed)]) is None


def test_where_files_are_linked_looking_again_says_nothing(tmp_path: Path) -> None:
    make(tmp_path, "a.md")
    (tmp_path / "b.md").symlink_to("a.md")
    assert look_again(tmp_path, scan(tmp_path), [NotePath("a.md")]) is None
