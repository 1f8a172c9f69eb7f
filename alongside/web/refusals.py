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
        values = {"sentence": str(problem), "typed": _typed(request)}
        return render(request, PAGES[status], values, status=status)
    if isinstance(problem, DatabaseError):
        # Without its trail no patient page is served, whatever the cause.
        return HttpResponse(get_template("web/unavailable.html").render({}), status=503)
    return None


def _typed(request: HttpRequest) -> list[str]:
    """The words of a form that was refused, so that the refusal does not lose them."""
    ours = {"csrfmiddlewaretoken", "request_key", "revision"}
    fields = request.POST.lists() if request.method == "POST" else ()
    return [value for name, values in fields if name not in ours for value in values if " " in value.strip()]
