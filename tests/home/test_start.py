"""Where everybody starts."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.patients import actions
from alongside.patients.doors import work_of
from alongside.people.models import Account, Clinician, Person, Unit
from tests.meetings.stories import an_offer, intensive_care
from tests.talks import a_choice, the_aid


def start(person: Person) -> str:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client.get("/").content.decode()


def test_the_patient_finds_the_next_step(family):
    a_choice(family)
    assert "There is a choice to talk about." in start(family.rosa)


def test_the_patient_without_a_choice_is_told_so(family):
    assert "There is no choice to talk about right now." in start(family.rosa)


def test_the_daughter_finds_her_mother_and_as_what_she_is_here(family):
    page = start(family.daughter)
    assert "Rosa Lindqvist" in page
    assert "You are here as: daughter." in page


def test_the_brother_whom_nobody_let_in_finds_nothing(family):
    page = start(family.brother)
    assert "Nothing is open to you yet" in page
    assert "Rosa" not in page


def test_the_worklist_names_the_team_members_patients_and_no_other(family):
    page = start(family.doctor)
    assert "Rosa Lindqvist" in page
    assert "Olle Annan" not in page


def test_the_worklist_says_what_a_family_is_owed_and_leads_there(family):
    intensive_care(family, hours=80)
    page = start(family.doctor)
    assert "The family has had no meeting." in page
    assert f"/people/{family.patient.pk}/meetings/plan" in page
    an_offer(family)
    assert "Times were sent. The family has not chosen yet." in start(family.doctor)


def test_whoever_interprets_is_not_led_to_planning(family):
    intensive_care(family, hours=80)
    with work_of("demonstration", purpose="test"):
        Clinician.objects.filter(person=family.nurse).update(profession="interpreter")
    assert "meetings/plan" not in start(family.nurse)


def test_somebody_in_no_team_reads_why_the_list_is_empty(family):
    assert "Nobody is on your list" in start(family.former)


@pytest.mark.parametrize("more", [0, 2])
def test_the_worklist_asks_the_database_as_often_for_three_as_for_one(
    family, more, django_assert_num_queries
):
    from django.utils import timezone

    with work_of("demonstration", purpose="test"):
        for number in range(more):
            person = Person.objects.create(full_name=f"Patient {number}", called="P")
            patient = actions.admit(
                person=person, unit=Unit.objects.get(), at=timezone.now(), job="demonstration"
            )
            actions.join_team(
                patient=patient,
                person=family.doctor,
                role="doctor",
                since=timezone.now(),
                job="demonstration",
            )
    client = Client()
    client.force_login(Account.objects.get(person=family.doctor))
    client.get("/")
    with django_assert_num_queries(WORKLIST_QUERIES):
        client.get("/")


WORKLIST_QUERIES = 17


def test_what_a_patients_first_page_asks_the_database_is_counted(family, django_assert_num_queries):
    """Each statement more is half a millisecond of processor for every page (benchmarks/many.py)."""
    client = client_of(family.patient.person)
    client.get("/")
    with django_assert_num_queries(START_QUERIES):
        client.get("/")


# Who comes, two steps of the list's door, and the lines in one; four more are savepoints of tests alone.
START_QUERIES = 8


def client_of(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def test_from_the_aid_the_doctor_starts_the_choice_with_a_patient_of_theirs(family):
    aid = the_aid()
    client = client_of(family.doctor)
    assert f"/begin/{aid.pk}" in client.get("/aids/atrial-fibrillation/", follow=True).content.decode()
    page = client.get(f"/begin/{aid.pk}").content.decode()
    assert "With Rosa Lindqvist" in page
    assert "Olle Annan" not in page
    answer = client.post(f"/people/{family.patient.pk}/choices/from/{aid.pk}")
    assert answer.url.startswith(f"/people/{family.patient.pk}/choices/")


def test_from_the_aid_a_patient_starts_it_for_themselves_and_a_relative_for_nobody(family):
    aid = the_aid()
    assert "For me" in client_of(family.rosa).get(f"/begin/{aid.pk}").content.decode()
    assert (
        "There is nobody to start it with"
        in client_of(family.daughter).get(f"/begin/{aid.pk}").content.decode()
    )


def test_an_aid_that_does_not_exist_cannot_be_started(family):
    assert client_of(family.doctor).get(f"/begin/{uuid4()}").status_code == 404


def found(client: Client, name: str) -> list[str]:
    page = client.post("/find", {"name": name}).content.decode()
    return [who for who in ("Rosa Lindqvist", "Zoë Ångström-Berg") if f">{who}</a>" in page]


@pytest.fixture
def ward(family):
    """Dr. Okafor's second patient has a name with signs in it."""
    with work_of("demonstration", purpose="a second patient"):
        person = Person.objects.create(full_name="Zoë Ångström-Berg", called="Zoë")
        job, now = "demonstration", timezone.now() - timedelta(hours=1)
        unit = Unit.objects.get(name="Heart clinic")
        patient = actions.admit(person=person, unit=unit, at=now, job=job)
        actions.join_team(
            patient=patient, person=family.doctor, role="doctor", leads=True, since=now, job=job
        )
    return family


@pytest.mark.parametrize("typed", ["Zoë", "zoe", "ANGSTROM", "berg zo", "ång"])
def test_somebody_in_ones_list_is_found_by_part_of_a_name_without_accents(ward, typed):
    assert found(client_of(ward.doctor), typed) == ["Zoë Ångström-Berg"]


def test_nobody_outside_ones_list_is_found(ward):
    assert found(client_of(ward.nurse), "zoe") == []
    page = client_of(ward.nurse).post("/find", {"name": "zoe"}).content.decode()
    assert "Nobody in your list has this name" in page


def test_a_patient_finds_nobody_by_name(ward):
    assert client_of(ward.rosa).post("/find", {"name": "zoe"}).status_code == 404


def test_an_empty_name_is_told_and_shows_everybody(ward):
    answer = client_of(ward.doctor).post("/find", {"name": ""})
    assert (answer.status_code, "Please look at this again" in answer.content.decode()) == (422, True)


def test_a_name_never_stands_in_an_address(ward):
    assert client_of(ward.doctor).get("/find?name=zoe").status_code == 405
