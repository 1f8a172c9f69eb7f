"""The one table of reactions: connected at start, answered in the same transaction, all or nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from alongside.config import reactions
from alongside.patients import actions, queries
from alongside.patients.doors import record_of
from alongside.patients.events import Event, connect, connected, happened
from tests.post.letters import queue, reachable, states


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


def test_reactions_answer_in_the_order_of_the_table(family):
    heard = []
    connect(Event.DIED, lambda visit: heard.append(("first", visit)), lambda _visit: heard.append("second"))
    try:
        with inside(family) as visit:
            happened(Event.DIED, visit)
    finally:
        reactions.connect_all()
    assert heard == [("first", visit), "second"]
