"""Each kind of comparison says what its numbers are, and nothing can be written as what it is not."""

from typing import Any

import pytest

from alongside.aids.file import check, load
from alongside.aids.findings import Severity
from alongside.aids.page import ComparisonView
from alongside.aids.presentation import present
from tests.aids.good import aid_with, as_yaml, good_aid, good_outlook

Aid = dict[str, Any]


def rules(aid: Aid) -> list[str]:
    return sorted({finding.rule for finding in check(as_yaml(aid))})


def shown(kind: str) -> ComparisonView:
    return present(load(as_yaml(aid_with(kind)))).comparison("more")


def undrawn(view: ComparisonView) -> bool:
    return (view.arrays, view.bars, view.array, view.groups, view.figures) == (None, None, None, (), ())


@pytest.mark.parametrize("kind", ["range over time", "difference", "tally", "score"])
def test_what_counts_no_people_is_told_in_words_and_never_drawn(kind: str) -> None:
    assert rules(aid_with(kind)) == []
    assert undrawn(shown(kind))


def test_a_range_over_the_years_is_told_in_both_frames_and_is_no_interval() -> None:
    view = shown("range over time")
    assert view.sum_up == (
        "Of 1000 people, so many had a blue toe in one year: 30 to 80 with socks; 90 to 110 with bath."
    )
    assert view.sentences[0] == (
        "Warm socks: of 1000 people, 30 to 80 had a blue toe in one year. 920 to 970 did not."
    )
    assert dict(view.table.rows)["Warm socks"] == ("30 to 80", "920 to 970")
    assert dict(view.table.rows)["Wait for now"] == (None, None)
    assert view.sureness[1] == "It does not say how far off they may be."


def test_a_bare_difference_says_that_it_hides_both_of_its_ends() -> None:
    view = shown("difference")
    assert view.sum_up == "Of 1000 people, 4 fewer had a blue toe in one year with socks than with wait."
    assert view.sureness[:2] == (
        "The true number may be from 1 fewer to 6 fewer.",
        "The source gives only this difference. It does not say how many in each group it was.",
    )
    assert dict(view.table.rows) == {
        "Warm socks": ("4 fewer", "1 fewer to 6 fewer"),
        "Wait for now": (None, None),
        "A warm bath": (None, None),
    }


def test_times_are_not_told_as_people() -> None:
    view = shown("tally")
    assert view.sum_up == "It was counted so many times in one year: 24 with socks; 6 with bath."
    assert dict(view.table.rows)["Warm socks"] == (24, None)
    assert "of 1000 people" not in " ".join((view.sum_up, *view.sentences, view.table.caption))
    assert view.sureness[1] == "It can happen to one person more than once. So we draw no picture of it."


def test_a_score_says_what_its_ends_mean_and_keeps_the_sources_own_difference() -> None:
    view = shown("score")
    assert view.sum_up == (
        "On a scale from 0 to 100, people gained 15.8 points more with socks than with bath, in one year. "
        "This is an average."
    )
    assert view.sentences == (
        "0 on the scale means all toes hurt. 100 means no toe hurts.",
        "Warm socks: on average, people gained 32.5 points.",
        "A warm bath: on average, people gained 16 points.",
    )
    assert dict(view.table.rows)["The difference"] == ("15.8", "10 to 21.5")
    assert view.sureness == (
        "The true difference may be as low as 10 or as high as 21.5 points.",
        "The study worked out the difference with more than the two averages.",
        "This is an average: some people gained more than this, and some gained less.",
        "How many points a person can feel is not known from this source.",
        "The source is fairly sure of this. New studies may change it.",
    )


def test_what_people_can_feel_is_told_where_a_source_says_so() -> None:
    aid = aid_with("score")
    grounds = aid["comparisons"][-1]["grounds"]
    aid["comparisons"][-1]["scale"]["noticed"] = {"points": 10, "grounds": grounds}
    view = present(load(as_yaml(aid))).comparison("more")
    assert "People can feel a difference of about 10 points." in view.sureness
    assert len(view.citations) == 2


