"""A package of QTI 2.1: an item for each question, with pictures, and the manifest that lists them.

In: questions. Out: the bytes of a ZIP file. Items are by IMS' `imsqti_v2p1`, the manifest by its
content packaging 1.1.
"""

import io
import re
import zipfile
from collections.abc import Sequence
from hashlib import blake2b
from html import escape

from kb.export.markup import Leaving, Pictures, plain
from kb.export.origin import Origin
from kb.export.scoring import name_of
from kb.model import Answer, Question, Worded

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_ITEM = (
    'xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/imsqti_v2p1 '
    'http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd"'
)
_MANIFEST = (
    'xmlns="http://www.imsglobal.org/xsd/imscp_v1p1" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
    'xsi:schemaLocation="http://www.imsglobal.org/xsd/imscp_v1p1 '
    'http://www.imsglobal.org/xsd/qti/qtiv2p1/qtiv2p1_imscpv1p2_v1p0.xsd"'
)
_NAME = re.compile(r"[A-Za-z0-9]{1,8}")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def qti(questions: Sequence[Question], origin: Origin) -> bytes:
    pictures = Pictures(origin, lambda name: f"../media/{name}")
    files: dict[str, bytes] = {}
    resources = []
    for question in questions:
        own = Pictures(origin, lambda name: f"../media/{name}")
        href = f"items/{question.id}.xml"
        files[href] = (_HEAD + _item(question, Leaving(origin, strict=True), own)).encode()
        pictures.files.update(own.files)
        held = "".join(f'<file href="media/{escape(name)}"/>' for name in own.files)
        resources.append(
            f'<resource identifier="item-{escape(question.id)}" type="imsqti_item_xmlv2p1" '
            f'href="{escape(href)}"><file href="{escape(href)}"/>{held}</resource>\n'
        )
    media = {f"media/{name}": data for name, data in pictures.files.items()}
    manifest = _manifest("".join(resources), origin)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in {"imsmanifest.xml": manifest.encode(), **files, **media}.items():
            archive.writestr(zipfile.ZipInfo(name, _FIRST_DAY), data)
    return packed.getvalue()


def _manifest(resources: str, origin: Origin) -> str:
    own = blake2b(origin.site_name.encode(), digest_size=8).hexdigest()
    return (
        f'{_HEAD}<manifest {_MANIFEST} identifier="kb-{own}">\n'
        "<metadata><schema>QTIv2.1 Package</schema><schemaversion>1.0.0</schemaversion>"
        "</metadata>\n"
        f"<organizations/>\n<resources>\n{resources}</resources>\n</manifest>\n"
    )


def _item(question: Question, leaving: Leaving, pictures: Pictures) -> str:
    names = {answer.letter: _name(answer, place) for place, answer in enumerate(question.answers)}
    cardinality = "multiple" if question.several else "single"
    right = "".join(f"<value>{names[letter]}</value>" for letter in question.right)

    def html(words: Worded) -> str:
        return leaving.html(question, words, pictures)

    offered = "".join(
        f'<simpleChoice identifier="{names[answer.letter]}" fixed="true">'
        f"{leaving.offered(question, answer, pictures)}</simpleChoice>\n"
        for answer in question.answers
    )
    feedback = "".join(
        _feedback("FEEDBACK", names[answer.letter], why)
        for answer in question.answers
        if (why := html(answer.why))
    )
    if explanation := html(question.explanation):
        feedback += _feedback("EXPLANATION", "GENERAL", explanation)
    lang = f' xml:lang="{escape(question.language)}"' if question.language else ""
    title = escape(plain(name_of(question)))
    return (
        f'<assessmentItem {_ITEM} identifier="q-{escape(question.id)}" title="{title}" '
        f'adaptive="false" timeDependent="false"{lang} toolName="kb">\n'
        f'<responseDeclaration identifier="RESPONSE" cardinality="{cardinality}" '
        f'baseType="identifier"><correctResponse>{right}</correctResponse></responseDeclaration>\n'
        '<outcomeDeclaration identifier="SCORE" cardinality="single" baseType="float">'
        "<defaultValue><value>0</value></defaultValue></outcomeDeclaration>\n"
        f'<outcomeDeclaration identifier="FEEDBACK" cardinality="{cardinality}" '
        'baseType="identifier"/>\n'
        '<outcomeDeclaration identifier="EXPLANATION" cardinality="single" '
        'baseType="identifier"/>\n'
        f"<itemBody>\n<div>{html(question.stem)}</div>\n"
        '<choiceInteraction responseIdentifier="RESPONSE" shuffle="false" '
        f'maxChoices="{0 if question.several else 1}">\n{offered}</choiceInteraction>\n'
        f"</itemBody>\n{_PROCESSING}{feedback}</assessmentItem>\n"
    )


_PROCESSING = """\
<responseProcessing>
<responseCondition><responseIf>
<match><variable identifier="RESPONSE"/><correct identifier="RESPONSE"/></match>
<setOutcomeValue identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>
</responseIf></responseCondition>
<setOutcomeValue identifier="FEEDBACK"><variable identifier="RESPONSE"/></setOutcomeValue>
<setOutcomeValue identifier="EXPLANATION"><baseValue baseType="identifier">GENERAL</baseValue>\
</setOutcomeValue>
</responseProcessing>
"""
"""All or nothing; then what is to be said of each option that was chosen, and of the question."""


def _feedback(outcome: str, own: str, html: str) -> str:
    return (
        f'<modalFeedback outcomeIdentifier="{outcome}" identifier="{own}" showHide="show">'
        f"{html}</modalFeedback>\n"
    )


def _name(answer: Answer, place: int) -> str:
    letter = answer.letter if _NAME.fullmatch(answer.letter) else str(place + 1)
    return f"OPTION_{letter}"
