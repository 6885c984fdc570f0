"""Notes within notes: what is shown, where it stops, and that ids and elements stay whole."""

from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from kb.link.embeds import Limits
from kb.names import Language
from kb.problems import one_line, problem
from tests.conftest import CheckCases
from tests.nesting import wrong
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent


def show_first(text: str) -> str:
    """The text of the first note, without its title, and all that is said of embeds."""
    vault = Vault(text, BOTH)
    page = vault.page(next(iter(vault.bodies)))
    assert wrong(page.html) == []
    told = [
        one_line(problem(finding, path, Language("en")))
        for path, embeds in vault.network.embeds.items()
        for finding in embeds.findings
    ]
    text = page.html.partition("</h1>\n")[2].partition('<section class="kb-links"')[0]
    return "\n".join([text.rstrip("\n"), *told])


def test_embeds(check_cases: CheckCases) -> None:
    check_cases(HERE / "embeds.md", show_first)


NAMES = ("a", "b", "c", "d")
_part = st.sampled_from(
    ("", "", "", "#하나", "#둘", "#하나#둘", "#^p", "#^q", "#^li", "#없음", "#^none")
)
_embed = st.builds(
    "![[{}{}]]".format, st.sampled_from((*NAMES, *NAMES, "", "none", "x.png", "x.pdf")), _part
).filter(lambda embed: embed != "![[]]")
_place = st.sampled_from(
    (
        "{}",
        "글 {} 글",
        "{} {}",
        "글[^1] {}\n글 ^p",
        "{} ^q",
        "- {}\n- 글 {} ^li\n  - {}\n\n    {}",
        "1. {}\n\n2. 글 ^li\n\n   {}",
        "- [ ] {}",
        "> {}\n> 글 ^p",
        "> [!note]- {}\n> {}\n> - {} ^li",
        "!!! tip\n    {}",
        "# 하나 {}",
        "## 둘 {}",
        "> ### 하나\n> {}",
        "| {} | 나 |\n|---|---|\n| {} | x |",
        "**{}** ==글 {}== ~~{}~~ [글 {}](b.md) `{}`",
        "낱말\n: {}\n\n  {}",
        "글[^1]\n\n[^1]: 각주 {}\n\n    {}",
        "글^[안에 {} 글]",
        "<div>\n\n{}\n\n</div>",
        "<details><summary>글 {}</summary>\n\n{}\n\n## 둘\n\n</details>",
        '<p id="r">글\n\n{}\n\n</p>',
        '<label for="r">글</label> <span id="r" aria-labelledby="하나">{}</span> {}',
        '<table><tr><td id="r">\n\n{}\n\n</td></tr></table>',
        '<svg><path id="r"/><path fill="url(#r)"/></svg>\n\n{}',
        "$$\\begin{{equation}} x \\label{{r}} \\eqref{{r}}\\end{{equation}}$$\n\n{}",
        "글 {{#r}}\n\n{{: #s}}\n{}",
        "%%{}%%\n\n```\n{}\n```",
    )
)
_note = st.lists(
    st.tuples(_place, st.lists(_embed, min_size=5, max_size=5)).map(
        lambda made: made[0].format(*made[1])
    ),
    min_size=2,
    max_size=5,
).map("\n\n".join)


@settings(deadline=None)
@given(st.lists(_note, min_size=len(NAMES), max_size=len(NAMES)))
def test_whatever_embeds_whatever_each_page_is_whole(texts: list[str]) -> None:
    files = "".join(f"=== {name}.md\n{text}\n" for name, text in zip(NAMES, texts, strict=True))
    limits = Limits(parts=40, characters=5_000, levels=4)
    vault = Vault(f"{files}=== x.png\n=== x.pdf\n", BOTH, limits)
    for path in vault.bodies:
        assert wrong(vault.page(path).html) == []
