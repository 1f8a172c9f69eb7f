"""The balance check: each failure is seen while it can be mended, and nothing else is."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.decisions.balance import (
    RULES,
    Advice,
    Conversation,
    End,
    Failure,
    Reason,
    may_close,
    open_prompts,
)
from alongside.decisions.endings import EndingKind

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NOON + timedelta(minutes=minutes)


GOOD = Conversation(
    called="Rosa",
    options=3,
    has_do_nothing=True,
    what_matters_at=at(1),
    what_matters_from_themselves=True,
    role_wanted_at=at(2),
    views_at=at(3),
    advice=Advice("doac", at(4)),
    end=End(EndingKind.AGREED, "doac", at(5), told_of_difference=False),
)
JUST_BEGUN = Conversation(called="Rosa", options=3, has_do_nothing=True)


def ids(talk: Conversation) -> list[str]:
    return [prompt.rule for prompt in open_prompts(talk)]


def test_a_good_conversation_has_nothing_open():
    assert ids(GOOD) == []


def test_a_conversation_that_has_just_begun_is_left_in_peace():
    assert ids(JUST_BEGUN) == []


CASES = [
    # what is different from the good conversation, what is open then
    ({"what_matters_at": None, "what_matters_from_themselves": False}, ["what-matters-not-written"]),
    ({"what_matters_at": at(6), "end": None}, ["advice-before-what-matters"]),
    ({"options": 1}, ["too-few-choices"]),
    ({"has_do_nothing": False}, ["too-few-choices"]),
    ({"advice": None}, ["left-without-advice"]),
    ({"advice": None, "end": None}, ["advice-not-yet-given"]),
    ({"end": End(EndingKind.AGREED, "none", at(5), told_of_difference=False)}, ["difference-not-said"]),
    ({"end": End(EndingKind.AGREED, "none", at(5), told_of_difference=True)}, []),
    ({"end": End(EndingKind.ASKED_OTHERWISE, "", at(5), told_of_difference=False)}, ["difference-not-said"]),
    ({"end": End(EndingKind.MORE_TIME, "", at(5), told_of_difference=False)}, []),
    ({"end": End(EndingKind.DECLINES_ALL, "", at(5), told_of_difference=False)}, []),
    ({"end": End(EndingKind.NOT_AGREED, "", at(5), told_of_difference=False)}, []),
    ({"end": End(EndingKind.TEAM_CHOOSES, "warfarin", at(5), told_of_difference=False)}, []),
    ({"role_wanted_at": None}, ["role-not-asked"]),
    ({"what_matters_from_themselves": False}, ["told-by-others-only"]),
    ({"what_matters_from_themselves": False, "can_choose": False}, []),
    ({"can_choose": False, "somebody_speaks": False}, ["nobody-speaks"]),
]


@pytest.mark.parametrize(("change", "expected"), CASES)
def test_one_thing_missing_opens_exactly_its_prompt(change, expected):
    assert ids(replace(GOOD, **change)) == expected


def test_every_failure_has_a_rule_that_looks_for_it():
    assert {rule.failure for rule in RULES} == set(Failure)


def test_the_names_of_the_failures_never_reach_a_sentence():
    for rule in RULES:
        said = rule.sentence.lower()
        assert not [name for name in Failure if name.value in said or name.value[:8] in said]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_each_of_its_reasons_closes_a_prompt_and_no_other_does(rule):
    assert {reason for reason in Reason if may_close(rule.id, reason)} == rule.closes


moments = st.none() | st.integers(-5, 5).map(at)
endings = st.none() | st.builds(
    End,
    st.sampled_from(EndingKind),
    st.sampled_from(["none", "doac"]),
    st.integers(-5, 5).map(at),
    st.booleans(),
)
talks = st.builds(
    Conversation,
    called=st.just("Rosa"),
    options=st.integers(0, 4),
    has_do_nothing=st.booleans(),
    what_matters_at=moments,
    what_matters_from_themselves=st.booleans(),
    role_wanted_at=moments,
    views_at=moments,
    advice=st.none() | st.builds(Advice, st.sampled_from(["none", "doac"]), st.integers(-5, 5).map(at)),
    end=endings,
)


@given(talks)
def test_asking_about_the_role_wanted_never_opens_anything(talk):
    assert set(ids(replace(talk, role_wanted_at=at(9)))) <= set(ids(talk))


@given(talks)
def test_saying_that_the_difference_was_told_never_opens_anything(talk):
    if talk.end:
        told = replace(talk, end=replace(talk.end, told_of_difference=True))
        assert set(ids(told)) <= set(ids(talk))


@given(talks, st.sets(st.sampled_from([rule.id for rule in RULES])))
def test_a_closed_prompt_stays_closed_and_closes_no_other(talk, closed):
    assert [p.rule for p in open_prompts(talk, frozenset(closed))] == [
        i for i in ids(talk) if i not in closed
    ]
