"""Joining scores, weighing evidence, comparing vectors: the pure parts of the index."""

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from alongside.sources.index.fusion import min_max, reciprocal_rank, scaled
from alongside.sources.index.protocol import Hit, SearchRequest
from alongside.sources.index.ranking import finished
from alongside.sources.index.vectors import cosines, meant, nearest
from alongside.sources.index.weighing import (
    HIGHEST,
    KIND_FACTORS,
    LOWEST,
    age_factor,
    factor,
    left_out,
    weighed,
)
from tests.sources.index_examples import passage

SCORES = st.dictionaries(st.integers(0, 20), st.floats(-1e6, 1e6, allow_nan=False), max_size=12)


def hit(number: str, score: float = 1.0, **other: object) -> Hit:
    return Hit(passage_id=number, document_id=number.split(".")[0], score=score, **other)  # type: ignore[arg-type]


def test_scores_are_moved_onto_zero_to_one() -> None:
    assert scaled({"a": 2.0, "b": 6.0, "c": 3.0}) == {"a": 0.0, "b": 1.0, "c": 0.25}
    assert scaled({"a": 7.0}) == {"a": 1.0}
    assert scaled({}) == {}


def test_min_max_adds_both_ways_by_their_shares() -> None:
    words, meaning = {"a": 10.0, "b": 0.0, "c": 5.0}, {"b": 0.9, "c": 0.5, "d": 0.1}
    assert min_max(words, meaning) == pytest.approx({"a": 0.5, "b": 0.5, "c": 0.5, "d": 0.0})
    assert min_max(words, meaning, 0.0) == pytest.approx({"a": 1.0, "b": 0.0, "c": 0.5, "d": 0.0})


def test_a_share_outside_zero_to_one_is_refused() -> None:
    with pytest.raises(ValueError, match="must lie between 0 and 1"):
        min_max({}, {}, 1.5)


def test_reciprocal_rank_follows_cormack_2009() -> None:
    joined = reciprocal_rank({"a": 9.0, "b": 8.0}, {"b": 0.2, "c": 0.1})
    assert joined == pytest.approx({"a": 1 / 61, "b": 1 / 62 + 1 / 61, "c": 1 / 62})


@given(SCORES, SCORES, st.floats(0, 1))
def test_min_max_stays_between_zero_and_one_and_loses_nobody(
    words: dict[int, float], meaning: dict[int, float], share: float
) -> None:
    joined = min_max(words, meaning, share)
    assert joined.keys() == words.keys() | meaning.keys()
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in joined.values())


@given(SCORES, st.floats(0.1, 1000), st.floats(-1000, 1000))
def test_neither_scale_nor_offset_of_a_way_changes_the_join(
    words: dict[int, float], scale: float, offset: float
) -> None:
    spread = max(words.values(), default=0.0) - min(words.values(), default=0.0)
    assume(spread > 1e-3)
    moved = {key: score * scale + offset for key, score in words.items()}
    assert scaled(moved) == pytest.approx(scaled(words), abs=1e-3)


def test_kinds_stand_in_the_order_of_the_hierarchy_of_evidence() -> None:
    order = ["guideline", "systematic review", "trial", "cohort", "case report"]
    factors = [KIND_FACTORS[kind] for kind in order]
    assert factors == sorted(factors, reverse=True)


def test_age_counts_after_three_years_and_half_as_much_every_ten() -> None:
    assert [round(age_factor(year, 2026), 3) for year in (2026, 2023, 2013, 2003, 1900)] == [
        1.0,
        1.0,
        0.94,
        0.91,
        0.88,
    ]
    assert age_factor(None, 2026) == 1.0
    assert age_factor(2050, 2026) == 1.0


@given(st.text(max_size=20) | st.sampled_from(sorted(KIND_FACTORS)), st.none() | st.integers(-5000, 5000))
def test_the_factor_is_bounded_whatever_the_record_says(kind: str, year: int | None) -> None:
    assert LOWEST <= factor(kind, year, 2026) <= HIGHEST


def test_an_unweighed_hit_has_nothing_to_say() -> None:
    assert weighed(hit("a.1", kind="cohort", year=2025), 2026) == hit("a.1", kind="cohort", year=2025)


def test_what_was_left_out_is_said_by_document_and_reason() -> None:
    hits = [
        hit("a.1", excluded="retracted"),
        hit("a.2", excluded="retracted"),
        hit("b.1", excluded="superseded"),
        hit("c.1", excluded="superseded"),
        hit("d.1", excluded="withdrawn"),
        hit("e.1"),
    ]
    assert left_out(hits) == (
        "1 source on this was left out: it was retracted.",
        "2 sources on this were left out: newer ones took their place.",
        "1 source on this was left out: it no longer holds.",
    )
    assert left_out([hit("e.1")]) == ()


def test_equal_scores_stand_in_the_order_of_ids() -> None:
    request = SearchRequest(text="any", per_document=0)
    assert [one.passage_id for one in finished([hit("b.1"), hit("a.2"), hit("a.1")], request)] == [
        "a.1",
        "a.2",
        "b.1",
    ]


def test_a_title_that_asks_stands_alone_for_its_passage() -> None:
    assert meant(passage("a.1", "What helps against falls?", "Grab bars.")) == "What helps against falls?"
    assert meant(passage("a.1", "Falls at home", "Grab bars help.")) == "Falls at home Grab bars help."
    assert meant(passage("a.1", "", "Grab bars help.")) == "Grab bars help."


@given(st.integers(0, 60), st.integers(0, 60), st.integers(0, 2**32 - 1))
def test_nearest_gives_what_sorting_everything_would(rows: int, most: int, seed: int) -> None:
    scores = np.random.default_rng(seed).integers(0, 8, rows).astype(np.float32)
    expected = sorted(range(rows), key=lambda place: (-scores[place], place))[:most]
    assert nearest(scores, most).tolist() == expected


def test_cosines_in_parts_equal_cosines_in_one(monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.random.default_rng(7).normal(size=(1000, 16)).astype(np.float32)
    question = matrix[3]
    whole = matrix @ question
    monkeypatch.setattr("alongside.sources.index.vectors.ROWS_AT_ONCE", 64)
    assert np.allclose(cosines(matrix, question), whole, atol=1e-5)
    some = np.array([999, 0, 500])
    assert np.allclose(cosines(matrix, question, some), whole[some], atol=1e-5)
    assert math.isclose(float(cosines(matrix, question, some)[1]), float(whole[0]), abs_tol=1e-5)
