"""A relative's answers are that relative's alone: in the tables, in the trail, on every page."""

import pytest
from django.apps import apps
from django.db import connections

from alongside.patients.models import Patient
from alongside.patients.rules import NotHere
from alongside.people.oneself import by_oneself
from alongside.support import actions, queries
from alongside.support.models import Kind, OwnAnswers, OwnRequest
from alongside.support.queries import watch_of
from alongside.trail.models import Entry
from tests.post.letters import Kept, reachable, send
from tests.support.asking import DANGER, HIGH, be, count, inside, switched_on

OTHERS = ["rosa", "doctor", "nurse", "former", "brother", "stranger", "other_patient"]


def answered_by_the_daughter(family):
    watch = switched_on(family)
    with by_oneself(family.daughter):
        return actions.answer_for_oneself(said=HIGH, watch=watch, by=family.daughter)


def asked_by_the_daughter(family):
    watch = switched_on(family)
    with by_oneself(family.daughter):
        return actions.ask_for_oneself(
            kind=Kind.SOMEONE_NOW, where="By the window", watch=watch, by=family.daughter
        )


def test_own_tables_know_no_patient():
    for model in (OwnAnswers, OwnRequest):
        pointed_at = {
            field.related_model for field in model._meta.get_fields() if field.concrete and field.is_relation
        }
        assert Patient not in pointed_at
    assert apps.get_model("support", "OwnAnswers")._meta.db_table == "support_ownanswers"


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_sees_own_answers_in_the_database(family, who):
    answered_by_the_daughter(family)
    be(getattr(family, who))
    assert count("support_ownanswers") == 0


@pytest.mark.parametrize("who", ["doctor", "nurse"])
def test_an_open_record_of_the_patient_does_not_show_them_either(family, who):
    answered_by_the_daughter(family)
    with inside(family, who):
        assert count("support_ownanswers") == 0


def test_the_daughter_sees_them_again(family):
    row = answered_by_the_daughter(family)
    with by_oneself(family.daughter):
        (own,) = queries.own_answers(family.daughter)
        assert (own.id, own.opens, own.total) == (row.pk, "help", 6)


def test_another_persons_answers_are_not_there(family):
    row = answered_by_the_daughter(family)
    with by_oneself(family.brother), pytest.raises(NotHere):
        queries.own_answer(family.brother, row.pk)


def test_nothing_of_it_stands_in_any_patients_trail(committed_family):
    family = committed_family
    before = streams()
    answered_by_the_daughter(family)
    asked_by_the_daughter(family)
    after = streams()
    patients = {str(family.patient.pk), str(family.other.pk)}
    assert {stream: n for stream, n in after.items() if stream in patients} == {
        stream: n for stream, n in before.items() if stream in patients
    }
    with inside(family, "rosa"):
        seen = set(Entry.objects.exclude(actor=family.rosa.pk).values_list("subject_kind", flat=True))
    assert "own page" not in seen
    assert named_since(family) == 0


def streams():
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT stream, count(*) FROM trail_entry GROUP BY stream")
        return dict(cursor.fetchall())


def named_since(family):
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM trail_entry WHERE %s = ANY (named)", [family.patient.pk])
        return cursor.fetchone()[0]


def test_words_of_self_harm_open_the_safety_page_and_tell_nobody(family):
    watch = switched_on(family)
    with by_oneself(family.daughter):
        row = actions.answer_for_oneself(said=DANGER, watch=watch, by=family.daughter)
        assert queries.answered(row).opens == "safety"
        assert queries.own_requests(family.daughter) == []
    with by_oneself(family.nurse):
        assert queries.asked_of(family.nurse) == []


def test_asking_for_someone_tells_the_owner_who_and_where_and_no_answers(family):
    answered_by_the_daughter(family)
    reachable(family.nurse)
    assert asked_by_the_daughter(family) is True
    with by_oneself(family.nurse):
        (asked,) = queries.asked_of(family.nurse)
        assert (asked.for_whom, asked.where, asked.what) == (
            "Dora",
            "By the window",
            "Someone to talk to now",
        )
    way = Kept()
    assert send(way) == {"sent": 1}
    assert "Dora" not in way.envelopes[0].text


def test_asked_twice_is_asked_once(family):
    assert [asked_by_the_daughter(family), asked_by_the_daughter(family)] == [True, False]


@pytest.mark.parametrize("who", ["rosa", "doctor", "former", "brother", "stranger"])
def test_only_the_owner_sees_and_sees_to_the_request(family, who):
    asked_by_the_daughter(family)
    person = getattr(family, who)
    with by_oneself(person):
        assert queries.asked_of(person) == []
        assert count("support_ownrequest") == 0
        assert OwnRequest.objects.update(state="done") == 0


def test_the_owner_takes_it_and_the_daughter_reads_who_comes(family):
    asked_by_the_daughter(family)
    with by_oneself(family.nurse):
        (asked,) = queries.asked_of(family.nurse)
        row = queries.request_asked_of(family.nurse, asked.id)
        actions.see_to_one(request=row, state="taken", by=family.nurse)
    with by_oneself(family.daughter):
        (own,) = queries.own_requests(family.daughter)
        assert (own.state, own.seen_to_by) == ("taken", "Nurse Berg")


def test_units_that_do_not_ask_are_not_listed(family):
    with by_oneself(family.daughter):
        assert queries.units_that_ask() == []
    unit = switched_on(family).unit
    with by_oneself(family.daughter):
        assert queries.units_that_ask() == [unit]
        assert watch_of(unit.pk) is not None
