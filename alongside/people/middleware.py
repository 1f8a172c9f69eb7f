"""Who is here: the signed-in person on every request, sign-in required, idle limits kept."""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import timedelta
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import resolve, reverse
from django.urls.exceptions import Resolver404
from django.utils import timezone, translation
from django.utils.dateparse import parse_datetime

from alongside.people import actions, queries, second_step
from alongside.people.arriving import here_of
from alongside.people.devices import device
from alongside.people.models import Account
from alongside.people.sessions import BEGAN, DEVICE
from alongside.web.languages import is_like

Handler = Callable[[HttpRequest], HttpResponse]
LAST_SEEN = "last_seen"
NOTED_EVERY = 30
"""Seconds. A session is not written for every page: somebody is at most so much earlier held to be idle."""


class PersonRequest(HttpRequest):
    """A request behind sign-in: it has a person."""

    here: queries.Here
    user: Account


def who_is_here(get_response: Handler) -> Handler:
    def handle(request: HttpRequest) -> HttpResponse:
        request.here = None  # type: ignore[attr-defined]
        if here := here_of(request):
            request.made_up = here.made_up  # type: ignore[attr-defined]
            if _idle_too_long(request, here) or _signed_in_too_long(request, here):
                return _signed_out(request, here)
            _seen(request)
            request.here = here  # type: ignore[attr-defined]
            _in_own_language(request, here)
            if (
                not here.made_up
                and second_step.is_owed(request, here)
                and _name(request) not in second_step.ON_THE_WAY
            ):
                return redirect("mfa_activate_totp")
            return _carried_out(request, here, get_response(request))
        request.made_up = queries.is_demonstration()  # type: ignore[attr-defined]
        if not _is_public(request):
            return _to_sign_in(request)
        return get_response(request)

    return handle


def _in_own_language(request: HttpRequest, here: queries.Here) -> None:
    """Pages in the language that the record names, until its person picks another on this device.

    English is what a record says before anybody was asked, so it does not overrule the browser.
    """
    own = here.person.language
    chosen = settings.LANGUAGE_COOKIE_NAME in request.COOKIES
    if not chosen and not is_like(own, settings.LANGUAGE_CODE):
        with suppress(LookupError):
            translation.activate(translation.get_supported_language_variant(own, strict=True))


def _name(request: HttpRequest) -> str | None:
    try:
        return str(resolve(request.path_info).view_name)
    except Resolver404:
        return None


def _is_public(request: HttpRequest) -> bool:
    name = _name(request)
    return (
        name is None or name in settings.PUBLIC_PAGES | settings.HALF_WAY_PAGES
    )  # the 404 page is the same for everybody


def _seen(request: HttpRequest) -> None:
    if BEGAN not in request.session:
        request.session[BEGAN] = timezone.now().isoformat()
        request.session[DEVICE] = device(request.headers.get("User-Agent", ""))
    now = int(time.time())
    if now - request.session.get(LAST_SEEN, 0) >= NOTED_EVERY:
        request.session[LAST_SEEN] = now


def _idle_too_long(request: HttpRequest, here: queries.Here) -> bool:
    last = request.session.get(LAST_SEEN)
    limit = settings.IDLE_SECONDS["staff" if here.works_here else "others"]
    return last is not None and time.time() - last > limit


def _signed_in_too_long(request: HttpRequest, here: queries.Here) -> bool:
    began = parse_datetime(request.session.get(BEGAN, ""))
    limit = settings.LONGEST_SECONDS["staff" if here.works_here else "others"]
    return began is not None and timezone.now() - began > timedelta(seconds=limit)


def _signed_out(request: HttpRequest, here: queries.Here) -> HttpResponse:
    """Sign out, keeping what was typed for this same person's return."""
    kept = request.method == "POST"
    if kept:
        actions.keep_form(person=here.person, path=page_of(request), fields=request.POST)
    logout(request)
    return _to_sign_in(request, why="kept" if kept else "idle")


def page_of(request: HttpRequest) -> str:
    """The page that a sent form belongs to: its address, or the one that it is only kept for."""
    keeping = request.path == reverse("kept")
    return request.POST.get("kept_path", "")[:300] if keeping else request.path


def _carried_out(request: HttpRequest, here: queries.Here, response: HttpResponse) -> HttpResponse:
    """A form that was carried out is kept no longer; one with a mistake (4xx) still is."""
    if request.method == "POST" and response.status_code < 400 and request.path != reverse("kept"):
        actions.drop_kept_form(person=here.person, path=request.path)
    return response


def _to_sign_in(request: HttpRequest, why: str = "") -> HttpResponse:
    # Only the path: what was asked for is an address of random ids and tells nothing.
    query = {"next": request.path} | ({"why": why} if why else {})
    address = f"{reverse('account_login')}?{urlencode(query)}"
    if request.headers.get("HX-Request"):
        return HttpResponse(status=401, headers={"HX-Redirect": address})
    return redirect(address)
