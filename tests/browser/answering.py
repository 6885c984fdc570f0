"""A reader of the bank in tests: where the focus is, what is asked, what the browser has kept."""

import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect

Open = Callable[..., Page]

VAULT = Path(__file__).parent / "bank"
CONFIGURATION = (
    "site_name: 문제 은행 시험\ndocs_dir: notes\nplugins:\n  - kb:\n      languages: [ko, en]\n"
)
DAY = 86_400_000
LEARNING, BATCH = "94584b0638", "7c844271a5"
"""Ids of questions of the vault: on learning rates, on the size of batches."""


def copy_vault(folder: Path) -> Path:
    (folder / "mkdocs.yml").write_text(CONFIGURATION, encoding="utf-8")
    shutil.copytree(VAULT, folder / "notes")
    return folder


def focused(page: Page) -> str:
    """What a screen reader calls the element that has the focus."""
    name: str = page.evaluate(
        "(e => e.getAttribute('aria-label') || (e.labels && e.labels[0]?.innerText)"
        " || (e === document.body ? '' : e.innerText || e.tagName))(document.activeElement)"
    )
    return " ".join(name.split())


def tab_to(page: Page, name: str, backwards: bool = False) -> None:
    for _ in range(80):
        if name in focused(page):
            return
        page.keyboard.press("Shift+Tab" if backwards else "Tab")
    raise AssertionError(f"{name} cannot be reached; the focus is on {focused(page)}")


def heading(page: Page, words: str | re.Pattern[str]) -> Locator:
    """The heading of what is asked; it has the focus when it comes."""
    found = page.locator(".kb-bank__heading")
    expect(found).to_have_text(words)
    expect(found).to_be_focused()
    return found


def stored(page: Page, name: str = "attempts") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate(
        """name => new Promise((done, fail) => {
            const opening = indexedDB.open('kb-quiz');
            opening.onerror = () => fail(opening.error);
            opening.onsuccess = () => {
                const asking = opening.result.transaction(name).objectStore(name).getAll();
                asking.onsuccess = () => { opening.result.close(); done(asking.result); };
            };
        })""",
        name,
    )
    return found


def attempt(question: str, days_ago: float, *, right: bool, key: str = "") -> str:
    """As JavaScript that gives an attempt."""
    given = {"question": question, "chosen": ["A"], "right": right, "mode": "page"}
    own = json.dumps(key or f"{question}-{days_ago}")
    return f"{{...{json.dumps(given)}, key: {own}, at: Date.now() - {days_ago * DAY}}}"


def write_version_1(*attempts: str) -> str:
    """A script that leaves the database as the first version of it was."""
    return f"""(() => new Promise((done, fail) => {{
        const opening = indexedDB.open('kb-quiz', 1);
        opening.onerror = () => fail(opening.error);
        opening.onupgradeneeded = () => {{
            const store = opening.result.createObjectStore('attempts', {{keyPath: 'key'}});
            store.createIndex('at', 'at');
            store.createIndex('question', 'question');
            for (const each of [{", ".join(attempts)}]) store.add(each);
        }};
        opening.onsuccess = () => {{ opening.result.close(); done(); }};
    }}))()"""


def open_with(open_page: Open, bank: str, *attempts: str, **options: Any) -> Page:
    """The bank for a reader who has answered before."""
    page = open_page(bank.replace("quiz/", "404.html"), **options)
    page.evaluate(write_version_1(*attempts))
    page.goto(bank, wait_until="networkidle")
    return page


def answer(page: Page, *keys: str) -> None:
    """Choose by letters from the heading, and check."""
    for key in keys:
        page.keyboard.press(key)
    page.keyboard.press("Enter")


def right_letter(page: Page) -> str:
    """Which option is right, by what the vault says."""
    shown = page.locator(".kb-quiz__choice").all_inner_texts()
    for text in shown:
        letter, _, words = " ".join(text.split()).partition(" ")
        for right in ("진동하거나", "코사인", "두 배 가까이", "Recall"):
            if right in words:
                return letter
    raise AssertionError(shown)
