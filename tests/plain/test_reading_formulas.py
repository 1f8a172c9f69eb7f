"""Formulas, against published example scores and hand-counted texts."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.reading import formulas
from alongside.plain.reading.counts import Counts, count, read
from alongside.plain.reading.formulas import FLESCH_SCHOOL, GULPEASE_SCHOOL, school_years


def totals(sentences: int, words: int, syllables: int, **others: int) -> Counts:
    given = {"letters": 0, "one_syllable": 0, "three_syllables": 0, "seven_letters": 0} | others
    return Counts(sentences=sentences, words=words, judged=words, syllables=syllables, **given)


@pytest.mark.parametrize(
    ("words", "syllables", "ease"),
    [
        # Widely published examples of Flesch's formula, each one sentence.
        (6, 6, 116.1),
        (16, 23, 69.0),
        (13, 24, 37.5),
    ],
)
def test_flesch_ease_gives_the_published_examples(words: int, syllables: int, ease: float) -> None:
    assert round(formulas.flesch_ease(totals(1, words, syllables)), 1) == ease


def test_the_cat_on_the_mat_scores_as_published() -> None:
    counts = count(read("The cat sat on the mat."), "en")
    assert round(formulas.flesch_ease(counts), 1) == 116.1
    assert round(formulas.flesch_kincaid(counts), 2) == -1.45


@pytest.mark.parametrize(
    ("long_words", "grade"),
    # McLaughlin 1969: the table for 30 sentences, middle of each row.
    [
        (4, 5),
        (9, 6),
        (16, 7),
        (25, 8),
        (36, 9),
        (49, 10),
        (64, 11),
        (81, 12),
        (100, 13),
        (121, 14),
        (225, 18),
    ],
)
def test_smog_agrees_with_the_authors_table_within_half_a_grade(long_words: int, grade: int) -> None:
    smog = formulas.smog(totals(30, 300, 500, three_syllables=long_words))
    assert smog == pytest.approx(grade, abs=0.8)


def test_smog_at_fifth_grade_leaves_room_for_three_long_words_in_thirty_sentences() -> None:
    assert formulas.smog(totals(30, 300, 400, three_syllables=3)) < 5
    assert formulas.smog(totals(30, 300, 400, three_syllables=4)) > 5


@pytest.mark.parametrize(
    ("name", "score"),
    [
        # 10 words a sentence, 2 syllables and 5 letters a word, worked out by hand from the papers.
        ("fernandez_huerta", 206.84 - 120 - 10.2),
        ("inflesz", 206.835 - 124.6 - 10),
        ("amstad", 180 - 10 - 117),
        ("kandel_moles", 207 - 10.15 - 147.2),
        ("gulpease", 89 + 30 - 50),
        ("flesch_vacca", 217 - 13 - 120),
        ("flesch_douma", 206.835 - 9.3 - 154),
        ("flesch_martins", 248.835 - 10.15 - 169.2),
        ("wiener", 0.1935 * 30 + 0.1672 * 10 + 0.1297 * 20 - 0.0327 * 40 - 0.875),
    ],
)
def test_each_language_has_its_published_constants(name: str, score: float) -> None:
    counts = totals(10, 100, 200, letters=500, one_syllable=40, three_syllables=30, seven_letters=20)
    assert getattr(formulas, name)(counts) == pytest.approx(score)


def test_a_text_counted_by_hand_gives_its_counts() -> None:
    # Words 5 + 4 + 6; syllables 8 + 4 + 7: a figure is one, so is the sign "mg".
    text = "Your doctor gave you warfarin. It thins your blood. Take 2.5 mg in the morning."
    counts = count(read(text), "en")
    assert (counts.sentences, counts.words, counts.judged) == (3, 15, 15)
    assert (counts.syllables, counts.three_syllables, counts.one_syllable) == (8 + 4 + 7, 1, 12)
    assert counts.seven_letters == 2


@pytest.mark.parametrize(
    ("scale", "ease", "years"),
    [
        (FLESCH_SCHOOL, 120, 3),
        (FLESCH_SCHOOL, 80, 5),
        (FLESCH_SCHOOL, 75, 5.5),
        (FLESCH_SCHOOL, -40, 16),
        (GULPEASE_SCHOOL, 80, 5),
        (GULPEASE_SCHOOL, 60, 8),
    ],
)
def test_an_ease_becomes_the_school_years_of_its_published_table(
    scale: tuple[tuple[float, float], ...], ease: float, years: float
) -> None:
    assert school_years(scale, ease) == pytest.approx(years)


@given(st.floats(-200, 200), st.floats(-200, 200))
def test_an_easier_text_never_needs_more_school(one: float, other: float) -> None:
    hard, easy = sorted([one, other])
    assert school_years(FLESCH_SCHOOL, easy) <= school_years(FLESCH_SCHOOL, hard)


@given(st.integers(1, 40), st.integers(1, 40), st.integers(1, 5))
def test_longer_sentences_never_lower_a_grade(short: int, extra: int, per_word: int) -> None:
    easy = totals(1, short, short * per_word)
    hard = totals(1, short + extra, (short + extra) * per_word)
    assert formulas.flesch_kincaid(easy) < formulas.flesch_kincaid(hard)
    assert formulas.inflesz(easy) > formulas.inflesz(hard)
    assert not math.isnan(formulas.amstad(hard))
