"""MkDocs' configuration and theme, made to show our pages.

In: the mapping that `mkdocs.yml` holds (or nothing), the trees and their folders.
Out: MkDocs' objects: the configuration of each tree, its navigation, and pages in the theme.

This module and `kb.hosts.mkdocs` are the only ones that know MkDocs. Under ProperDocs the name
`mkdocs` leads to ProperDocs' modules.
"""

import copy
import os
import posixpath
from html import escape
from typing import Any
from urllib.parse import urlsplit

# Material prints an advertisement for another program where MkDocs' own command imports it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from kb.model import Page, TocItem, Tree
from kb.names import Language
from kb.publish.folder import MOST, Folder
from kb.publish.frontend import Frontend
from kb.strings import mark, translate

FEATURES = ("content.code.copy", "navigation.top", "toc.follow")
"""What an author gets who asks for no features."""

_GOOGLE_FONTS = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material's `font` is where an author says nothing."""

_PALETTE = (
    ("light", "default", "material/weather-night", mark("Switch to dark mode")),
    ("dark", "slate", "material/weather-sunny", mark("Switch to light mode")),
)


class ThemePage(MkDocsPage):
    """A finished page of ours as MkDocs and the theme see one: nothing of it is parsed again."""

    def __init__(self, shown: Page, config: MkDocsConfig, uri: str = "") -> None:
        """`uri` is what MkDocs knows the file by; two pages may show one note."""
        self.shown = shown
        file = File(
            uri or shown.path or f"{shown.file}.md",
            src_dir=None,
            dest_dir=config.site_dir,
            use_directory_urls=config.use_directory_urls,
            dest_uri=shown.file,
            inclusion=InclusionLevel.NOT_IN_NAV,
        )
        file.url = shown.url or "./"
        file.edit_uri = shown.path or None
        file.generated_by = "kb"
        # MkDocs' templates escape nothing. Markup is not escaped twice by those that do.
        title = Markup(escape(shown.title))  # noqa: S704
        super().__init__(title, file, config)
        # Joining as MkDocs does takes a first segment with a colon for a scheme.
        self.canonical_url = (
            Markup(escape(config.site_url + shown.url)) if config.site_url else None  # noqa: S704
        )
        self.update_date = shown.modified[:10]
        self.meta = dict(self._meta())
        self._fill()

    def _meta(self) -> dict[str, Any]:
        meta: dict[str, Any] = {}
        if not self.is_homepage:
            # Without it the theme's `<title>` takes out what looks like a tag.
            meta["title"] = self.title
        if self.shown.description:
            meta["description"] = Markup(escape(self.shown.description))  # noqa: S704
        if self.shown.hide:
            meta["hide"] = list(self.shown.hide)
        return meta

    def _fill(self) -> None:
        self.content = self.shown.html
        self.toc = TableOfContents([_anchor_link(item, 2) for item in self.shown.toc])

    @property
    def is_homepage(self) -> bool:
        """Each tree has one."""
        return self.shown.address == ""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  MkDocs calls it so
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:  # noqa: ARG002
        self._fill()


class Navigation:
    """What the theme asks of MkDocs' navigation; it is the same for all pages of a tree."""

    def __init__(self, items: list[Any], homepage: Any) -> None:
        self.items = items
        self.pages: list[MkDocsPage] = []
        self.homepage = homepage

    def __iter__(self) -> Any:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


def _anchor_link(item: TocItem, level: int) -> AnchorLink:
    link = AnchorLink(item.title, escape(item.anchor), level)
    link.children = [_anchor_link(child, level + 1) for child in item.children]
    return link


def set_defaults(config: MkDocsConfig, frontend: Frontend) -> None:
    """What makes a good site where the author said nothing; the same under `mkdocs build`."""
    if config.theme.name == "material":
        if config.theme.get("font") == _GOOGLE_FONTS:
            config.theme["font"] = False
        if not config.theme.get("features"):
            config.theme["features"] = list(FEATURES)
    for style in frontend.styles:
        if style not in config.extra_css:
            config.extra_css.append(style)
    for script in frontend.scripts:
        if script not in [str(known) for known in config.extra_javascript]:
            config.extra_javascript.append(script)


