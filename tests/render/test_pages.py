"""A note's page: what stands around its text, and every slot filled."""

from pathlib import Path

from kb.names import NotePath
from kb.render import render_folder
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent


def show_first(text: str) -> str:
    """The page of the first note, its contents last."""
    vault = Vault(text, BOTH)
    path = NotePath(next(iter(vault.files)))
    page = vault.page(path)
    contents = "".join(f"\ncontents: {item}" for item in page.toc)
    return f"{page.title} | {page.description}\n{page.html.rstrip()}{contents}"


def test_pages(check_cases: CheckCases) -> None:
    check_cases(HERE / "pages.md", show_first)


def show_start(text: str) -> str:
    """The start page that is made where there is no index note."""
    vault = Vault(text, BOTH)
    tree = vault.site.trees[0]
    folder = vault.site.folders[tree.language, ""]
    return render_folder(vault.site, folder, tree, "이름").html


def test_start_page(check_cases: CheckCases) -> None:
    check_cases(HERE / "start.md", show_start)
