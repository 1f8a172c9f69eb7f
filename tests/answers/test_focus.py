"""The question inside a message: what asks, what it leans on, what a person says of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.answers.focus import focus_of, focused_scorer
from alongside.answers.question import LONGEST
from alongside.answers.words import content_stems

ASKED = [
    (
        "My sister moved here in May and we go swimming each week. Does swimming help with asthma?",
        "Does swimming help with asthma?",
    ),
    (
        "We have had a hard winter. I was wondering if anyone knows a cream for chilblains. My dog is old.",
        "I was wondering if anyone knows a cream for chilblains.",
    ),
    (
        "I work at night. I would like to know how gout and cherries go together. I have tried cherries.",
        "I would like to know how gout and cherries go together.",
    ),
    ("We went to the sea. The doctor spoke of a stent", "The doctor spoke of a stent"),
    ("Trabajo de noche. ¿Qué es la gota? Vivo en Lima.", "¿Qué es la gota?"),
]


@pytest.mark.parametrize(("message", "asked"), ASKED)
def test_the_sentence_that_asks_is_taken_out_of_the_story_around_it(message, asked):
    assert focus_of(message).asks == asked


def test_a_single_sentence_is_taken_whole():
    question = "What is the rationale for establishing a collaborative partnership with the patient?"
    assert focus_of(question).asks == question
    assert focus_of(question).questions == (question,)


def test_a_question_that_points_back_takes_the_sentence_before_it():
    focus = focus_of("I am well. My dentist gave me clindamycin for a tooth. Is that safe?")
    assert focus.asks == "My dentist gave me clindamycin for a tooth. Is that safe?"


def test_what_people_say_they_have_or_take_stays_the_subject():
    focus = focus_of("I have lupus. I take warfarin, and I garden. I am pregnant. Can ginger thin my blood?")
    assert focus.asks == "Can ginger thin my blood?"
    assert {"lupus", "warfarin", "pregnant"} <= focus.subject
    assert "garden" not in focus.subject


def test_a_short_first_line_names_the_subject():
    assert "chilblain" in focus_of("Chilblains. How long do they last?").asks.lower()
    assert (
        set(content_stems("Bell's palsy")) <= focus_of("Bell's palsy. Which drops soothe dry eyes?").subject
    )


def test_each_question_of_several_is_weighed_by_its_own_words():
    focus = focus_of("What causes gout? Which foods raise uric acid?")
    gout, foods = focus.weights(lambda stem: 1.0)
    assert gout("gout") == foods("uric") == 1.0
    assert gout("uric") < 1.0
    assert foods("gout") < 1.0


def test_the_story_hardly_changes_how_well_a_sentence_answers():
    score = focused_scorer(lambda stem: 1.0)
    answer = ["Gout is treated with allopurinol."]
    (bare,) = score("How is gout treated with allopurinol?", answer)
    (told,) = score("My uncle sails boats near Cork each May. How is gout treated with allopurinol?", answer)
    assert told > 0.8 * bare


def test_words_carried_from_a_thread_stay_with_the_question():
    assert focus_of("Does it help? (time-limited trial)").asks == "Does it help? (time-limited trial)"


@given(st.text(max_size=LONGEST))
def test_any_text_has_a_focus_made_of_its_own_words_only(text):
    focus = focus_of(text)
    assert set(content_stems(focus.asks)) | focus.subject <= set(content_stems(text)) | set(
        content_stems(text.replace(".", " . "))
    )
    assert bool(focus.questions) == bool(text.strip())


def test_what_was_not_asked_can_be_asked_by_itself():
    swimming, gout = "Does swimming help with asthma?", "Do cherries help with gout?"
    assert focus_of(f"We walked home. {swimming} {gout}").others == (swimming, gout, "We walked home.")
    assert focus_of(swimming).others == ()
