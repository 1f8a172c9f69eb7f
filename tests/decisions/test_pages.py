"""The pages of a choice over HTTP: right person, wrong person, empty, error, twice, at the same time."""

from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from alongside.decisions import queries
from alongside.decisions.forms import whose_words
from alongside.decisions.note_kinds import kind_of
from alongside.patients.doors import record_of
from alongside.people.middleware import LAST_SEEN
from alongside.people.models import Account
from tests.board import as_approved
from tests.talks import a_choice, a_talk

PAGES = ["", "what-matters", "role", "talk", "ending", "questions", "explaining", "again"]
NOTE_PAGES = ["note", "note/sign"]


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


def seen(family, choice):
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        return queries.talk(visit, choice.pk)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse"])
@pytest.mark.parametrize("filled", [False, True])
def test_those_who_belong_see_every_page(family, as_person, who, page, filled):
    started = (a_talk if filled else a_choice)(family)
    answer = as_person(who).get(started.address + page)
    assert answer.status_code == 200
    assert "You are looking at:" in answer.content.decode()


@pytest.mark.parametrize("page", [*PAGES, *NOTE_PAGES])
@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_others_see_the_same_bytes_as_for_a_page_that_does_not_exist(family, as_person, who, page):
    started = a_talk(family)
    client = as_person(who)
    nothing = client.get("/there-is-no-such-page")
    refused = client.get(started.address + page)
    guessed = client.get(f"/people/{uuid4()}/choices/{uuid4()}/{page}")
    assert [refused.status_code, guessed.status_code] == [404, 404]
    assert refused.content == guessed.content == nothing.content


def test_a_choice_of_another_patient_is_not_reached_through_ones_own_record(family, as_person):
    started = a_choice(family)
    mine = f"/people/{family.other.pk}/choices/{started.choice.pk}/"
    assert as_person("other_patient").get(mine).status_code == 404


@pytest.mark.parametrize("page", NOTE_PAGES)
def test_the_note_is_the_teams_to_write(family, as_person, page):
    started = a_talk(family)
    assert as_person("doctor").get(started.address + page).status_code == 200
    answer = as_person("rosa").get(started.address + page)
    assert answer.status_code == 409
    assert "Only a clinician of the care team can write the note." in answer.content.decode()


def test_without_sign_in_one_is_sent_to_it_and_comes_back(family):
    started = a_choice(family)
    answer = Client().get(started.address)
    assert answer.status_code == 302
    assert answer.url.startswith("/sign-in/?next=%2Fpeople%2F")


def test_the_clinician_sees_what_is_open_and_the_patient_does_not(family, as_person):
    started = a_choice(family)
    client = as_person("doctor")
    said = {"request_key": str(uuid4()), "option": "doac", "reason": "It is best."}
    client.post(started.address + "talk/advice", said)
    sentence = "What matters to Rosa is not written yet."
    assert sentence in client.get(started.address + "talk").content.decode()
    assert sentence not in as_person("rosa").get(started.address + "talk").content.decode()


def test_a_reason_closes_a_prompt(family, as_person):
    started = a_choice(family)
    client = as_person("doctor")
    client.post(
        started.address + "talk/advice",
        {"request_key": str(uuid4()), "option": "doac", "reason": "It is best."},
    )
    address = started.address + "talk/open/what-matters-not-written"
    answer = client.post(address, {"request_key": str(uuid4()), "reason": "emergency"}, follow=True)
    page = answer.content.decode()
    still_open, rests = page.split("What rests, and why")
    assert "What matters to Rosa is not written yet." not in still_open
    assert "What matters to Rosa is not written yet. <strong>It was an emergency.</strong>" in rests


def test_a_doubled_click_changes_nothing(family, as_person):
    started = a_choice(family)
    said = {"request_key": str(uuid4()), "option": "", "words": "I am afraid of needles."}
    client = as_person("rosa")
    answers = [client.post(started.address + "talk/view", said).status_code for _ in range(2)]
    assert answers == [302, 302]
    assert [view.words for view in seen(family, started.choice).views] == ["I am afraid of needles."]


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(family, as_person):
    started = a_choice(family)
    said = {"request_key": str(uuid4()), "kind": "agreed", "reason": "I trust you.", "next_step": ""}
    answer = as_person("rosa").post(started.address + "ending", said)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "I trust you." in page
    assert "Write what happens next." in page
    assert "Say which choice it is." in page
    assert page.index("Please look at this again") < page.index("I trust you.")
    assert "<title>Error:" in page


def test_saying_nothing_is_told_kindly(family, as_person):
    started = a_choice(family)
    answer = as_person("rosa").post(started.address + "what-matters", {"request_key": str(uuid4())})
    assert answer.status_code == 422
    assert "Choose a number for at least one thing, or write some words." in answer.content.decode()


