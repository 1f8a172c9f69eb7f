"""Every address needs sign-in or stands on the named public list; no page shows what it must not."""

from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

SOME = {"uuid": str(uuid4()), "str": "somebody", "slug": "something", "int": "1", "path": "x"}


def addresses(patterns=None, before: str = "", space: str = "") -> list[tuple[str, str]]:
    """(view name, an example address) of every route."""
    found = []
    for entry in patterns or get_resolver().url_patterns:
        if isinstance(entry, URLResolver):
            inner = f"{space}{entry.namespace}:" if entry.namespace else space
            found += addresses(entry.url_patterns, before + str(entry.pattern), inner)
        elif isinstance(entry, URLPattern):
            found.append((f"{space}{entry.name}", "/" + filled(before + str(entry.pattern))))
    return found


def filled(route: str) -> str:
    parts = []
    for part in route.split("<"):
        kind, closed, rest = part.partition(">")
        parts.append(SOME[kind.split(":")[0]] + rest if closed else part)
    return "".join(parts)


EVERY = addresses()


@pytest.mark.parametrize(("name", "address"), EVERY, ids=[name for name, _ in EVERY])
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_sign_in_only_the_public_pages_answer(db, name, address, method):
    assert is_sent_away(method, address) == (name not in settings.PUBLIC_PAGES)


def is_sent_away(method: str, address: str) -> bool:
    """Whether somebody who is not signed in is led to sign-in."""
    answer = getattr(Client(raise_request_exception=False), method)(address)
    return answer.status_code == 302 and answer.url.startswith("/sign-in/")


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_page_that_lets_in_whoever_comes_would_be_noticed(db, settings, method):
    address = dict(EVERY)["home:start"]
    assert is_sent_away(method, address)
    settings.PUBLIC_PAGES = settings.PUBLIC_PAGES | {"home:start"}  # the door left open
    assert not is_sent_away(method, address)


def test_the_public_list_names_only_pages_that_exist():
    assert {name for name, _ in EVERY} >= settings.PUBLIC_PAGES


def test_a_route_that_is_not_on_the_list_is_never_public():
    assert "home:start" not in settings.PUBLIC_PAGES
    assert [name for name in settings.PUBLIC_PAGES if name.startswith("decisions")] == []
