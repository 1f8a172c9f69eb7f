"""A choice on each kind of aid: an outlook, a score, and an aid that is not finished."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.aids.actions import load_aid
from alongside.aids.models import AidVersion
from alongside.aids.shipped import aid_files
from alongside.decisions import actions, queries
from alongside.decisions.drafting import first_draft
from alongside.decisions.models import Choice
from alongside.decisions.note_kinds import kind_for
from alongside.patients.doors import record_of, work_of
from alongside.patients.models import Stay
from alongside.patients.rules import Refused
from alongside.people.models import Account, Unit
from tests.board import as_approved


@pytest.fixture
def library(db) -> dict[str, AidVersion]:
    versions = [load_aid(text=one.read_bytes(), by=None).version for one in aid_files()]
    for version in versions:
        as_approved(version.pk)
    return {version.aid.slug: version for version in versions}


def inside(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def begun(family, aid: AidVersion) -> Choice:
    with inside(family, "doctor") as visit:
        return actions.open_choice(aid=aid, by=visit)


def client_of(family, who) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def in_intensive_care(family) -> None:
    with work_of("demonstration", purpose="a stay for a test"):
        unit = Unit.objects.create(name="Ward 4", kind="intensive care", zone="Europe/Stockholm")
        Stay.objects.create(patient=family.patient, unit=unit, started_at=timezone.now())


def test_an_unfinished_aid_is_not_offered_and_starts_no_choice(family, library):
    unfinished = library["statin-primary-prevention"]
    with inside(family, "doctor") as visit:
        assert unfinished not in queries.aids_to_open(visit)
        with pytest.raises(Refused, match="not finished yet"):
            actions.open_choice(aid=unfinished, by=visit)
    address = f"/people/{family.patient.pk}/choices/from/{unfinished.pk}"
    assert client_of(family, "rosa").post(address, {"request_key": uuid4()}).status_code == 409
    with inside(family, "doctor") as visit:
        assert queries.choices_of(visit) == []


def test_a_choice_on_an_outlook_has_three_ways_and_a_clinicians_words_where_no_number_is(family, library):
    choice = begun(family, library["prolonged-ventilation"])
    for who, words in (("doctor", "I expect hours, or a day."), ("daughter", "She fears the mask.")):
        with inside(family, who) as visit:
            actions.add_view(
                choice=choice, option="comfort", words=words, said_by=visit.person, confirmed="", by=visit
            )
    with inside(family, "rosa") as visit:
        talk = queries.talk(visit, choice.pk)
    assert sorted(option.key for option in talk.aid.options) == ["comfort", "go-on", "try"]
    assert [said.words for said in talk.team_words["comfort"]] == ["I expect hours, or a day."]
    assert talk.team_words["go-on"] == ()


def test_the_note_of_an_outlook_keeps_the_picked_groups_apart(family, library):
    choice = begun(family, library["prolonged-ventilation"])
    with inside(family, "doctor") as visit:
        written = first_draft(queries.talk(visit, choice.pk), kind_for("", "doctor"))["choices"]
    (picked,) = (line for line in written.splitlines() if "100 people, 33 died" in line)
    assert picked.endswith(
        "Only people who were well enough to be sent to a hospital for getting off the machine."
    )


def test_the_note_of_a_score_holds_the_difference_and_what_the_ends_mean(family, library):
    choice = begun(family, library["knee-osteoarthritis"])
    with inside(family, "doctor") as visit:
        written = first_draft(queries.talk(visit, choice.pk), kind_for("", "doctor"))["choices"]
    assert "people gained 15.8 points more with a new knee now than with the class first" in written
    assert "100 means the knee gives no trouble at all." in written


@pytest.mark.parametrize(
    "slug", ["knee-osteoarthritis", "localised-prostate-cancer", "prolonged-ventilation"]
)
def test_every_page_of_a_choice_works_with_each_kind_of_aid(family, library, slug):
    choice = begun(family, library[slug])
    for who in ("rosa", "doctor"):
        for page in ("", "what-matters", "role", "talk", "ending"):
            address = f"/people/{family.patient.pk}/choices/{choice.pk}/{page}"
            assert client_of(family, who).get(address).status_code == 200, (who, page)


def test_the_outlook_opens_from_the_tries_of_somebody_in_intensive_care_only(family, library):
    address = f"/people/{family.patient.pk}/tries/"
    question = library["prolonged-ventilation"].question
    assert question not in client_of(family, "doctor").get(address).content.decode()
    in_intensive_care(family)
    assert f"/choices/from/{library['prolonged-ventilation'].pk}" in (
        client_of(family, "doctor").get(address).content.decode()
    )
    choice = begun(family, library["prolonged-ventilation"])
    assert f"/choices/{choice.pk}/" in client_of(family, "daughter").get(address).content.decode()


def test_a_relative_who_may_not_start_a_choice_is_not_offered_one_with_the_tries(family, library):
    in_intensive_care(family)
    page = client_of(family, "daughter").get(f"/people/{family.patient.pk}/tries/").content.decode()
    assert "/choices/from/" not in page


def test_a_try_can_be_written_down_from_the_outlook_by_the_team_only(family, library):
    choice = begun(family, library["prolonged-ventilation"])
    address = f"/people/{family.patient.pk}/choices/{choice.pk}/"
    link = f"/people/{family.patient.pk}/tries/new"
    assert link in client_of(family, "doctor").get(address).content.decode()
    assert link not in client_of(family, "rosa").get(address).content.decode()
