"""Rules: each can be said in every language that has a catalogue."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from kb.problems import Rule
from kb.strings import LOCALE

_FIELD = re.compile(r"\{\w+\}")


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.name)
def test_a_rule_has_its_meaning_below_it(rule: Rule) -> None:
    folder = Path(__file__).parents[1] / "kb" / "rules"
    texts = "\n".join(file.read_text(encoding="utf-8") for file in folder.glob("*.py"))
    after = texts.split(f"\n{rule.name} = RuleText(", 1)[1]
    assert re.match(r'.*?\n\)\n"""', after, re.DOTALL)
    assert re.fullmatch(r"[a-z0-9-]+", rule.text.name)


@pytest.mark.parametrize("rule", Rule, ids=lambda rule: rule.name)
def test_a_rule_is_told_in_korean(rule: Rule) -> None:
    file = LOCALE / "ko" / "LC_MESSAGES" / "kb.po"
    if not file.is_file():
        pytest.skip(f"no catalogue at {file}")
    with file.open("rb") as opened:
        catalogue = read_po(opened)
    for text in (rule.text.message, rule.text.hint):
        message = catalogue.get(text)
        assert message, f"no Korean for: {text}"
        assert message.string, f"no Korean for: {text}"
        assert not message.fuzzy
        # A field that is misspelt would be an exception in front of the author.
        assert set(_FIELD.findall(str(message.string))) <= set(_FIELD.findall(text))
