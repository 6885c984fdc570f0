"""Made collections of outlines, for what thousands of notes do.

In: the tags of each note. Out: a site.
"""

import random
from collections.abc import Iterable, Sequence

from kb.config import Settings
from kb.link import make_site
from kb.model import Alias, FrontMatter, Heading, Outline, Site, TagUse
from kb.names import Anchor, Language, NotePath, Tag, slug


def tagged_site(notes: Iterable[Sequence[str]], languages: Sequence[str] = ("ko",)) -> Site:
    """A note for each list of tags."""
    outlines = {
        NotePath(f"folder/note-{number:05d}.md"): tagged_note(f"노트의 제목 {number}", tags)
        for number, tags in enumerate(notes)
    }
    settings = Settings(site_name="Test", languages=tuple(map(Language, languages)))
    return make_site(outlines, (), settings)


def tagged_note(
    title: str,
    tags: Sequence[str],
    *,
    language: str = "ko",
    said: Sequence[str] = (),
    aliases: Sequence[str] = (),
) -> Outline:
    """`said` are the tags of the text."""
    lang = Language(language)
    heading = Heading(1, title, title, Anchor("kb"), 9)
    names = tuple(Alias(name, 2, 10, slug(name)) for name in aliases)
    front = FrontMatter(tags=_uses(tags), aliases=names, lang=lang)
    return Outline(
        front, (heading,), (), _uses(said), (), "", Language("ko"), (), "", title_heading=0
    )


def _uses(tags: Sequence[str]) -> tuple[TagUse, ...]:
    return tuple(TagUse(Tag(tag), 3 + number, 5) for number, tag in enumerate(tags))


def many_tags(
    chance: random.Random, different: int, notes: int, *, nested: bool
) -> list[list[str]]:
    """Five tags for each note, most of them its own."""
    firsts = [f"first-{chance.choice('가나다abcxyz')}{number}" for number in range(40)]
    words = [f"{chance.choice('가까나도라마바사abcdefgmnst')}말 tag-{n}" for n in range(different)]
    tags = [f"{firsts[n % 40]}/{word}" if nested else word for n, word in enumerate(words)]
    waiting = list(tags)
    found = []
    for _ in range(notes):
        own = [waiting.pop() for _ in range(min(len(waiting), 4))]
        own += chance.sample(tags, 5 - len(own))
        found.append(own)
    return found
