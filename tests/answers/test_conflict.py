"""Sources that contradict each other are set side by side."""

import pytest

from alongside.answers.composition import Answer, AnswerSection, Claim, compose
from alongside.answers.conflict import Estimate, conflicts_in, estimates_in
from alongside.answers.direction import direction_of
from alongside.answers.question import QuestionType
from alongside.answers.selection import Place, choose
from alongside.sources.passages import sha256_of
from tests.answers.made_up import candidate, document

QUESTION = "Do lamps lower the risk of falls in owls?"


def _answer(*sentences: str) -> Answer:
    made = [document(f"Study {n}", [s], path=("Results",)) for n, s in enumerate(sentences)]
    return compose(choose([candidate(QUESTION, d) for d in made], QuestionType.INFORMATION))


@pytest.mark.parametrize(
    ("one", "other", "why"),
    [
        (
            "Lamps lowered the risk of falls in owls.",
            "Lamps increased the risk of falls in owls.",
            "These sources point in opposite directions.",
        ),
        (
            "Lamps lowered the risk of falls in owls.",
            "Lamps did not change the risk of falls in owls.",
            "One of these sources finds an effect and the other finds none.",
        ),
        (
            "Lamps and the risk of falls in owls: RR 0.60 (95% CI 0.50 to 0.70).",
            "Lamps and the risk of falls in owls: RR 0.95 (95% CI 0.85 to 1.05).",
            "These sources give different numbers for the same thing, and their intervals do not overlap.",
        ),
    ],
)
def test_two_sources_that_do_not_fit_are_both_shown(one: str, other: str, why: str) -> None:
    answer = _answer(one, other)
    (found,) = conflicts_in(answer)
    assert {found.left.text, found.right.text} == {one, other}
    assert found.why == why
    assert {c.text for c in answer.claims} == {one, other}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (
            "Lamps and the risk of falls: RR 0.60 (0.50 to 0.75).",
            "Lamps and the risk of falls: RR 0.80 (0.70 to 0.90).",
        ),
        (
            "Lamps and the risk of falls: RR 0.60 (0.50 to 0.70).",
            "Lamps and the risk of falls: OR 0.90 (0.80 to 1.00).",
        ),
        ("Lamps lowered the risk of falls in owls.", "Lamps lowered the risk of falls in barn owls."),
        (
            "Lamps lowered the risk of falls in owls.",
            "Lamps raised the price of candles on farms of owls at risk.",
        ),
    ],
)
def test_overlapping_intervals_other_measures_and_other_things_are_no_conflict(one: str, other: str) -> None:
    assert conflicts_in(_answer(one, other)) == ()


def test_two_sentences_of_one_source_are_no_conflict() -> None:
    made = document(
        "One", ["Lamps lowered the risk of falls in owls. Lamps increased the risk of falls in young owls."]
    )
    answer = compose(choose([candidate(QUESTION, made)], QuestionType.INFORMATION))
    assert conflicts_in(answer) == ()


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("The drug reduced strokes.", "down"),
        ("More people knew.", "up"),
        ("There was no difference.", "none"),
        ("It did not reduce strokes.", "none"),
        ("It reduced strokes and increased bleeding.", ""),
        ("Owls are birds.", ""),
    ],
)
def test_direction_is_read_from_the_words(text: str, direction: str) -> None:
    assert direction_of(text) == direction


def test_estimates_are_read_as_printed() -> None:
    text = "RR 2.10, 95% CI 1.66 to 2.66; odds ratio 0.82 (0.74–0.91); MD -1.5 (95% CI -2.0 to -1.0)"
    assert estimates_in(text) == (
        Estimate("rr", 2.10, 1.66, 2.66),
        Estimate("or", 0.82, 0.74, 0.91),
        Estimate("md", -1.5, -2.0, -1.0),
    )


def test_disjoint_intervals_are_seen_in_either_order() -> None:
    texts = ("Lamps and falls: RR 0.60 (0.50 to 0.70).", "Lamps and falls: RR 0.95 (0.85 to 1.05).")
    low, high = (Claim(t, t, 0, len(t), sha256_of(t), n) for n, t in enumerate(texts, 1))
    for pair in ((low, high), (high, low)):
        answer = Answer((AnswerSection(Place.BENEFITS, pair),), ())
        assert [(c.left, c.right) for c in conflicts_in(answer)] == [pair]
