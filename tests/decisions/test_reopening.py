"""A choice looked at again goes on in a new one; the old one stays as it was."""

from uuid import uuid4

import pytest
from django.test import Client

from alongside.aids.actions import load_aid
from alongside.decisions import actions, by_hand, reopening, telling
from alongside.decisions.balance.reasons import Reason
from alongside.decisions.changes import what_changed
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import ByHandKind, Role
from alongside.decisions.queries import choices_of, talk
from alongside.patients.doors import record_of
from alongside.patients.rules import Refused
from alongside.people.models import Account
from tests.board import as_approved
from tests.talks import a_choice, a_talk

WHY = "My nose bleeds each week."


def by(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def own(visit, choice):
    return {"choice": choice, "said_by": visit.person, "confirmed": "", "by": visit}


@pytest.fixture
def again(family):
    """(the old one, the new one)."""
    old = a_talk(family).choice
    with by(family, "rosa") as rosa:
        return old, reopening.reopen(choice=old, because=WHY, by=rosa)


def test_the_new_one_says_why_and_leads_to_the_old_one(family, again):
    old, new = again
    with by(family, "doctor") as doctor:
        before, after = talk(doctor, new.pk).before, talk(doctor, old.pk).after
    assert (before.id, before.because, before.by) == (old.pk, WHY, "Rosa")
    assert after.id == new.pk


def test_the_new_one_starts_with_nothing_said(family, again):
    with by(family, "doctor") as doctor:
        new = talk(doctor, again[1].pk)
    assert (new.what_matters, new.views, new.advice, new.ending, new.role) == ((), (), None, None, None)


def test_the_old_one_reads_as_it_did(family):
    old = a_talk(family).choice
    with by(family, "rosa") as rosa:
        before = talk(rosa, old.pk)
        reopening.reopen(choice=old, because=WHY, by=rosa)
        now = talk(rosa, old.pk)
    kept = ("what_matters", "own_words", "views", "advice", "ending", "notes", "aid")
    assert [getattr(now, part) for part in kept] == [getattr(before, part) for part in kept]


def deeds(visit, choice):
    """Everything that adds to a talk."""
    mine = own(visit, choice)
    return {
        "matters": lambda: actions.say_what_matters(importances={}, words="More.", **mine),
        "role": lambda: actions.want_role(role=Role.SELF, words="", **mine),
        "view": lambda: actions.add_view(option="", words="Hm.", **mine),
        "advice": lambda: actions.recommend(
            choice=choice, option="doac", reason="Yes.", rests_on=[], by=visit
        ),
        "close": lambda: actions.close_prompt(
            choice=choice, rule="role-not-asked", reason=Reason.EMERGENCY, by=visit
        ),
        "baseline": lambda: actions.set_baseline(choice=choice, stratum="2", by=visit),
        "explained": lambda: telling.explain(choice=choice, words="", by=visit),
        "question": lambda: telling.bring_questions(common=[], own="Why?", **mine),
        "reopened": lambda: reopening.reopen(choice=choice, because="Once more.", by=visit),
        "end": lambda: actions.end(
            kind=EndingKind.MORE_TIME,
            option="",
            reason="Time.",
            next_step="Talk.",
            review_on=None,
            told_of_difference=False,
            **mine,
        ),
    }


def test_nothing_is_added_to_the_old_one(family, again):
    with by(family, "doctor") as doctor:
        for name, deed in deeds(doctor, again[0]).items():
            with pytest.raises(Refused, match="goes on in the newer one"):
                deed()
            assert name


def test_a_talk_that_still_goes_on_is_not_opened_again(family):
    started = a_choice(family)
    with by(family, "doctor") as doctor, pytest.raises(Refused, match="still going on"):
        reopening.reopen(choice=started.choice, because=WHY, by=doctor)


def test_it_goes_on_with_the_newest_version_of_the_aid_and_says_so(family):
    old = a_talk(family).choice
    newer = old.aid.original.replace("Should I take a blood thinner", "Should I now take a blood thinner", 1)
    as_approved(load_aid(text=newer.replace('version: "', 'version: "9', 1), by=None).version.pk)
    with by(family, "doctor") as doctor:
        new = reopening.reopen(choice=old, because=WHY, by=doctor)
        assert new.aid.number == 2
        assert talk(doctor, old.pk).aid.question.startswith("Should I take")
        assert talk(doctor, new.pk).aid.question.startswith("Should I now take")


def test_starting_from_the_aid_again_leads_to_the_newest_talk(family, again):
    with by(family, "rosa") as rosa:
        assert actions.open_choice(aid=again[1].aid, by=rosa).pk == again[1].pk


def test_what_is_new_is_told_part_by_part_and_what_was_not_said_again_is_not(family, again):
    old, new = again
    with by(family, "rosa") as rosa:
        actions.say_what_matters(importances={"stroke": 4}, words="", **own(rosa, new))
        changes = what_changed(talk(rosa, old.pk), talk(rosa, new.pk))
    assert [(one.was, one.now) for one in changes] == [("10 of 10", "4 of 10")]


def test_ways_by_hand_come_along_with_who_said_them(family):
    with by(family, "rosa") as rosa:
        choice = by_hand.open_by_hand(matter="My knee?", by=rosa)
        way = by_hand.add_way(words="A class", **own(rosa, choice))
        by_hand.add_reason(way=way.way, kind=ByHandKind.FOR, words="I like it.", **own(rosa, choice))
        actions.end(
            kind=EndingKind.DECLINES_ALL,
            option="",
            reason="Not now.",
            next_step="In May.",
            review_on=None,
            told_of_difference=False,
            **own(rosa, choice),
        )
    with by(family, "doctor") as doctor:
        new = reopening.reopen(choice=choice, because="It is May.", by=doctor)
        told = by_hand.ways_of(new, doctor)
    assert [(one.line.words, one.line.said_by) for one in told] == [
        ("A class", "Rosa"),
        ("Do nothing for now", "Rosa"),
    ]
    assert [one.words for one in told[0].reasons_for] == ["I like it."]


@pytest.mark.parametrize(("who", "may"), [("rosa", True), ("doctor", True), ("daughter", False)])
def test_who_may_open_a_choice_again(family, who, may):
    old = a_talk(family).choice
    with by(family, who) as visit:
        if may:
            assert reopening.reopen(choice=old, because=WHY, by=visit).reopens_id == old.pk
        else:
            with pytest.raises(Refused, match="Only the patient and the care team"):
                reopening.reopen(choice=old, because=WHY, by=visit)


def test_over_http_a_doubled_click_opens_one_and_both_stand_in_the_list(family):
    started = a_talk(family)
    client = Client()
    client.force_login(Account.objects.get(person=family.rosa))
    sent = {"request_key": str(uuid4()), "because": WHY}
    first, second = (client.post(started.address + "again", sent) for _ in range(2))
    assert first.url == second.url
    assert client.post(started.address + "again", {"request_key": str(uuid4())}).status_code == 422
    with by(family, "rosa") as rosa:
        assert [(line.opened_again, line.goes_on) for line in choices_of(rosa)] == [
            (True, False),
            (False, True),
        ]
    page = client.get(f"/people/{family.patient.pk}/choices/").content.decode()
    assert "As it was before" in page
    talked = client.get(first.url + "talk").content.decode()
    assert WHY.replace("'", "&#39;") in talked