def tree_config(config: MkDocsConfig, tree: Tree) -> MkDocsConfig:
    """A copy of the configuration that speaks the tree's language."""
    theme = copy.copy(config.theme)
    # Copying MkDocs' theme shares its dictionary of variables.
    vars(theme).update({k: dict(v) for k, v in vars(theme).items() if isinstance(v, dict)})
    theme["language"] = _theme_language(config, tree.language)
    if config.theme.name == "material" and not theme.get("palette"):
        theme["palette"] = _palette(tree.language)
    ours = copy.copy(config)
    ours["theme"] = theme
    for key in ("site_name", "site_description", "site_author"):
        if ours.get(key):
            ours[key] = Markup(escape(ours[key]))  # noqa: S704
    return ours


def _palette(language: Language) -> list[dict[str, Any]]:
    return [
        {
            "media": f"(prefers-color-scheme: {media})",
            "scheme": scheme,
            "toggle": {"icon": icon, "name": escape(translate(language, name))},
        }
        for media, scheme, icon, name in _PALETTE
    ]


def _theme_language(config: MkDocsConfig, language: Language) -> str:
    """The theme's translation that is nearest to the language; English where it has none."""
    for name in (language, language.split("-")[0]):
        file = os.path.join("partials", "languages", f"{name}.html")
        if any(os.path.isfile(os.path.join(folder, file)) for folder in config.theme.dirs):
            return name
    return "en"


def tree_navigation(tree: Tree, folders: tuple[Folder, ...]) -> Navigation:
    """Home and the top-level folders. None is marked as the current one: a script does that."""
    home = Link(escape(translate(tree.language, mark("Home"))), tree.prefix)
    ours = [folder for folder in folders if folder.prefix == tree.prefix]
    shown = ours if len(ours) <= MOST else []
    return Navigation([home, *(Link(escape(f.title), escape(f.url)) for f in shown)], home)


def make_environment(config: MkDocsConfig, cache: str) -> jinja2.Environment:
    """The theme's templates, compiled once and kept in the folder `cache`."""
    environment = config.theme.get_env()
    os.makedirs(cache, exist_ok=True)
    environment.bytecode_cache = jinja2.FileSystemBytecodeCache(cache)
    set_filters(environment)
    return environment


def set_filters(environment: jinja2.Environment) -> None:
    """Make URLs depend on nothing of a page but how deep it lies.

    MkDocs writes `../` for the folder `notes/` as seen from `notes/x/`, so that the theme around
    each folder's pages would differ; we write `../../notes/`.
    """
    environment.filters["url"] = _url
    environment.filters["script_tag"] = _script_tag


@jinja2.pass_context
def _url(context: jinja2.runtime.Context, value: Any) -> str:
    path = str(value)
    parsed = urlsplit(path)
    if parsed.scheme or parsed.netloc or path.startswith(("/", "#")):
        return path
    tail = posixpath.normpath(path) if path else ""
    tail = "" if tail == "." else tail + ("/" if path.endswith("/") else "")
    return f"{context['base_url'].rstrip('/')}/{tail}"


@jinja2.pass_context
def _script_tag(context: jinja2.runtime.Context, script: Any) -> str:
    kind = f' type="{escape(script.type)}"' if getattr(script, "type", "") else ""
    wait = " defer" if getattr(script, "defer", False) else ""
    late = " async" if getattr(script, "async_", False) else ""
    return f'<script src="{escape(_url(context, script))}"{kind}{wait}{late}></script>'


def render_page(
    environment: jinja2.Environment,
    config: MkDocsConfig,
    navigation: Any,
    page: ThemePage,
    base_url: str | None = None,
) -> str:
    """The page in the theme's own template; `base_url` where it is not to be the page's."""
    context = get_context(navigation, (), config, page)
    if base_url is not None:
        context["base_url"] = base_url
    html: str = environment.get_template("main.html").render(context)
    return html


def render_contents_item(
    environment: jinja2.Environment, config: MkDocsConfig, item: TocItem
) -> str:
    """One item of the table of contents as the theme writes it."""
    template = environment.get_template("partials/toc-item.html")
    html: str = template.render(toc_item=_anchor_link(item, 2), config=config)
    return html
