"""Build the front end, kb/web/dist, and the font of figures: both go into the wheel.

In: kb/web's sources and the packages that its lock names. Out: kb/web/dist with manifest.json,
and kb/run/figures/fonts.
Nothing is done when the sources are those that dist was built from: the hash of their contents
stands in the manifest, so that it also holds in a source distribution, where times mean nothing.

    python tools/front_end.py            build what is out of date
    python tools/front_end.py --check    biome and tsc
    python tools/front_end.py --packages only install the packages, those for tests as well
"""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
# So that it also runs from a build's own environment, where the folder is not a package's home.
sys.path.insert(0, str(ROOT))

from tools import catalogues, script_words  # noqa: E402 - needs the line above
from tools.node import Node, find_node, provide_node  # noqa: E402 - as above

WEB = ROOT / "kb" / "web"
DIST = WEB / "dist"
FIGURE_FONTS = ROOT / "kb" / "run" / "figures" / "fonts"
"""Not in the site: what matplotlib draws with."""
FIGURE_FONT_FILES = ("KBSans-400.ttf", "KBSans-700.ttf", "OFL-pretendard.txt")
MANIFEST = DIST / "manifest.json"
PACKAGES = WEB / "node_modules"
INSTALLED = PACKAGES / ".kb-lock"


def source_files() -> list[Path]:
    """All that changes what is built, but for what is made of the catalogues."""
    folders = [file for name in ("src", "styles") for file in (WEB / name).rglob("*")]
    named = [WEB / "build.mjs", WEB / "package.json", WEB / "package-lock.json"]
    files = [*folders, *named, *(ROOT / "tools" / name for name in ("fonts.py", "figure_fonts.py"))]
    made = script_words.TRANSLATED
    return sorted(file for file in files if file.is_file() and file.name != made)


def fingerprint() -> str:
    hashed = hashlib.sha256()
    for file in source_files():
        # Git may have written other line ends on Windows.
        text = file.read_bytes().replace(b"\r\n", b"\n")
        name = file.relative_to(ROOT).as_posix().encode()
        hashed.update(b"%s\0%d\0%s" % (name, len(text), text))
    for words in catalogues.translated_words().values():
        hashed.update(words.encode())
    return hashed.hexdigest()


def is_fresh() -> bool:
    """Whether dist was built from the sources as they are now."""
    try:
        manifest = json.loads(MANIFEST.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    if manifest["sources"] != fingerprint():
        return False
    named = (*manifest["files"], manifest["engine"], manifest.get("live", "missing"))
    files = [DIST / file for file in named]
    return all(
        file.is_file() for file in (*files, *(FIGURE_FONTS / name for name in FIGURE_FONT_FILES))
    )


def install_packages(node: Node) -> None:
    """Install exactly what the lock names, unless that has been done."""
    lock = hashlib.sha256((WEB / "package-lock.json").read_bytes()).hexdigest()
    if INSTALLED.is_file() and INSTALLED.read_text(encoding="utf-8") == lock:
        return
    # No package of ours needs to run a script when it is installed.
    run([*node.npm, "ci", "--ignore-scripts", "--loglevel=error"], node)
    INSTALLED.write_text(lock, encoding="utf-8")


def run(command: list[str], node: Node, **extra: str) -> None:
    """Run `command` in kb/web with `node` first on the path, for scripts that start it by name."""
    path = os.pathsep.join([str(Path(node.node[0]).parent), os.environ.get("PATH", "")])
    subprocess.run(command, cwd=WEB, check=True, env={**os.environ, "PATH": path, **extra})


def build() -> None:
    if is_fresh():
        return
    catalogues.compile_script_words()
    node = find_node()
    install_packages(node)
    run([sys.executable, str(ROOT / "tools" / "fonts.py"), "node_modules", "fonts"], node)
    cutter = str(ROOT / "tools" / "figure_fonts.py")
    run([sys.executable, cutter, "node_modules", str(FIGURE_FONTS)], node)
    run([*node.node, "build.mjs"], node, KB_SOURCES=fingerprint())


def check() -> None:
    catalogues.compile_script_words()
    node = find_node()
    install_packages(node)
    run([*node.node, "node_modules/@biomejs/biome/bin/biome", "check", "--error-on-warnings"], node)
    run([*node.node, "node_modules/typescript/bin/tsc"], node)


if __name__ == "__main__":
    # What pip built with was gone when pip was done.
    if sys.argv[1:] or not is_fresh():
        provide_node()
    if sys.argv[1:] == ["--check"]:
        check()
    elif sys.argv[1:] == ["--packages"]:
        install_packages(find_node())
    else:
        build()
