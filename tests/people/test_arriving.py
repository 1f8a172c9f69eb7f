"""One look says who comes with a cookie; whatever would not let them in before does not now."""

from datetime import timedelta

import pytest
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.people.models import Account, Session
from alongside.people.sessions import SessionStore, digest


def signed_in(username: str = "rosa") -> Client:
    client = Client()
    client.force_login(Account.objects.get(username=username))
    assert client.get("/").status_code == 200
    return client


def change(client: Client, **said: str) -> None:
    session = client.session
    session.update(said)
    session.save()


def somebody_elses_session(client: Client) -> None:
    """The row says Rosa; what it holds says another account."""
    other = Account.objects.exclude(username="rosa").first()
    assert other is not None
    other.set_password("a password of their own")  # the made-up family shares one, salt and all
    other.save()
    held = SessionStore(client.session.session_key)
    held.load()
    held[SESSION_KEY] = str(other.pk)
    Session.objects.update(session_data=held.encode(held._session))


def password_changed(client: Client) -> None:
    account = Account.objects.get(username="rosa")
    account.set_password("another password of hers")
    account.save()


ENDS = {
    "the account was closed": lambda client: Account.objects.update(is_active=False),
    "the password was changed elsewhere": password_changed,
    "the session names another account than its own": somebody_elses_session,
    "the session is of a way to sign in that is none of ours": lambda client: change(
        client, **{BACKEND_SESSION_KEY: "django.contrib.auth.backends.RemoteUserBackend"}
    ),
    "the session has no proof of the password": lambda client: change(client, **{HASH_SESSION_KEY: ""}),
    "the session is over": lambda client: Session.objects.update(
        expire_date=timezone.now() - timedelta(seconds=1)
    ),
    "the session was ended": lambda client: Session.objects.all().delete(),
}


@pytest.mark.parametrize("why", ENDS)
def test_nobody_is_let_in_when(family, why):
    client = signed_in()
    ENDS[why](client)
    assert client.get("/").url.startswith("/sign-in/")


@pytest.mark.parametrize("cookie", ["", "a" * 32, "' OR true --"])
def test_a_cookie_of_no_session_opens_nothing(family, cookie, settings):
    signed_in()
    stranger = Client()
    stranger.cookies[settings.SESSION_COOKIE_NAME] = cookie
    assert stranger.get("/").url.startswith("/sign-in/")


def test_the_digest_that_the_database_holds_is_no_cookie(family, settings):
    thief = Client()
    key = signed_in().session.session_key
    assert key is not None
    thief.cookies[settings.SESSION_COOKIE_NAME] = digest(key)
    assert thief.get("/").url.startswith("/sign-in/")


def test_a_session_of_before_the_secret_was_changed_still_holds(family, settings):
    client = signed_in()
    settings.SECRET_KEY_FALLBACKS = [settings.SECRET_KEY]
    settings.SECRET_KEY = "the secret of after the change"
    assert client.get("/").status_code == 200
    settings.SECRET_KEY_FALLBACKS = []
    assert client.get("/").status_code == 200, "it was not made anew with the new secret"


def test_who_is_here_is_asked_in_one_statement(family):
    from django.db import connection

    client = signed_in()
    with CaptureQueriesContext(connection) as asked:
        client.get("/aids/")
    assert sum("people_account" in one["sql"] or "who_is" in one["sql"] for one in asked) == 1
