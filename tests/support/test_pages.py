"""The support pages over HTTP: the right person, the wrong one, off, wrong, twice, and in plain words."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client

from alongside.plain.reading.measure import measure
from alongside.support.models import Kind, PatientAnswers
from alongside.support.queries import spans
from alongside.support.safety import WatchedHours
from tests.support.asking import CALM, DANGER, HIGH, client_of, inside, switched_on, typed

NOTICE = [
    "Nurse Berg and your care team can see what you write.",
    "we must tell Nurse Berg",
    "Nobody watches this page all the time.",
    "Monday, 8:00 to 16:00; Thursday, 9:00 to 12:30",
    "988",
]


def text_of(answer):
    body = re.sub(r"<script.*?</script>|<[^>]+>", " ", answer.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", unescape(body)).replace(" .", ".").replace("( ", "(").replace(" )", ")")


def page(family, rest=""):
    return f"/people/{family.patient.pk}/support/{rest}"


@pytest.mark.parametrize("who", ["rosa", "doctor", "nurse"])
@pytest.mark.parametrize("on", [True, False])
def test_those_who_belong_see_the_page(family, who, on):
    if on:
        switched_on(family)
    answer = client_of(family, who).get(page(family))
    assert answer.status_code == 200
    assert ("Go to the questions" in text_of(answer)) is on


def test_switched_off_the_team_reads_what_is_missing_and_the_patient_whom_to_tell(family):
    team, own = (text_of(client_of(family, who).get(page(family))) for who in ("doctor", "rosa"))
    assert "Name the person who reads the answers and acts on them." in team
    assert "Name the person" not in own
    assert "If you are worried or sad, tell a nurse." in own


@pytest.mark.parametrize("rest", ["", "questions"])
@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
def test_others_see_the_same_bytes_as_for_a_page_that_does_not_exist(family, who, rest):
    switched_on(family)
    client = client_of(family, who)
    refused, nothing = client.get(page(family, rest)), client.get("/there-is-no-such-page")
    guessed = client.get(f"/people/{uuid4()}/support/{rest}")
    assert (refused.status_code, refused.content) == (404, nothing.content)
    assert guessed.content == nothing.content


def test_the_daughter_is_sent_to_a_page_of_her_own(family):
    switched_on(family)
    client = client_of(family, "daughter")
    answer = client.get(page(family))
    assert (answer.status_code, answer.url) == (302, "/my-support/")
    assert client.get(page(family, "questions")).status_code == 409
    assert "Only you can see it." in text_of(client.get("/my-support/"))


@pytest.mark.parametrize("sentence", NOTICE)
def test_before_the_first_question_it_is_said_who_sees_it_and_that_nobody_watches(family, sentence):
    switched_on(family)
    shown = text_of(client_of(family, "rosa").get(page(family, "questions")))
    assert sentence in shown
    assert shown.index(sentence) < shown.index("Feeling nervous, anxious or on edge")


def test_the_relatives_page_says_before_the_first_question_that_nobody_sees_it(family):
    unit = switched_on(family).unit
    shown = text_of(client_of(family, "daughter").get(f"/my-support/{unit.pk}/"))
    assert shown.index("Only you can see what you write here.") < shown.index("Feeling nervous")
    assert shown.index("Nobody watches this page all the time.") < shown.index("Feeling nervous")


def test_the_instrument_stands_with_its_notice(family):
    switched_on(family)
    shown = text_of(client_of(family, "rosa").get(page(family, "questions")))
    assert "Developed by Drs. Spitzer, Williams, Kroenke and colleagues" in shown


@pytest.mark.parametrize(
    ("said", "sentence", "asks"),
    [
        (CALM, "Thank you for telling us", False),
        (HIGH, "Shall we tell someone now?", True),
        (DANGER, "We read that you may be in danger", False),
    ],
)
def test_what_comes_right_after_answering(family, said, sentence, asks):
    switched_on(family)
    answer = client_of(family, "rosa").post(page(family, "questions"), typed(said), follow=True)
    shown = text_of(answer)
    assert sentence in shown
    assert ("Yes, tell someone now" in shown) is asks
    assert ("Call 988" in shown) is (said is not CALM)


def test_tell_someone_now_is_one_press(family):
    switched_on(family)
    client = client_of(family, "rosa")
    client.post(page(family, "questions"), typed(HIGH))
    answer = client.post(page(family, "ask"), typed({"kind": "someone-now"}), follow=True)
    assert "Someone to talk to now – asked for" in text_of(answer)
    shown = text_of(client_of(family, "nurse").get(page(family)))
    assert "Someone to talk to now – asked for" in shown


def test_the_team_reads_the_score_and_that_it_is_no_diagnosis(family):
    switched_on(family)
    client_of(family, "rosa").post(page(family, "questions"), typed(HIGH))
    team, own = (text_of(client_of(family, who).get(page(family))) for who in ("doctor", "rosa"))
    assert "PHQ-4: 6 of 12 (moderate); anxiety 5 of 6, depression 1 of 6." in team
    assert "not a diagnosis" in team
    assert "PHQ-4" not in own
    assert "moderate" not in own


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({**CALM, "down": None}, "Answer this one too, or leave all four out."),
        ({}, "Choose or write at least one thing. Or go back."),
    ],
)
def test_a_form_with_a_mistake_comes_back_with_what_was_chosen(family, said, sentence):
    switched_on(family)
    answer = client_of(family, "rosa").post(page(family, "questions"), typed(said))
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    if said:
        assert 'name="worrying" value="1" checked' in answer.content.decode()


def test_a_doubled_click_answers_once(family):
    switched_on(family)
    client, said = client_of(family, "rosa"), typed(CALM)
    assert [client.post(page(family, "questions"), said).status_code for _ in range(2)] == [302, 302]
    with inside(family, "rosa"):
        assert PatientAnswers.objects.count() == 1


@pytest.mark.parametrize(
    ("who", "deed", "stands"),
    [
        ("nurse", "taken", "somebody sees to it (Nurse Berg)"),
        ("nurse", "done", "done (Nurse Berg)"),
        ("rosa", "take-back", "taken back"),
    ],
)
def test_a_request_is_taken_done_or_taken_back(family, who, deed, stands):
    switched_on(family)
    client_of(family, "rosa").post(page(family, "ask"), typed({"kind": Kind.CHAPLAIN.value}))
    wanted = request_id(family)
    answer = client_of(family, who).post(page(family, f"requests/{wanted}/{deed}"), follow=True)
    assert f"A chaplain – {stands}" in text_of(answer)


def request_id(family):
    from alongside.support.models import PatientRequest

    with inside(family, "rosa"):
        return PatientRequest.objects.get().pk


def test_the_relative_answers_asks_and_takes_back(family):
    unit = switched_on(family).unit
    client = client_of(family, "daughter")
    shown = text_of(client.post(f"/my-support/{unit.pk}/", typed(HIGH), follow=True))
    assert "Shall we tell someone now?" in shown
    said = typed({"kind": "someone-now", "where": "Room 4"})
    shown = text_of(client.post(f"/my-support/{unit.pk}/ask", said, follow=True))
    assert "Someone to talk to now – asked for" in shown
    owner = text_of(client_of(family, "nurse").get("/my-support/asked-of-me"))
    assert "Dora" in owner
    assert "Room 4" in owner
    assert "Nobody waits for you" in text_of(client_of(family, "doctor").get("/my-support/asked-of-me"))


def test_a_relatives_answers_are_on_no_page_of_the_patient(family):
    unit = switched_on(family).unit
    words = "My own secret words."
    client_of(family, "daughter").post(f"/my-support/{unit.pk}/", typed({"worry": 9, "words": words}))
    for who in ("rosa", "doctor", "nurse"):
        for address in (page(family), "/", "/my-support/", "/my-support/asked-of-me"):
            assert words not in text_of(client_of(family, who).get(address))
    assert words in text_of(client_of(family, "daughter").get("/my-support/"))


def test_after_a_death_the_page_has_other_words(family):
    from datetime import timedelta

    from django.utils import timezone

    from alongside.patients.actions import record_death

    switched_on(family)
    with inside(family, "doctor") as visit:
        record_death(died_at=timezone.now() - timedelta(hours=1), by=visit)
    shown = text_of(client_of(family, "nurse").get(page(family)))
    assert "Nothing more is asked here." in shown
    assert "Offer help in grief, in person" in shown
    assert "Go to the questions" not in shown


@pytest.mark.parametrize(
    ("said", "sentence"), [(HIGH, "This score is high"), (DANGER, "Rosa may be in danger")]
)
def test_the_nurse_who_writes_it_down_is_told_what_to_do(family, said, sentence):
    switched_on(family)
    client = client_of(family, "nurse")
    assert "Read this out first:" in text_of(client.get(page(family, "questions")))
    shown = text_of(client.post(page(family, "questions"), typed(said, confirmed="heard"), follow=True))
    assert sentence in shown


def test_a_patient_finds_the_page_of_their_record_from_the_page_of_their_own(family):
    assert page(family) in client_of(family, "rosa").get("/my-support/").content.decode()
    others = client_of(family, "brother").get("/my-support/").content.decode()
    assert "/support/" not in others.replace("/my-support/", "")


def test_days_with_the_same_hours_are_told_as_one():
    week = [WatchedHours(day, 480, 960) for day in (0, 1, 2, 4)] + [WatchedHours(2, 1000, 1060)]
    assert spans(week) == (
        "Monday to Wednesday, 8:00 to 16:00",
        "Wednesday, 16:40 to 17:40",
        "Friday, 8:00 to 16:00",
    )


def test_without_sign_in_one_is_sent_to_it(family):
    for address in (page(family), "/my-support/", "/my-support/asked-of-me"):
        answer = Client().get(address)
        assert (answer.status_code, answer.url.startswith("/sign-in/")) == (302, True)


EXCUSED = ("Nurse Berg", "Heart clinic", "chaplain", "interpreter", "social worker")


@pytest.mark.parametrize("place", ["own page", "questions", "help", "safety", "relative"])
def test_the_words_are_at_or_below_fifth_grade(family, place):
    unit = switched_on(family).unit
    client = client_of(family, "daughter" if place == "relative" else "rosa")
    answers = {
        "own page": lambda: client.get(page(family)),
        "questions": lambda: client.get(page(family, "questions")),
        "help": lambda: client.post(page(family, "questions"), typed(HIGH), follow=True),
        "safety": lambda: client.post(page(family, "questions"), typed(DANGER), follow=True),
        "relative": lambda: client.get(f"/my-support/{unit.pk}/"),
    }
    body = answers[place]().content.decode()
    main = re.search(r"<main.*?</main>", body, re.S).group()
    main = re.sub(r'<div lang="en">.*?</div>\s*(?=<fieldset class="field scale")', "", main, flags=re.S)
    sentences = re.findall(r"<(?:p|li|h1|h2)[^>]*>(.*?)</(?:p|li|h1|h2)>", main, re.S)
    words = " ".join(unescape(re.sub(r"<[^>]+>", "", one)).strip() for one in sentences)
    assert measure(words, "en", EXCUSED).grade <= 5
