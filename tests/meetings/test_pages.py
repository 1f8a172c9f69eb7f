"""The pages about meetings over HTTP: right person, wrong person, empty, mistaken, twice."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from alongside.meetings.queries import meetings as found
from alongside.meetings.queries import talking as told
from alongside.patients.doors import record_of
from alongside.people.models import Account
from tests.meetings.stories import a_talk_going_on, an_offer, in_record, intensive_care

PAGES = ["", "rounds", "free-times"]
ONE = ["", "talk"]
LEAD = ["move", "cancel", "missed"]


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


@pytest.fixture
def offered(family):
    intensive_care(family)
    return an_offer(family)


def home(family) -> str:
    return f"/people/{family.patient.pk}/meetings/"


def key(prefix: str = "") -> dict[str, str]:
    return {f"{prefix}-request_key" if prefix else "request_key": str(uuid4())}


@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse", "daughter"])
@pytest.mark.parametrize("page", PAGES)
def test_those_who_belong_see_the_pages_of_the_meetings(family, offered, as_person, who, page):
    answer = as_person(who).get(home(family) + page)
    assert answer.status_code == 200
    assert "You are looking at:" in answer.content.decode()


@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse", "daughter"])
@pytest.mark.parametrize("page", ONE)
@pytest.mark.parametrize("going_on", [False, True])
def test_those_who_belong_see_the_pages_of_one_meeting(family, as_person, who, page, going_on):
    intensive_care(family)
    meeting = (a_talk_going_on if going_on else an_offer)(family)
    answer = as_person(who).get(f"{home(family)}{meeting.pk}/{page}")
    assert answer.status_code == 200


@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
@pytest.mark.parametrize(
    "page", [*PAGES, "plan", *(f"MEETING/{page}" for page in [*ONE, *LEAD, "brief", "close"])]
)
def test_others_see_the_same_bytes_as_for_a_page_that_does_not_exist(family, offered, as_person, who, page):
    client = as_person(who)
    nothing = client.get("/there-is-no-such-page")
    refused = client.get(home(family) + page.replace("MEETING", str(offered.pk)))
    assert (refused.status_code, refused.content) == (404, nothing.content)


def test_a_meeting_of_another_patient_is_not_reached_through_ones_own_record(family, offered, as_person):
    answer = as_person("other_patient").get(f"/people/{family.other.pk}/meetings/{offered.pk}/")
    assert answer.status_code == 404


@pytest.mark.parametrize("who", ["rosa", "daughter"])
@pytest.mark.parametrize("page", ["plan", *(f"MEETING/{page}" for page in [*LEAD, "brief", "close"])])
def test_planning_and_closing_are_the_teams(family, offered, as_person, who, page):
    answer = as_person(who).get(home(family) + page.replace("MEETING", str(offered.pk)))
    assert answer.status_code == 409


def test_the_nurse_sends_three_times_with_one_press_and_the_daughter_chooses_one(family, as_person):
    intensive_care(family)
    nurse = as_person("nurse")
    page = nurse.get(home(family) + "plan").content.decode()
    sent = dict(re.findall(r'name="(request_key|minutes)" value="([^"]+)"', page))
    sent |= {name: re.findall(f'name="{name}" value="([^"]+)"', page) for name in ("guests", "times")}
    sent["guests"] = re.findall(r'<input type="hidden" name="guests" value="([^"]+)"', page)
    assert len(sent["times"]) == 3
    answer = nurse.post(home(family) + "plan", sent)
    assert answer.status_code == 302
    address = answer.url
    daughter = as_person("daughter")
    page = daughter.get(address).content.decode()
    offered = re.findall(r'name="time-offered" value="([^"]+)"', page)
    assert len(offered) == 3
    daughter.post(address + "choose", key("time") | {"time-offered": offered[1]})
    page = daughter.get(address).content.decode()
    assert "Planned" in page
    calendar = daughter.get(address + "calendar.ics").content.decode()
    assert "SUMMARY:Meeting at Ward 4" in calendar
    assert "Rosa" not in calendar


def test_a_time_that_somebody_chose_before_is_told_and_nothing_changes(family, offered, as_person):
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        times = [str(one.id) for one in found.page_of(visit, offered.pk).offered]
    address = f"{home(family)}{offered.pk}/"
    first = as_person("daughter").post(address + "choose", key("time") | {"time-offered": times[0]})
    second = as_person("rosa").post(address + "choose", key("time") | {"time-offered": times[1]})
    assert (first.status_code, second.status_code) == (302, 422)
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        assert len(found.page_of(visit, offered.pk).steps) == 2


def test_a_line_is_added_without_javascript_and_twice_sent_stands_once(family, as_person):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    address = f"{home(family)}{meeting.pk}/talk/lines"
    words = key("line") | {
        "line-words": "She loves to sing.",
        "line-kind": "said",
        "line-said_by": str(family.daughter.pk),
    }
    client = as_person("nurse")
    assert [client.post(address, words).status_code for _ in range(2)] == [302, 302]
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        lines = told.lines_of(found.meeting_of(visit, meeting.pk))
    assert [(one.words, one.said_by, one.recorded_by) for one in lines] == [
        ("She loves to sing.", "Dora", "Nurse Berg")
    ]


def test_lines_of_two_people_written_at_once_both_stand(family, as_person):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    address = f"{home(family)}{meeting.pk}/talk/lines"
    for who, words in [
        ("nurse", "From the nurse"),
        ("daughter", "From the daughter"),
        ("doctor", "From the doctor"),
    ]:
        sent = key("line") | {
            "line-words": words,
            "line-kind": "said",
            "line-said_by": str(getattr(family, who).pk),
        }
        as_person(who).post(address, sent)
    page = as_person("rosa").get(f"{home(family)}{meeting.pk}/talk").content.decode()
    assert [words in page for words in ("From the nurse", "From the daughter", "From the doctor")] == [
        True
    ] * 3


def test_a_line_sent_after_the_talk_was_called_off_comes_back_with_its_words(family, as_person):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    as_person("doctor").post(f"{home(family)}{meeting.pk}/missed", key() | {"reason": "Nobody came"})
    sent = key("line") | {
        "line-words": "Please keep me",
        "line-kind": "said",
        "line-said_by": str(family.nurse.pk),
    }
    answer = as_person("nurse").post(f"{home(family)}{meeting.pk}/talk/lines", sent)
    assert answer.status_code == 422
    assert "Please keep me" in answer.content.decode()
    assert "This talk is not going on." in answer.content.decode()


@pytest.mark.parametrize("deed", ["todo", "back", "outlook"])
def test_the_patient_cannot_send_the_teams_forms(family, as_person, deed):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    path = {"todo": "to-dos", "back": "teach-back", "outlook": "outlook"}[deed]
    answer = as_person("rosa").post(f"{home(family)}{meeting.pk}/talk/{path}", key(deed))
    assert answer.status_code == 409


def test_closing_shares_a_plain_summary_and_the_next_meeting_with_the_family(family, as_person):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    address = f"{home(family)}{meeting.pk}/"
    there = [str(family.daughter.pk), str(family.doctor.pk)]
    sent = key() | {
        "outcome": "Your heart is weak.\nWe help it with a pump.",
        "next": "offer",
        "there": there,
    }
    assert as_person("doctor").post(address + "close", sent).status_code == 302
    page = as_person("daughter").get(address + "summary").content.decode()
    assert re.findall(r"<li><bdi>([^<]+)</bdi></li>", page) == ["Dora", "Dr. Okafor"]
    assert "Your heart is weak. We help it with a pump." in page
    assert "See the next meeting" in page


def test_hard_words_are_refused_at_closing_and_what_was_typed_stays(family, as_person):
    intensive_care(family)
    meeting = a_talk_going_on(family)
    address = f"{home(family)}{meeting.pk}/close"
    hard = "Haemodynamic instability necessitates continued vasopressor administration."
    client = as_person("doctor")
    answer = client.post(address, key() | {"outcome": hard, "next": "none"})
    assert answer.status_code == 422
    assert answer.content.decode().count(hard) >= 1
    assert "Some of our words are hard to read" in answer.content.decode()
    kept = key() | {"outcome": hard, "next": "none", "kept_although": "I will explain each word"}
    assert client.post(address, kept).status_code == 302


def test_the_family_says_that_it_wants_no_meeting_and_takes_it_back(family, as_person):
    intensive_care(family)
    client = as_person("daughter")
    client.post(home(family) + "wish/none", key() | {"words": "Not now."})
    assert "You told us that you do not want to meet now." in client.get(home(family)).content.decode()
    client.post(home(family) + "wish/again", key())
    assert "You told us that you do not want to meet now." not in client.get(home(family)).content.decode()


def test_the_team_writes_the_familys_wish_in_the_familys_name_and_never_in_its_own(family, as_person):
    intensive_care(family)
    nurse = as_person("nurse")
    page = nurse.get(home(family)).content.decode()
    assert "The family wants no meeting for now" in page
    assert f'<option value="{family.daughter.pk}"' in page
    assert f'<option value="{family.nurse.pk}"' not in page
    own = key() | {"said_by": str(family.nurse.pk), "confirmed": "heard"}
    assert nurse.post(home(family) + "wish/none", own).status_code == 409
    nurse.post(home(family) + "wish/none", key() | {"said_by": str(family.daughter.pk), "confirmed": "heard"})
    assert "Dora said on" in nurse.get(home(family)).content.decode()


def test_a_question_for_the_rounds_waits_until_it_is_answered(family, as_person):
    intensive_care(family)
    daughter, nurse = as_person("daughter"), as_person("nurse")
    daughter.post(home(family) + "rounds/questions", key("question") | {"question-words": "Can she hear me?"})
    page = nurse.get(home(family) + "rounds").content.decode()
    (pk,) = re.findall(r"rounds/questions/([0-9a-f-]{36})", page)
    address = f"{home(family)}rounds/questions/{pk}"
    later = key(f"q-{pk}") | {
        f"q-{pk}-kind": "carried over",
        f"q-{pk}-moment": "rounds",
        f"q-{pk}-words": "Ask the day team",
    }
    nurse.post(address, later)
    assert "Ask the day team" in daughter.get(home(family) + "rounds").content.decode()
    nurse.post(address, key(f"q-{pk}") | {f"q-{pk}-kind": "answered", f"q-{pk}-words": "Yes. Talk to her."})
    page = daughter.get(home(family) + "rounds").content.decode()
    assert "Yes. Talk to her." in page


def test_the_worklist_orders_by_who_is_owed_what(family, as_person):
    intensive_care(family)
    page = as_person("nurse").get("/meetings/").content.decode()
    assert "The family has had no meeting." in page
    assert as_person("rosa").get("/meetings/").status_code == 302


def test_numbers_about_talks_wait_for_ten_of_them(family, as_person):
    assert "Too few talks yet" in as_person("nurse").get("/meetings/how-talks-go").content.decode()
    assert as_person("rosa").get("/meetings/how-talks-go").status_code == 404


def test_a_form_with_a_mistake_comes_back_with_what_was_typed(family, offered, as_person):
    sent = key() | {"day": "", "at": "25:99", "reason": "The doctor is away"}
    answer = as_person("doctor").post(f"{home(family)}{offered.pk}/move", sent)
    assert answer.status_code == 422
    assert "The doctor is away" in answer.content.decode()
    assert "<title>Error:" in answer.content.decode()


def test_free_times_are_said_and_taken_back(family, as_person):
    intensive_care(family)
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    client = as_person("daughter")
    client.post(home(family) + "free-times", key() | {"day": tomorrow, "start": "13:00", "end": "15:00"})
    page = client.get(home(family) + "free-times").content.decode()
    (address,) = re.findall(r'action="([^"]+/take-back)"', page)
    client.post(address)
    assert "take-back" not in client.get(home(family) + "free-times").content.decode()


def test_a_free_time_that_was_taken_back_stands_in_the_form_to_be_put_back(family, as_person):
    intensive_care(family)
    tomorrow = (timezone.now() + timedelta(days=1)).date().isoformat()
    client, address = as_person("daughter"), home(family) + "free-times"
    client.post(address, key() | {"day": tomorrow, "start": "13:00", "end": "15:00"})
    (take_back,) = re.findall(r'action="([^"]+/take-back)"', client.get(address).content.decode())
    page = client.post(take_back, follow=True).content.decode()
    assert "add it to put it back" in page
    again = {
        name: re.findall(rf'name="{name}"[^>]*value="([^"]+)"', page)[0] for name in ("day", "start", "end")
    }
    assert again == {"day": tomorrow, "start": "13:00", "end": "15:00"}
    client.post(address, key() | again)
    assert "take-back" in client.get(address).content.decode()


def test_nobody_takes_back_a_time_twice_and_the_form_stays_empty_then(family, as_person):
    intensive_care(family)
    answer = as_person("daughter").post(f"{home(family)}free-times/{uuid4()}/take-back", follow=True)
    assert "add it to put it back" not in answer.content.decode()


def test_the_brief_names_what_is_open(family, as_person):
    intensive_care(family)
    meeting = an_offer(family)

    def asks(visit):
        from alongside.meetings.actions import rounds

        rounds.ask(words="Will she walk?", moment="meeting", said_by=visit.person, confirmed="", by=visit)

    in_record(family, family.daughter, asks)
    page = as_person("doctor").get(f"{home(family)}{meeting.pk}/brief").content.decode()
    assert "Will she walk?" in page
    assert "The family speaks first." in page
