"""Who may open whose record: people × cases, with a stranger in it, at both walls."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.patients.doors import record_of
from alongside.patients.models import Grant, TeamMember
from alongside.patients.rules import Facts, NotHere, Standing, may_open, standing

TABLE = [
    # who, may open Rosa's record, as what
    ("rosa", True, Standing.SELF),
    ("doctor", True, Standing.TEAM),
    ("nurse", True, Standing.TEAM),
    ("daughter", True, Standing.LET_IN),
    ("former", False, Standing.STRANGER),
    ("brother", False, Standing.STRANGER),
    ("stranger", False, Standing.STRANGER),
    ("other_patient", False, Standing.STRANGER),
]


@pytest.mark.parametrize(("who", "may", "as_what"), TABLE)
def test_the_door_opens_for_exactly_these_people(family, who, may, as_what):
    person = getattr(family, who)
    if may:
        with record_of(family.patient.pk, by=person, purpose="test") as visit:
            assert visit.standing is as_what
    else:
        with pytest.raises(NotHere), record_of(family.patient.pk, by=person, purpose="test"):
            pass


@given(st.booleans(), st.booleans(), st.booleans())
def test_nobody_without_a_relation_is_let_in(is_patient, on_team, let_in):
    facts = Facts(is_patient, on_team, let_in)
    assert may_open(standing(facts)) == (is_patient or on_team or let_in)


@pytest.mark.parametrize("state", ["invited", "accepted", "revoked"])
def test_only_a_confirmed_grant_lets_in(family, state):
    with record_of(family.patient.pk, by=family.rosa, purpose="test"):
        Grant.objects.filter(person=family.daughter).update(state=state)
    with pytest.raises(NotHere), record_of(family.patient.pk, by=family.daughter, purpose="test"):
        pass


def test_a_grant_that_has_run_out_lets_nobody_in(family):
    with record_of(family.patient.pk, by=family.rosa, purpose="test"):
        Grant.objects.filter(person=family.daughter).update(until=timezone.now() - timedelta(hours=1))
    with pytest.raises(NotHere), record_of(family.patient.pk, by=family.daughter, purpose="test"):
        pass


def test_a_team_member_of_tomorrow_is_not_one_today(family):
    tomorrow = timezone.now() + timedelta(days=1)
    with record_of(family.patient.pk, by=family.rosa, purpose="test"):
        TeamMember.objects.filter(person=family.nurse).update(since=tomorrow)
    with pytest.raises(NotHere), record_of(family.patient.pk, by=family.nurse, purpose="test"):
        pass
