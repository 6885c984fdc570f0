#!/bin/sh
# A Chromium for the browser tests, and a Korean font so that screenshots show no boxes.
# In: the machine.  Out: `chromium` on the path, or Playwright's own; else a sentence and status 1.
#
#   sh tools/setup_browser.sh PYTHON      PYTHON has Playwright installed
set -eu
python=${1:-python3}

has_browser() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        if command -v "$name" >/dev/null 2>&1; then return 0; fi
    done
    "$python" - <<'END' >/dev/null 2>&1
from playwright.sync_api import sync_playwright

# Started, not only found: a download brings none of the libraries that it needs.
with sync_playwright() as playwright:
    playwright.chromium.launch().close()
END
}

playwright_starts() {
    "$python" -m playwright --version >/dev/null 2>&1
}

has_korean_font() {
    command -v fc-list >/dev/null 2>&1 && [ -n "$(fc-list :lang=ko family 2>/dev/null)" ]
}

apt_install() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1 || return 1
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" \
        >/dev/null 2>&1 && return 0
    # The lists may be old or missing.
    apt-get update >/dev/null 2>&1
    DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@" >/dev/null
}

# Playwright brings a Node of its own, which needs a library that a small Debian lacks.
playwright_starts || apt_install libatomic1 || true
if ! playwright_starts; then
    echo "Playwright, which drives the browser tests, does not start. It needs a library" \
        "(Debian: sudo apt-get install libatomic1 chromium); this says which:" \
        "$python -m playwright --version" >&2
    exit 1
fi

if ! has_browser; then
    echo "No Chromium yet: installing one for the browser tests."
    apt_install chromium || "$python" -m playwright install chromium || true
    if ! has_browser; then
        echo "The browser tests need Chromium. Install it (Debian: sudo apt-get install chromium)" \
            "or, with the libraries it needs: $python -m playwright install --with-deps chromium" >&2
        exit 1
    fi
fi

# Tests measure our own fonts; without a Korean one for prose they still pass.
has_korean_font || apt_install fonts-nanum fonts-noto-color-emoji fontconfig ||
    echo "No Korean font on this machine: screenshots will show boxes for Hangul in prose." >&2
