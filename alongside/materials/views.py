"""Pages of handouts. They know the reader's language, and whether they work here, and no patient."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.materials import queries
from alongside.materials.document import Level
from alongside.materials.models import HandoutVersion
from alongside.people.middleware import PersonRequest
from alongside.web import comfort
from alongside.web.languages import is_like, language_name
from alongside.web.render import render

LEVEL_NAMES = {Level.PLAIN.value: _("Plain words"), Level.EASIER.value: _("Easier words")}


@require_GET
def all_handouts(request: PersonRequest) -> HttpResponse:
    values = {
        "handouts": queries.listed(_language(), _level(request), staff=request.here.works_here),
        "level_names": LEVEL_NAMES,
        "language_name": language_name,
    }
    return render(request, "materials/list.html", values)


@require_GET
def handout(request: PersonRequest, slug: str) -> HttpResponse:
    """The version this reader may see. ``?language=sv``, ``?level=easier``: the nearest to what is asked.
    Not asked, it is the reader's language, and easier words for whoever has set that for all pages."""
    language, level = request.GET.get("language") or _language(), _level(request)
    found = queries.to_read(slug, language, level, staff=request.here.works_here)
    values = {"not_in": "", "asked_level": level}
    if found and not is_like(found.handout.language, language):
        values["not_in"] = language_name(language)
    return _shown(request, "materials/handout.html", found, **values)


@require_GET
def version(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """One version, also when there is a newer one: it may be the one that somebody was given."""
    return _shown(request, "materials/handout.html", queries.version(version_id))


@require_GET
def printed(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """One or two sheets of A4."""
    return _shown(request, "materials/paper.html", queries.version(version_id))


@require_GET
def export(request: PersonRequest, version_id: UUID) -> HttpResponse:
    """The file as it was loaded."""
    found = _found(request, queries.version(version_id))
    name = f'attachment; filename="{found.handout.board_key}-{found.handout.language}-{found.number}.yaml"'
    headers = {"Content-Disposition": name}
    return HttpResponse(found.original, content_type="application/yaml; charset=utf-8", headers=headers)


def _shown(request: PersonRequest, template: str, version: HandoutVersion | None, **why: str) -> HttpResponse:
    """``why``: what was asked for and is not there."""
    found = _found(request, version)
    page = queries.document_of(found)
    values: dict[str, Any] = {
        "version": found,
        "page": page,
        "terms": [(term.word, term.means) for term in page.terms],
        "standing": queries.standing(found),
        "others": queries.beside(found, staff=request.here.works_here),
        "level_names": LEVEL_NAMES,
        "language_name": language_name,
        "not_in": "",
        "asked_level": found.handout.level,
    }
    return render(request, template, values | why)


def _found(request: PersonRequest, version: HandoutVersion | None) -> HandoutVersion:
    if version is None or not queries.may_read(version, staff=request.here.works_here):
        raise Http404
    return version


def _level(request: PersonRequest) -> str:
    """What is asked for, else what the reader has set: “Easier words first”."""
    easier = comfort.read(request.COOKIES.get(comfort.COOKIE, "")).words == "easier"
    return request.GET.get("level") or (Level.EASIER.value if easier else Level.PLAIN.value)


def _language() -> str:
    return get_language() or "en"
