"""The choice-aid file: every mistake is found, with its line and how to mend it."""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.aids.file import canonical, check, from_content, load, to_content
from alongside.editorial.mistakes import FileError
from tests.aids.good import as_yaml, good_aid

Aid = dict[str, Any]


def rules(aid: Aid) -> list[str]:
    return sorted({finding.rule for finding in check(as_yaml(aid))})


def test_a_good_aid_has_no_findings() -> None:
    assert check(as_yaml(good_aid())) == ()


def test_a_loaded_aid_comes_back_from_its_kept_content() -> None:
    document = load(as_yaml(good_aid()))
    assert from_content(to_content(document)) == document


def test_the_canonical_bytes_do_not_depend_on_how_the_file_is_laid_out() -> None:
    aid = good_aid()
    turned = dict(reversed(aid.items()))
    assert canonical(load(as_yaml(aid))) == canonical(load("# a comment\n" + as_yaml(turned)))


def field(*path: str | int) -> Callable[[Aid, Any], None]:
    def put(aid: Any, value: Any) -> None:
        for step in path[:-1]:
            aid = aid[step]
        aid[path[-1]] = value

    return put


ARMS, COHORT, BOUND = ("comparisons", 0), ("comparisons", 1), ("comparisons", 2)

SPOILT: list[tuple[str, tuple[str | int, ...], Any]] = [
    # More with it than there are.
    ("impossible-number", (*ARMS, "arms", 0, "figure", "events"), 201),
    ("impossible-number", (*ARMS, "arms", 0, "figure"), {"kind": "rate", "per_100": 101.0, "of": "people"}),
    ("impossible-number", (*BOUND, "at_most", "per_100"), -1.0),
    # Intervals that are not around their estimate.
    ("impossible-number", (*ARMS, "effect", "interval"), {"low": 0.6, "high": 1.04}),
    ("impossible-number", (*ARMS, "effect", "interval"), {"low": 1.04, "high": 0.24}),
    ("impossible-number", (*COHORT, "effect", "figure", "interval"), {"low": 55, "high": 75}),
    ("impossible-number", (*COHORT, "baseline", "rates", 1, "interval"), {"low": 8.5, "high": 10.0}),
    ("impossible-number", (*COHORT, "effect", "figure", "value"), 164),
    ("impossible-number", (*ARMS, "effect", "value"), 0),
    # Different denominators.
    (
        "mixed-denominators",
        (*ARMS, "arms", 0, "figure"),
        {"kind": "rate", "per_100": 5.0, "of": "person-years"},
    ),
    ("unknown-field", (*ARMS, "denominator"), 100),
    ("unknown-field", (*ARMS, "arms", 0, "out_of"), 100),
    ("denominator", ("denominator",), 100),
    ("number-in-words", ("options", 1, "body"), "Of all people, 3 out of 100 feel it."),
    ("number-in-words", ("options", 1, "body"), "Some 30 % feel it."),
    # One comparison is one population.
    ("unknown-field", (*ARMS, "arms", 0, "population"), "Children"),
    ("unknown-field", (*ARMS, "arms", 0, "grounds"), {}),
    # Derived numbers.
    ("derived-differs", (*COHORT, "derived", 1, "per_people"), 41.0),
    ("derived-differs", (*COHORT, "derived", 1, "high"), 61.0),
    ("derived-differs", (*COHORT, "baseline", "rates", 1, "per_100"), 8.5),
    (
        "derived-impossible",
        (*COHORT, "effect", "figure"),
        {"measure": "odds ratio", "value": 0.5, "interval": {"low": 0.2, "high": 0.9}},
    ),
    ("derived-impossible", (*COHORT, "effect", "figure", "interval"), None),
    (
        "derived-missing",
        (*COHORT, "derived"),
        [{"stratum": "0", "per_people": 10.0, "low": 5.0, "high": 15.0}],
    ),
    ("derived-without-formula", (*ARMS, "grounds", "tag"), "D"),
    # Names that lead nowhere.
    ("unknown-outcome", (*ARMS, "outcome"), "ear"),
    ("unknown-option", (*ARMS, "arms", 0, "option"), "hat"),
    ("unknown-option", (*COHORT, "treated"), "hat"),
    ("unknown-option", (*BOUND, "not_known"), ["socks", "hat"]),
    ("unknown-source", (*COHORT, "effect", "grounds", "source"), "nobody1900"),
    ("unknown-stratum", (*COHORT, "baseline", "rates", 0, "stratum"), "7"),
    ("slug-taken", ("slug",), "drafts"),
    ("slug-taken", ("slug",), "versions"),
    ("repeated-key", ("options", 1, "key"), "wait"),
    ("repeated-option", (*BOUND, "against"), "bath"),
    ("repeated-stratum", (*COHORT, "derived", 0, "stratum"), "1"),
    # What can be done.
    ("fewer-than-two-options", ("options",), [good_aid()["options"][0]]),
    ("exactly-one-does-nothing", ("options", 0, "does_nothing"), False),
    ("exactly-one-does-nothing", ("options", 1, "does_nothing"), True),
    ("shape", ("options", 0, "does_nothing"), "yes"),
    ("shape", ("options", 0, "may_harm"), []),
    # Every cell is filled or said to be empty.
    ("missing-cell", (*ARMS, "not_known"), []),
    ("missing-cell", ("outcomes",), [*good_aid()["outcomes"], {"key": "x", "name": "X", "what_it_is": "X."}]),
    # Days.
    ("impossible-date", ("published",), "2026-02-30"),
    ("review-before-published", ("next_review_due",), "2026-01-31"),
    ("review-before-published", ("next_review_due",), "2025-01-31"),
    ("shape", ("published",), "31.01.2026"),
    # How it was read.
    ("secondary-not-named", (*COHORT, "baseline", "grounds", "read_in"), None),
    ("tag-and-source", ("sources", 0, "primary"), False),
    ("no-time-span", (*ARMS, "grounds", "time_span"), None),
    # The frame.
    ("shape", ("question",), "Take something for my cold toes."),
    ("shape", ("format",), 2),
    ("shape", ("comparisons", 0, "kind"), "guess"),
    ("shape", ("sources", 0, "pmid"), 12345),
    ("shape", ("sources", 0, "doi"), "https://doi.org/10.1234/toe.5"),
    ("unknown-field", ("state",), "approved"),
]


