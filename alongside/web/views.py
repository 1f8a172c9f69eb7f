"""Pages that belong to no room."""

from dataclasses import asdict

from django.conf import settings
from django.contrib import messages
from django.contrib.staticfiles.storage import staticfiles_storage
from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from django.views.i18n import set_language

from alongside.web import comfort as looks
from alongside.web.forms import ComfortForm
from alongside.web.render import render
from alongside.web.templating import static


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing else, to anybody."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: the database answers and has the shape that this program needs, and the
    files that every page names are there."""
    missing = _not_ready()
    return HttpResponse(missing or "ready", status=503 if missing else 200, content_type="text/plain")


def _not_ready() -> str:
    try:
        executor = MigrationExecutor(connections["default"])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    try:
        lost = not staticfiles_storage.size(static("web/alongside.css").removeprefix(settings.STATIC_URL))
    except (ValueError, OSError):
        lost = True
    if lost:
        return "the files that pages need are not there: remove the folder static and start again"
    return "the database waits for an upgrade" if waiting else ""


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, by a cookie; the page stays the same."""
    return set_language(request)


@require_http_methods(["GET", "POST"])
def comfort(request: HttpRequest) -> HttpResponse:
    """How pages look, for whoever sits here: kept in a cookie, with or without an account."""
    now = looks.read(request.COOKIES.get(looks.COOKIE, ""))
    form = ComfortForm(request.POST or None, initial={**asdict(now), "next": request.GET.get("next", "")})
    if not form.is_valid():
        status = 422 if form.is_bound else 200
        return render(request, "web/comfort.html", {"form": form}, status=status)
    messages.success(request, _("Saved. All pages on this device look like this now."))
    answer = redirect(_back(request, form.cleaned_data["next"]))
    answer.set_cookie(
        looks.COOKIE,
        looks.written(looks.chosen(form.cleaned_data)),
        max_age=looks.ONE_YEAR,
        httponly=True,
        samesite="Lax",
        secure=settings.TLS,
    )
    return answer


def _back(request: HttpRequest, page: str) -> str:
    """The page that somebody came from, if it is one of ours."""
    ours = url_has_allowed_host_and_scheme(page, {request.get_host()}, require_https=request.is_secure())
    return page if page and ours else "/"
