"""What `kb graph` tells other programs."""

from pathlib import Path

import msgspec

from kb.link import make_network
from kb.link.graph import make_graph
from kb.names import Language
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent


def show_graph(text: str) -> str:
    """One line for each entry."""
    graph = make_graph(make_network(Vault(text, BOTH).site), Language("en"))
    lines = []
    for name, rows in msgspec.to_builtins(graph).items():
        lines += [name, *(f"  {msgspec.json.encode(row).decode()}" for row in rows)]
    return "\n".join(lines)


def test_graph(check_cases: CheckCases) -> None:
    check_cases(HERE / "graph.md", show_graph)
