"""Pages that belong to no room."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_GET, require_POST
from django.views.i18n import set_language


@require_GET
def health(request: HttpRequest) -> HttpResponse:
    """The process answers. Says nothing else, to anybody."""
    return HttpResponse("ok", content_type="text/plain")


@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Change the language of the pages, by a cookie; the page stays the same."""
    return set_language(request)
