"""The founding question asked of the starter library, and the ways in which nothing is answered."""

import re
from functools import lru_cache

from alongside.answers.candidates import candidate_of
from alongside.answers.composition import still_true
from alongside.answers.coverage import lexical_scorer, rarity_in
from alongside.answers.danger_alike import Likeness
from alongside.answers.pipeline import Worked, answer_from, understand
from alongside.answers.selection import Place
from alongside.answers.starter import starter_library

PARTNERSHIP = "What is the rationale for establishing a collaborative partnership with the patient?"


@lru_cache
def _asked(message: str) -> Worked:
    library = starter_library()
    rarity = rarity_in(d.document.cut(s.start, s.end) for d in library for s in d.sentences)
    asked = understand(message)
    scorer = lexical_scorer(rarity)
    candidates = [candidate_of(d.document, asked.question.text, scorer, primary=False) for d in library]
    return answer_from(asked, candidates, rarity=rarity)


def test_the_founding_question_gets_every_section_and_only_true_claims() -> None:
    worked = _asked(PARTNERSHIP)
    stored = {d.document.version: d.document for d in starter_library()}
    assert [s.place for s in worked.answer.sections] == list(Place)
    assert still_true(worked.answer, stored.get) == worked.answer


def test_the_founding_question_is_answered_with_the_right_reviews_and_the_honest_trial() -> None:
    said = " ".join(c.text for c in _asked(PARTNERSHIP).answer.claims)
    assert "13.27, 95% CI 11.32 to 15.23; 52 studies, 13,316 people; high certainty" in said
    assert "a review of 87 studies found evidence of very low certainty" in said
    assert "changed neither the agreement on what to expect nor distress" in said
    assert not re.search("88%|mortality", said)


def test_our_own_summaries_are_never_called_primary() -> None:
    assert [r.primary for r in _asked(PARTNERSHIP).answer.references] == [False] * len(
        _asked(PARTNERSHIP).answer.references
    )


def test_questions_outside_the_library_are_refused() -> None:
    outside = [
        "How should a Citrobacter infection be treated?",
        "Does vitamin C make urine less acid?",
        "Which tests find Down syndrome before birth?",
        "What is the best dose of metformin?",
        "How is glaucoma treated?",
        "Is fresh or frozen sperm better for ICSI?",
    ]
    assert [q for q in outside if _asked(q).refusal is None] == []
    assert [q for q in outside if _asked(q).answer.claims] == []


def test_questions_inside_the_library_are_answered() -> None:
    inside = [
        "What is a time-limited trial?",
        "Do decision aids help patients to know more?",
        "What helps in family meetings in intensive care?",
        "What did surrogates and physicians expect?",
        "How many adults have limited health literacy?",
        "Do open notes harm the relationship?",
        "What are the steps of the SHARE approach?",
    ]
    assert [q for q in inside if not _asked(q).answer.claims] == []


def test_a_message_that_speaks_of_danger_is_not_looked_up() -> None:
    worked = _asked("I have chest pain. What is a time-limited trial?")
    assert worked.asked.danger is not None
    assert (worked.admitted, worked.answer.claims, worked.refusal) == ((), (), None)


def test_a_message_that_is_only_like_a_danger_is_answered_below_the_urgent_text() -> None:
    always_alike = Likeness(lambda texts: [[1.0] for _ in texts], ("stroke",) * 3, ([1.0],) * 3)
    calm = understand("My dad looks odd today. What is a time-limited trial?", "en", always_alike)
    assert calm.danger is None
    assert calm.perhaps is not None
    assert calm.may_look_up
    assert understand("What is a time-limited trial?", "en", always_alike).perhaps is None  # it only asks


def test_a_message_with_a_problem_is_not_looked_up() -> None:
    worked = _asked("   ")
    assert worked.asked.question.problem
    assert worked.answer.claims == ()


def test_an_empty_library_refuses_in_a_sentence() -> None:
    worked = answer_from(understand(PARTNERSHIP), [])
    assert worked.refusal is not None
    assert worked.answer.claims == ()
