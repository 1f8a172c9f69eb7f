"""Letters that need a person, and how each is reached: a page for the care team alone."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.people.models import Account
from alongside.post.models import Contact, LetterState
from tests.post.letters import Kept, all_letters, change, queue, reachable, send, states

PEOPLE = {
    "doctor": 200,
    "nurse": 200,
    "rosa": 409,
    "daughter": 409,
    "former": 404,
    "brother": 404,
    "stranger": 404,
    "other_patient": 404,
}
SAID = {
    "channel": "sms",
    "address": "+46 70 174 06 05",
    "safe": "on",
    "zone": "UTC",
    "their_words": "Text me. My son reads my mail.",
}


def client_of(family, who) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def page(family) -> str:
    return f"/people/{family.patient.pk}/letters/"


def reach_page(family, who) -> str:
    return f"/people/{family.patient.pk}/reach/{getattr(family, who).pk}"


@pytest.fixture
def unsure(family):
    """A letter whose worker ended while it was sending."""
    reachable(family.rosa)
    queue(family)
    change(state=LetterState.UNSURE, why="the worker ended while sending")
    return all_letters()[0]


@pytest.mark.parametrize(("who", "status"), PEOPLE.items())
def test_who_may_see_what_became_of_letters(family, unsure, who, status):
    assert client_of(family, who).get(page(family)).status_code == status


@pytest.mark.parametrize(("who", "status"), PEOPLE.items())
def test_who_may_write_down_how_rosa_is_reached(family, who, status):
    sent = SAID | {"request_key": str(uuid4())}
    expected = 302 if status == 200 else status
    assert client_of(family, who).post(reach_page(family, "rosa"), sent).status_code == expected


@pytest.mark.parametrize("who", ["rosa", "daughter", "stranger", "former"])
def test_others_settle_nothing(family, unsure, who):
    client_of(family, who).post(f"{page(family)}{unsure.pk}/arrived")
    assert states() == ["unsure"]


@pytest.mark.parametrize(("end", "state"), [("arrived", "sent"), ("again", "queued"), ("told", "cancelled")])
def test_a_letter_that_is_unsure_is_settled_by_whoever_found_out_and_once(family, unsure, end, state):
    nurse, address = client_of(family, "nurse"), f"{page(family)}{unsure.pk}/{end}"
    assert [nurse.post(address).status_code for _twice in range(2)] == [302, 409]
    assert states() == [state]


def test_sent_once_more_it_has_a_job_and_goes_out(family, unsure):
    client_of(family, "nurse").post(f"{page(family)}{unsure.pk}/again")
    assert send(Kept()) == {"sent": 1}


def test_a_letter_about_somebody_else_is_not_settled_here(family, unsure):
    wrong = f"/people/{family.other.pk}/letters/{unsure.pk}/arrived"
    assert client_of(family, "stranger").post(wrong).status_code == 409
    assert states() == ["unsure"]


def test_the_worklist_says_that_a_letter_needs_a_person(family, unsure):
    assert "1 letter needs a person" in client_of(family, "nurse").get("/").content.decode()


def test_what_they_said_is_kept_with_who_wrote_it_down(family):
    nurse = client_of(family, "nurse")
    nurse.post(reach_page(family, "daughter"), SAID | {"request_key": str(uuid4())})
    said = nurse.get(page(family)).content.decode()
    assert "Text me. My son reads my mail." in said
    assert "written down by Nurse Berg" in said


@pytest.mark.parametrize("lacks", ["their_words", "address"])
def test_without_their_words_or_an_address_it_is_not_kept(family, lacks):
    sent = SAID | {"request_key": str(uuid4()), lacks: ""}
    assert client_of(family, "nurse").post(reach_page(family, "rosa"), sent).status_code == 422
    assert Contact.objects.count() == 0


def test_how_a_stranger_is_reached_is_not_written_here(family):
    sent = SAID | {"request_key": str(uuid4())}
    assert client_of(family, "nurse").post(reach_page(family, "stranger"), sent).status_code == 404
