"""Notes of strangers: whatever a title, alias, tag or link is called, no script of theirs runs."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.browser.server import serve
from tests.browser.test_crawl import CRAWL

EVIL = "<img src=x onerror=window.owned=1>\"'><script>window.owned=1</script>"
NEVER = (
    "article [onerror], article [onload], article iframe, article [href^='javascript:' i], "
    # The steps of a slider are data.
    "article script:not([type='application/json'])"
)
NOTE = """---
title: '{evil}'
aliases: ['{evil}', '../../up', 'a/../../b', 'javascript:owned', '{evil} {number}']
tags: ['<b>x', '"quoted"', "javascript:alert(1)", 'x/<img src=x onerror=window.owned=1>']
redirect_from: ['/../../up/', '//elsewhere/', 'javascript:owned', '/old <b>{number}/']
description: '{evil}'
created: 2025-01-01
modified: '{evil}'
---
# {number} {evil}

A sentence {evil} with [[{other}|{evil}]] and `{evil}` [x](javascript:owned) #tag/<b>y.

## {evil}

![[{other}]]

```python run
#| label: drawn
#| fig-cap: "x {caption}"
#| fig-alt: "x {caption}"
#| sweep: {{said: ["a", "b"]}}
import matplotlib.pyplot as plt
evil = r'''{caption}'''
said = "a"
print(evil, said)
plt.plot([1, 2], label=evil + said)
plt.title(evil.replace("$", ""))
plt.gcf().canvas.manager.set_window_title(evil)
plt.legend()

class Shown:
    def _repr_html_(self):
        return evil + "<svg onload=window.owned=1><foreignObject><iframe src=javascript:owned>"

Shown()
```

`{{python}} evil`
"""


@pytest.fixture(scope="module")
def hostile(build_vault: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    vault = tmp_path_factory.mktemp("hostile") / "vault"
    vault.mkdir()
    evil = EVIL.replace("'", "''")
    for number in range(4):
        other, caption = f"note-{(number + 1) % 4}", EVIL.replace('"', "").replace(" src=x", "")
        text = NOTE.format(evil=evil, number=number, other=other, caption=caption)
        (vault / f"note-{number}.md").write_text(text, encoding="utf-8")
    return build_vault(vault)


def test_no_script_of_theirs_runs(hostile: Path, browser: Browser) -> None:
    with serve(hostile) as address:
        page = browser.new_page()
        page.goto(address)
        found = page.evaluate(CRAWL, address)
        assert found["dead"] == found["doubled"] == found["lost"] == []
        assert len(found["pages"]) > 8
        for url in found["pages"]:
            page.goto(url, wait_until="networkidle")
            # What a script loads for readers must be as harmless as the page.
            for link in page.locator("article a[href]").all()[:8]:
                if link.is_visible():
                    link.hover()
            page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
            page.wait_for_timeout(300)
            assert page.evaluate("window.owned") is None, url
            assert page.locator(NEVER).count() == 0
        page.goto(f"{address}graph/?q=img", wait_until="networkidle")
        page.goto(f"{address}tags/?and=%3Cimg+src%3Dx+onerror%3Dwindow.owned%3D1%3E")
        page.wait_for_timeout(500)
        assert page.evaluate("window.owned") is None
        page.close()


def test_nothing_is_written_beside_the_site(hostile: Path) -> None:
    assert [file.name for file in hostile.parent.iterdir()] == [hostile.name]
    for file in hostile.rglob("*"):
        assert file.resolve().is_relative_to(hostile.resolve())
