"""Pages of choice aids. They know the reader's language and score, whether they work here, and no patient."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.aids import queries
from alongside.aids.models import AidVersion
from alongside.aids.presentation import UnknownStratum
from alongside.aids.shipped import being_prepared
from alongside.people.middleware import PersonRequest
from alongside.web.render import render


@require_GET
def all_aids(request: PersonRequest) -> HttpResponse:
    values = {
        "aids": queries.listed(staff=request.here.works_here),
        "being_prepared": being_prepared(),
    }
    return render(request, "aids/list.html", values)


@require_GET
def aid(request: PersonRequest, slug: str) -> HttpResponse:
    """The version that this reader may see; ``?stratum=4`` chooses the baseline."""
    return _shown(request, "aids/aid.html", queries.to_read(slug, staff=request.here.works_here))


@require_GET
def version(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """One version, also when there is a newer one: a record may lean on it."""
    return _shown(request, "aids/aid.html", queries.version(version_id))


@require_GET
def printed(request: PersonRequest, version_id: UUID) -> HttpResponse:
    return _shown(request, "aids/print.html", queries.version(version_id))


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
    try:
        values = {
            "version": found,
            "page": queries.page_of(found, request.GET.get("stratum")),
            "error": "",
        }
    except UnknownStratum:
        error = _("This is not one of the answers. Choose one from the list.")
        values = {"version": found, "page": queries.page_of(found), "error": error}
    values["standing"] = queries.standing(found)
    # What nobody has approved, or what is not finished, can be read at most; nothing is begun with it.
    links = settings.AID_LINKS if queries.may_begin(found) else ()
    values["links"] = [(label, reverse(name, args=[found.pk])) for label, name in links]
    return render(request, template, values, status=422 if values["error"] else 200)


def _found(request: PersonRequest, version: AidVersion | None) -> AidVersion:
    if version is None or not queries.may_read(version, staff=request.here.works_here):
        raise Http404
    return version
