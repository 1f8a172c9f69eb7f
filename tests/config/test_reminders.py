"""Reminders and what is owed: told once each, to those whom it concerns, and not about the dead."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.config import reminders
from alongside.meetings.actions import planning
from alongside.meetings.kinds import Coming
from alongside.meetings.models import OfferedTime
from alongside.patients import actions
from alongside.patients.doors import record_of
from alongside.post import work
from tests.decisions.test_tries import planned as a_try
from tests.meetings.stories import an_offer, in_record, intensive_care
from tests.post.letters import Kept, reachable, send


@pytest.fixture
def reached(family):
    for person in (family.rosa, family.daughter, family.nurse, family.doctor):
        reachable(person)
    return family


def written() -> set[tuple[str, object]]:
    way = Kept()
    send(way)
    return {(envelope.subject, envelope.person) for envelope in way.envelopes}


def a_planned_meeting(family):
    intensive_care(family)
    meeting = an_offer(family)

    def choose(visit):
        first = OfferedTime.objects.filter(meeting=meeting).order_by("starts_at").first()
        return planning.choose(
            meeting=meeting, offered=first.pk, said_by=family.daughter, confirmed="", by=visit
        )

    in_record(family, family.daughter, choose)
    meeting = in_record(family, family.nurse, lambda _visit: type(meeting).objects.get(pk=meeting.pk))
    written()  # the letters of planning itself
    return meeting


def test_who_is_asked_is_reminded_within_the_day_before_and_once(reached):
    meeting = a_planned_meeting(reached)
    assert reminders.remind_of_meetings(meeting.starts_at - timedelta(hours=25)) == 0
    count = reminders.remind_of_meetings(meeting.starts_at - timedelta(hours=23))
    assert reminders.remind_of_meetings(meeting.starts_at - timedelta(hours=22)) == 0
    told = written()
    assert ("Your meeting is soon", reached.daughter.pk) in told
    assert {subject for subject, _person in told} == {"Your meeting is soon"}
    assert len(told) == count


def test_who_said_no_is_not_reminded(reached):
    meeting = a_planned_meeting(reached)
    in_record(
        reached,
        reached.daughter,
        lambda visit: planning.reply(
            meeting=meeting, coming=Coming.NOT, said_by=reached.daughter, confirmed="", by=visit
        ),
    )
    reminders.remind_of_meetings(meeting.starts_at - timedelta(hours=23))
    assert reached.daughter.pk not in {person for _subject, person in written()}


def test_a_talk_that_is_owed_too_long_is_told_to_who_leads_and_once(reached):
    intensive_care(reached, hours=80)
    assert (reminders.tell_what_is_owed(), reminders.tell_what_is_owed()) == (1, 0)
    assert written() == {("You have something new", reached.doctor.pk)}


def test_nobody_is_told_while_a_time_is_being_found(reached):
    intensive_care(reached, hours=80)
    an_offer(reached)
    assert reminders.tell_what_is_owed() == 0


def test_a_try_that_waits_for_its_review_is_told(reached):
    a_try(reached, hours_ago=90)
    assert (reminders.tell_what_is_owed(), reminders.tell_what_is_owed()) == (1, 0)
    assert written() == {("You have something new", reached.doctor.pk)}


def test_after_a_death_nobody_is_reminded_of_anything(reached):
    a_planned_meeting(reached)
    a_try(reached, hours_ago=90)
    with record_of(reached.patient.pk, by=reached.doctor, purpose="test") as visit:
        actions.record_death(died_at=timezone.now() - timedelta(hours=1), by=visit)
    reminders.remind_of_meetings(timezone.now())
    reminders.tell_what_is_owed()
    assert written() == set()


def test_workers_remind_by_themselves():
    assert {"reminders of meetings", "what is owed too long"} <= set(work.names())
