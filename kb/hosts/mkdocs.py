"""The plugin for MkDocs and ProperDocs: `mkdocs build` gives the pages that `kb build` gives.

In: MkDocs' events. Out: our pages in MkDocs' place, our problems in its log.

It translates and decides nothing: the stages are `kb.pipeline`, the theme is `kb.publish`. Under
ProperDocs the name `mkdocs` leads to ProperDocs' modules.
"""

import logging
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

# kb.publish.theme keeps Material from advertising: before anything else of MkDocs.
from kb.publish import theme  # isort: skip
from mkdocs.config.base import ConfigErrors, ConfigWarnings, LegacyConfig, ValidationError
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from kb.config import ConfigurationRefused, Settings, read_options
from kb.names import Language, NotePath
from kb.problems import Problem, Severity, one_line, problem, seen_from_here
from kb.publish import Setup, load_setup
from kb.publish.frontend import load_frontend
from kb.publish.stage import Stage
from kb.runs import missing_protection
from kb.store import locked
from kb.strings import fill, mark, terminal_language

if TYPE_CHECKING:
    from kb.model import Document
    from kb.pipeline import Prepared

log = logging.getLogger("mkdocs.plugins.kb")

_LEVELS = {
    Severity.ERROR: logging.ERROR,
    Severity.WARNING: logging.WARNING,
    Severity.HINT: logging.INFO,
}


