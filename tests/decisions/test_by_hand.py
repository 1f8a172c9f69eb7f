"""A choice without an aid: written by hand, marked so, talked over, agreed on and noted like any other."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.decisions import actions, by_hand, queries
from alongside.decisions.drafting import first_draft
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import ByHand, ByHandKind
from alongside.decisions.note_kinds import kind_for
from alongside.patients.doors import record_of
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Account
from tests.talks import a_choice

MARK = "This was written by hand, without numbers that were checked."


def own(visit, choice):
    return {"choice": choice, "said_by": visit.person, "confirmed": "", "by": visit}


def by(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


@pytest.fixture
def knee(family):
    with by(family, "rosa") as rosa:
        choice = by_hand.open_by_hand(matter="What about my knee?", by=rosa)
        way = by_hand.add_way(words="A class", **own(rosa, choice))
        by_hand.add_reason(way=way.way, kind=ByHandKind.FOR, words="I like it.", **own(rosa, choice))
    return choice


def signed_in(family, who) -> Client:
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def address(family, choice) -> str:
    return f"/people/{family.patient.pk}/choices/{choice.pk}/"


def seen(family, choice, who="doctor"):
    with by(family, who) as visit:
        return queries.talk(visit, choice.pk)


def test_doing_nothing_for_now_is_always_one_of_the_ways(family, knee):
    options = seen(family, knee).aid.options
    assert [(one.name, one.does_nothing) for one in options] == [
        ("A class", False),
        ("Do nothing for now", True),
    ]


def test_doing_nothing_cannot_be_taken_off_the_list(family, knee):
    with by(family, "rosa") as rosa:
        nothing = ByHand.objects.get(choice=knee, way=by_hand.NOTHING)
        with pytest.raises(Refused, match="This stays"):
            by_hand.take_back(choice=knee, line=nothing.pk, by=rosa)


def test_a_line_is_taken_back_by_who_wrote_it_and_stays_in_the_record(family, knee):
    with by(family, "doctor") as doctor:
        line = ByHand.objects.get(choice=knee, kind="for")
        with pytest.raises(Refused):
            by_hand.take_back(choice=knee, line=line.pk, by=doctor)
    with by(family, "rosa") as rosa:
        by_hand.take_back(choice=knee, line=line.pk, by=rosa)
        assert by_hand.ways_of(knee, rosa)[0].reasons_for == ()
        assert ByHand.objects.filter(pk=line.pk, words="I like it.").count() == 1
        with pytest.raises(NotHere):
            by_hand.take_back(choice=knee, line=line.pk, by=rosa)


def test_a_way_that_was_talked_about_stays(family, knee):
    with by(family, "rosa") as rosa:
        way = ByHand.objects.get(choice=knee, kind="way", words="A class")
        actions.add_view(option=way.way, words="On Mondays.", **own(rosa, knee))
        with pytest.raises(Refused, match="This stays"):
            by_hand.take_back(choice=knee, line=way.pk, by=rosa)


def test_the_same_way_stands_once(family, knee):
    with by(family, "doctor") as doctor, pytest.raises(Refused, match="stands in the list already"):
        by_hand.add_way(words="a CLASS ", **own(doctor, knee))


def test_a_reason_is_about_a_way_of_this_choice(family, knee):
    with by(family, "doctor") as doctor, pytest.raises(Refused, match="from the list"):
        by_hand.add_reason(way="way-else", kind=ByHandKind.FOR, words="Good.", **own(doctor, knee))


def test_ways_are_written_by_hand_only_where_there_is_no_aid(family):
    choice = a_choice(family).choice
    with by(family, "doctor") as doctor, pytest.raises(Refused, match="has an aid"):
        by_hand.add_way(words="A class", **own(doctor, choice))


@pytest.mark.parametrize(
    ("who", "way", "reason"),
    [
        ("rosa", True, True),
        ("doctor", True, True),
        ("nurse", True, True),
        ("daughter", False, True),
    ],
)
def test_who_may_write_ways_and_reasons(family, knee, who, way, reason):
    with by(family, who) as visit:
        for allowed, write in (
            (way, lambda: by_hand.add_way(words="Rest", **own(visit, knee))),
            (
                reason,
                lambda: by_hand.add_reason(
                    way=by_hand.NOTHING, kind=ByHandKind.AGAINST, words="It hurts.", **own(visit, knee)
                ),
            ),
        ):
            if allowed:
                write()
            else:
                with pytest.raises(Refused):
                    write()


@pytest.mark.parametrize("who", ["stranger", "former", "brother", "other_patient"])
@pytest.mark.parametrize("page", ["", "talk", "questions", "explaining", "again", "ways", "reasons"])
def test_others_see_the_same_bytes_as_for_a_page_that_does_not_exist(family, knee, who, page):
    client = signed_in(family, who)
    nothing, refused = client.get("/there-is-no-such-page"), client.get(address(family, knee) + page)
    if refused.status_code == 302:  # only after this does a page open the record
        refused = client.get(refused.url)
    assert refused.status_code == 404
    assert refused.content == nothing.content


@pytest.mark.parametrize("page", ["", "talk"])
@pytest.mark.parametrize("who", ["rosa", "doctor", "daughter"])
def test_every_page_says_that_no_number_was_checked(family, knee, who, page):
    answer = signed_in(family, who).get(address(family, knee) + page)
    assert answer.status_code == 200
    assert MARK in answer.content.decode()


def test_it_goes_through_talk_agreement_and_note(family, knee):
    way = seen(family, knee).aid.options[0].key
    with by(family, "rosa") as rosa:
        actions.say_what_matters(importances={}, words="My garden.", **own(rosa, knee))
    with by(family, "doctor") as doctor:
        actions.recommend(choice=knee, option=way, reason="It fits.", rests_on=[], by=doctor)
    with by(family, "rosa") as rosa:
        actions.end(
            kind=EndingKind.AGREED,
            option=way,
            reason="I like it.",
            next_step="First class on Monday.",
            review_on=None,
            told_of_difference=False,
            **own(rosa, knee),
        )
    answer = signed_in(family, "doctor").get(address(family, knee) + "note")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Written by hand, without numbers that were checked." in page
    assert "For “A class”: I like it." in page
    assert "advice-rests-on-nothing" not in [one.rule for one in seen(family, knee).prompts]


def test_the_draft_of_its_note_claims_no_choice_aid(family, knee):
    text = str(first_draft(seen(family, knee), kind_for("", "doctor")))
    assert "Choice aid:" not in text


def test_hard_words_of_the_team_are_told_and_those_of_the_patient_are_not_judged(family):
    hard = "Intraarticular viscosupplementation notwithstanding contraindications"
    for who, expected in (("rosa", False), ("doctor", True)):
        with by(family, who) as visit:
            choice = by_hand.open_by_hand(matter=f"A knee, {who}", by=visit)
            by_hand.add_way(words=hard, **own(visit, choice))
        assert ("words-hard" in [one.rule for one in seen(family, choice).prompts]) == expected


def test_words_in_a_language_without_a_measure_are_to_be_checked_by_somebody(family):
    with by(family, "doctor") as doctor:
        choice = by_hand.open_by_hand(matter="Jilib?", language="so", by=doctor)
    assert "words-not-measured" in [one.rule for one in seen(family, choice).prompts]


def test_a_refusal_stands_on_the_form_with_what_was_typed(family, knee):
    client = signed_in(family, "rosa")
    sent = {"request_key": str(uuid4()), "words": "A class"}
    answer = client.post(address(family, knee) + "ways", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "This stands in the list already." in page
    assert 'value="A class"' in page


def test_it_is_started_and_added_to_over_http_and_a_doubled_click_changes_nothing(family):
    client = signed_in(family, "rosa")
    start = f"/people/{family.patient.pk}/choices/by-hand"
    key = str(uuid4())
    first = client.post(start, {"request_key": key, "matter": "My knee?"})
    again = client.post(start, {"request_key": key, "matter": "My knee?"})
    assert (first.status_code, again.status_code) == (302, 302)
    with by(family, "rosa") as rosa:
        assert [line.question for line in queries.choices_of(rosa)] == ["My knee?"]
    assert client.post(start, {"request_key": str(uuid4()), "matter": ""}).status_code == 422


def test_of_two_choices_at_once_neither_shows_anything_of_the_other(family, knee):
    heart = a_choice(family).choice
    with by(family, "rosa") as rosa:
        actions.say_what_matters(importances={}, words="Only about my knee.", **own(rosa, knee))
    client = signed_in(family, "rosa")
    for page in ("", "what-matters", "role", "talk", "ending", "questions", "explaining"):
        shown = client.get(address(family, heart) + page).content.decode()
        assert "knee" not in shown, page
        assert "A class" not in shown, page
