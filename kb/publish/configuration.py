"""`mkdocs.yml` as a mapping, without MkDocs.

In: a file.
Out: a `Configuration`: the mapping with its parents merged in, and everything that it was read
from, so that a cache knows when it is stale.

Python objects (`!!python/name:...`) are left out, not made: they are for Python-Markdown, which
never sees our notes, and a vault from elsewhere must not run code by being built.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag  # type: ignore[import-untyped]  # it has no types; MkDocs uses it too
from msgspec import Struct

from kb.config import ConfigurationRefused
from kb.names import Language, NotePath
from kb.problems import Finding, Rule, find, problem
from kb.strings import mark

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # PyYAML without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]


class Configuration(Struct, frozen=True):
    file: str
    """Absolute; '' where there is none."""
    values: dict[str, Any]
    files: tuple[str, ...]
    """Those that were read: the file and its parents."""
    variables: dict[str, str | None]
    """The environment's variables that `!ENV` asked for, with what they held."""


def read_configuration(file: Path, told_in: Language) -> Configuration:
    """Read `file` and what it inherits; raises `ConfigurationRefused`."""
    variables: dict[str, str | None] = {}
    files: list[str] = []
    values = _read(file.resolve(), files, variables, told_in)
    return Configuration(str(file.resolve()), values, tuple(files), variables)


def _read(
    file: Path, files: list[str], variables: dict[str, str | None], told_in: Language
) -> dict[str, Any]:
    files.append(str(file))
    try:
        text = file.read_text(encoding="utf-8-sig")
        values = yaml.load(text, Loader=_loader(variables))  # noqa: S506  a safe loader's child
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        found = find(Rule.UNREADABLE_CONFIGURATION, 1, 1, reason=str(reason))
        raise refused(file, told_in, found) from None
    except yaml.MarkedYAMLError as error:
        place = error.problem_mark or error.context_mark
        line, column = (place.line + 1, place.column + 1) if place else (1, 1)
        found = find(
            Rule.UNREADABLE_CONFIGURATION, line, column, reason=error.problem or str(error)
        )
        raise refused(file, told_in, found) from None
    except yaml.YAMLError as error:
        found = find(Rule.UNREADABLE_CONFIGURATION, 1, 1, reason=str(error))
        raise refused(file, told_in, found) from None
    if values is None:
        values = {}
    if not isinstance(values, dict):
        found = find(Rule.UNREADABLE_CONFIGURATION, 1, 1, reason=mark("it is not a mapping"))
        raise refused(file, told_in, found)
    parent = values.pop("INHERIT", None)
    if not parent:
        return values
    parent_file = (file.parent / str(parent)).resolve()
    if str(parent_file) in files or not parent_file.is_file():
        found = find(
            Rule.UNREADABLE_CONFIGURATION, *place_in(file, "INHERIT"), reason=f"INHERIT: {parent}"
        )
        raise refused(file, told_in, found)
    return _merged(_read(parent_file, files, variables, told_in), values)


def _merged(parent: dict[str, Any], child: dict[str, Any]) -> dict[str, Any]:
    """As MkDocs merges: mappings key by key, everything else is replaced."""
    merged = dict(parent)
    for key, value in child.items():
        both = isinstance(value, dict) and isinstance(merged.get(key), dict)
        merged[key] = _merged(merged[key], value) if both else value
    return merged


def _loader(variables: dict[str, str | None]) -> type[SafeLoader]:
    class Loader(SafeLoader):
        """PyYAML keeps constructors on the class: one of our own leaves the others' alone."""

    def environment(loader: Any, node: yaml.Node) -> Any:
        nodes = node.value if isinstance(node, yaml.SequenceNode) else [node]
        for name in [child.value for child in nodes if isinstance(child, yaml.ScalarNode)]:
            variables[name] = os.environ.get(name)
        return yaml_env_tag.construct_env_tag(loader, node)

    def left_out(_loader: Any, _suffix: str, _node: yaml.Node) -> None:
        return None

    Loader.add_constructor("!ENV", environment)
    Loader.add_multi_constructor("tag:yaml.org,2002:python/", left_out)
    Loader.add_multi_constructor("!relative", left_out)
    return Loader


def refused(file: Path | str, told_in: Language, *findings: Finding) -> ConfigurationRefused:
    """The exception that says what is wrong in `file`."""
    path = NotePath(Path(file).name)
    return ConfigurationRefused(tuple(problem(found, path, told_in) for found in findings))


def place_in(file: Path | str, *keys: str) -> tuple[int, int]:
    """Line and column of a key of `file`, found by the keys and list items that lead to it.

    As far down as they lead: an inherited key stands in another file.
    """
    try:
        node = yaml.compose(Path(file).read_text(encoding="utf-8-sig"), Loader=SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        return 1, 1
    place = (1, 1)
    for key in keys:
        found = next((pair for pair in _pairs(node) if pair[0].value == key), None)
        if found is None:
            break
        place = found[0].start_mark.line + 1, found[0].start_mark.column + 1
        node = found[1]
    return place


def _pairs(node: yaml.Node | None) -> Iterator[tuple[yaml.Node, yaml.Node | None]]:
    """Keys and values of a mapping, and those of the mappings and names in a list."""
    if isinstance(node, yaml.MappingNode):
        yield from node.value
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            if isinstance(item, yaml.ScalarNode):
                yield item, None
            else:
                yield from _pairs(item)
