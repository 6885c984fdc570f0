"""The remembered network is the one that linking anew gives."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.config import Settings
from kb.link import make_network, make_site
from kb.linking import link_workspace, world_of
from kb.names import Language
from kb.store import Cache
from kb.workspace import open_workspace
from tests.link.test_relink import NAMES, notes, vaults

SETTINGS = Settings(site_name="Test", languages=(Language("ko"), Language("en")))


@given(vaults, st.lists(st.tuples(st.sampled_from(NAMES), notes, st.booleans()), max_size=4))
def test_the_remembered_network_is_the_one_made_anew(
    tmp_path_factory: pytest.TempPathFactory,
    vault: dict[str, str],
    edits: list[tuple[str, str, bool]],
) -> None:
    folder = tmp_path_factory.mktemp("linking")
    texts = {f"{name}.md": text for name, text in vault.items()}
    for number, (name, text, is_small) in enumerate([("a", vault["a"], False), *edits]):
        file = f"{name}.md"
        # Most edits move lines and change no link.
        texts[file] = texts[file].rstrip() + f"\n\n{number}\n" if is_small else text
        for path, content in texts.items():
            (folder / "vault" / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / "vault" / path).write_text(content, encoding="utf-8")
        workspace = open_workspace(folder / "vault", SETTINGS, folder / "cache")
        world = world_of(workspace, SETTINGS)
        network = link_workspace(workspace, SETTINGS, Cache(folder / "cache"), world)
        assert network == make_network(make_site(workspace.outlines, (), SETTINGS))
