"""What becomes of a letter: queued with its cause, sent once, held back where it must not go."""

from datetime import time

import psycopg
import pytest
from django.db import connection
from django.utils import timezone

from alongside.config.home import current_home
from alongside.config.postgres.roles import APP
from alongside.config.postgres.servers import conninfo
from alongside.patients.doors import record_of
from alongside.post import actions, queries
from alongside.post.actions import End
from alongside.post.models import Letter, LetterState
from alongside.post.sending import desk, send_due, settle_abandoned
from alongside.post.timing import TRIES
from alongside.post.wording import NotALetter
from alongside.trail.models import Entry
from tests.post.letters import (
    Kept,
    all_letters,
    an_hour_ago,
    as_person,
    change,
    queue,
    reachable,
    refused,
    send,
    states,
    working,
)


def test_a_letter_goes_to_the_persons_channel_with_a_link_and_no_name(family):
    reachable(family.rosa, "sms")
    queue(family, values={"path": f"/people/{family.patient.pk}/"})
    way = Kept()
    assert send(way) == {"sent": 1}
    (envelope,) = way.envelopes
    assert (envelope.channel, envelope.address) == ("sms", "+46 70 000 00 00")
    assert f"https://care.example/people/{family.patient.pk}/" in envelope.text
    assert "Rosa" not in envelope.subject + envelope.text


def test_a_sent_letter_keeps_the_other_sides_number_and_is_written_in_the_trail(family):
    reachable(family.rosa)
    queue(family)
    send(Kept())
    (letter,) = all_letters()
    assert (letter.state, letter.provider_id, letter.attempts) == ("sent", "number 1", 1)
    as_person(family.rosa)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trail_entry WHERE subject = %s", [letter.pk])
        assert cursor.fetchone() == (0,), "the doors' stream is for those who acted"
    assert Entry.objects.filter(subject=letter.pk).count() == 0


def test_the_time_of_a_meeting_stands_on_the_readers_own_clock(family):
    reachable(family.rosa, zone="Europe/Stockholm")
    queue(family, template="meeting", values={"path": "/", "when": "2026-11-23T13:00+00:00"})
    way = Kept()
    send(way)
    assert "Monday 23 November 2026, 14:00" in way.envelopes[0].text


def test_a_letter_queued_twice_under_one_key_is_one_letter(family):
    reachable(family.rosa)
    assert [queue(family, key="meeting:1"), queue(family, key="meeting:1")] == [True, False]
    assert send(Kept()) == {"sent": 1}
    assert send(Kept()) == {}


def test_no_letter_without_its_cause(committed_family):
    with (
        pytest.raises(RuntimeError),
        record_of(committed_family.patient.pk, by=committed_family.doctor, purpose="test"),
    ):
        actions.queue(to=committed_family.rosa, template="something new", values={"path": "/"}, key="x")
        raise RuntimeError("the lights went out")
    assert all_letters() == []


def test_a_letter_with_wrong_values_is_refused_where_it_is_queued(family):
    with pytest.raises(NotALetter):
        queue(family, values={"path": "/", "words": "You have cancer."})


@pytest.mark.parametrize(
    ("channel", "safe", "state", "why"),
    [
        (None, True, "failed", "no contact"),
        ("email", False, "failed", "not safe"),
        ("none", True, "cancelled", "wants no letters"),
    ],
)
def test_where_it_must_not_go_it_does_not_go(family, channel, safe, state, why):
    if channel:
        reachable(family.rosa, channel, safe=safe)
    queue(family)
    way = Kept()
    send(way)
    (letter,) = all_letters()
    assert (way.envelopes, letter.state, letter.why) == ([], state, why)


@pytest.mark.parametrize(("template", "state"), [("something new", "cancelled"), ("asks for you", "failed")])
def test_somebody_who_works_here_without_a_contact_is_only_missed_where_it_matters(family, template, state):
    queue(family, to=family.nurse, template=template)
    send(Kept())
    assert states() == [state]


def test_in_quiet_hours_a_letter_waits_until_they_end(family):
    now = timezone.now()
    hour = now.hour
    reachable(family.rosa, quiet=(time(hour), time((hour + 2) % 24)))
    queue(family)
    way = Kept()
    assert send(way) == {"waiting": 1}
    (letter,) = all_letters()
    assert (way.envelopes, letter.state) == ([], "queued")
    assert letter.not_before > now
    assert (letter.not_before.hour, letter.not_before.minute) == ((hour + 2) % 24, 0)


def test_a_letter_for_later_waits(family):
    reachable(family.rosa)
    queue(family, not_before=timezone.now() + timezone.timedelta(days=1))
    assert send(Kept()) == {}


