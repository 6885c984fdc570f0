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
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

# Material prints an advertisement for another program where MkDocs' own command imports it.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

import jinja2
from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, get_navigation
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.structure.toc import AnchorLink, TableOfContents

from kb.mixed import may_be_mixed, mixed_html, other_language
from kb.model import Page, TocItem, Tree
from kb.names import Language
from kb.publish.around import Around, body, switch
from kb.publish.assets import named_assets, theme_assets
from kb.publish.folder import MOST, ShellFolder
from kb.publish.frontend import Frontend
from kb.publish.search_field import SEARCH_PLUGIN, SearchField, SearchPlugin, search_link
from kb.strings import mark, translate

FEATURES = ("content.code.copy", "navigation.top", "toc.follow")
"""What an author gets who asks for no features."""

Complaints = list[tuple[str, str]]
"""A key of `mkdocs.yml` and what MkDocs says of it."""

_GOOGLE_FONTS = {"text": "Roboto", "code": "Roboto Mono"}
"""What Material's `font` is where an author says nothing."""

_TEMPLATES = Path(__file__).parent / "templates"
"""Ours, each in the place of one of Material's; a folder of them for each of our reasons."""

_PALETTE = (
    ("light", "default", "material/weather-night", mark("Switch to dark mode")),
    ("dark", "slate", "material/weather-sunny", mark("Switch to light mode")),
)


class ThemePage(MkDocsPage):
    """A finished page of ours as MkDocs and the theme see one: nothing of it is parsed again."""

    def __init__(self, shown: Page, config: MkDocsConfig, uri: str = "") -> None:
        """`uri` is what MkDocs knows the file by; two pages may show one note."""
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
            Markup(escape(config.site_url + shown.home))  # noqa: S704
            if config.site_url
            else None
        )
        around = config.extra.get("alternate")
        self.around = around if isinstance(around, Around) else None
        plugin = config.plugins.get(SEARCH_PLUGIN)
        self.search = plugin.config if isinstance(plugin, SearchPlugin) else None
        self.has_header = config.theme.name == "material"
        self.show(shown)

    def show(self, shown: Page) -> None:
        """Take over all of `shown` but where it lies and what `nav` calls it."""
        self.shown = shown
        self.update_date = shown.modified[:10]
        # Never empty: for a page without any the theme writes other white space.
        self.meta = {"description": Markup(escape(shown.description))}  # noqa: S704
        if not self.is_homepage:
            # Without it the theme's `<title>` takes out what looks like a tag.
            self.meta["title"] = Markup(escape(shown.title))  # noqa: S704
        if shown.hide:
            self.meta["hide"] = list(shown.hide)
        self.switch = ""
        self.content = body(shown)
        if self.around is not None:
            self.switch = Markup(switch(self.around, shown))  # noqa: S704
            if not self.has_header:
                # Another theme has no place for it.
                label = escape(translate(shown.tree.language, mark("Languages")))
                links = f"<ul>{self.switch}</ul>" if self.around.is_menu else self.switch
                self.content = f'<nav aria-label="{label}">{links}</nav>\n{self.content}'
        if self.search is not None and not self.has_header:
            self.content = search_link(self.search, shown.url) + self.content
        self.toc = TableOfContents([_anchor_link(item, 2) for item in shown.toc])

    @property
    def is_homepage(self) -> bool:
        """Each tree has one."""
        return self.shown.address == ""

    def read_source(self, config: MkDocsConfig) -> None:  # noqa: ARG002  MkDocs calls it so
        self.markdown = ""

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """The body is finished."""


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


def keep_contents_apart(config: MkDocsConfig) -> None:
    """Material can put a page's contents into the navigation, where ours has no pages."""
    features = config.theme.get("features") or ()
    config.theme["features"] = [name for name in features if name != "toc.integrate"]


def alternates(extra: Any) -> tuple[tuple[str, str, str], ...]:
    """The sites in other languages that `mkdocs.yml` names: language, name and URL."""
    found = extra.get("alternate")
    return tuple(
        (str(each.get("lang", "")), str(each.get("name", "")), str(each["link"]))
        for each in (found if isinstance(found, list) else ())
        if isinstance(each, dict) and each.get("link")
    )


def tree_config(
    config: MkDocsConfig, tree: Tree, around: Around, search: SearchField | None = None
) -> MkDocsConfig:
    """A copy of the configuration that speaks the tree's language."""
    theme = copy.copy(config.theme)
    # Copying MkDocs' theme shares its dictionary of variables.
    vars(theme).update({k: dict(v) for k, v in vars(theme).items() if isinstance(v, dict)})
    theme["language"] = _theme_language(config, tree.language)
    if config.theme.name == "material" and not theme.get("palette"):
        theme["palette"] = _palette(tree.language)
    ours = copy.copy(config)
    ours["theme"] = theme
    if len(around.trees) > 1:
        # Material asks whether there is one, and whether it is a list to print links from.
        ours["extra"] = {**config.extra, "alternate": around}
    # The theme's search is off. Its template asks whether the plugin is there, and finds ours.
    ours["plugins"] = {
        name: plugin for name, plugin in config.plugins.items() if name != SEARCH_PLUGIN
    }
    if search is not None:
        ours["plugins"][SEARCH_PLUGIN] = SearchPlugin(search)
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
        file = Path("partials", "languages", f"{name}.html")
        if any((folder / file).is_file() for folder in map(Path, config.theme.dirs)):
            return name
    return "en"


