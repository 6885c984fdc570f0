"""A day as a reader reads it, and as a program does.

In: a language and an ISO 8601 date of front matter. Out: HTML.
"""

from markupsafe import escape

from kb.formats import date
from kb.names import Language


def time_html(language: Language, given: str) -> str:
    """`<time datetime="2026-11-23">2026년 11월 23일</time>`; the hour is for programs only."""
    return f'<time datetime="{escape(given)}">{escape(date(language, given))}</time>'
