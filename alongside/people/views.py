"""Signing in as a made-up person, on a demonstration database only."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_GET, require_POST

from alongside.people import actions, queries
from alongside.people.middleware import PersonRequest, page_of
from alongside.web.render import render


@require_GET
def demonstration(request: HttpRequest) -> HttpResponse:
    if not queries.is_demonstration():
        raise Http404
    return render(request, "people/demonstration.html", {"people": queries.made_up_people()})


@require_POST
def become(request: HttpRequest, username: str) -> HttpResponse:
    account = queries.made_up_account(username)
    if account is None:
        raise Http404
    login(request, account, backend=settings.AUTHENTICATION_BACKENDS[0])
    actions.signed_in(account=account, how="demonstration")
    return redirect(settings.LOGIN_REDIRECT_URL)


@require_POST
def keep(request: PersonRequest) -> HttpResponse:
    """Keep what is being typed into a form, before it is sent. Nothing else comes of it."""
    if not page_of(request).startswith("/"):
        return HttpResponse(status=400)
    actions.keep_form(person=request.here.person, path=page_of(request), fields=request.POST)
    return HttpResponse(status=204)
