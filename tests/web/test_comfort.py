"""How pages look: kept in a cookie of fixed words, for anybody, signed in or not."""

import re

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from alongside.web.comfort import CHOICES, COOKIE, Comfort, chosen, read, written

settings_ = st.builds(Comfort, **{name: st.sampled_from(values) for name, values in CHOICES.items()})
ADDRESS = "/how-pages-look"


@given(settings_)
def test_what_was_chosen_comes_back_from_the_cookie(comfort):
    assert read(written(comfort)) == comfort
    assert re.fullmatch(r"[a-z0-9.]+", written(comfort))


@given(st.text())
def test_whatever_stands_in_the_cookie_only_known_settings_come_of_it(cookie):
    found = read(cookie)
    assert all(getattr(found, name) in values for name, values in CHOICES.items())


def test_a_setting_that_does_not_exist_leaves_the_usual_one():
    assert chosen({"theme": "purple", "size": "150"}) == Comfort(size="150")


def test_without_sign_in_the_pages_take_what_was_chosen(db):
    client = Client()
    sent = {"theme": "dark", "size": "150", "letters": "clear", "words": "easier", "next": "/sign-in/"}
    answer = client.post(ADDRESS, sent)
    assert (answer.status_code, answer.headers["Location"]) == (302, "/sign-in/")
    kept = client.cookies[COOKIE]
    assert (kept.value, kept["httponly"], kept["samesite"]) == ("dark.150.clear.easier", True, "Lax")
    page = client.get("/sign-in/").content.decode()
    assert 'data-theme="dark" data-size="150" data-letters="clear"' in page
    assert "Saved. All pages on this device look like this now." in page


@pytest.mark.parametrize(
    "page", ["https://example.org/", "//example.org", "javascript:alert(1)", "", "\\\\x"]
)
def test_the_page_to_come_back_to_is_always_one_of_ours(db, page):
    sent = {"theme": "light", "size": "100", "letters": "usual", "words": "usual", "next": page}
    assert Client().post(ADDRESS, sent).headers["Location"] == "/"


def test_a_choice_that_does_not_exist_is_said_and_nothing_is_kept(db):
    client = Client()
    answer = client.post(ADDRESS, {"theme": "purple", "size": "100", "letters": "usual", "words": "usual"})
    assert answer.status_code == 422
    assert "<title>Error:" in answer.content.decode()
    assert COOKIE not in client.cookies


def test_every_page_leads_to_it_and_back(db):
    page = Client().get("/sign-in/").content.decode()
    assert 'href="/how-pages-look?next=/sign-in/"' in page
    form = Client().get(ADDRESS + "?next=/sign-in/").content.decode()
    assert '<input type="hidden" name="next" value="/sign-in/">' in form
