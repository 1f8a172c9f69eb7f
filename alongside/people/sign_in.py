"""allauth's behaviour here: nobody signs up by themselves, tries are counted, sign-ins are written down."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from alongside.people import actions, attempts
from alongside.people.forms import TOO_OFTEN
from alongside.people.models import Account
from alongside.people.sessions import BEGAN

FRESH = timedelta(minutes=5)
"""So long after signing in nobody is asked for the password again."""


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    error_messages = DefaultAccountAdapter.error_messages | {"too_many_login_attempts": TOO_OFTEN}

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not attempts.may_try("password", credentials.get("username", "")):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> Any:
        account = super().authenticate(request, **credentials)
        if account:
            attempts.forget("password", credentials.get("username", ""))
        return account

    def login(self, request: HttpRequest, user: Account) -> Any:
        answer = super().login(request, user)
        actions.signed_in(account=user, how="password")
        return answer

    def is_reauthentication_required(self, *, app: str) -> bool:
        began = parse_datetime(context.request.session.get(BEGAN, ""))
        return began is None or timezone.now() - began > FRESH

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """An account that was closed is told no more than a wrong password is."""
        return redirect("account_login")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own notices are not ours in words or reading grade."""
