"""The pages on which a death is recorded and put right: told first, then confirmed, by the right people."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.patients import queries
from alongside.patients.doors import record_of
from alongside.people.models import Account
from tests.meetings.stories import an_offer, intensive_care
from tests.post.letters import queue, reachable, states

INSIDE = {"doctor": 200, "nurse": 200, "daughter": 409, "rosa": 409}
OUTSIDE = dict.fromkeys(["former", "brother", "stranger", "other_patient"], 404)


def client_of(family, who) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def page(family, correction=False) -> str:
    return f"/people/{family.patient.pk}/death/" + ("correction" if correction else "")


def an_hour_ago(**more) -> dict[str, str]:
    at = timezone.now() - timedelta(hours=1)
    return {
        "died_on": f"{timezone.localtime(at, timezone.get_fixed_timezone(60)):%Y-%m-%d}",
        "died_at": f"{timezone.localtime(at, timezone.get_fixed_timezone(60)):%H:%M}",
        "request_key": str(uuid4()),
        **more,
    }


def is_dead(family) -> bool:
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        return queries.is_dead(visit.patient)


@pytest.mark.parametrize(("who", "status"), (INSIDE | OUTSIDE).items())
def test_who_may_open_the_page_on_which_a_death_is_recorded(family, who, status):
    assert client_of(family, who).get(page(family)).status_code == status


@pytest.mark.parametrize("who", ["daughter", "rosa", "former", "stranger"])
def test_others_cannot_record_it_by_sending_the_form(family, who):
    client_of(family, who).post(page(family), an_hour_ago(sure="on"))
    assert is_dead(family) is False


def test_what_follows_is_told_before_anything_is_done(family):
    reachable(family.rosa)
    intensive_care(family)
    an_offer(family)
    said = client_of(family, "doctor").get(page(family)).content.decode()
    assert "1 meeting that is offered or planned is called off." in said
    assert "The team is asked to offer support, in person, to: Bo, Dora. Nobody is written to." in said
    assert "for 30 more days" in said


def test_the_first_sending_asks_once_more_and_records_nothing(family):
    reachable(family.rosa)
    queue(family)
    answer = client_of(family, "doctor").post(page(family), an_hour_ago())
    assert "Has Rosa Lindqvist died?" in answer.content.decode()
    assert (is_dead(family), states()) == (False, ["queued"])


def test_confirmed_it_is_recorded_once_and_every_page_says_so(family):
    doctor, sent = client_of(family, "doctor"), an_hour_ago(sure="on")
    assert [doctor.post(page(family), sent).status_code for _twice in range(2)] == [302, 302]
    assert is_dead(family)
    for path in ("about/", "team/", "speaking/", "meetings/", "choices/", "tries/", "support/"):
        assert "Rosa Lindqvist died on" in doctor.get(f"/people/{family.patient.pk}/{path}").content.decode()
    assert "died on" in doctor.get("/").content.decode()


def test_the_daughter_is_told_kindly_and_asked_for_nothing(family):
    client_of(family, "doctor").post(page(family), an_hour_ago(sure="on"))
    daughter = client_of(family, "daughter")
    start = daughter.get("/").content.decode()
    assert "Rosa Lindqvist died on" in start
    assert "Tell the team who" not in start
    about = daughter.get(f"/people/{family.patient.pk}/about/").content.decode()
    assert "This is how Rosa was known here." in about
    assert "eight short questions" not in about


def test_put_right_the_pages_speak_of_somebody_alive_again(family):
    doctor = client_of(family, "doctor")
    doctor.post(page(family), an_hour_ago(sure="on"))
    wrong = an_hour_ago(what="lives", because="It was another patient.", died_on="", died_at="")
    asked = doctor.post(page(family, correction=True), wrong)
    assert "This person has not died." in asked.content.decode()
    assert is_dead(family)
    doctor.post(page(family, correction=True), wrong | {"sure": "on"})
    assert is_dead(family) is False
    assert "died on" not in doctor.get("/").content.decode()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"what": "lives", "because": ""}, "Why is it put right?"),
        ({"what": "another time", "because": "x", "died_on": "", "died_at": ""}, "Write the right day"),
        ({"what": "another time", "because": "x", "died_on": "2090-01-01"}, "has not come yet"),
    ],
)
def test_a_correction_with_a_mistake_is_told_and_keeps_what_was_typed(family, said, sentence):
    doctor = client_of(family, "doctor")
    doctor.post(page(family), an_hour_ago(sure="on"))
    answer = doctor.post(page(family, correction=True), an_hour_ago(**said))
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)


def test_a_time_that_has_not_come_is_refused_on_the_form(family):
    answer = client_of(family, "nurse").post(page(family), an_hour_ago(died_on="2090-01-01"))
    assert (answer.status_code, "has not come yet" in answer.content.decode()) == (422, True)
