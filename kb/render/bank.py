"""The bank of questions: the page where all of a tree's questions can be practised, and the data
that its script loads.

In: the network, and a tree; the questions of notes. Out: `Page`s that list the notes with
questions for readers without scripts; JSON.

    questions.json  {"tags": [tag ...], "languages": [code ...],
                     "notes": [[title, URL, [index of tag ...], index of language, file,
                                [[id, index of language, several] ...]] ...]}

URLs are relative to that of `questions.json`. A file holds the questions of some notes, as JSON in
base64: whoever looks at it by chance reads no answer. No more than that can be had without a
server, and the page says so.
"""

from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator

import msgspec
from markupsafe import escape
from msgspec import Struct

from kb.letters import title_order
from kb.model import Network, Outline, Page, Place, Question, Section, Tagged, Tree, Worded
from kb.names import Language, NotePath, relative_url
from kb.render.long_lists import ListPart, cut, part_jumps, part_page, parts_of_list
from kb.render.mixed import named, said
from kb.render.remembered import remembered
from kb.render.ways import above, count, note_link, ways, word
from kb.strings import mark, translate

STEM = 120
"""So many characters of a question stand in the list."""


class _Asking(Struct, frozen=True):
    """A note that has questions."""

    path: NotePath
    place: Place
    outline: Outline
    ids: tuple[str, ...]
    tags: tuple[Tagged, ...]


def bank_parts(network: Network, tree: Tree) -> Iterator[ListPart]:
    """The pages of the bank; none where no note has a question."""
    if tree.language not in network.site.asking:
        return
    yield from parts_of_list(_cuts(network, tree))


def listed_questions(network: Network, tree: Tree, part: ListPart) -> object:
    """All that a page of the bank shows of notes: another value wherever it looks otherwise."""
    notes = _asking(network, tree)
    cuts = [0, *_cuts(network, tree), len(notes)]
    return len(cuts), [
        (
            (note.place.url, note.place.title, note.place.language, note.ids),
            [(tagged.name, tagged.url) for tagged in note.tags],
            [(quiz.stem, quiz.language) for quiz in note.outline.quizzes],
        )
        for note in notes[cuts[part.number - 1] : cuts[part.number]]
    ]


def render_bank(network: Network, tree: Tree, part: ListPart) -> Page:
    site = network.site
    url = site.section_url(tree, Section.QUIZ, part.rest)
    title = translate(tree.language, mark("Question bank"))
    notes = _asking(network, tree)
    html = f'<h1 id="kb-title">{escape(title)}</h1>\n'
    if part.number == 1:
        html += ways(site, tree, url) + _room_for_script(tree, url)
    else:
        html = above(site, tree, Section.QUIZ, url) + html
    cuts = [0, *_cuts(network, tree), len(notes)]
    urls = [site.section_url(tree, Section.QUIZ, each.rest) for each in bank_parts(network, tree)]
    heading = word(tree, mark("Questions by note"))
    shown = notes[cuts[part.number - 1] : cuts[part.number]]
    items = "".join(_note(tree, url, note) for note in shown)
    html += (
        f'<section class="kb-bank-list">\n<h2 id="kb-questions">{heading}</h2>\n'
        f'{part_jumps(tree, urls, url)}<ul class="kb-notes">\n{items}</ul>\n</section>\n'
    )
    return part_page(site, tree, Section.QUIZ, part, title=title, html=html)


def _room_for_script(tree: Tree, url: str) -> str:
    index = escape(relative_url(bank_file(tree), url))
    without = word(
        tree,
        mark(
            "Practice, exams and review are made by a script. Without one, each question can be "
            "answered in its note."
        ),
    )
    secrets = word(
        tree,
        mark(
            "What is right is hidden from a casual look only: a site of plain files cannot keep "
            "secrets. What you answer stays in this browser."
        ),
    )
    return (
        f'<div class="kb-bank" data-questions="{index}"></div>\n'
        f'<noscript><p>{without}</p></noscript>\n<p class="kb-quiet">{secrets}</p>\n'
    )


