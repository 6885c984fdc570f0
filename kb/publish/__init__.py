"""publish: finished pages -> the files of the site.

In: a `Setup` (what `mkdocs.yml` says, or good defaults), the trees, their folders, and pages.
Out: a `Shell`, plain data that is remembered, and the bytes of each file.

    setup = load_setup(config_file, vault, told_in)
    shell = load_shell(setup, trees, folders_of(pages), cache, told_in=..., entries=...)
    publish_page(shell, page)                           in any process of a pool
    shell.made.assets, shell.made.extras, make_sitemap(urls_and_days, site_url)

Nothing here imports MkDocs or Jinja until a shell has to be made.
"""

from kb.publish.entry import Entry, entries_of
from kb.publish.folder import ShellFolder, folders_of
from kb.publish.search_field import SearchField
from kb.publish.setup import Setup, load_setup
from kb.publish.shell import Shell, load_shell, publish_page, render_full
from kb.publish.site_folder import NotOursError, SiteFolder
from kb.publish.sitemap import make_sitemap

__all__ = [
    "Entry",
    "NotOursError",
    "SearchField",
    "Setup",
    "Shell",
    "ShellFolder",
    "SiteFolder",
    "entries_of",
    "folders_of",
    "load_setup",
    "load_shell",
    "make_sitemap",
    "publish_page",
    "render_full",
]