def test_two_people_editing_at_once_get_a_page_with_both_texts_and_lose_nothing(family, as_person):
    started = a_talk(family)
    address = started.address + "note"
    doctor, nurse = as_person("doctor"), as_person("nurse")
    doctor.get(address)
    nurse.get(address)
    words = dict.fromkeys(queries_sections(), "as it was") | {"kind": "clinic", "shown": "clinic"}
    first = nurse.post(
        address, words | {"matter": "Nurse's words", "revision": 1, "request_key": str(uuid4())}
    )
    second = doctor.post(
        address, words | {"matter": "Doctor's words", "revision": 1, "request_key": str(uuid4())}
    )
    page = second.content.decode()
    assert (first.status_code, second.status_code) == (302, 409)
    assert "Nurse&#39;s words" in page
    assert "Doctor&#39;s words" in page
    assert "Nurse Berg" in page
    third = doctor.post(address, words | {"matter": "Both words", "revision": 2, "request_key": str(uuid4())})
    assert third.status_code == 302


def queries_sections() -> list[str]:
    return [section.name for section in kind_of("clinic").sections]


def test_a_session_that_ends_in_the_middle_keeps_what_was_typed(family, as_person):
    started = a_choice(family)
    client = as_person("rosa")
    session = client.session
    session[LAST_SEEN] = int(timezone.now().timestamp()) - 31 * 60
    session.save()
    said = {"request_key": str(uuid4()), "words": "I want to see my garden.", "matters-stroke": "9"}
    answer = client.post(started.address + "what-matters", said)
    assert answer.status_code == 302
    assert "why=kept" in answer.url
    assert "garden" not in answer.url
    assert seen(family, started.choice).own_words == ()
    again = as_person("rosa").get(started.address + "what-matters").content.decode()
    assert "I want to see my garden." in again
    assert "Here is what you wrote before. It is not saved yet." in again
    assert 'value="9" checked' in again
    assert "garden" not in as_person("rosa").get(started.address + "what-matters").content.decode()


def test_what_one_person_typed_is_never_handed_to_another(family, as_person):
    started = a_choice(family)
    client = as_person("rosa")
    session = client.session
    session[LAST_SEEN] = int(timezone.now().timestamp()) - 31 * 60
    session.save()
    client.post(started.address + "what-matters", {"request_key": str(uuid4()), "words": "Only mine."})
    assert "Only mine." not in as_person("doctor").get(started.address + "what-matters").content.decode()


def test_an_answer_to_a_request_for_a_part_is_the_part(family, as_person):
    started = a_choice(family)
    client = as_person("rosa")
    said = {"request_key": str(uuid4()), "option": "", "words": "Hm."}
    part = client.post(started.address + "talk/view", said, headers={"HX-Request": "true"}).content.decode()
    assert part.lstrip().startswith('<div id="conversation"')
    assert "<html" not in part


def test_a_score_that_does_not_exist_is_said_and_the_page_still_shown(family, as_person):
    started = a_choice(family)
    answer = as_person("rosa").get(started.address + "?stratum=eleven")
    assert answer.status_code == 422
    assert "This is not one of the answers." in answer.content.decode()


def test_pages_are_kept_by_no_cache_and_carry_a_strict_policy(family, as_person):
    started = a_choice(family)
    answer = as_person("rosa").get(started.address)
    assert answer["Cache-Control"] == "no-store"
    assert "script-src 'self';" in answer["Content-Security-Policy"]
    assert "unsafe" not in answer["Content-Security-Policy"]


def test_a_form_from_another_site_is_refused(family, as_person):
    started = a_choice(family)
    said = {"request_key": str(uuid4()), "option": "", "words": "Hm."}
    answer = as_person("rosa").post(
        started.address + "talk/view", said, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 403
    assert seen(family, started.choice).views == ()


@pytest.mark.parametrize("count", [1, 3])
def test_the_choices_page_asks_as_often_for_three_as_for_one(
    family, as_person, count, django_assert_num_queries
):
    from alongside.aids.actions import load_aid
    from alongside.decisions import actions

    started = a_choice(family)
    for number in range(count - 1):
        text = started.choice.aid.original.replace("slug: atrial-fibrillation", f"slug: aid-{number}", 1)
        aid = load_aid(text=text, by=None).version
        as_approved(aid.pk)
        with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
            actions.open_choice(aid=aid, by=visit)
    client = as_person("doctor")
    client.get("/")
    with django_assert_num_queries(35, exact=False):
        client.get(f"/people/{family.patient.pk}/choices/")


def test_nobody_is_taken_for_the_speaker_before_somebody_is_chosen(family):
    two, one = (whose_words("Who?", people) for people in ([family.rosa, family.daughter], [family.rosa]))
    assert [[value for value, _name in field.choices] for field in (two, one)] == [
        ["", str(family.rosa.pk), str(family.daughter.pk)],
        [str(family.rosa.pk)],
    ]
    with pytest.raises(ValidationError, match="Say whose words these are"):
        two.clean("")
