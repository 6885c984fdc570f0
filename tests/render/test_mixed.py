"""What pages say of the language of what they show."""

import re
from pathlib import Path

from kb.mixed import mixed_html
from kb.model import Place
from kb.names import Language, NotePath
from kb.render import render_note
from kb.render.mixed import language_of, said
from tests.conftest import CheckCases
from tests.vaults import BOTH, Vault

HERE = Path(__file__).parent
KO, EN = Language("ko"), Language("en")


def show(text: str) -> str:
    vault = Vault(text, BOTH)
    path = NotePath(next(iter(vault.files)))
    places = [vault.site.places[path]]
    places += [guests[path] for guests in vault.site.guests.values() if path in guests]
    return "\n".join(_page(vault, path, place) for place in places)


def _page(vault: Vault, path: NotePath, place: Place) -> str:
    page = render_note(
        vault.network, path, vault.bodies[path], (), body_of=vault.bodies.__getitem__, place=place
    )
    # That it is a guest's page is said by another test.
    html = re.sub(r'<p class="kb-notice".*\n', "", page.html)
    contents = "".join(f"\ncontents: {item.title}" for item in page.toc)
    return f"--- {place.tree.language}\n{html.rstrip()}{contents}"


def test_pages(check_cases: CheckCases) -> None:
    check_cases(HERE / "mixed.md", show)


def test_names_of_notes() -> None:
    assert said("학습률", KO, KO) == ("", "학습률")
    assert said("학습률", KO, EN) == (' lang="ko"', "학습률")
    assert said("학습률", EN, EN) == (' lang="ko"', "학습률")
    # Nothing in it is Korean, so an English voice reads it as well.
    assert said("Gradient Descent", KO, EN) == ("", "Gradient Descent")
    assert said("Gradient Descent", EN, KO) == (' lang="en"', "Gradient Descent")
    assert said("Descente de gradient", Language("fr"), EN)[0] == ' lang="fr"'
    assert language_of("Attention Is All You Need", KO, KO) == "en"
    assert mixed_html("<b> 논문 What is it that you <i>see", KO) == (
        '&lt;b&gt; 논문 <span lang="en">What is it that you &lt;i&gt;see</span>'
    )