def _note(tree: Tree, url: str, note: _Asking) -> str:
    """A note, its tags, and a link to each of its questions."""
    tags = []
    for tagged in note.tags:
        href = escape(relative_url(tagged.url, url))
        attribute, name = named(f"#{tagged.name}", tree.language)
        tags.append(f'<a class="kb-tag" href="{href}" rel="tag"{attribute}>{name}</a>')
    href = escape(relative_url(note.place.url, url))
    questions = []
    for quiz, own in zip(note.outline.quizzes, note.ids, strict=True):
        language = quiz.language or note.place.language
        attribute, stem = said(_short(quiz.stem), language, tree.language)
        questions.append(f'<li><a href="{href}#q-{escape(own)}"{attribute}>{stem}</a></li>\n')
    link = note_link(note.place, tree, url)
    return (
        f"<li>{link} {count(tree, len(note.ids))} {' '.join(tags)}\n"
        f"<ol>{''.join(questions)}</ol></li>\n"
    )


def _short(stem: str) -> str:
    words = " ".join(stem.split())
    return words if len(words) <= STEM else f"{words[: STEM - 1].rstrip()}…"


@remembered
def _cuts(network: Network, tree: Tree) -> list[int]:
    """The notes with which further pages begin."""
    return cut(map(_size, _asking(network, tree)))


def _size(note: _Asking) -> int:
    """About how many bytes it takes in the list."""
    url = len(note.place.url)
    stems = sum(url + 3 * min(len(quiz.stem), STEM) + 60 for quiz in note.outline.quizzes)
    return url + stems + 80 * len(note.tags) + 120


@remembered
def _asking(network: Network, tree: Tree) -> list[_Asking]:
    """The notes of a tree that have questions of their own, by title."""
    site = network.site
    found = [
        _Asking(path, site.places[path], outline, ids, tags)
        for path, ids in network.quizzes.items()
        if site.places[path].tree == tree
        for outline in (site.outlines[path],)
        for tags in (tuple(site.tags[tree.language, key] for key in outline.distinct_tags()),)
    ]
    return sorted(
        found, key=lambda note: (title_order(note.place.title, tree.language), note.place.url)
    )


# --- what the script loads ---


def bank_file(tree: Tree) -> str:
    """Where the index lies, relative to the site's folder."""
    return f"assets/kb/{tree.language}/questions.json"


def bank_index(network: Network, tree: Tree, file_of: Callable[[NotePath], str]) -> bytes:
    """`file_of` names the file that has a note's questions, relative to the site's folder."""
    base = bank_file(tree)
    tags: dict[str, int] = {}
    languages: dict[Language, int] = {}

    def number(language: Language) -> int:
        return languages.setdefault(language, len(languages))

    notes = []
    for note in _asking(network, tree):
        own = [tags.setdefault(tagged.name, len(tags)) for tagged in note.tags]
        questions = [
            (own_id, number(quiz.language or note.place.language), int(quiz.several))
            for own_id, quiz in zip(note.ids, note.outline.quizzes, strict=True)
        ]
        place = note.place
        url, file = (relative_url(each, base) for each in (place.url, file_of(note.path)))
        notes.append((place.title, url, own, number(place.language), file, questions))
    return msgspec.json.encode({"tags": list(tags), "languages": list(languages), "notes": notes})


def bank_data(questions: Iterable[Question]) -> bytes:
    """All that the bank shows of questions."""
    return b64encode(msgspec.json.encode([_question(question) for question in questions]))


def _question(question: Question) -> dict[str, object]:
    return {
        "id": question.id,
        "language": question.language,
        "several": question.several,
        "checked": question.checked,
        "stem": _worded(question.stem),
        "answers": [
            (answer.letter, answer.right, _worded(answer.content), _worded(answer.why))
            for answer in question.answers
        ],
        "hints": [_worded(hint) for hint in question.hints],
        "explanation": _worded(question.explanation),
    }


def _worded(part: Worded) -> tuple[str, Language]:
    return part.html, part.language
