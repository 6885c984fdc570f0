"""Take the README's picture, docs/screenshot.png, from the site as it is built now.

In: a built site, `build/site` where nothing else is named; a Chromium, by `make browser`. Out: a
note with a figure and its slider, as a reader sees it who has just moved that slider.

    make site && python tools/screenshot.py [SITE]
"""

import io
import shutil
import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "screenshot.png"
PAGE = "en/learning-rate-oscillation/"
FIGURE = "#positions"
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
COLOURS = 200
"""Of the picture: a page of text needs few, and a third of the bytes are left."""
MOST = 150_000
"""Bytes: whoever opens the README loads it."""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


def take(site: Path) -> bytes:
    """The picture as PNG."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(site)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    try:
        with sync_playwright() as playwright:
            # Only our own site is opened, and root has no sandbox.
            browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 980}, locale="en")
            page.goto(f"http://127.0.0.1:{server.server_port}/{PAGE}", wait_until="networkidle")
            figure = page.locator(FIGURE)
            slider = figure.get_by_role("slider").first
            slider.press("ArrowRight")
            slider.blur()
            # Downwards: who scrolls up is offered a way to the top, over the text.
            page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
            page.wait_for_timeout(500)
            figure.evaluate("it => scrollTo({ top: it.offsetTop - 60, behavior: 'instant' })")
            page.wait_for_timeout(1000)
            picture = page.screenshot()
            browser.close()
    finally:
        server.shutdown()
        server.server_close()
    small = io.BytesIO()
    Image.open(io.BytesIO(picture)).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE).save(
        small, "PNG", optimize=True
    )
    return small.getvalue()


def main() -> int:
    site = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "build" / "site"
    picture = take(site)
    PICTURE.write_bytes(picture)
    sys.stdout.write(f"{PICTURE.relative_to(ROOT)}: {len(picture):,} bytes\n")
    return 0 if len(picture) <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
