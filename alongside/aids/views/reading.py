"""Pages of choice aids. They know the reader's language and score, whether they work here, and no patient."""

from typing import Any
from uuid import UUID

import segno
from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.safestring import mark_safe
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.aids import queries
from alongside.aids.models import AidVersion
from alongside.aids.ordering import asked_for, drawn_for
from alongside.aids.page import AidPage
from alongside.aids.paper import letters, small_pictures
from alongside.aids.presentation import UnknownStratum
from alongside.aids.rules import may_draft
from alongside.aids.shipped import being_prepared
from alongside.editorial.standing import Standing
from alongside.editorial.wording import line_after_tag
from alongside.people.middleware import PersonRequest
from alongside.web.languages import is_like, language_name
from alongside.web.render import render


@require_GET
def all_aids(request: PersonRequest) -> HttpResponse:
    values = {
        "aids": queries.listed(_language(), staff=request.here.works_here),
        "being_prepared": being_prepared(),
        "may_draft": may_draft(request.here),
    }
    return render(request, "aids/list.html", values)


@require_GET
def aid(request: PersonRequest, slug: str) -> HttpResponse:
    """The version this reader may see. ``?stratum=4``: the baseline; ``?order=1``: what stands first;
    ``?language=sv``: in this language, else the nearest to it."""
    return _shown(request, "aids/aid.html", _to_read(request, slug))


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
    return _shown(request, "aids/paper.html", _to_read(request, slug))


def _to_read(request: PersonRequest, slug: str) -> AidVersion | None:
    language = request.GET.get("language") or _language()
    return queries.to_read(slug, language, staff=request.here.works_here)


def _language() -> str:
    return get_language() or "en"


@require_GET
def export(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """The file as it was loaded."""
    found = _found(request, queries.version(version_id))
    name = f'attachment; filename="{found.aid.slug}-{found.aid.language}-{found.number}.yaml"'
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
    values |= _languages(request, found)
    # What nobody has approved, or what is not finished, can be read at most; nothing is begun with it.
    links = settings.AID_LINKS if queries.may_begin(found) else ()
    values["links"] = [(label, reverse(name, args=[found.pk])) for label, name in links]
    if template == "aids/paper.html":
        address = reverse("aids:version", args=[found.pk])
        values |= on_paper(values["page"], address, found.number, values["standing"])
    return render(request, template, values, status=422 if values["error"] else 200)


def _languages(request: PersonRequest, version: AidVersion) -> dict[str, Any]:
    """The same aid in other languages, and what a reader must know about the language of this one."""
    others = queries.beside(version, staff=request.here.works_here)
    english = next((one for one in others if one.aid.language == "en"), None)
    asked = request.GET.get("language") or _language()
    return {
        "others": others,
        "language_name": language_name,
        "not_in": "" if is_like(version.aid.language, asked) else language_name(asked),
        "behind": queries.is_behind(version, english),
        "half_english": not any(is_like(one, version.aid.language) for one in queries.spoken()),
    }


def _order(request: PersonRequest, version: AidVersion) -> int:
    """Drawn for this visit and day, so that reading on and printing keep it, or ``?order=1``."""
    asked = asked_for(request.GET.get("order"))
    if asked is not None:
        return asked
    return drawn_for(localdate().isoformat(), request.session.session_key or "", version.aid.slug)


def on_paper(page: AidPage, path: str, number: int | str, standing: Standing) -> dict[str, Any]:
    """The small pictures, the numbers of the sources, and the way back to the page where there is one."""
    address = f"{settings.ADDRESS.rstrip('/')}{path}" if settings.ADDRESS and path else ""
    return {
        "number": number,
        "standing_line": line_after_tag(standing),
        "small": small_pictures(page),
        "letters": letters(page),
        "numbers": {source.key: source.number for source in page.sources},
        "address": address,
        # The drawing is segno's own and holds nothing but the address.
        "code": mark_safe(segno.make(address, error="m").svg_inline(omitsize=True)) if address else "",  # noqa: S308
    }


def _found(request: PersonRequest, version: AidVersion | None) -> AidVersion:
    if version is None or not queries.may_read(version, staff=request.here.works_here):
        raise Http404
    return version
