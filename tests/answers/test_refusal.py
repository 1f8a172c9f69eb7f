"""When the library does not know, it says so, and what lies nearest."""

from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.answers.coverage import coverage, rarity_in
from alongside.answers.refusal import NOT_ENOUGH, evidence_score, refusal_of
from tests.answers.made_up import QUESTION, candidate, document

OWLS = document("Lamps for owls", ["Bright lamps help tired owls to sleep."])
STEAM = document("Steam engines", ["A boiler holds water."])


def test_a_covered_question_is_answered() -> None:
    assert refusal_of(QUESTION, [candidate(QUESTION, OWLS)]) is None


def test_an_uncovered_question_is_refused_in_a_sentence() -> None:
    refusal = refusal_of(QUESTION, [candidate(QUESTION, STEAM)])
    assert refusal is not None
    assert (refusal.sentence, refusal.nearest) == (NOT_ENOUGH, ())


def test_an_empty_library_refuses_everything() -> None:
    assert refusal_of(QUESTION, []) is not None


def test_a_refusal_names_the_nearest_topics() -> None:
    question = "Do bright lamps cure gout in kangaroos on Tuesdays?"
    refusal = refusal_of(question, [candidate(question, STEAM), candidate(question, OWLS)])
    assert refusal is not None
    assert refusal.nearest == ("Lamps for owls",)


def test_a_medicine_that_no_source_names_is_refused_whatever_the_score() -> None:
    question = "Does warfarin help tired owls to sleep by bright lamps?"
    assert refusal_of(question, [candidate(question, OWLS)]) is not None


words = st.lists(st.sampled_from(["owl", "lamp", "sleep", "tired", "branch", "mouse"]), max_size=6)


@given(words, words)
@settings(deadline=None)
def test_coverage_is_a_share_and_grows_with_the_sentence(question: list[str], sentence: list[str]) -> None:
    assert 0 <= coverage(question, sentence) <= coverage(question, [*sentence, *question]) <= 1


@given(st.lists(st.sampled_from(["owl lamp", "lamp", "fish"]), min_size=1, max_size=6))
@settings(deadline=None)
def test_a_rarer_word_never_weighs_less(texts: list[str]) -> None:
    rarity = rarity_in(texts)
    counts = {w: sum(w in t for t in texts) for w in ("owl", "lamp", "fish")}
    ordered = sorted(counts, key=lambda w: counts[w])
    assert [rarity(w) for w in ordered] == sorted((rarity(w) for w in ordered), reverse=True)


def test_the_score_is_that_of_the_best_candidate() -> None:
    both = evidence_score(QUESTION, [candidate(QUESTION, STEAM), candidate(QUESTION, OWLS)])
    assert both == evidence_score(QUESTION, [candidate(QUESTION, OWLS)])
