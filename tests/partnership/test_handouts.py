"""Who may give a handout and hear what was understood, and what each of them reads of it."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.utils import ProgrammingError
from django.test import Client
from django.utils import timezone

from alongside.materials.actions import load_handout
from alongside.partnership import leaning
from alongside.partnership.actions.handouts import Round, give, hear_back
from alongside.partnership.actions.team import Listener
from alongside.partnership.forms.handouts import GiveForm
from alongside.partnership.handout_queries import given_to_people
from alongside.partnership.models import Given, SaidBack
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Account
from alongside.sources.actions import mark_retracted
from alongside.sources.standing import SUPERSEDED, Word
from alongside.trail.models import Entry
from tests.board import as_approved
from tests.materials.good import as_yaml, good_handout
from tests.partnership.profiles import inside

CLEAR = Round("What will you do at home?", "I will put on wool socks.")
UNCLEAR = Round("What will you do?", "Hot water.", "Not hot water: it burns.", "Showed the page again.")


@pytest.fixture
def handout(family):
    version = load_handout(text=as_yaml(good_handout()), by=None).version
    as_approved(version.pk)
    return version


@pytest.fixture
def given(family, handout):
    """Dora was given the handout by the nurse."""
    with inside(family, "nurse") as visit:
        return give(handout=handout, to=Listener(family.daughter), language="en", by=visit)


def lines(family, who):
    with inside(family, who) as visit:
        return given_to_people(visit)


DEEDS = {
    "give": lambda by, given: give(
        handout=given.handout, to=Listener(by.patient.person), language="en", by=by
    ),
    "give to a neighbour": lambda by, given: give(
        handout=given.handout, to=Listener(None, "Mrs. Ek"), language="sv", by=by
    ),
    "hear back": lambda by, given: hear_back(given=given, round=CLEAR, by=by),
}
MAY = {"doctor": set(DEEDS), "nurse": set(DEEDS), "rosa": set(), "daughter": set()}


@pytest.mark.parametrize("who", MAY)
@pytest.mark.parametrize("deed", DEEDS)
def test_each_person_may_do_exactly_this(family, given, who, deed):
    with inside(family, who) as visit:
        if deed in MAY[who]:
            before = Entry.objects.filter(stream=str(family.patient.pk)).count()
            DEEDS[deed](visit, given)
            assert Entry.objects.filter(stream=str(family.patient.pk)).count() == before + 1
        else:
            with pytest.raises(Refused):
                DEEDS[deed](visit, given)


@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_nobody_else_comes_in(family, given, who):
    with pytest.raises(NotHere), inside(family, who):
        raise AssertionError("the door opened")


def test_a_handout_that_nobody_has_checked_is_not_given(family):
    version = load_handout(text=as_yaml(good_handout()), by=None).version
    with inside(family, "nurse") as visit, pytest.raises(Refused, match="not been checked"):
        give(handout=version, to=Listener(family.rosa), language="en", by=visit)


def test_the_newest_round_says_whether_it_was_understood(family, given):
    states = [(lines(family, "nurse")[0].asked_back, lines(family, "nurse")[0].understood)]
    for told in (UNCLEAR, CLEAR):
        with inside(family, "nurse") as visit:
            hear_back(given=given, round=told, by=visit)
        (line,) = lines(family, "nurse")
        states.append((line.asked_back, line.understood))
    assert states == [(False, False), (True, False), (True, True)]
    assert [one.gap for one in line.rounds] == [UNCLEAR.gap, ""]


def test_own_words_are_read_by_their_speaker_and_the_team_only(family, given):
    with inside(family, "nurse") as visit:
        hear_back(given=given, round=CLEAR, by=visit)
    read = {who: len(lines(family, who)[0].rounds) for who in MAY}
    assert read == {"doctor": 1, "nurse": 1, "daughter": 1, "rosa": 0}
    assert {who: lines(family, who)[0].to_me for who in MAY} == dict.fromkeys(MAY, False) | {"daughter": True}


@pytest.mark.parametrize(
    "told", [Round("", "Socks."), Round("What?", "  "), Round("What?", "Socks.", "", "Told again.")]
)
def test_half_a_round_is_refused(family, given, told):
    with inside(family, "nurse") as visit, pytest.raises(Refused):
        hear_back(given=given, round=told, by=visit)


def test_the_database_refuses_to_change_what_was_given_or_said(family, given):
    with inside(family, "nurse") as visit:
        hear_back(given=given, round=CLEAR, by=visit)
        for rows in (Given.objects.all(), SaidBack.objects.all()):
            with pytest.raises(ProgrammingError), transaction.atomic():
                rows.update(at=timezone.now())
            with pytest.raises(ProgrammingError), transaction.atomic():
                rows._raw_delete(rows.db)


# The pages


def as_person(family, who):
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def at(family, page=""):
    return f"/people/{family.patient.pk}/handouts/{page}"


def test_the_nurse_gives_a_handout_and_writes_down_what_was_said_back(family, handout):
    nurse, key = as_person(family, "nurse"), uuid4()
    form = {"request_key": key, "handout": handout.pk, "to": family.daughter.pk}
    for _twice in range(2):
        assert nurse.post(at(family, "give"), form).headers["Location"] == at(family)
    (line,) = lines(family, "nurse")
    assert "Nobody has asked yet what Dora took from it." in nurse.get(at(family)).content.decode()
    back = {"request_key": uuid4(), "asked": CLEAR.asked, "own_words": CLEAR.own_words}
    assert nurse.post(at(family, f"{line.id}/said-back"), back).status_code == 302
    assert "All was clear." in nurse.get(at(family)).content.decode()


def test_the_daughter_reads_that_she_was_given_it_and_is_led_to_that_version(family, given):
    page = as_person(family, "daughter").get(at(family)).content.decode()
    assert "You were given this by Nurse Berg" in page
    assert f"/handouts/versions/{given.handout_id}/" in page
    assert "It was given" not in page


def test_a_form_with_an_error_keeps_what_was_typed(family, given):
    nurse = as_person(family, "nurse")
    answer = nurse.post(at(family, f"{given.pk}/said-back"), {"request_key": uuid4(), "asked": "So?"})
    assert (answer.status_code, "So?" in answer.content.decode()) == (422, True)
    form = {"request_key": uuid4(), "handout": given.handout_id, "to": "someone"}
    answer = nurse.post(at(family, "give"), form)
    assert (answer.status_code, "Write who was given it." in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_for_everybody_else_the_pages_are_missing_like_any_other(family, given, who):
    client = as_person(family, who)
    missing = client.get("/people/no-such-page/")
    for page in ("", f"{given.pk}/said-back"):
        answer = client.get(at(family, page))
        assert (answer.status_code, answer.content) == (404, missing.content)


def test_the_patient_does_not_come_to_the_teams_form(family, given):
    assert as_person(family, "rosa").get(at(family, f"{given.pk}/said-back")).status_code == 409


def test_a_handout_of_another_record_is_not_here(family, given):
    assert as_person(family, "nurse").get(at(family, f"{uuid4()}/said-back")).status_code == 404


def test_nothing_given_yet_leads_to_the_handouts(family):
    assert "/handouts/" in as_person(family, "rosa").get(at(family)).content.decode()


def test_the_named_job_lists_handouts_given_whose_source_has_changed_since_and_no_names(family, given):
    assert leaning.given_and_flagged() == []
    mark_retracted([Word(SUPERSEDED, "10.1000/made-up-socks", "", "2026", "A made-up journal")], by=None)
    (found,) = leaning.given_and_flagged()
    assert (found.patient, found.handout, found.number) == (family.patient.pk, "cold-feet", 1)
    assert [one.what for one in found.changes] == [SUPERSEDED]
    assert found.unit == "Heart clinic"
    assert not any(name in str(found) for name in ("Lindqvist", "Dora", "Rosa"))


def test_the_list_to_give_from_tells_easier_words_and_languages_apart(family, handout):
    texts = {"easier": good_handout(level="easier"), "swedish": good_handout(language="sv", level="easier")}
    made = {name: load_handout(text=as_yaml(text), by=None).version for name, text in texts.items()}
    for version in made.values():
        as_approved(version.pk)
    form = GiveForm(handouts=[handout, *made.values()], receivers=[])
    title = good_handout()["title"]
    assert [label for _value, label in form.fields["handout"].choices if label.startswith(title)] == [
        title,
        f"{title} (easier words)",
        f"{title} (sv, easier words)",
    ]
