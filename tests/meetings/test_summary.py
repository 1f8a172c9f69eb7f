"""The plain summary: our sentences are plain whatever happened; people's words are kept as they were said."""

from dataclasses import replace

import pytest

from alongside.meetings.summary import Quoted, Told, is_plain, reading_of, sections_of

HARD = (
    "Haemodynamic instability necessitates continued vasopressor administration notwithstanding comorbidity."
)
TOLD = Told(
    called="Rosa",
    met="Monday 23 November, 14:00",
    there=("Dora", "Dr. Okafor", "Nurse Berg"),
    outcome=("Your heart is weak.", "A pump helps it.", "We look at it again on Friday."),
    said=(Quoted("", "She loves to sing.", "Dora"),),
    asked=((Quoted("", "Can she hear me?", "Dora"), None),),
    agreed=(Quoted("", "We try it until Friday.", "Dr. Okafor"),),
    todos=(("Call the chaplain", "Nurse Berg", "24 November"),),
    still_unclear=("What the pump does",),
    next_meeting="",
    next_by="Monday 30 November, 14:00",
)
VARIANTS = [
    TOLD,
    replace(TOLD, next_meeting="Friday 27 November, 10:00"),
    replace(TOLD, next_by="", there=(), asked=(), agreed=(), todos=(), still_unclear=()),
    replace(TOLD, met="Wednesday 30 September, 09:15", there=tuple(f"Person {n}" for n in range(12))),
]


@pytest.mark.parametrize("told", VARIANTS)
def test_our_own_sentences_are_at_or_below_fifth_grade(told):
    assert is_plain(reading_of(sections_of(told), ["Rosa"]))


def test_hard_words_of_people_are_quoted_and_not_measured():
    told = replace(TOLD, said=(Quoted("", HARD, "Dora"),))
    assert is_plain(reading_of(sections_of(told), ["Rosa"]))
    assert HARD in [quote.words for section in sections_of(told) for quote in section.quotes]


def test_one_hard_sentence_of_ours_does_not_hide_among_easy_ones():
    told = replace(TOLD, outcome=(HARD,))
    assert not is_plain(reading_of(sections_of(told), ["Rosa"]))


def test_a_question_without_an_answer_is_called_open():
    sentences = [sentence for section in sections_of(TOLD) for sentence in section.sentences]
    assert "Some of this is still open. We will come back to it." in sentences


def test_parts_in_which_nothing_stands_are_left_out():
    empty = replace(TOLD, outcome=(), said=(), asked=(), agreed=(), todos=(), still_unclear=())
    assert [section.title for section in sections_of(empty)] == ["We met", "What comes next"]
