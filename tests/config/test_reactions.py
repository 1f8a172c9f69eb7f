"""The one table of reactions: connected at start, answered in the same transaction, all or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.config import reactions
from alongside.meetings.actions import planning
from alongside.meetings.models import Meeting
from alongside.patients import actions, queries
from alongside.patients.doors import record_of
from alongside.patients.events import Event, connect, connected, happened
from tests.meetings.stories import an_offer, intensive_care
from tests.post.letters import Kept, queue, reachable, send, states


def inside(family):
    return record_of(family.patient.pk, by=family.doctor, purpose="test")


def test_every_event_has_its_reactions_connected_at_start():
    assert {event: connected(event) for event in Event} == reactions.REACTIONS


def test_a_reaction_that_fails_leaves_nothing_half_done(committed_family):
    family = committed_family
    reachable(family.rosa)
    queue(family)

    def breaks(_visit):
        raise RuntimeError("the lights went out")

    connect(Event.DIED, *reactions.REACTIONS[Event.DIED], breaks)
    try:
        with pytest.raises(RuntimeError), inside(family) as visit:
            actions.record_death(died_at=timezone.now() - timedelta(hours=1), by=visit)
    finally:
        reactions.connect_all()
    with inside(family) as visit:
        assert queries.is_dead(visit.patient) is False
    assert states() == ["queued"]


def envelopes():
    way = Kept()
    send(way)
    return sorted((envelope.subject, envelope.person, bool(envelope.calendar)) for envelope in way.envelopes)


@pytest.fixture
def invited(family):
    for person in (family.rosa, family.daughter, family.nurse):
        reachable(person)
    intensive_care(family)
    return family


def test_an_offered_meeting_writes_to_everybody_asked_but_the_one_who_asks(invited):
    an_offer(invited)
    subjects = {(subject, person) for subject, person, _calendar in envelopes()}
    assert ("You have something new", invited.daughter.pk) in subjects
    assert invited.nurse.pk not in {person for _subject, person in subjects}


def test_after_a_death_a_planned_meeting_is_off_and_nobody_gets_a_letter(invited):
    an_offer(invited)
    with record_of(invited.patient.pk, by=invited.doctor, purpose="test") as visit:
        actions.record_death(died_at=timezone.now() - timedelta(hours=1), by=visit)
        assert set(Meeting.objects.values_list("state", flat=True)) == {"cancelled"}
    assert set(states()) == {"cancelled"}
    assert envelopes() == []


def test_reactions_answer_in_the_order_of_the_table(family):
    heard = []
    connect(Event.DIED, lambda visit: heard.append(("first", visit)), lambda _visit: heard.append("second"))
    try:
        with inside(family) as visit:
            happened(Event.DIED, visit)
    finally:
        reactions.connect_all()
    assert heard == [("first", visit), "second"]


def test_a_moved_meeting_overtakes_the_letter_that_still_waits(invited):
    meeting = an_offer(invited)
    later = timezone.now() + timedelta(days=2)
    with record_of(invited.patient.pk, by=invited.nurse, purpose="test") as visit:
        planning.move(meeting=meeting, starts_at=later, room=None, reason="", by=visit)
    got = envelopes()
    assert [(subject, calendar) for subject, person, calendar in got if person == invited.daughter.pk] == [
        ("A meeting for you", True)
    ]