def test_one_arm_stands_alone_and_says_why_the_others_have_no_number() -> None:
    aid = good_aid()
    arms = aid["comparisons"][0]
    arms["arms"] = [{"option": "bath", "figure": {"kind": "rate", "per_100": 26, "of": "people"}}]
    arms["does_not_apply"] = [{"option": "socks", "why": "had it before"}]
    del arms["effect"]
    assert rules(aid) == []
    view = present(load(as_yaml(aid))).comparison("socks-bath")
    assert view.sum_up == "Of 1000 people with bath, 260 had a blue toe in one year."
    assert view.array is not None
    assert (view.array.event, view.array.none, view.bars) == (260, 740, None)
    assert dict(view.table.rows) == {
        "A warm bath": (260, None, 740),
        "Warm socks": ("had it before",) * 3,
        "Wait for now": (None,) * 3,
    }


def spoilt(aid: Aid, *path: str | int, value: Any) -> Aid:
    target: Any = aid["comparisons"][-1]
    for step in path[:-1]:
        target = target[step]
    target[path[-1]] = value
    return aid


@pytest.mark.parametrize(
    ("kind", "path", "value"),
    [
        ("range over time", ("arms", 0, "low"), 9),
        ("difference", ("interval",), {"low": -0.3, "high": -0.14}),
        ("score", ("difference", "interval"), {"low": 16.0, "high": 21.5}),
        ("score", ("difference", "points"), 101),
        ("score", ("arms", 0, "change"), -101),
        ("score", ("scale", "high"), -1),
    ],
)
def test_numbers_that_cannot_be_are_found(kind: str, path: tuple[str | int, ...], value: Any) -> None:
    assert "impossible-number" in rules(spoilt(aid_with(kind), *path, value=value))


def test_an_outlook_never_stands_in_an_aid_that_compares_what_can_be_done() -> None:
    aid = good_aid()
    aid["comparisons"].append(good_outlook()["comparisons"][0])
    assert rules(aid) == ["outlook-and-choice-mixed"]


def test_nothing_is_compared_in_an_aid_about_an_outlook() -> None:
    aid = good_outlook()
    aid["comparisons"].append(aid_with("difference")["comparisons"][-1])
    assert "outlook-and-choice-mixed" in rules(aid)


def test_an_outlook_has_no_place_for_the_number_of_an_option() -> None:
    aid = good_outlook()
    aid["comparisons"][0]["cohorts"][0]["option"] = "wait"
    (finding,) = check(as_yaml(aid))
    assert (finding.rule, finding.what) == ("unknown-field", '"option" is not a field here.')


def test_an_outlook_leaves_a_place_for_what_the_team_tells() -> None:
    aid = good_outlook()
    del aid["options"][0]["told_by_team"]
    assert rules(aid) == ["told-by-team"]


def test_cohorts_are_shown_once() -> None:
    aid = good_outlook()
    aid["comparisons"][0]["cohorts"].append(aid["comparisons"][0]["cohorts"][0])
    assert rules(aid) == ["repeated-cohort"]


@pytest.mark.parametrize("kind", ["choice", "test"])
def test_only_an_aid_about_a_test_says_what_a_test_finds(kind: str) -> None:
    about = {"measures": "A.", "if_found": "B.", "if_not_found": "C.", "found_for_nothing": "D."}
    with_it, without = good_aid() | {"kind": kind, "test": about}, good_aid() | {"kind": kind}
    wrong = ["about-the-test"]
    assert [rules(with_it), rules(without)] == ([[], wrong] if kind == "test" else [wrong, []])


def test_an_aid_about_a_test_tells_what_follows_from_each_answer() -> None:
    about = {"measures": "A.", "if_found": "B.", "if_not_found": "C.", "found_for_nothing": "D."}
    page = present(load(as_yaml(good_aid() | {"kind": "test", "test": about})))
    assert page.test == (
        ("What the test looks for", "A."),
        ("If it finds something", "B."),
        ("If it finds nothing", "C."),
        ("Finding what would never do harm", "D."),
    )


def test_numbers_that_nobody_has_read_block_approval_and_say_what_is_missing() -> None:
    aid = good_aid()
    aid["outcomes"].append(
        {"key": "itch", "name": "An itch", "what_it_is": "It itches.", "not_sourced": "We have not read it."}
    )
    (finding,) = check(as_yaml(aid))
    assert finding.severity is Severity.BLOCKS_APPROVAL
    assert finding.sentence().endswith(
        'Numbers about "An itch" are missing: We have not read it. Read them in a source, add a comparison, '
        "and remove not_sourced. [blocks approval: not-sourced]"
    )
    assert present(load(as_yaml(aid))).lacks == (("An itch", "We have not read it."),)
