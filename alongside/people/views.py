"""Signing in as a made-up person, on a demonstration database only; and how one signs in oneself."""

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.people import actions, queries
from alongside.people.middleware import PersonRequest, page_of
from alongside.people.sessions import LISTED_AS
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


@require_GET
def signing_in(request: PersonRequest) -> HttpResponse:
    how = queries.signing_in(request.user, this_place=request.session.get(LISTED_AS, ""))
    return render(request, "people/signing_in.html", {"how": how})


@require_POST
def end_place(request: PersonRequest, listed_as: UUID) -> HttpResponse:
    if not actions.sign_out_place(listed_as=listed_as, by=request.user):
        raise Http404
    messages.success(request, _("You are signed out there."))
    return redirect("people:signing_in")


@require_POST
def end_others(request: PersonRequest) -> HttpResponse:
    ended = actions.sign_out_others(but=UUID(request.session[LISTED_AS]), by=request.user)
    messages.success(request, _("You are signed out there.") if ended else _("You were signed in only here."))
    return redirect("people:signing_in")
