"""A draft as its readers would see it, on the pages that they will be shown."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.aids import draft_queries as queries
from alongside.aids.blocks import blocks_of
from alongside.aids.document import AidDocument
from alongside.aids.ordering import asked_for
from alongside.aids.presentation import UnknownStratum, present
from alongside.aids.views.drafting import by_part, found_draft
from alongside.aids.views.reading import on_paper
from alongside.editorial.blocks import Kind
from alongside.editorial.standing import Standing
from alongside.editorial.workflow import State
from alongside.people.middleware import PersonRequest
from alongside.web.render import render

TEMPLATES = {
    "patient": "aids/draft_as_patient.html",
    "clinician": "aids/draft_as_clinician.html",
    "print": "aids/draft_as_print.html",
    "paper": "aids/draft_as_paper.html",
}


@require_GET
def preview(request: PersonRequest, draft_id: UUID, reader: str) -> HttpResponse:
    """``reader``: patient, clinician, print or paper. What lacks something says what, in place of a page."""
    draft = found_draft(request, draft_id)
    if reader not in TEMPLATES:
        raise Http404
    step = queries.newest_step(draft)
    found = queries.looked_at(step.tree, today=localdate())
    values: dict[str, Any] = {"draft": draft, "reader": reader, "found": found, "readers": _readers()}
    if found.document is None:
        title = step.tree.get("title") or _("No title yet")
        return render(
            request,
            "aids/draft_not_yet.html",
            values | {"title": title, "groups": by_part(draft, step.tree, found)},
        )
    return _shown(request, TEMPLATES[reader], found.document, values)


def _readers() -> list[tuple[str, str]]:
    return [
        ("patient", _("As a patient")),
        ("clinician", _("As a clinician")),
        ("print", _("As a print")),
        ("paper", _("As two sheets")),
    ]


def _shown(
    request: PersonRequest, template: str, document: AidDocument, values: dict[str, Any]
) -> HttpResponse:
    error, order = "", asked_for(request.GET.get("order")) or 0
    try:
        page = present(document, request.GET.get("stratum") or None, order, _)
    except UnknownStratum:
        error = _("This is not one of the answers. Choose one from the list.")
        page = present(document, None, order, _)
    if template == TEMPLATES["paper"]:
        values |= on_paper(page, "", page.version, Standing(State.DRAFT))
    values |= {
        "page": page,
        "error": error,
        "standing": Standing(State.DRAFT),
        "links": (),
        "figures": [one for one in blocks_of(document) if one.kind is Kind.NUMBER],
    }
    return render(request, template, values, status=422 if error else 200)
