"""Pages for what cannot be done: one for each reason, in plain words."""

from typing import Any

from django.db import DatabaseError
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template

from alongside.web.render import render

PAGES = {403: "web/403.html", 404: "web/404.html", 409: "web/refused.html"}


def nothing_here(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The same bytes for everybody and every reason: what exists for whom stays private."""
    return HttpResponse(get_template("web/404.html").render({}), status=404)


def broken(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_template("web/500.html").render({}), status=500)


def from_elsewhere(request: HttpRequest) -> HttpResponse:
    return HttpResponse(get_template("web/403.html").render({}), status=403)


def form_from_elsewhere(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's CSRF_FAILURE_VIEW: an old or foreign form."""
    return from_elsewhere(request)


def page_for(request: HttpRequest, problem: Exception) -> HttpResponse | None:
    """The page for an exception that says its `http_status`; None leaves it to Django."""
    if isinstance(problem, Http404):
        return nothing_here(request)
    status: Any = getattr(problem, "http_status", None)
    if status == 404:
        return nothing_here(request)
    if status in PAGES:
        return render(request, PAGES[status], {"sentence": str(problem)}, status=status)
    if isinstance(problem, DatabaseError):
        # Without its trail no patient page is served, whatever the cause.
        return HttpResponse(get_template("web/unavailable.html").render({}), status=503)
    return None
