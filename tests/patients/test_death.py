"""A death recorded or taken back: who may, what stops in the same transaction, who may still read."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from alongside.patients import actions, queries
from alongside.patients.death import RULES, AccessAfterDeath, rule_of
from alongside.patients.doors import list_of, record_of
from alongside.patients.models import Death, Grant, GrantState
from alongside.patients.rules import NotHere, Refused
from tests.installation import CHECKOUT
from tests.post.letters import Kept, all_letters, queue, reachable, send, states

PEOPLE = ["rosa", "doctor", "nurse", "daughter", "former", "brother", "stranger", "other_patient"]


def inside(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def an_hour_ago():
    return timezone.now() - timedelta(hours=1)


def dies(family, who="doctor", at=None):
    with inside(family, who) as visit:
        return actions.record_death(died_at=at or an_hour_ago(), by=visit)


def lives(family, who="doctor"):
    with inside(family, who) as visit:
        return actions.correct_death(died_at=None, because="It was another patient.", by=visit)


def test_a_death_taken_back_can_be_recorded_again_and_the_row_says_why(family):
    dies(family)
    lives(family)
    dies(family)
    with inside(family, "doctor") as visit:
        assert queries.is_dead(visit.patient) is True
        assert list(Death.objects.order_by("number").values_list("because", flat=True)) == [
            "",
            "It was another patient.",
            "Recorded again.",
        ]


@pytest.mark.parametrize("who", PEOPLE)
def test_only_the_team_records_a_death(family, who):
    if who in {"doctor", "nurse"}:
        dies(family, who)
    else:
        with pytest.raises((Refused, NotHere)):
            dies(family, who)
    with inside(family, "doctor") as visit:
        assert queries.is_dead(visit.patient) is (who in {"doctor", "nurse"})


def test_what_was_recorded_is_never_changed_and_the_newest_row_holds(family):
    first = dies(family)
    with inside(family, "nurse") as visit:
        earlier = an_hour_ago() - timedelta(hours=2)
        actions.correct_death(died_at=earlier, because="The monitor shows it.", by=visit)
        assert queries.death_of(visit.patient).at == earlier
        assert list(Death.objects.order_by("number").values_list("number", "recorded_by")) == [
            (1, family.doctor.pk),
            (2, family.nurse.pk),
        ]
        with pytest.raises(DatabaseError), transaction.atomic():
            Death.objects.filter(pk=first.pk).update(died_at=earlier)


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [
        (
            lambda visit: actions.record_death(died_at=timezone.now() + timedelta(minutes=5), by=visit),
            "This time has not come yet.",
        ),
        (
            lambda visit: actions.correct_death(died_at=None, because="x", by=visit),
            "No death is recorded here",
        ),
    ],
)
def test_what_cannot_be_is_refused(family, deed, sentence):
    with inside(family, "doctor") as visit, pytest.raises(Refused, match=sentence):
        deed(visit)


def test_it_is_recorded_once_and_corrected_with_a_reason(family):
    dies(family)
    with inside(family, "nurse") as visit:
        with pytest.raises(Refused, match="recorded already"):
            actions.record_death(died_at=an_hour_ago(), by=visit)
        with pytest.raises(Refused, match="Say why"):
            actions.correct_death(died_at=None, because=" ", by=visit)


def test_letters_that_wait_are_called_off_and_none_goes_out_afterwards(family):
    reachable(family.rosa)
    reachable(family.daughter)
    queue(family)
    queue(family, to=family.daughter, template="meeting", values={"path": "/", "when": "2027-01-01T10:00Z"})
    dies(family)
    queue(family, to=family.daughter)
    way = Kept()
    send(way)
    assert (way.envelopes, set(states())) == ([], {"cancelled"})


def test_letters_about_other_patients_still_go(family):
    reachable(family.rosa)
    queue(family, about=family.other.pk)
    dies(family)
    assert send(Kept()) == {"sent": 1}


def test_taken_back_letters_go_again_and_what_was_called_off_stays_so(family):
    reachable(family.rosa)
    queue(family)
    dies(family)
    lives(family)
    queue(family)
    assert send(Kept()) == {"sent": 1}
    with inside(family, "rosa") as visit:
        assert queries.is_dead(visit.patient) is False
        visit.did("looked", "thing", None)


def test_invitations_that_wait_are_called_off(family):
    with inside(family, "rosa"):
        Grant.objects.create(
            patient=family.patient,
            person=family.brother,
            state=GrantState.INVITED,
            since=an_hour_ago(),
            basis="Rosa said so",
        )
    dies(family)
    with inside(family, "doctor"):
        assert Grant.objects.get(person=family.brother).state == "revoked"
        assert Grant.objects.get(person=family.daughter).state == "confirmed"


@pytest.mark.parametrize(("who", "may_add"), [("rosa", False), ("daughter", False), ("doctor", True)])
def test_afterwards_only_the_team_adds_and_others_still_read(family, who, may_add):
    dies(family)
    with inside(family, who) as visit:
        assert visit.patient.called == "Rosa"
        if may_add:
            visit.did("did", "thing", None)
        else:
            with pytest.raises(Refused, match="You can still read here"):
                visit.did("did", "thing", None)


RULE_TABLE = [
    # rule, days since it was recorded, may the daughter read, may the team
    ("default", 29, True),
    ("default", 31, False),
    ("closes at once", 1, False),
    ("stays open", 4_000, True),
]


@pytest.mark.parametrize(("rule", "days", "daughter_reads"), RULE_TABLE)
def test_reading_ends_by_the_rule_of_the_place_at_both_walls(family, settings, rule, days, daughter_reads):
    settings.ACCESS_AFTER_DEATH = rule
    recorded = dies(family)
    closes = rule_of(rule).closes_at(timezone.now() - timedelta(days=days))
    as_if_recorded_then(recorded, closes)
    for who in ("daughter", "rosa"):
        if daughter_reads:
            with inside(family, who):
                assert rows("patients_patient") == 1
        else:
            with pytest.raises(NotHere), inside(family, who):
                pass
        with list_of("my patients", by=getattr(family, who), purpose="test") as listed:
            assert listed == ([family.patient.pk] if daughter_reads else [])
    with inside(family, "doctor"):
        assert rows("patients_patient") == 1


def as_if_recorded_then(death, closes_at):
    """The next row, as if time had gone by: rows themselves are never changed."""
    with record_of(death.patient_id, by=death.recorded_by, purpose="test"):
        Death.objects.create(
            patient_id=death.patient_id,
            number=2,
            died_at=death.died_at,
            closes_at=closes_at,
            because="test",
            recorded_by=death.recorded_by,
        )


def rows(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]


def test_a_death_taken_back_opens_the_record_again(family, settings):
    settings.ACCESS_AFTER_DEATH = "closes at once"
    dies(family)
    with pytest.raises(NotHere), inside(family, "daughter"):
        pass
    lives(family)
    with inside(family, "daughter") as visit:
        visit.did("did", "thing", None)


def test_the_rules_are_data_and_a_wrong_name_is_told():
    assert RULES["default"] == AccessAfterDeath(days=30)
    with pytest.raises(ValueError, match="There are: closes at once, default, stays open"):
        rule_of("for ever")
    with pytest.raises(ValueError, match="cannot be fewer"):
        AccessAfterDeath(days=-1)


# -- killed at each step ----------------------------------------------------------------------------------

NURSE = """
import os, signal, sys
import django
django.setup()
from datetime import datetime, timedelta, UTC
from django.db import connection
from alongside.patients import actions
from alongside.patients.doors import record_of
from alongside.people.models import Account
from alongside.people.queries import who_is

