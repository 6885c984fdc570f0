"""What runs in the browser, as a site publishes it.

In: the bundle that `kb.bundle` finds. Out: the files to copy, the style sheet and the script of
every page.
"""

from msgspec import Struct

from kb.bundle import MissingBundleError, bundle

FOLDER = "assets/kb/"
"""Where the bundle lies in the site."""


class Frontend(Struct, frozen=True):
    styles: tuple[str, ...] = ()
    """Relative to the site's root, as are the scripts."""
    scripts: tuple[str, ...] = ()
    files: tuple[tuple[str, str], ...] = ()
    """Where a file is published, and the file itself."""


def load_frontend() -> Frontend:
    """The bundle; nothing in a checkout that has not built it: pages are read without it, too."""
    try:
        found = bundle()
    except MissingBundleError:
        return Frontend()
    return Frontend(
        styles=(FOLDER + found.styles,),
        scripts=(FOLDER + found.script,),
        files=tuple((FOLDER + file, str(found.folder / file)) for file in found.files),
    )
