"""Explaining and saying back until it is clear; questions brought to a visit; wishes and roles over time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client

from alongside.decisions import actions, queries, telling
from alongside.decisions.drafting import first_draft
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import Confirmed, Role
from alongside.decisions.note_kinds import kind_for
from alongside.decisions.questions import ASK_WORDS, Asks
from alongside.decisions.teach_back import Next, Round, SaidBackAs, what_is_next
from alongside.partnership.actions import about as telling_about
from alongside.partnership.actions.about import Answer, Source
from alongside.partnership.profile import Voice
from alongside.patients.doors import record_of
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Account
from alongside.plain.reading.measure import measure
from tests.talks import a_choice, a_talk

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def by(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def own(visit, choice):
    return {"choice": choice, "said_by": visit.person, "confirmed": "", "by": visit}


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("explained", "rounds", "expected"),
    [
        ([], [], Next.EXPLAIN),
        ([1], [], Next.ASK),
        ([1], [(2, "gap")], Next.EXPLAIN_AGAIN),
        ([1, 3], [(2, "gap")], Next.ASK),
        ([1, 3], [(2, "gap"), (4, "gap")], Next.EXPLAIN_AGAIN),
        ([1, 3], [(2, "gap"), (4, "clear")], Next.DONE),
        ([1], [(2, "stopped")], Next.DONE),
        ([], [(2, "clear")], Next.DONE),
    ],
)
def test_it_goes_round_until_it_is_clear_or_they_stop(explained, rounds, expected):
    told = [Round(SaidBackAs(came_out), at(minute)) for minute, came_out in rounds]
    assert what_is_next([at(minute) for minute in explained], told) is expected
    assert what_is_next([at(minute) for minute in explained[::-1]], told[::-1]) is expected


def said_back(doctor, rosa, choice, came_out, *, words="It keeps clots away.", gap=""):
    return telling.say_back(
        choice=choice,
        asked="How would you say it?",
        own_words=words,
        came_out=came_out,
        gap=gap,
        said_by=rosa,
        confirmed=Confirmed.READ_BACK,
        by=doctor,
    )


def test_each_round_is_kept_and_stands_in_the_note(family):
    choice = a_choice(family).choice
    with by(family, "doctor") as doctor:
        telling.explain(choice=choice, words="With the pictures.", by=doctor)
        said_back(doctor, family.rosa, choice, SaidBackAs.GAP, words="Twice a week.", gap="How often")
        telling.explain(choice=choice, words="With a drawing.", by=doctor)
        said_back(doctor, family.rosa, choice, SaidBackAs.CLEAR, words="Twice a day.")
        talk = queries.talk(doctor, choice.pk)
        note = str(first_draft(talk, kind_for("", "doctor")))
    assert [one.came_out for one in talk.said_back] == ["gap", "clear"]
    for words in ("With a drawing.", "Rosa: “Twice a week.”", "How often", "Rosa: “Twice a day.”"):
        assert words in note


@pytest.mark.parametrize(
    ("came_out", "words", "gap", "sentence"),
    [
        (SaidBackAs.CLEAR, "", "", "Write how they said it."),
        (SaidBackAs.GAP, "Hm.", "", "Write what was not clear."),
    ],
)
def test_a_round_that_is_not_whole_is_refused_with_what_is_missing(family, came_out, words, gap, sentence):
    choice = a_choice(family).choice
    with by(family, "doctor") as doctor, pytest.raises(Refused, match=sentence):
        said_back(doctor, family.rosa, choice, came_out, words=words, gap=gap)


def test_whoever_wants_to_stop_need_say_nothing(family):
    choice = a_choice(family).choice
    with by(family, "doctor") as doctor:
        said_back(doctor, family.rosa, choice, SaidBackAs.STOPPED, words="")
        assert queries.talk(doctor, choice.pk).next_to_tell is Next.DONE


@pytest.mark.parametrize("who", ["rosa", "daughter"])
def test_only_the_team_writes_that_it_was_explained_and_answered(family, who):
    choice = a_choice(family).choice
    with by(family, "rosa") as rosa:
        (asked,) = telling.bring_questions(common=[Asks.HELP], own="", **own(rosa, choice))
    with by(family, who) as visit:
        with pytest.raises(Refused):
            telling.explain(choice=choice, words="", by=visit)
        with pytest.raises(Refused):
            said_back(visit, family.rosa, choice, SaidBackAs.CLEAR)
        with pytest.raises(Refused):
            telling.answer(choice=choice, question=asked.pk, words="Yes.", by=visit)


def test_questions_are_kept_in_their_order_and_a_common_one_waits_once(family):
    choice = a_choice(family).choice
    with by(family, "rosa") as rosa:
        telling.bring_questions(
            common=[Asks.HOW_LIKELY, Asks.HELP], own="Can I sing?\n\n Can I swim? ", **own(rosa, choice)
        )
        telling.bring_questions(common=[Asks.HELP], own="And cycle?", **own(rosa, choice))
        with pytest.raises(Refused, match="not on the list yet"):
            telling.bring_questions(common=[Asks.HELP], own=" ", **own(rosa, choice))
        told = [one.title for one in queries.talk(rosa, choice.pk).questions]
    assert told == [
        "How likely is that for me?",
        "Who can help me with this?",
        "Can I sing?",
        "Can I swim?",
        "And cycle?",
    ]


def test_what_lies_ahead_is_told_when_it_is_asked(family):
    choice = a_choice(family).choice
    with by(family, "rosa") as rosa:
        (asked,) = telling.bring_questions(common=[Asks.AHEAD], own="", **own(rosa, choice))
    with by(family, "doctor") as doctor:
        assert "outlook-not-told" in [one.rule for one in queries.talk(doctor, choice.pk).prompts]
        telling.answer(choice=choice, question=asked.pk, words="Most people live for years.", by=doctor)
        talk = queries.talk(doctor, choice.pk)
    assert "outlook-not-told" not in [one.rule for one in talk.prompts]
    assert "Most people live for years." in str(first_draft(talk, kind_for("", "doctor")))


def test_a_question_of_another_choice_is_not_answered_here(family):
    choice = a_choice(family).choice
    with by(family, "doctor") as doctor, pytest.raises(NotHere):
        telling.answer(choice=choice, question=uuid4(), words="Yes.", by=doctor)


def test_a_relative_may_bring_a_question_in_their_own_name(family):
    choice = a_choice(family).choice
    with by(family, "daughter") as daughter:
        telling.bring_questions(common=[], own="Can I help?", **own(daughter, choice))
        assert [one.said_by for one in queries.talk(daughter, choice.pk).questions] == ["Dora"]


def test_the_common_questions_are_easy_to_read():
    text = " ".join(ASK_WORDS.values())
    assert measure(text).grade <= 5.0


@pytest.fixture
def as_person(family):
    def sign_in(who: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        return client

    return sign_in


def test_over_http_rosa_brings_questions_and_the_doctor_answers(family, as_person):
    started = a_choice(family)
    rosa, doctor = as_person("rosa"), as_person("doctor")
    sent = {"request_key": str(uuid4()), "common": ["ahead"], "own": "Can I sing?"}
    assert rosa.post(started.address + "questions", sent).status_code == 302
    assert rosa.post(started.address + "questions", sent).status_code == 302
    empty = rosa.post(started.address + "questions", {"request_key": str(uuid4())})
    assert (empty.status_code, "Choose a question, or write one." in empty.content.decode()) == (422, True)
    with by(family, "doctor") as visit:
        first = queries.talk(visit, started.choice.pk).questions[0]
    assert len(queries_of(family, started)) == 2
    told = {"request_key": str(uuid4()), "words": "Years, for most."}
    answered = doctor.post(f"{started.address}questions/{first.id}", told, follow=True)
    assert "Years, for most." in answered.content.decode()
    blank = doctor.post(f"{started.address}questions/{first.id}", {"request_key": str(uuid4()), "words": ""})
    assert blank.status_code == 422


def queries_of(family, started):
    with by(family, "rosa") as rosa:
        return queries.talk(rosa, started.choice.pk).questions


def test_over_http_a_gap_without_its_words_comes_back_with_what_was_typed(family, as_person):
    started = a_choice(family)
    sent = {
        "request_key": str(uuid4()),
        "said_by": str(family.rosa.pk),
        "confirmed": "heard",
        "asked": "How?",
        "own_words": "Twice a week.",
        "came_out": "gap",
    }
    answer = as_person("doctor").post(started.address + "explaining/said-back", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Write what was not clear." in page
    assert "Twice a week." in page
    ok = as_person("doctor").post(started.address + "explaining/said-back", sent | {"gap": "How often"})
    assert ok.status_code == 302


def test_the_role_wanted_is_shown_over_time_and_asked_anew_for_a_new_matter(family, as_person):
    started = a_choice(family)
    with by(family, "rosa") as rosa:
        general = Source(rosa.person, Voice.PATIENT)
        telling_about.tell(answers=[Answer("role", "team", "You know best.")], source=general, by=rosa)
    page = as_person("rosa").get(started.address + "role").content.decode()
    assert "This is a new matter. What is wanted in this one?" in page
    assert "You know best." in page
    with by(family, "rosa") as rosa:
        for role in (Role.TOGETHER, Role.SELF):
            actions.want_role(role=role, words="", **own(rosa, started.choice))
    with by(family, "doctor") as doctor:
        talk = queries.talk(doctor, started.choice.pk)
        history = [(one.role, one.here) for one in queries.roles_over_time(doctor, talk)]
    assert talk.role.role == Role.SELF
    assert {role for role, here in history if here} == {Role.SELF, Role.TOGETHER}
    assert [role for role, here in history if not here] == [Role.TEAM]


def test_what_was_chosen_against_what_was_put_first_asks_for_more_and_never_scores(family, as_person):
    started = a_talk(family)
    with by(family, "rosa") as rosa:
        actions.end(
            kind=EndingKind.AGREED,
            option="none",
            reason="No pills.",
            next_step="See you in May.",
            review_on=None,
            told_of_difference=True,
            **own(rosa, started.choice),
        )
    page = as_person("rosa").get(started.address + "talk").content.decode()
    assert "Tell us more" in page
    assert "It can be right all the same." in page
    with by(family, "rosa") as rosa:
        actions.add_view(option="", words="I want no pills at all.", **own(rosa, started.choice))
    assert "Tell us more" not in as_person("rosa").get(started.address + "talk").content.decode()
