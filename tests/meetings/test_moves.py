"""After a move between units: from where, what came along, and what the clock makes of it."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from alongside.meetings.actions import talking
from alongside.meetings.models import Meeting, Todo
from alongside.meetings.queries import clocks
from alongside.patients.doors import Visit, list_of, work_of
from alongside.patients.models import Stay
from alongside.people.models import Account, Person, Unit
from tests.meetings.stories import a_talk_going_on, in_record, intensive_care


def promised(family, meeting: Meeting) -> None:
    def act(visit: Visit) -> Todo:
        words = "Ask the heart doctor."
        return talking.add_todo(meeting=meeting, words=words, owner=family.doctor, due_on=None, by=visit)

    in_record(family, family.doctor, act)


def moved(family, before: Unit, *, kind: str = "intensive care") -> None:
    with work_of("demonstration", purpose="people for a test"):
        now = timezone.now()
        to = Unit.objects.create(name="Heart intensive care", kind=kind, zone="Europe/Stockholm")
        Stay.objects.filter(patient=family.patient, unit=before).update(ended_at=now - timedelta(minutes=5))
        Stay.objects.create(patient=family.patient, unit=to, started_at=now - timedelta(minutes=5))


def page(family, person: Person) -> str:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client.get(f"/people/{family.patient.pk}/meetings/").content.decode()


def test_the_page_tells_from_where_what_came_along_and_that_the_clock_went_on(family):
    ward = intensive_care(family)
    promised(family, a_talk_going_on(family, at=timezone.now() - timedelta(hours=2)))
    moved(family, ward)
    nurse = page(family, family.nurse)
    assert "Came here from Ward 4 intensive care on" in nurse
    assert "The clock went on: the time waited there counts, and so do the meetings." in nurse
    assert "Meetings before that: 1. Promised in them and not done: 1." in nurse


def test_those_close_read_that_what_was_promised_still_holds(family):
    moved(family, intensive_care(family))
    told = page(family, family.daughter)
    assert "came here from Ward 4 intensive care on" in told
    assert "What was said and promised there still holds." in told
    assert "The clock went on" not in told


def test_a_unit_without_a_promise_says_that_no_clock_runs_here(family):
    moved(family, intensive_care(family), kind="ward")
    assert "No clock runs here." in page(family, family.nurse)


def test_the_worklist_tells_from_where_and_nothing_for_whom_nobody_moved(family):
    ward = intensive_care(family)
    with list_of("my patients", by=family.nurse, purpose="test") as listed:
        assert [one.came_from for one in clocks.worklist(listed)] == [""]
    moved(family, ward)
    with list_of("my patients", by=family.nurse, purpose="test") as listed:
        assert [one.came_from for one in clocks.worklist(listed)] == ["Ward 4 intensive care"]