def tree_navigation(tree: Tree, folders: tuple[ShellFolder, ...]) -> Navigation:
    """Home and the top-level folders. None is marked as the current one: a script does that."""
    home = Link(escape(translate(tree.language, mark("Home"))), tree.prefix)
    ours = [folder for folder in folders if folder.prefix == tree.prefix]
    made = [folder for folder in ours if folder.made]
    shown = ours if len(ours) - len(made) <= MOST else made
    return Navigation([home, *(Link(_name(f.title, tree), escape(f.url)) for f in shown)], home)


def _name(title: str, tree: Tree) -> str:
    """A Korean folder in the English tree says so."""
    if not may_be_mixed(title, tree.language):
        return escape(title)
    own = other_language(title, tree.language)
    name = mixed_html(title, own or tree.language)
    return f'<span lang="{own}">{name}</span>' if own else name


def explicit_navigation(
    nav: list[Any], pages: dict[str, ThemePage], config: MkDocsConfig, strict: bool
) -> Any:
    """The navigation that `nav` describes, made by MkDocs; `pages` by the path that `nav` names.

    `strict`: a name that leads nowhere is reported and shown, otherwise it is left out.
    """
    wanted = nav if strict else _existing(nav, pages)
    navigation = get_navigation(
        Files([page.file for page in pages.values()]), _with(config, wanted)
    )
    _name_items(wanted, navigation.items)
    home = next((page for page in pages.values() if page.is_homepage), None)
    navigation.homepage = home or navigation.homepage
    return navigation


def _with(config: MkDocsConfig, nav: list[Any]) -> MkDocsConfig:
    ours = copy.copy(config)
    ours["nav"] = nav
    return ours


def _existing(nav: Any, pages: dict[str, ThemePage]) -> Any:
    """`nav` without the notes that a tree does not have; links to elsewhere stay."""
    if isinstance(nav, list):
        kept = [_existing(item, pages) for item in nav]
        return [item for item in kept if item]
    if isinstance(nav, dict):
        return {key: kept for key, value in nav.items() if (kept := _existing(value, pages))}
    known = nav in pages or urlsplit(nav).scheme or nav.startswith("/")
    return nav if known else None


def _name_items(nav: list[Any], items: list[Any]) -> None:
    """Call items what `nav` calls them: MkDocs does so only for pages that it makes itself, and
    the theme takes every name for HTML.
    """
    for told, item in zip(nav, items, strict=True):
        if isinstance(told, dict) and len(told) == 1:
            ((name, value),) = told.items()
            item.title = Markup(escape(str(name)))  # noqa: S704
            if isinstance(value, list):
                _name_items(value, item.children)


def make_config(values: dict[str, Any], vault: str) -> tuple[MkDocsConfig, Complaints, Complaints]:
    """MkDocs' configuration from the mapping of `mkdocs.yml`; its errors, its warnings."""
    config = MkDocsConfig()
    # Nothing is written by MkDocs: its rule that the site lies outside the notes is ours to keep.
    site = str(Path(vault).with_name(".kb-site"))
    config.load_dict({**copy.deepcopy(values), "docs_dir": vault, "site_dir": site, "plugins": []})
    errors, warnings = config.validate()
    return config, [(k, str(e)) for k, e in errors], [(k, str(w)) for k, w in warnings]


def is_plain_material(config: MkDocsConfig) -> bool:
    """Nothing of the author's own is in the templates, and no link depends on the note's file."""
    features = config.theme.get("features") or ()
    edits = {"content.action.edit", "content.action.view"} & set(features)
    return (config.theme.name == "material" and not config.theme.custom_dir) and not (
        edits and config.repo_url
    )


def site_assets(config: MkDocsConfig) -> dict[str, str]:
    """Place in the site -> file, for all that the theme and `mkdocs.yml` bring."""
    names = [*config.extra_css, *map(str, config.extra_javascript)]
    names += [config.theme.get("logo"), config.theme.get("favicon")]
    return {
        **theme_assets(config.theme.dirs, config.theme.static_templates),
        **named_assets(config.docs_dir, names),
    }


def make_environment(
    config: MkDocsConfig, trees: tuple[Tree, ...], cache: str
) -> jinja2.Environment:
    """The theme's templates, compiled once and kept in the folder `cache`."""
    environment = config.theme.get_env()
    Path(cache).mkdir(parents=True, exist_ok=True)
    environment.bytecode_cache = jinja2.FileSystemBytecodeCache(cache)
    prepare_environment(environment, config, trees)
    return environment


def prepare_environment(
    environment: jinja2.Environment, config: MkDocsConfig, trees: tuple[Tree, ...]
) -> None:
    """Make URLs depend on nothing of a page but how deep it lies, and use our templates.

    MkDocs writes `../` for the folder `notes/` as seen from `notes/x/`, so that the theme around
    each folder's pages would differ; we write `../../notes/`.
    """
    environment.filters["url"] = _url
    environment.filters["script_tag"] = _script_tag
    if config.theme.name == "material":
        assert isinstance(environment.loader, jinja2.FileSystemLoader)
        # An author's own templates come before ours.
        place = 1 if config.theme.custom_dir else 0
        for reason in ("search", "languages") if len(trees) > 1 else ("search",):
            folder = str(_TEMPLATES / reason)
            if folder not in environment.loader.searchpath:
                environment.loader.searchpath.insert(place, folder)


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