patient, nurse, step = sys.argv[1], sys.argv[2], int(sys.argv[3])
statements = 0

def killed_at_a_step(execute, sql, params, many, context):
    global statements
    statements += 1
    if statements == step:
        os.kill(os.getpid(), signal.SIGKILL)
    return execute(sql, params, many, context)

by = who_is(Account.objects.get(username=nurse)).person
with record_of(patient, by=by, purpose="test") as visit:
    with connection.execute_wrapper(killed_at_a_step):
        actions.record_death(died_at=datetime.now(UTC) - timedelta(minutes=5), by=visit)
        if step == -1:
            os.kill(os.getpid(), signal.SIGKILL)
print(statements)
"""


def record_in_another_process(family, step: int) -> subprocess.CompletedProcess:
    environment = os.environ | {"ALONGSIDE_DATABASE": connection.settings_dict["NAME"]}
    words = [sys.executable, "-c", NURSE, str(family.patient.pk), "nils", str(step)]
    return subprocess.run(words, env=environment, cwd=CHECKOUT, capture_output=True, text=True, check=False)


@pytest.mark.slow
def test_killed_at_each_step_no_letter_goes_out_about_somebody_whose_death_is_recorded(
    committed_family, tmp_path: Path
):
    family = committed_family
    reachable(family.rosa)
    reachable(family.daughter)
    queue(family)
    queue(family, to=family.daughter)
    step, killed = 1, 0
    # -1: killed after the last statement, before the commit.
    for step in [-1, *range(1, 80)]:
        ended = record_in_another_process(family, step)
        with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
            dead = queries.is_dead(visit.patient)
        # Never half: the death stands exactly when nothing waits any more.
        assert {letter.state for letter in all_letters()} == ({"cancelled"} if dead else {"queued"})
        if ended.returncode == 0:
            break
        assert ended.returncode == -signal.SIGKILL, ended.stderr
        assert dead is False
        killed += 1
    assert killed >= 10
    assert dead is True
    queue(family)
    way = Kept()
    send(way)
    assert way.envelopes == []