@pytest.mark.parametrize(("rule", "path", "value"), SPOILT)
def test_a_good_aid_spoilt_in_one_place_is_refused(
    rule: str, path: tuple[str | int, ...], value: Any
) -> None:
    aid = good_aid()
    field(*path)(aid, value)
    assert rule in rules(aid)
    with pytest.raises(FileError):
        load(as_yaml(aid))


REQUIRED: list[tuple[str | int, ...]] = [
    *((name,) for name in good_aid() if name not in ("also_matters", "strata")),
    *(("options", 1, name) for name in good_aid()["options"][1]),
    *(("condition", name) for name in good_aid()["condition"]),
    *((*ARMS, name) for name in ("key", "outcome", "endpoint", "grounds", "arms")),
    *((*ARMS, "endpoint", name) for name in good_aid()["comparisons"][0]["endpoint"]),
    *((*ARMS, "grounds", name) for name in ("source", "place", "tag", "population", "certainty")),
    *(
        (*COHORT, name)
        for name in ("untreated", "treated", "baseline", "effect", "formula", "spared", "derived")
    ),
    *((*COHORT, "effect", name) for name in ("name", "counted", "same_endpoint", "grounds", "figure")),
    *((*BOUND, name) for name in ("option", "against", "at_most")),
    *(("sources", 0, name) for name in ("key", "title", "kind", "primary")),
]


@pytest.mark.parametrize("path", REQUIRED)
def test_a_good_aid_without_one_required_field_is_refused_by_its_name(path: tuple[str | int, ...]) -> None:
    aid: Any = good_aid()
    part = aid
    for step in path[:-1]:
        part = part[step]
    del part[path[-1]]
    missing = [finding for finding in check(as_yaml(aid)) if finding.rule == "missing-field"]
    assert [f'"{path[-1]}" is missing.' for _ in missing] == [finding.what for finding in missing]
    assert missing


def test_all_mistakes_are_told_at_once() -> None:
    aid = good_aid()
    aid["question"] = "No question"
    aid["published"] = "soon"
    del aid["options"][2]["mind"]
    aid["comparisons"][0]["arms"][1]["figure"]["people"] = 0
    found = check(as_yaml(aid))
    assert {finding.place for finding in found} == {
        "question",
        "published",
        "options, 3rd (bath)",
        "comparisons, 1st (socks-bath), arms, 2nd (bath), figure, people",
    }


def test_a_mistake_names_its_line_its_place_and_how_to_mend_it() -> None:
    text = as_yaml(good_aid()).replace("events: 10", "events: 210")
    (finding,) = check(text)
    line = next(number for number, line in enumerate(text.splitlines(), 1) if "figure:" in line)
    assert finding.line == line
    assert finding.place == "comparisons, 1st (socks-bath), arms, 1st (socks), figure"
    assert finding.what == "210 events among 200 people is more than everyone. Check which number is which."
    assert finding.mend == "Check the numbers against the source."


def test_a_derived_number_that_differs_is_told_what_the_formula_gives() -> None:
    aid = good_aid()
    aid["comparisons"][1]["derived"][1]["per_people"] = 41.0
    (finding,) = check(as_yaml(aid))
    assert finding.mend == "Write 40.0 (20.0 to 60.0), or correct the inputs."


def test_an_arm_of_another_population_is_sent_to_a_comparison_of_its_own() -> None:
    aid = good_aid()
    aid["comparisons"][0]["arms"][0]["population"] = "Children"
    (finding,) = check(as_yaml(aid))
    assert finding.mend == (
        "A comparison is one population, time span and source: write a second comparison instead."
    )


leaves = st.one_of(
    st.none(), st.booleans(), st.integers(-5, 5), st.text(max_size=5), st.just([]), st.just({})
)


def _paths(part: Any, above: tuple[str | int, ...] = ()) -> list[tuple[str | int, ...]]:
    steps = part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ()
    return [path for step, below in steps for path in [(*above, step), *_paths(below, (*above, step))]]


@given(path=st.sampled_from(_paths(good_aid())), value=leaves)
def test_whatever_stands_in_a_field_the_check_answers_with_findings_or_none(
    path: tuple[str | int, ...], value: Any
) -> None:
    aid = good_aid()
    field(*path)(aid, value)
    text = as_yaml(aid)
    found = check(text)
    for finding in found:
        assert finding.what
        assert finding.mend
        assert finding.line is None or 1 <= finding.line <= text.count("\n") + 1
    if not found:
        assert load(text)
