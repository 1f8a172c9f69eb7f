"""What is typed is kept while it is typed, handed back to the same person, and forgotten once it is sent."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.decisions import queries
from alongside.patients.doors import record_of
from alongside.people.models import Account
from alongside.trail.models import Entry
from tests.talks import a_choice

WORDS = "I want to see my garden."


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


def keep(client: Client, page: str, words: str):
    return client.post("/kept", {"kept_path": page, "words": words, "request_key": str(uuid4())})


def views_of(family, choice):
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        return queries.talk(visit, choice.pk).own_words


def test_what_is_kept_is_handed_back_and_is_not_sent(family, as_person):
    started = a_choice(family)
    page = started.address + "what-matters"
    assert keep(as_person("rosa"), page, "I want to").status_code == 204
    assert keep(as_person("rosa"), page, WORDS).status_code == 204
    shown = as_person("rosa").get(page).content.decode()
    assert WORDS in shown
    assert "data-kept" in shown
    assert "It is not saved yet." in shown
    assert views_of(family, started.choice) == ()


def test_what_was_sent_is_not_handed_back_as_if_it_were_not(family, as_person):
    started, client = a_choice(family), as_person("rosa")
    page = started.address + "what-matters"
    keep(client, page, WORDS)
    sent = {"request_key": str(uuid4()), "words": WORDS, "matters-stroke": "9"}
    assert client.post(page, sent).status_code == 302
    assert "It is not saved yet." not in client.get(page).content.decode()


def test_a_form_with_a_mistake_leaves_what_was_kept(family, as_person):
    started, client = a_choice(family), as_person("rosa")
    page = started.address + "what-matters"
    keep(client, page, WORDS)
    assert client.post(page, {"request_key": str(uuid4()), "words": ""}).status_code == 422
    assert WORDS in as_person("rosa").get(page).content.decode()


def test_what_is_kept_belongs_to_the_one_who_typed_it(family, as_person):
    started = a_choice(family)
    page = started.address + "what-matters"
    keep(as_person("rosa"), page, "Only mine.")
    assert "Only mine." not in as_person("doctor").get(page).content.decode()


def test_only_a_page_of_ours_can_be_kept_for(family, as_person):
    assert keep(as_person("rosa"), "https://example.org/", WORDS).status_code == 400


def test_each_pause_in_typing_does_not_write_the_trail(family, as_person):
    started, client = a_choice(family), as_person("rosa")
    before = Entry.objects.filter(verb="kept").count()
    for words in ("I", "I want", WORDS):
        keep(client, started.address + "what-matters", words)
    assert Entry.objects.filter(verb="kept").count() == before + 1
