"""Pages that belong to no room."""

from django.db import DatabaseError, connections
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing else, to anybody."""
    return HttpResponse("ok", content_type="text/plain")


@require_GET
def ready(request: HttpRequest) -> HttpResponse:
    """Whether pages can be served: the database answers, and has the shape that this program needs."""
    missing = _not_ready()
    return HttpResponse(missing or "ready", status=503 if missing else 200, content_type="text/plain")


def _not_ready() -> str:
    try:
        executor = MigrationExecutor(connections["default"])
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return "the database waits for an upgrade" if waiting else ""


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, by a cookie; the page stays the same."""
    return set_language(request)
