"""How allauth behaves here: nobody signs up by themselves, and every sign-in is written down."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from alongside.people import actions
from alongside.people.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def login(self, request: HttpRequest, user: Account) -> Any:
        answer = super().login(request, user)
        actions.signed_in(account=user, how="password")
        return answer

    def respond_user_inactive(self, request: HttpRequest, user: Account) -> HttpResponse:
        """An account that was closed is told no more than a wrong password is."""
        return redirect("account_login")

    def add_message(self, *args: Any, **kwargs: Any) -> None:
        """allauth's own notices are not ours in words or reading grade."""
