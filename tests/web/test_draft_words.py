"""Words that nobody has signed say so wherever they go: on paper as on the page."""

from datetime import UTC, datetime
from io import BytesIO

import pypdfium2
from django.test import RequestFactory

from alongside.web.languages import draft_line
from alongside.web.paper import Paper, Paragraph
from alongside.web.printing import on_paper

NOW = datetime(2026, 11, 23, tzinfo=UTC)
SAYS = "No one has checked them yet."


def on_sheet(language: str) -> str:
    paper = Paper(title="A page", blocks=(Paragraph("Words."),), made_at=NOW, language=language)
    content = on_paper(RequestFactory().get("/"), paper, "page").content
    page = pypdfium2.PdfDocument(BytesIO(content))[0].get_textpage().get_text_range()
    return " ".join(page.split())


def test_signed_words_have_no_such_line(settings):
    settings.DRAFT_LANGUAGES = frozenset()
    assert draft_line() == ""
    assert SAYS not in on_sheet("en")


def test_a_paper_in_a_draft_language_says_so(settings):
    settings.DRAFT_LANGUAGES = frozenset({"en"})
    assert SAYS in draft_line()
    assert SAYS in on_sheet("en")


def test_a_paper_whose_words_are_of_another_language_does_not(settings):
    settings.DRAFT_LANGUAGES = frozenset({"en"})
    assert SAYS not in on_sheet("sv")
