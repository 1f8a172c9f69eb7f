"""Who sees letters and how people are reached, in the database itself: people × tables."""

import pytest
from django.db import DatabaseError, transaction

from alongside.patients.doors import record_of
from alongside.patients.rules import NotHere
from alongside.post import actions
from alongside.post.models import Contact, Letter
from tests.post.letters import as_person, queue, reachable

# Of the contacts and letters of Rosa, her daughter and Nurse Berg, who sees whose.
SEES = {
    "rosa": ({"rosa"}, {"rosa", "daughter", "nurse"}),
    "doctor": ({"rosa", "daughter"}, {"rosa", "daughter", "nurse"}),
    "nurse": ({"rosa", "daughter", "nurse"}, {"rosa", "daughter", "nurse"}),
    # Let in, and yet: how Rosa is reached, and that she gets letters, is not for her.
    "daughter": ({"daughter"}, {"daughter"}),
    "former": (set(), set()),
    "brother": (set(), set()),
    "stranger": (set(), set()),
    "other_patient": (set(), set()),
}


def fill(family):
    for who in ("rosa", "daughter", "nurse"):
        reachable(getattr(family, who))
        queue(family, to=getattr(family, who))


def names(family, ids):
    return {who for who in SEES if getattr(family, who).pk in set(ids)}


@pytest.mark.parametrize("who", SEES)
def test_who_sees_how_people_are_reached_and_what_letters_they_get(family, who):
    fill(family)
    as_person(getattr(family, who))
    contacts = names(family, Contact.objects.values_list("person_id", flat=True))
    letters = names(family, Letter.objects.values_list("to_id", flat=True))
    assert (contacts, letters) == SEES[who]


@pytest.mark.parametrize("who", ["daughter", "stranger", "former"])
def test_others_cannot_redirect_a_patients_letters(family, who):
    fill(family)
    as_person(getattr(family, who))
    assert Contact.objects.filter(person=family.rosa).update(address="mine@example.org") == 0
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.reach(
            person=family.rosa,
            by=getattr(family, who),
            channel="email",
            address="mine@example.org",
            safe=True,
            their_words="She said so.",
        )


@pytest.mark.parametrize("who", ["rosa", "nurse"])
def test_oneself_and_ones_team_keep_how_one_is_reached(family, who):
    fill(family)
    with record_of(family.patient.pk, by=getattr(family, who), purpose="test"):
        actions.reach(
            person=family.rosa,
            by=getattr(family, who),
            channel="sms",
            address="112",
            safe=True,
            zone="UTC",
            their_words="Text me.",
        )
        assert Contact.objects.get(person=family.rosa).channel == "sms"


def test_a_relative_cannot_call_off_letters_about_the_patient(family):
    fill(family)
    with record_of(family.patient.pk, by=family.daughter, purpose="test"):
        assert actions.call_off(about=family.patient.pk) == 1, "only her own"


def test_nobody_writes_to_people_whose_names_they_may_not_see(family):
    as_person(family.stranger)
    with pytest.raises(DatabaseError), transaction.atomic():
        actions.queue(to=family.rosa, template="something new", values={"path": "/"}, key="x")


def test_a_stranger_gets_no_door_to_queue_from(family):
    with pytest.raises(NotHere), record_of(family.patient.pk, by=family.stranger, purpose="test"):
        pass


def test_letters_are_never_deleted(family):
    fill(family)
    with (
        record_of(family.patient.pk, by=family.doctor, purpose="test"),
        pytest.raises(DatabaseError),
        transaction.atomic(),
    ):
        Letter.objects.all().delete()
