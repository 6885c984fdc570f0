"""Links lead where Obsidian leads them; each that does not is a problem with a sentence."""

import string
from collections.abc import Callable
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from kb.names import Language, NotePath
from kb.problems import problem
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent


def show_links(text: str) -> str:
    """`place target -> where it leads`, then the problems."""
    vault = Vault(text, BOTH)
    lines = []
    for path, outline in vault.site.outlines.items():
        linked = vault.linked(path)
        for link, target in zip(outline.links, linked.targets, strict=True):
            fragment = f"#{link.fragment}" if link.fragment else ""
            leads = f"/{target.url}" if target else "nowhere"
            lines.append(f"{path}:{link.line}:{link.column}: {link.target}{fragment} -> {leads}")
        lines += [str(problem(f, path, Language("en"))) for f in linked.findings]
    lines += [str(problem(f, path, Language("en"))) for path, f in vault.site.findings]
    return "\n".join(lines)


def test_links(check_cases: Callable[[Path, Callable[[str], str]], None]) -> None:
    check_cases(HERE / "links.md", show_links)


def show_places(text: str) -> str:
    vault = Vault(text, BOTH)
    lines = [
        f"{path} -> {place.file} ({place.tree.language}, {place.language}): {place.title}"
        for path, place in sorted(vault.site.places.items())
    ]
    lines += [str(problem(f, path, Language("en"))) for path, f in vault.site.findings]
    return "\n".join(lines)


def test_places(check_cases: Callable[[Path, Callable[[str], str]], None]) -> None:
    check_cases(HERE / "places.md", show_places)


def show_translations(text: str) -> str:
    """The sets, then what each tree shows of other languages, then the links and problems."""
    vault = Vault(text, BOTH)
    site = vault.site
    sets = dict.fromkeys(site.translations.values())
    lines = [" = ".join(own) for own in sets]
    for language, guests in site.guests.items():
        lines += [f"{language}: {path} at /{place.url}" for path, place in guests.items()]
    return "\n".join([*lines, show_links(text)])


def test_translations(check_cases: Callable[[Path, Callable[[str], str]], None]) -> None:
    check_cases(HERE / "translations.md", show_translations)


@given(st.lists(st.text(alphabet=string.printable + "가각[]|#^!/.", max_size=40), max_size=6))
def test_every_link_is_a_target_or_a_problem(parts: list[str]) -> None:
    body = "\n\n".join(f"[[{part}]] ![[{part}]] [x]({part})" for part in parts)
    vault = Vault(f"=== a.md\n{body}\n=== 가/각.md\n# 하나\n\n## 둘")
    path = NotePath("a.md")
    linked = vault.linked(path)
    assert len(linked.targets) == len(vault.site.outlines[path].links)
    for target in linked.targets:
        assert target is None or not target.url.startswith(("/", "."))
    places = {(finding.line, finding.column) for finding in linked.findings}
    for link, target in zip(vault.site.outlines[path].links, linked.targets, strict=True):
        assert target is not None or (link.line, link.column) in places