class KbPlugin(BasePlugin[LegacyConfig]):  # type: ignore[no-untyped-call]  # MkDocs has no type there
    """Everything that is kept belongs to one build and is replaced when the next begins."""

    def __init__(self) -> None:
        self.options: dict[str, Any] = {}
        self.serving = False
        self.setup: Setup | None = None
        self.stage: Stage | None = None
        self.prepared: Prepared | None = None
        self.foreign: list[Document] = []
        """Pages of other plugins, as readers find them."""
        self.failed = 0

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[ConfigErrors, ConfigWarnings]:
        """Check our options in our own words; MkDocs only warns of one that it does not know."""
        super().load_config({}, config_file_path)
        self.options = options
        told_in = terminal_language()
        _, findings = read_options(options, Settings(), lambda _option: (1, 1), told_in)
        errors: ConfigErrors = []
        for found in findings:
            told = problem(found, NotePath("mkdocs.yml"), told_in)
            errors.append((found.values["option"], ValidationError(f"{told.message}; {told.hint}")))
        return errors, []

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002  MkDocs calls it so
        self.serving = command == "serve"

    @event_priority(100)
    def on_config(self, config: Any) -> Any:
        self.stage, self.prepared, self.foreign, self.failed = None, None, [], 0
        told_in = terminal_language()
        try:
            setup = self._setup(config, told_in)
            if setup.settings.offline:
                config.use_directory_urls = False
            self.setup = _follow(setup, config)
        except ConfigurationRefused as refused:
            raise PluginError(str(refused)) from None
        self._tell(self.setup.problems)
        if "theme" not in self.setup.configuration.values:
            config.theme = type(config.theme)(name="material")
        search = config.plugins.get("material/search")
        if search is not None:
            search.config["enabled"] = False
        theme.set_defaults(config, load_frontend())
        # Ours are in the language of each tree, and know when a note was changed.
        config.theme.static_templates -= {"404.html", "sitemap.xml"}
        return config

    def _setup(self, config: Any, told_in: Language) -> Setup:
        vault = Path(config.docs_dir)
        file = Path(config.config_file_path or "")
        if file.is_file():
            return load_setup(file, vault, told_in, foreign=True)
        setup = load_setup(None, vault, told_in)
        settings, _ = read_options(self.options, setup.settings, lambda _option: (1, 1), told_in)
        return replace(setup, settings=settings)

    def on_files(self, files: Files, *, config: Any) -> Files:
        assert self.setup is not None
        cache = _cache(self.setup)
        with locked(cache):
            return self._our_files(files, config, self.setup, cache)

    def _our_files(self, files: Files, config: Any, setup: Setup, cache: Path) -> Files:
        from kb.pipeline import prepare  # noqa: PLC0415  not needed by `mkdocs --help`

        told_in = terminal_language()
        self.prepared = prepared = prepare(Path(setup.vault), setup.settings, cache)
        shell = prepared.shell(setup, cache, told_in)
        self._tell(shell.made.problems)
        self._tell(seen_from_here(prepared.problems(told_in), setup.vault))
        if missing := prepared.runs.missing:
            log.info(missing_protection(missing, told_in))
        self.stage = stage = Stage(
            config,
            shell.trees,
            folders=shell.folders,
            entries=shell.entries,
            frontend=shell.frontend,
            searches=shell.searches,
        )
        ours = Files([file for file in files if file.generated_by is not None])
        for name, source in (*shell.made.assets, *prepared.attachments()):
            _put(ours, _file(config, name, abs_src_path=source))
        for name, content in {**shell.made.extras, **prepared.files()}.items():
            _put(ours, _file(config, name, content=content))
        known: set[str] = set()
        for page in sorted(prepared.pages(), key=lambda page: page.url):
            shown = stage.theme_page(page)
            uri = page.path or ""
            if not uri or uri in known:
                # MkDocs knows a page by its source; one note may be shown in two trees.
                uri = f".kb/{page.file}.md"
            known.add(uri)
            shown.file.src_uri = uri
            _put(ours, shown.file)
        return ours

    def on_nav(self, nav: Any, *, config: Any, files: Files) -> Any:  # noqa: ARG002
        assert self.stage is not None
        return self.stage.navigations[self.stage.trees[0].prefix]

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Any, config: Any, files: Files) -> str:  # noqa: ARG002
        """What others say is found as well, once all of them have said it."""
        from kb.foreign import foreign_document, is_hidden  # noqa: PLC0415  as `kb.pipeline`

        if not isinstance(page, theme.ThemePage) and not is_hidden(page.meta):
            assert self.stage is not None
            languages = tuple(tree.language for tree in self.stage.trees)
            found = foreign_document(page.url, str(page.title or ""), html, languages)
            self.foreign.append(found)
        return html

    def on_env(self, env: Any, *, config: Any, files: Files) -> Any:
        assert self.stage is not None
        assert self.setup is not None
        theme.prepare_environment(env, config, self.stage.trees)
        with locked(_cache(self.setup)):
            self._add_index(files, config, offline=self.setup.settings.offline)
        return env

    def _add_index(self, files: Files, config: Any, *, offline: bool) -> None:
        from kb.indexed import as_published, published  # noqa: PLC0415  as `kb.pipeline`
        from kb.indexing import index_notes, with_pages  # noqa: PLC0415

        assert self.prepared is not None
        index = index_notes(self.prepared)
        if self.foreign:
            index = with_pages(self.prepared, index, self.foreign)
        read = index.reader()
        for name, _, part in published(index, offline=offline):
            content = as_published(part, read(part), offline=offline)
            _put(files, _file(config, name, content=content))

    def on_page_context(self, context: Any, *, page: Any, config: Any, nav: Any) -> Any:  # noqa: ARG002
        assert self.stage is not None
        if isinstance(page, theme.ThemePage):
            prefix = page.shown.tree.prefix
            context["config"] = self.stage.configs[prefix]
            context["nav"] = self.stage.navigations[prefix]
        return context

    def on_post_page(self, output: str, *, page: Any, config: Any) -> str:  # noqa: ARG002
        assert self.stage is not None
        if isinstance(page, theme.ThemePage):
            return self.stage.finish(output, page.shown)
        return output

    def on_post_build(self, *, config: Any) -> None:  # noqa: ARG002
        if self.failed and not self.serving:
            words = mark("The site was built, but has {count} {count:error|errors}")
            raise PluginError(fill(terminal_language(), words, count=self.failed))

    def _tell(self, problems: Iterable[Problem]) -> None:
        for told in problems:
            self.failed += told.severity is Severity.ERROR
            detail = f"\n{told.detail}" if told.detail else ""
            log.log(_LEVELS[told.severity], "%s%s", one_line(told), detail)


def _follow(setup: Setup, config: Any) -> Setup:
    """The same with what MkDocs' command line, `mkdocs serve` or another plugin changed."""
    told: Mapping[str, Any] = {
        "site_name": config.site_name,
        "site_url": config.site_url or "",
        "use_directory_urls": config.use_directory_urls,
    }
    settings = replace(setup.settings, **told)
    return replace(setup, settings=settings, theme={**setup.theme, **told})


def _cache(setup: Setup) -> Path:
    if setup.configuration.file:
        return Path(setup.configuration.file).parent / "build" / "cache"
    return Path(setup.vault).parent / "build" / "cache"


def _file(config: Any, name: str, **source: Any) -> File:
    return File.generated(config, name, inclusion=InclusionLevel.INCLUDED, **source)


def _put(files: Files, file: File) -> None:
    known = files.get_file_from_path(file.src_uri)
    if known is not None:
        files.remove(known)
    files.append(file)
