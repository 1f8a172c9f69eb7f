"""The page on which one says how one is reached: own only, checked, kept, told plainly."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.people.models import Account
from alongside.people.oneself import by_oneself
from alongside.post.models import Contact
from tests.post.letters import Kept, queue, send

PAGE = "/my-letters/"
GOOD = {
    "channel": "email",
    "address": "rosa@example.org",
    "safe": "on",
    "quiet_from": "22:00",
    "quiet_until": "7:30",
    "zone": "Europe/Stockholm",
}


def client_of(family, who):
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def post(family, who, **said):
    return client_of(family, who).post(PAGE, {"request_key": str(uuid4()), **GOOD, **said})


@pytest.mark.parametrize("who", ["rosa", "daughter", "nurse", "brother"])
def test_everybody_says_how_they_are_reached(family, who):
    assert post(family, who).status_code == 302
    with by_oneself(getattr(family, who)):
        contact = Contact.objects.get()
    assert (contact.person, contact.channel, contact.safe) == (getattr(family, who), "email", True)
    assert 'value="22:00"' in client_of(family, who).get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"address": "rosa"}, "Write an e-mail, like name@example.org."),
        ({"address": "rosa@example.org\nBcc: all@example.org"}, "Write an e-mail"),
        ({"channel": "sms", "address": "call me"}, "Write a phone number"),
        ({"channel": "print", "address": " "}, "Write the street and the town."),
        ({"quiet_until": ""}, "Write both times, or leave both out."),
        ({"quiet_from": "late"}, "Enter a valid time."),
        ({"channel": "pigeon"}, "Select a valid choice."),
    ],
)
def test_a_mistake_comes_back_with_what_was_typed(family, said, sentence):
    answer = post(family, "rosa", **said)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    with by_oneself(family.rosa):
        assert Contact.objects.count() == 0


def test_unless_it_is_said_to_be_safe_nothing_goes_there(family):
    client_of(family, "rosa").post(
        PAGE, {"request_key": str(uuid4()), **{name: GOOD[name] for name in GOOD if name != "safe"}}
    )
    queue(family)
    way = Kept()
    send(way)
    assert way.envelopes == []
    assert "did not go out" in client_of(family, "rosa").get(PAGE).content.decode()


def test_one_sees_ones_own_letters_only(family):
    queue(family, to=family.daughter)
    assert "You have something new" in client_of(family, "daughter").get(PAGE).content.decode()
    for who in ("rosa", "stranger"):
        assert "You have something new" not in client_of(family, who).get(PAGE).content.decode()


def test_without_sign_in_one_is_sent_to_it(family):
    assert Client().get(PAGE).url.startswith("/sign-in/")