def test_what_was_called_off_does_not_go_and_nothing_else_is_touched(family):
    reachable(family.rosa)
    queue(family, key="meeting:1:rosa")
    queue(family, key="questions:1:rosa")
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        assert actions.call_off(about=family.patient.pk, key_starts="meeting:1") == 1
    assert send(Kept()) == {"sent": 1}
    assert sorted(states()) == ["cancelled", "sent"]


def test_nothing_goes_out_about_what_is_silenced_even_when_queued_afterwards(family):
    reachable(family.rosa)
    reachable(family.nurse)
    queue(family)
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        actions.silence(about=family.patient.pk)
    queue(family)
    queue(family, to=family.nurse, template="asks for you")
    way = Kept()
    assert send(way) == {"cancelled": 1, "sent": 1}
    assert [envelope.person for envelope in way.envelopes] == [family.nurse.pk]


def test_what_certainly_failed_is_tried_again_later_and_at_last_told(family):
    reachable(family.rosa)
    queue(family)
    way = Kept(*[refused() for _ in range(TRIES)])
    for attempt in range(1, TRIES):
        assert send(way) == {"waiting": 1}
        (letter,) = all_letters()
        assert (letter.attempts, letter.state) == (attempt, "queued")
        assert letter.not_before > timezone.now()
        change(not_before=an_hour_ago())
    assert send(way) == {"failed": 1}
    assert way.envelopes == []
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        (told,) = queries.undelivered(family.patient.pk)
    assert told.what_to_do == "It could not be delivered. Check how to reach this person."


def test_what_may_have_gone_out_is_never_sent_again_by_itself(family):
    reachable(family.rosa)
    queue(family)
    assert send(Kept(TimeoutError())) == {"unsure": 1}
    assert send(Kept()) == {}
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        (told,) = queries.undelivered()
        assert "It may have gone out." in told.what_to_do


def test_where_repetitions_are_told_apart_it_is_tried_again(family):
    reachable(family.rosa)
    queue(family)
    assert send(Kept(TimeoutError(), repeatable=True)) == {"waiting": 1}
    change(not_before=an_hour_ago())
    assert send(Kept(repeatable=True)) == {"sent": 1}


@pytest.mark.parametrize(("end", "then"), [(End.ARRIVED, {}), (End.AGAIN, {"sent": 1})])
def test_a_person_says_what_became_of_it(family, end, then):
    reachable(family.rosa)
    queue(family)
    send(Kept(TimeoutError()))
    with record_of(family.patient.pk, by=family.doctor, purpose="test"):
        letter, about = Letter.objects.get(state=LetterState.UNSURE).pk, family.patient.pk
        assert actions.settle(letter=letter, about=about, end=end, by=family.doctor) is True
        assert actions.settle(letter=letter, about=about, end=end, by=family.doctor) is False
    assert send(Kept()) == then
    assert states() == ["sent"]


@pytest.mark.parametrize(
    ("repeatable", "becomes", "state"), [(False, "unsure", "unsure"), (True, "again", "queued")]
)
def test_a_letter_left_by_a_dead_worker_is_found(family, repeatable, becomes, state):
    reachable(family.rosa)
    queue(family)
    change(state="sending", worker=12345, channel="email")
    with working(Kept(repeatable=repeatable)) as here:
        assert dict(settle_abandoned(here)) == {becomes: 1}
    assert states() == [state]


def test_a_letter_in_the_hands_of_a_living_worker_is_left_alone(committed_family):
    reachable(committed_family.rosa)
    queue(committed_family)
    change(state="sending", worker=12345, channel="email")
    dsn = conninfo(current_home(), APP, connection.settings_dict["NAME"])
    with psycopg.connect(dsn, autocommit=True) as other:
        other.execute("SELECT pg_advisory_lock(12345)")
        with working(Kept()) as here:
            assert dict(send_due(here)) == {}
        assert states() == ["sending"]
        # As when the worker ends; a closed connection lets go a moment later.
        other.execute("SELECT pg_advisory_unlock_all()")
    with working(Kept()) as here:
        assert dict(send_due(here)) == {"unsure": 1}


def test_the_desk_sees_letters_and_nobodys_record(family):
    reachable(family.rosa)
    queue(family)
    as_person(family.stranger)
    with desk(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.person', '', true)")
        seen = {}
        for table in ("post_letter", "post_contact", "patients_patient", "patients_relative"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            seen[table] = cursor.fetchone()[0]
    assert seen == {"post_letter": 1, "post_contact": 1, "patients_patient": 0, "patients_relative": 0}
