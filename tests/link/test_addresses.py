"""Where aliases and old addresses lead, and that none of them leaves the site's folder."""

from pathlib import Path, PurePosixPath

from hypothesis import given
from hypothesis import strategies as st

from kb.link.addresses import redirects
from kb.model import FrontMatter, Outline
from kb.names import Language, NotePath, slug
from kb.problems import problem
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent


def show_addresses(text: str) -> str:
    site = Vault(text, BOTH).site
    lines = [
        f"{language}: {name} -> {', '.join(paths)}"
        for (language, name), paths in sorted(site.aliases.items())
    ]
    lines += [f"{file} -> {path}" for file, path in site.redirects.items()]
    lines += [str(problem(f, path, Language("en"))) for path, f in site.findings]
    return "\n".join(lines)


def test_addresses(check_cases: CheckCases) -> None:
    check_cases(HERE / "addresses.md", show_addresses)


@given(st.text(max_size=300))
def test_a_slug_is_a_name_that_any_file_system_takes(name: str) -> None:
    found = slug(name)
    assert 0 < len(found.encode()) <= 240
    assert not set(found) & set('/\\:*?"<>|\0')
    assert found.strip(". ") == found
    assert slug(found) == found


@given(st.lists(st.text("./aB%2e가\\ :?#", max_size=12), max_size=6), st.booleans())
def test_no_old_address_leaves_the_site(typed: list[str], directory_urls: bool) -> None:
    outline = Outline(
        FrontMatter(redirect_from=tuple(typed)), (), (), (), (), "", Language("ko"), (), ""
    )
    taken = {"ab/index.html": "ab.md"}
    found, findings = redirects({NotePath("n.md"): outline}, taken, ("assets/",), directory_urls)
    assert len(found) + len(findings) <= len(typed)
    for file in found:
        parts = PurePosixPath(file).parts
        assert file not in taken
        assert not file.startswith("/")
        assert parts
        assert not any(part.startswith(".") for part in parts)
        assert file.endswith((".html", ".htm"))
