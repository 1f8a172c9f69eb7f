"""Two people write the same part of a talk at once: both texts are shown, and nothing is lost or replaced."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from alongside.decisions import actions, queries
from alongside.decisions.models import Recommendation, Role, RoleWanted
from alongside.patients.doors import record_of
from alongside.people.models import Account
from tests.talks import a_choice

ADVICE = {"option": "doac", "reason": "Fewer tests."}
ENDING = {"kind": "more time", "option": "", "reason": "To think.", "next_step": "Friday.", "review_on": ""}
PARTS = [
    # the page, what the nurse writes, what the doctor writes, the words of each that must be seen
    ("talk/advice", ADVICE, ADVICE | {"reason": "It guards well."}, ("Fewer tests.", "It guards well.")),
    ("ending", ENDING, ENDING | {"reason": "To ask Dora."}, ("To think.", "To ask Dora.")),
    (
        "role",
        {"role": "team", "words": "You."},
        {"role": "self", "words": "I."},
        ("You.", "I want to choose"),
    ),
    ("what-matters", {"matters-stroke": "9"}, {"matters-stroke": "2"}, ("9", "2")),
]


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


def sent(family, words, seen=""):
    spoken = {"said_by": str(family.rosa.pk), "confirmed": "heard"}
    return spoken | words | {"seen": seen, "request_key": str(uuid4())}


def newest(family, choice):
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        return queries.talk(visit, choice.pk).newest


@pytest.mark.parametrize(("page", "theirs", "mine", "words"), PARTS, ids=[part[0] for part in PARTS])
def test_who_comes_second_sees_both_and_saves_knowingly(family, as_person, page, theirs, mine, words):
    started = a_choice(family)
    address = started.address + page
    nurse, doctor = as_person("nurse"), as_person("doctor")
    assert nurse.post(address, sent(family, theirs)).status_code == 302
    after_first = newest(family, started.choice)
    answer = doctor.post(address, sent(family, mine))
    shown = answer.content.decode()
    assert answer.status_code == 409
    assert "Saved by Nurse Berg" in shown
    assert [word for word in words if word not in shown] == []
    assert newest(family, started.choice) == after_first
    part = {"talk/advice": "advice", "what-matters": "matters"}.get(page, page)
    again = doctor.post(address, sent(family, mine, seen=after_first[part]))
    assert again.status_code == 302
    assert newest(family, started.choice) != after_first


def test_the_form_carries_what_was_shown_with_it(family, as_person):
    started = a_choice(family)
    doctor = as_person("doctor")
    doctor.post(started.address + "talk/advice", sent(family, ADVICE))
    shown = newest(family, started.choice)["advice"]
    assert f'name="seen" value="{shown}"' in doctor.get(started.address + "talk").content.decode()


def test_the_page_with_both_offers_a_form_that_can_be_saved(family, as_person):
    started = a_choice(family)
    as_person("nurse").post(started.address + "ending", sent(family, ENDING))
    doctor = as_person("doctor")
    shown = doctor.post(started.address + "ending", sent(family, ENDING | {"reason": "Mine."}))
    page = shown.content.decode()
    assert f'name="seen" value="{newest(family, started.choice)["ending"]}"' in page
    assert "Mine." in page


def test_of_two_at_the_same_moment_one_comes_second(committed_family):
    """Both were shown an empty place and press at once: one row is written, the other is told."""
    family = committed_family
    choice = a_choice(family).choice
    start, told = Barrier(2), []

    def write(person, role):
        try:
            start.wait()
            with record_of(family.patient.pk, by=person, purpose="test") as visit:
                actions.want_role(
                    choice=choice,
                    role=role,
                    words="",
                    said_by=family.rosa,
                    confirmed="heard",
                    by=visit,
                    seen="",
                )
            told.append("saved")
        except actions.Meanwhile:
            told.append("told")
        finally:
            connection.close()

    both = [
        Thread(target=write, args=(family.doctor, Role.SELF)),
        Thread(target=write, args=(family.nurse, Role.TEAM)),
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert sorted(told) == ["saved", "told"]
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        assert RoleWanted.objects.filter(choice=choice).count() == 1
        assert Recommendation.objects.filter(choice=choice).count() == 0
