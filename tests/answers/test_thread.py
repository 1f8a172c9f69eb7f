"""What a follow-up takes along from the thread before it."""

import pytest

from alongside.answers.pipeline import understand
from alongside.answers.thread import carried, topic_json, with_carried
from alongside.answers.topic import topic_of


def taken(before: str, then: str) -> set[str]:
    return set(carried(topic_json(topic_of(before)), understand(then)))


@pytest.mark.parametrize(
    ("before", "then", "words"),
    [
        ("Does warfarin prevent stroke?", "How long does it take?", {"warfarin", "stroke"}),
        ("Does warfarin prevent stroke?", "What about apixaban?", set()),
        ("Is aspirin safe in children with asthma?", "And paracetamol?", {"child"}),
        ("Is aspirin safe for adults?", "Is it safe for my child?", {"aspirin"}),
        ("Is aspirin safe in pregnancy?", "And paracetamol?", {"pregnancy"}),
    ],
)
def test_subject_and_population_come_along_unless_the_follow_up_names_its_own(before, then, words):
    found = taken(before, then)
    populations = topic_of(before).populations
    assert {w for w in found if w not in populations} == {w for w in words if w != "child"}
    assert bool(found & populations) == ("child" in words) or not populations


def test_what_comes_along_is_found_again_as_the_same_subject():
    before = topic_of("Does warfarin prevent stroke?")
    asked = understand("How long does it take?")
    again = with_carried(asked, carried(topic_json(before), asked))
    assert again.topic.conditions == before.conditions
    assert again.topic.medicines == before.medicines
    assert again.question.kind == asked.question.kind


def test_a_danger_is_never_looked_up_with_a_thread():
    asked = understand("I have crushing chest pain right now")
    assert with_carried(asked, ("warfarin",)) == asked
