"""The worklist: the same number of queries however many patients, and the same clock as one by one."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from alongside.meetings.queries import clocks
from alongside.patients.actions import admit, join_team
from alongside.patients.doors import list_of, record_of, work_of
from alongside.people.models import Person
from tests.meetings.stories import intensive_care


def many(family, count: int) -> None:
    unit = intensive_care(family)
    with work_of("demonstration", purpose="people for a test"):
        for number in range(count):
            person = Person.objects.create(full_name=f"Patient {number}", called=f"Patient {number}")
            since = timezone.now() - timedelta(hours=7 * number)
            patient = admit(person=person, unit=unit, at=since, job="demonstration")
            join_team(patient=patient, person=family.nurse, role="nurse", since=since, job="demonstration")


def queries_for(family) -> int:
    with list_of("my patients", by=family.nurse, purpose="test") as listed:
        with CaptureQueriesContext(
            connection,
        ) as counted:
            clocks.worklist(listed)
        return len(counted)


def test_the_number_of_queries_does_not_grow_with_the_list(family):
    many(family, 2)
    few = queries_for(family)
    many(family, 10)
    assert (few, queries_for(family)) == (7, 7)


def test_the_list_tells_of_each_patient_what_their_own_page_tells(family):
    many(family, 14)
    now = timezone.now()
    with list_of("my patients", by=family.nurse, purpose="test") as listed:
        together = clocks.clocks(listed, now)
    for patient in listed:
        with record_of(patient, by=family.nurse, purpose="test") as visit:
            assert clocks.clock(visit, now) == together[patient]


def test_whoever_waits_longest_stands_first_and_those_owed_nothing_last(family):
    many(family, 14)
    with list_of("my patients", by=family.nurse, purpose="test") as listed:
        lines = clocks.worklist(listed)
    order = ["overdue red", "overdue amber", "due soon", "due", "not yet due", "done", "declined", "stopped"]
    places = [order.index(line.state) for line in lines]
    assert places == sorted(places)
    assert lines[0].name == "Patient 13"


@pytest.mark.parametrize(
    ("state_hours", "words"),
    [(10, "We want to sit down with you"), (60, "We owe you a talk."), (30, "We want to sit down with you")],
)
def test_the_family_reads_the_clock_in_plain_words(family, state_hours, words):
    intensive_care(family, hours=state_hours)
    with record_of(family.patient.pk, by=family.daughter, purpose="test") as visit:
        assert clocks.for_family(clocks.clock(visit), "Rosa").startswith(words)


def test_a_list_that_is_cut_keeps_those_who_wait_longest(family):
    many(family, 14)
    with list_of("my patients", by=family.nurse, purpose="test") as listed:
        assert clocks.worklist(listed, most=3) == clocks.worklist(listed)[:3]
