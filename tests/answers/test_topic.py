"""An approved answer is used again only where everything that matters is exactly the same."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.answers.topic import same_topic, topic_of, unmentioned


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Should I take warfarin for atrial fibrillation?", "Is coumadin good for AFib?"),
        ("Do decision aids help patients?", "Does a decision aid help people?"),
        ("What are the benefits of statins?", "What is the benefit of a statin?"),
    ],
)
def test_the_same_question_in_other_words_has_the_same_key(one: str, other: str) -> None:
    assert same_topic(topic_of(one), topic_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "What are the benefits of warfarin in atrial fibrillation?",
            "What are the benefits of apixaban in atrial fibrillation?",
        ),
        ("Treatment of type 1 diabetes", "Treatment of type 2 diabetes"),
        ("Asthma treatment in children", "Asthma treatment in adults"),
        ("Statin for a 45 year old", "Statin for a 78 year old"),
        ("Depression treatment", "Depression treatment in pregnancy"),
        ("Stroke risk with anticoagulant", "Stroke risk without anticoagulant"),
        ("Should I treat prostate cancer?", "Should I not treat prostate cancer?"),
        ("What causes glaucoma?", "What causes uveitis?"),
        ("Pneumonia in the ICU", "Pneumonia in primary care"),
        ("Hello?", "Goodness?"),
    ],
)
def test_a_difference_that_matters_keeps_an_answer_from_being_used_again(one: str, other: str) -> None:
    assert not same_topic(topic_of(one), topic_of(other))


def test_a_question_about_nothing_known_never_takes_an_approved_answer() -> None:
    assert not same_topic(topic_of("what is it"), topic_of("what is it"))


def test_a_narrow_condition_takes_the_place_of_its_general_name() -> None:
    assert topic_of("type 2 diabetes and insulin").conditions == frozenset({"type 2 diabetes"})


def test_a_condition_that_no_text_names_is_told() -> None:
    key = topic_of("warfarin for atrial fibrillation")
    assert unmentioned(key, ["AFib raises the risk of stroke."]) == frozenset({"warfarin"})
    assert unmentioned(key, ["AFib and coumadin"]) == frozenset()


@given(st.text(max_size=200))
@settings(deadline=None)
def test_a_key_equals_itself_and_reading_never_fails(text: str) -> None:
    assert topic_of(text) == topic_of(text)
