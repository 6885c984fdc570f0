"""The theme set up for every tree, ready to show pages.

In: MkDocs' configuration, the trees, their folders, and the pages that an explicit `nav` can name.
Out: the HTML of a page through the theme's own template; the skeletons, where there can be any.

It lives as long as one build of one process. `kb build` and the plugin for MkDocs use the same, so
that their pages are the same.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from kb.model import Page, Tree
from kb.publish import theme
from kb.publish.around import head, make_around, put_into_head
from kb.publish.carve import carve
from kb.publish.entry import Entry
from kb.publish.folder import ShellFolder
from kb.publish.frontend import Frontend
from kb.publish.search_field import SearchField
from kb.publish.skeleton import Skeletons


class Stage:
    def __init__(
        self,
        config: Any,
        trees: tuple[Tree, ...],
        *,
        folders: tuple[ShellFolder, ...],
        entries: tuple[Entry, ...],
        frontend: Frontend,
        searches: dict[str, SearchField] | None = None,
        bytecode: str = "",
    ) -> None:
        """`searches` is by the tree's folder; `bytecode` is the folder for compiled templates, ''
        where the host has them.
        """
        theme.set_defaults(config, frontend)
        self.config = config
        self.trees = trees
        self.explicit = config["nav"]
        # MkDocs would make a second navigation of it, and warn a second time.
        config["nav"] = None
        if not self.explicit:
            theme.keep_contents_apart(config)
        self.around = make_around(
            config["site_url"] or "", trees, theme.alternates(config["extra"])
        )
        fields = searches or {}
        self.configs = {
            tree.prefix: theme.tree_config(config, tree, self.around, fields.get(tree.prefix))
            for tree in trees
        }
        self._shown: dict[str, theme.ThemePage] = {}
        self.navigations: dict[str, Any] = {}
        if self.explicit:
            self._follow_nav(entries)
        else:
            self.navigations = {tree.prefix: theme.tree_navigation(tree, folders) for tree in trees}
        self.environment = theme.make_environment(config, trees, bytecode) if bytecode else None

    def _follow_nav(self, entries: tuple[Entry, ...]) -> None:
        default = self.trees[0].prefix
        paths = {entry.address: entry.path for entry in entries if entry.tree.prefix == default}
        for tree in self.trees:
            pages: dict[str, theme.ThemePage] = {}
            for entry in entries:
                if entry.tree.prefix == tree.prefix:
                    uri = entry.named or paths.get(entry.address) or entry.path
                    shown = theme.ThemePage(entry.as_page(), self.configs[tree.prefix], uri)
                    self._shown[entry.file] = pages[uri or entry.file] = shown
            self.navigations[tree.prefix] = theme.explicit_navigation(
                self.explicit, pages, self.configs[tree.prefix], strict=tree.prefix == default
            )

    def theme_page(self, page: Page, uri: str = "") -> theme.ThemePage:
        """The page as the theme sees it: the one that stands in `nav`, if it does."""
        if shown := self._shown.get(page.file):
            shown.show(page)
            return shown
        return theme.ThemePage(page, self.configs[page.tree.prefix], uri)

    def render(self, page: Page, base_url: str | None = None) -> str:
        """The whole HTML; `base_url` where the way to the root is not to be the page's own."""
        assert self.environment is not None
        prefix = page.tree.prefix
        with _current(self.theme_page(page)) as shown:
            html = theme.render_page(
                self.environment, self.configs[prefix], self.navigations[prefix], shown, base_url
            )
        return self.finish(html, page)

    def finish(self, html: str, page: Page) -> str:
        """What the theme gave, with what no theme says."""
        return put_into_head(html, head(self.around, page))

    def skeletons(self) -> dict[str, Skeletons]:
        """By the tree's folder; none where the theme uses a page in other ways than Material."""
        if self.explicit or not theme.is_plain_material(self.config):
            return {}
        carved = {tree.prefix: self._carve(tree) for tree in self.trees}
        return {prefix: skeletons for prefix, skeletons in carved.items() if skeletons}

    def _carve(self, tree: Tree) -> Skeletons | None:
        environment, config = self.environment, self.configs[tree.prefix]
        assert environment is not None
        return carve(
            tree,
            self.around,
            self.render,
            lambda item: theme.render_contents_item(environment, config, item),
        )


@contextmanager
def _current(shown: theme.ThemePage) -> Iterator[theme.ThemePage]:
    """Mark the page and its sections as the ones being looked at."""
    shown.active = True
    try:
        yield shown
    finally:
        shown.active = False
