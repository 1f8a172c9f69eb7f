"""Who may answer and ask, what that brings about, and what a death changes here."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from alongside.patients.actions import correct_death, record_death
from alongside.patients.doors import work_of
from alongside.patients.models import TeamMember
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Unit
from alongside.support import actions, queries
from alongside.support.models import Kind, PatientAnswers, PatientRequest, State
from alongside.trail.models import Entry
from tests.post.letters import Kept, all_letters, reachable, send
from tests.support.asking import CALM, DANGER, HIGH, HOURS, be, count, inside, switched_on

EVERYBODY = [
    "rosa",
    "doctor",
    "nurse",
    "daughter",
    "former",
    "brother",
    "stranger",
    "other_patient",
]
DEEDS = {
    "answer": lambda visit: actions.answer(said=CALM, confirmed="heard", by=visit),
    "ask": lambda visit: actions.ask(kind=Kind.CHAPLAIN, by=visit),
    "see to it": lambda visit: actions.see_to(
        request=PatientRequest.objects.get(), state=State.TAKEN, by=visit
    ),
}
MAY = {
    "rosa": {"answer", "ask"},
    "doctor": {"answer", "ask", "see to it"},
    "nurse": {"answer", "ask", "see to it"},
}


@pytest.mark.parametrize("deed", DEEDS)
@pytest.mark.parametrize("who", EVERYBODY)
def test_who_may_do_what(family, who, deed):
    switched_on(family)
    if deed == "see to it":
        with inside(family, "rosa") as visit:
            actions.ask(kind=Kind.CHAPLAIN, by=visit)
    if deed in MAY.get(who, set()):
        with inside(family, who) as visit:
            DEEDS[deed](visit)
    else:
        with pytest.raises((Refused, NotHere, PatientRequest.DoesNotExist)), inside(family, who) as visit:
            DEEDS[deed](visit)


@pytest.mark.parametrize(
    ("owner", "hours", "number", "lacks"),
    [
        ("nurse", [], "988", "Name the hours in which the answers are read."),
        ("nurse", HOURS, "tbd", "Name the local crisis number"),
        ("daughter", HOURS, "988", "must be a clinician who works here"),
    ],
)
def test_it_is_not_switched_on_while_something_is_missing(family, owner, hours, number, lacks):
    with pytest.raises(Refused, match=lacks), work_of("support setup", purpose="test"):
        unit = Unit.objects.get(name="Heart clinic")
        actions.set_up(
            unit=unit, owner=getattr(family, owner), hours=hours, crisis_number=number, job="support setup"
        )


@pytest.mark.parametrize("deed", ["answer", "ask"])
def test_switched_off_nobody_is_asked(family, deed):
    with pytest.raises(Refused, match="not open here"), inside(family, "rosa") as visit:
        DEEDS[deed](visit)
    unit = switched_on(family).unit
    with work_of("support setup", purpose="test"):
        actions.switch_off(unit=unit, job="support setup")
    with pytest.raises(Refused, match="not open here"), inside(family, "rosa") as visit:
        DEEDS[deed](visit)


def test_nobody_switches_it_on_from_a_page(family):
    unit = switched_on(family).unit
    with inside(family, "doctor"), pytest.raises(DatabaseError), transaction.atomic():
        unit.watch.save(force_update=True)


def test_asking_for_someone_now_tells_the_owner_and_lets_them_in(family):
    switched_on(family, owner="stranger")
    reachable(family.stranger)
    with pytest.raises(NotHere), inside(family, "stranger"):
        pass
    with inside(family, "rosa") as visit:
        request = actions.ask(kind=Kind.SOMEONE_NOW, by=visit)
    with inside(family, "stranger") as visit:
        (asked,) = queries.requests_of(visit, all_of_them=True)
    assert (asked.id, asked.state) == (request.pk, "open")
    way = Kept()
    send(way)
    assert [envelope.person for envelope in way.envelopes] == [family.stranger.pk]
    assert "Rosa" not in way.envelopes[0].text


def test_asked_twice_is_asked_once(family):
    switched_on(family)
    with inside(family, "rosa") as visit:
        first = actions.ask(kind=Kind.SOMEONE_NOW, by=visit)
        assert actions.ask(kind=Kind.SOMEONE_NOW, by=visit).pk == first.pk
    assert len(all_letters()) == 1


def test_the_owner_who_is_in_the_team_is_not_brought_in_again(family):
    switched_on(family)
    with inside(family, "rosa") as visit:
        actions.ask(kind=Kind.SOMEONE_NOW, by=visit)
        assert TeamMember.objects.filter(person=family.nurse).count() == 1


def test_words_of_self_harm_ask_for_the_owner_by_themselves_and_a_high_score_does_not(family):
    switched_on(family)
    with inside(family, "rosa") as visit:
        actions.answer(said=HIGH, confirmed="", by=visit)
        assert queries.requests_of(visit, all_of_them=True) == []
        row = actions.answer(said=DANGER, confirmed="", by=visit)
        (asked,) = queries.requests_of(visit, all_of_them=True)
        assert (asked.kind, queries.answered(row).opens) == ("danger", "safety")


def test_a_danger_cannot_be_asked_for_by_hand(family):
    switched_on(family)
    with pytest.raises(Refused, match="Choose from the list"), inside(family, "rosa") as visit:
        actions.ask(kind=Kind.DANGER, by=visit)


@pytest.mark.parametrize(
    ("said", "opens"),
    [
        (CALM, "thanks"),
        (HIGH, "help"),
        ({"worry": 7, "words": ""}, "help"),
        ({"worry": 6, "words": ""}, "thanks"),
        (DANGER, "safety"),
    ],
)
def test_what_the_answerer_sees_at_once(family, said, opens):
    switched_on(family)
    with inside(family, "rosa") as visit:
        assert queries.answered(actions.answer(said=said, confirmed="", by=visit)).opens == opens


def test_words_in_a_language_that_is_not_read_always_show_help(family):
    from django.utils import translation

    switched_on(family)
    with inside(family, "rosa") as visit:
        row = actions.answer(said={"worry": 1, "words": "Jag orkar inte mer."}, confirmed="", by=visit)
    with translation.override("sv"):
        assert queries.answered(row).opens == "help"


def test_answers_are_never_changed_and_three_of_four_are_refused_by_the_database(family):
    switched_on(family)
    with inside(family, "rosa") as visit:
        row = actions.answer(said=CALM, confirmed="", by=visit)
        with pytest.raises(DatabaseError), transaction.atomic():
            PatientAnswers.objects.filter(pk=row.pk).update(worry=0)
        with pytest.raises(DatabaseError), transaction.atomic():
            actions.answer(said={**CALM, "down": None}, confirmed="", by=visit)


@pytest.mark.parametrize(
    ("who", "sees"), [("rosa", 1), ("doctor", 1), ("daughter", 0), ("stranger", 0), ("brother", 0)]
)
def test_the_database_itself_shows_a_patients_answers_to_the_patient_and_the_team(family, who, sees):
    switched_on(family)
    with inside(family, "rosa") as visit:
        actions.answer(said=HIGH, confirmed="", by=visit)
        actions.ask(kind=Kind.DIARY, by=visit)
    be(getattr(family, who))
    assert (count("support_patientanswers"), count("support_patientrequest")) == (sees, sees)


def test_what_was_written_down_for_the_patient_says_so(family):
    switched_on(family)
    with inside(family, "nurse") as visit:
        actions.answer(said=CALM, confirmed="read back", by=visit)
        row = PatientAnswers.objects.get()
        assert (row.said_by, row.recorded_by, row.confirmed) == (family.rosa, family.nurse, "read back")


def test_the_trail_holds_no_score_and_no_words(family):
    switched_on(family)
    with inside(family, "rosa") as visit:
        actions.answer(said=DANGER, confirmed="", by=visit)
        lines = Entry.objects.filter(stream=str(family.patient.pk)).values_list(
            "verb", "subject_kind", "purpose"
        )
        assert set(lines[len(lines) - 3 :]) == {
            ("looked", "patient", "test"),
            ("answered", "questions", "test"),
            ("asked", "support request", "test"),
        }


def died(family):
    with inside(family, "doctor") as visit:
        record_death(died_at=timezone.now() - timedelta(hours=1), by=visit)


def test_after_a_death_requests_are_closed_and_relatives_are_to_be_seen_in_person(family):
    switched_on(family)
    reachable(family.daughter)
    with inside(family, "rosa") as visit:
        actions.ask(kind=Kind.CHAPLAIN, by=visit)
    died(family)
    with inside(family, "nurse") as visit:
        asked = {(one.kind, one.for_whom, one.state) for one in queries.requests_of(visit, all_of_them=True)}
    assert asked == {
        ("chaplain", "Rosa", "off"),
        ("bereavement", "Dora", "open"),
        ("bereavement", "Bo", "open"),
    }
    assert send(Kept()) == {}
    with inside(family, "rosa") as visit:
        assert [one.kind for one in queries.requests_of(visit, all_of_them=False)] == ["chaplain"]


@pytest.mark.parametrize("deed", ["answer", "ask"])
@pytest.mark.parametrize("who", ["rosa", "nurse"])
def test_after_a_death_nobody_is_asked_anything(family, who, deed):
    switched_on(family)
    died(family)
    with pytest.raises(Refused), inside(family, who) as visit:
        DEEDS[deed](visit)


def test_a_death_taken_back_takes_the_offers_back_and_opens_the_questions(family):
    switched_on(family)
    died(family)
    with inside(family, "doctor") as visit:
        correct_death(died_at=None, because="It was another patient.", by=visit)
        states = {one.state for one in queries.requests_of(visit, all_of_them=True)}
    assert states == {"off"}
    with inside(family, "rosa") as visit:
        actions.answer(said=CALM, confirmed="", by=visit)
