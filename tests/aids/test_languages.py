"""An aid in two languages: one slug, the same numbers; readers get theirs, else English."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from alongside.aids import queries
from alongside.aids.actions import load_aid
from alongside.aids.document import AidDocument
from alongside.aids.file import from_content
from alongside.aids.models import Aid, AidVersion
from alongside.decisions.actions import open_choice
from alongside.decisions.models import Choice
from alongside.decisions.queries import aids_to_open
from alongside.editorial.desk_queries import page as at_the_desk
from alongside.editorial.models import Edition
from alongside.patients.doors import record_of, work_of
from alongside.people.models import Account, Person
from tests.aids.good import as_yaml, good_aid
from tests.board import as_approved, here

pytestmark = pytest.mark.django_db
TITLE = "Kalla tår"


def load(**changes) -> AidVersion:
    return load_aid(text=as_yaml(good_aid() | changes), by=None).version


def swedish(**changes) -> AidVersion:
    return load(language="sv", title=TITLE, question="Vad kan jag göra åt mina kalla tår?", **changes)


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=person))
    return client


def rules_open(version: AidVersion) -> list[str]:
    return [one.rule.id for one in Edition.objects.get(version=version.pk).frozen_report().open()]


def test_a_language_is_loaded_beside_the_other_and_does_not_take_its_place():
    english, other = load(), swedish()
    assert (english.number, other.number) == (1, 1)
    assert Aid.objects.filter(slug="cold-toes").count() == 2
    assert (queries.newest("cold-toes"), queries.newest("cold-toes", "sv")) == (english, other)
    assert {one.state for one in Edition.objects.all()} == {"submitted"}
    assert load_aid(text=as_yaml(good_aid()), by=None).new is False


def test_one_digit_that_differs_stops_the_translation_at_the_board(family):
    load()
    slipped = good_aid()["comparisons"]
    slipped[0]["arms"][0]["figure"]["events"] += 1
    version = swedish(comparisons=slipped)
    assert "R14" in rules_open(version)
    shown = at_the_desk(here(family.nurse), Edition.objects.get(version=version.pk).pk)
    assert shown is not None
    found = [
        (one.block.key, finding.found)
        for one in shown.blocks
        for rule, finding in one.findings
        if rule.id == "R14"
    ]
    assert found == [("comparisons/socks-bath", "arms, socks, figure, events: 11 here, 10 in en.")]


def test_the_same_numbers_in_other_words_pass():
    load()
    assert "R14" not in rules_open(swedish())


def test_another_version_is_not_compared_but_is_called_behind():
    other = swedish()
    moved = good_aid()["comparisons"]
    moved[0]["arms"][0]["figure"]["events"] += 1
    english = load(version="2", comparisons=moved)
    assert "R14" not in rules_open(english)
    said = queries.due(date(2026, 6, 1))
    assert {pk: why[-1] for pk, why in said.items()} == {
        other.pk: "The page in English has another version number by now."
    }


def test_a_language_that_the_program_does_not_speak_is_not_approved():
    assert "own-sentences" in rules_open(swedish())
    assert "own-sentences" not in rules_open(load())


def test_readers_get_their_language_else_one_like_it_else_english():
    english, other = load(), swedish()

    def read(language):
        return queries.to_read("cold-toes", language, staff=True)

    assert [read(one) for one in ("sv", "sv-FI", "en-GB", "ar")] == [other, other, english, english]
    assert [one.version for one in queries.listed("sv", staff=True)] == [other]
    assert [one.version for one in queries.listed("ar", staff=True)] == [english]
    assert queries.beside(english, staff=True) == [other]


def test_with_real_people_a_language_that_nobody_approved_gives_way_to_english():
    english = load()
    swedish()
    as_approved(english.pk)
    assert queries.to_read("cold-toes", "sv", staff=False) == english
    assert queries.beside(english, staff=False) == []


def test_the_page_says_that_it_is_in_another_language_and_leads_to_the_others(family):
    load()
    swedish()
    nurse = signed_in(family.nurse)
    page = nurse.get("/aids/cold-toes/?language=ar").content.decode()
    assert "You see it in English." in page
    assert 'hreflang="sv"' in page
    assert "You see it in" not in nurse.get("/aids/cold-toes/").content.decode()
    other = nurse.get("/aids/cold-toes/?language=sv").content.decode()
    assert "Vad kan jag" in other
    assert "We do not speak this language yet." in other


def test_sentences_about_numbers_are_in_the_language_of_the_aid_where_the_program_speaks_it(settings):
    settings.LANGUAGES = [("en", "English"), ("sv", "Svenska")]
    assert queries.sentences_in("sv") == "sv"
    assert queries.sentences_in("fi") == "en"
    assert queries.sentences_in("en") == "en"


def test_the_document_that_is_kept_is_the_translated_one():
    document = from_content(swedish().content)
    assert isinstance(document, AidDocument)
    assert (document.language, document.title) == ("sv", TITLE)


def begun_by(family, version: AidVersion) -> Choice:
    with record_of(family.patient.pk, by=family.doctor, purpose="start a choice") as visit:
        return open_choice(aid=version, by=visit)


def of_language(family, code: str) -> None:
    with work_of("demonstration", purpose="a language for a test"):
        Person.objects.filter(pk=family.rosa.pk).update(language=code)


def test_a_choice_is_begun_in_the_patients_language_once_the_board_approved_it(family):
    english, other = load(), swedish()
    of_language(family, "sv-FI")
    as_approved(english.pk)
    assert begun_by(family, english).aid == english
    as_approved(other.pk)
    # What was begun in English stays where it is; for somebody who begins now it is in their language.
    assert begun_by(family, english).aid == english
    assert [one.pk for one in queries.to_begin_in("sv-FI")] == [other.pk]
    assert queries.begun_in(english, "sv-FI") == other


def test_a_choice_begun_in_english_for_somebody_of_another_language_says_so(family):
    english, other = load(), swedish()
    as_approved(english.pk)
    as_approved(other.pk)
    of_language(family, "ar")
    choice = begun_by(family, other)
    assert choice.aid == english
    address = reverse("decisions:choice", args=[family.patient.pk, choice.pk])
    assert "You see it in English." in signed_in(family.doctor).get(address).content.decode()


def test_a_choice_that_was_begun_in_one_language_is_not_offered_in_another(family):
    english, other = load(), swedish()
    as_approved(english.pk)
    as_approved(other.pk)
    begun_by(family, english)
    with record_of(family.patient.pk, by=family.doctor, purpose="see the choices") as visit:
        assert aids_to_open(visit) == []
