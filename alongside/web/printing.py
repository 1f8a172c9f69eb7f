"""From a page's values to paper: its pictures, drawn by the same macros, and the answer."""

from functools import cache
from typing import Any

import msgspec
from django.http import HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation

from alongside.web.languages import draft_line, is_like
from alongside.web.paper import CannotBeSet, Paper, Paragraph, Picture, Table, pdf
from alongside.web.pictures import Comparison, IconArray, PairedBars
from alongside.web.render import render

ARRAY_WIDTH = {10: 70, 100: 42, 1000: 62}
BAR_WIDTH = 150
"""Millimetres, so that a drawing of each number of people is easy to count and two stand side by side."""


@cache
def _macros() -> Any:
    # Django's wrapper shows only render(); the macros belong to the template inside.
    return get_template("web/pictures.html").template.module  # type: ignore[attr-defined]


def _alone(drawing: str) -> str:
    """An SVG that stands in a page, as a file of its own. Whole widths of the page become units."""
    opened = str(drawing).replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
    return opened.replace('width="100%" height="32"', 'width="600" height="32"', 1)


def drawn_array(array: IconArray) -> Picture:
    """The icon array as a picture on paper, with the sentence that the page says."""
    macros = _macros()
    return Picture(
        svg=_alone(macros.array_drawing(array)),
        alternative=_plain(macros.array_sentence(array)),
        caption=array.title,
        width=ARRAY_WIDTH[array.people],
    )


def drawn_arrays(comparison: Comparison) -> tuple[Picture, ...]:
    return tuple(drawn_array(array) for array in comparison.arrays)


def drawn_bars(bars: PairedBars) -> tuple[Picture, ...]:
    """Each bar as a picture of its own, all on one scale."""
    macros = _macros()
    return tuple(
        Picture(
            svg=_alone(macros.bar_drawing(bars, at)),
            alternative=_plain(macros.bar_sentence(bars, bar.arm)),
            caption=f"{bar.arm.label}: {bar.arm.value}",
            width=BAR_WIDTH,
        )
        for at, bar in enumerate(bars.bars)
    )


def table_of(
    caption: str, head: tuple[str, ...], rows: tuple[tuple[str, tuple[Any, ...]], ...], unknown: str
) -> Table:
    """A table of numbers as the page shows it: an empty cell says that it is `unknown`."""
    cells = tuple((words, *(unknown if c is None or c == "" else str(c) for c in row)) for words, row in rows)
    return Table(head=("", *head), rows=cells, caption=caption)


def language_of_page() -> dict[str, Any]:
    """Language and direction of a paper that is made in the reader's language."""
    direction = "rtl" if translation.get_language_bidi() else "ltr"
    return {"language": translation.get_language() or "en", "direction": direction}


def on_paper(request: HttpRequest, paper: Paper, name: str) -> HttpResponse:
    """The paper as a PDF that the browser shows. `name` of the file tells nothing about anybody's health.

    What no font can set is not left out: the page that is answered sends the reader to the browser's print.
    """
    try:
        content = pdf(_said_to_be_a_draft(paper))
    except CannotBeSet as problem:
        return render(request, "web/no_paper.html", {"letters": problem.letters}, status=409)
    headers = {"Content-Disposition": f'inline; filename="{name}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _said_to_be_a_draft(paper: Paper) -> Paper:
    """The paper below the line that every page in its language has while nobody signed the words."""
    line = draft_line() if is_like(paper.language, translation.get_language() or "") else ""
    return msgspec.structs.replace(paper, blocks=(Paragraph(line), *paper.blocks)) if line else paper


def _plain(markup: Any) -> str:
    """The words of a macro's result, without the signs that stand for others in HTML."""
    return str(markup.unescape()).strip()
