"""Pages of choice aids. They know the reader's language and score, whether they work here, and no patient."""

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.aids import queries
from alongside.aids.models import AidVersion
from alongside.aids.ordering import asked_for, drawn_for
from alongside.aids.page import AidPage
from alongside.aids.paper import small_pictures
from alongside.aids.presentation import UnknownStratum
from alongside.aids.rules import may_draft
from alongside.aids.shipped import being_prepared
from alongside.editorial.wording import line_after_tag
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@require_GET
def all_aids(request: PersonRequest) -> HttpResponse:
    values = {
        "aids": queries.listed(staff=request.here.works_here),
        "being_prepared": being_prepared(),
        "may_draft": may_draft(request.here),
    }
    return render(request, "aids/list.html", values)


@require_GET
def aid(request: PersonRequest, slug: str) -> HttpResponse:
    """The version this reader may see. ``?stratum=4``: the baseline; ``?order=1``: what stands first."""
    return _shown(request, "aids/aid.html", queries.to_read(slug, staff=request.here.works_here))


@require_GET
def version(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """One version, also when there is a newer one: a record may lean on it."""
    return _shown(request, "aids/aid.html", queries.version(version_id))


@require_GET
def printed(request: PersonRequest, version_id: UUID) -> HttpResponse:
    return _shown(request, "aids/print.html", queries.version(version_id))


@require_GET
def paper(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """The paper twin: two sheets of A4, for one stratum (``?stratum=4``)."""
    return _shown(request, "aids/paper.html", queries.version(version_id))


@require_GET
def paper_of_newest(request: PersonRequest, slug: str) -> HttpResponse:
    return _shown(request, "aids/paper.html", queries.to_read(slug, staff=request.here.works_here))


@require_GET
def export(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """The file as it was loaded."""
    found = _found(request, queries.version(version_id))
    name = f'attachment; filename="{found.aid.slug}-{found.number}.yaml"'
    headers = {"Content-Disposition": name}
    return HttpResponse(found.original, content_type="application/yaml; charset=utf-8", headers=headers)


def _shown(request: PersonRequest, template: str, version: AidVersion | None) -> HttpResponse:
    found = _found(request, version)
    values: dict[str, Any]
    order = _order(request, found)
    try:
        page = queries.page_of(found, request.GET.get("stratum"), order)
        values = {"version": found, "page": page, "error": ""}
    except UnknownStratum:
        error = _("This is not one of the answers. Choose one from the list.")
        values = {"version": found, "page": queries.page_of(found, order=order), "error": error}
    values["standing"] = queries.standing(found)
    # What nobody has approved, or what is not finished, can be read at most; nothing is begun with it.
    links = settings.AID_LINKS if queries.may_begin(found) else ()
    values["links"] = [(label, reverse(name, args=[found.pk])) for label, name in links]
    if template == "aids/paper.html":
        values |= _on_paper(values["page"], reverse("aids:version", args=[found.pk]))
        values["standing_line"] = line_after_tag(values["standing"])
    return render(request, template, values, status=422 if values["error"] else 200)


def _order(request: PersonRequest, version: AidVersion) -> int:
    """Drawn for this visit and day, so that reading on and printing keep it, or ``?order=1``."""
    asked = asked_for(request.GET.get("order"))
    if asked is not None:
        return asked
    return drawn_for(localdate().isoformat(), request.session.session_key or "", version.aid.slug)


def _on_paper(page: AidPage, path: str) -> dict[str, Any]:
    """The small pictures, the numbers of the sources, and the way back to the page where there is one."""
    address = f"{settings.ADDRESS.rstrip('/')}{path}" if settings.ADDRESS else ""
    return {
        "small": small_pictures(page),
        "numbers": {source.key: source.number for source in page.sources},
        "address": address,
        # The drawing is segno's own and holds nothing but the address.
        "code": mark_safe(segno.make(address, error="m").svg_inline(omitsize=True)) if address else "",  # noqa: S308
    }


def _found(request: PersonRequest, version: AidVersion | None) -> AidVersion:
    if version is None or not queries.may_read(version, staff=request.here.works_here):
        raise Http404
    return version
