"""The shipped aids hold the numbers that were collected with their sources, and words that everybody reads.

The expected figures are copied here from that collection by hand. Intervals that we work out are held
against scipy's, so that a slip in either shows.
"""

from datetime import date
from pathlib import Path

import pytest
from scipy.stats import binomtest

from alongside.aids import file
from alongside.aids.document import AidDocument, Arms, grounds_of
from alongside.aids.gate.verdict import examine
from alongside.aids.outlook import Outlook
from alongside.aids.page import ComparisonView
from alongside.aids.presentation import present
from alongside.aids.shipped import aid_files, being_prepared
from alongside.aids.told_in_words import Difference, RangeOverTime, Score, Tally
from alongside.aids.wording import patient_words, reading_blocks
from alongside.editorial.findings import Weight
from alongside.editorial.plain_words import PATIENT_GRADE
from alongside.plain.reading.measure import measure
from alongside.plain.risk import Proportion, newcombe
from alongside.sources.estimates import Certainty, Counts, Rate, Tag

SLUGS = [Path(one.name).stem for one in aid_files()]
UNFINISHED = "statin-primary-prevention"
TODAY = date(2026, 11, 22)
HONEST_GAPS = {
    slug: ["empty-cells"] for slug in ("atrial-fibrillation", "knee-osteoarthritis", "prolonged-ventilation")
}
"""Where nobody has counted: stated to the reader, and both reviewers agree to it."""


def shipped(slug: str) -> AidDocument:
    (found,) = (one for one in aid_files() if Path(one.name).stem == slug)
    return file.load(found.read_bytes())


def comparisons(slug: str, stratum: str | None = None) -> list[ComparisonView]:
    page = present(shipped(slug), stratum)
    return [one for outcome in page.outcomes for one in outcome.comparisons]


# What holds for each of them


def test_these_aids_are_shipped() -> None:
    assert SLUGS == [
        "atrial-fibrillation",
        "knee-osteoarthritis",
        "localised-prostate-cancer",
        "prolonged-ventilation",
        "statin-primary-prevention",
    ]


@pytest.mark.parametrize("slug", [slug for slug in SLUGS if slug != UNFINISHED])
def test_the_gate_lets_a_finished_aid_pass_but_for_its_honest_gaps(slug: str) -> None:
    report = examine(shipped(slug), today=TODAY)
    open_rules = [result.rule.id for result in report.open(Weight.MUST, Weight.MAY_BE_SIGNED)]
    assert open_rules == HONEST_GAPS.get(slug, [])
    assert report.may_be_approved


@pytest.mark.parametrize("slug", SLUGS)
def test_every_block_that_patients_read_is_at_or_below_fifth_grade(slug: str) -> None:
    aid = shipped(slug)
    excused = [term.word for term in aid.terms]
    readings = {path: measure(text, "en", excused) for path, text in reading_blocks(aid).items()}
    assert {path: one.grade for path, one in readings.items() if (one.grade or 0) > PATIENT_GRADE} == {}


@pytest.mark.parametrize("slug", SLUGS)
def test_the_sentences_made_from_its_numbers_are_at_or_below_fifth_grade(slug: str) -> None:
    aid = shipped(slug)
    stratum = aid.strata.choices[4].key if aid.strata else None
    for one in comparisons(slug, stratum):
        told = "\n\n".join((one.sum_up, *one.sentences, *one.sureness))
        assert (measure(told, "en", [term.word for term in aid.terms]).grade or 0) <= PATIENT_GRADE, told


@pytest.mark.parametrize("slug", SLUGS)
def test_no_patient_reads_the_words_of_the_trade(slug: str) -> None:
    said = " ".join(text for _, text in patient_words(shipped(slug))).lower()
    trade = ("decision", "option", "preference", "surrogate", "prognosis")
    assert [word for word in trade if word in said] == []


@pytest.mark.parametrize("slug", SLUGS)
def test_every_number_says_of_whom_from_where_and_over_what_time(slug: str) -> None:
    aid = shipped(slug)
    identified = {record.key: bool(record.identifiers()) for record in aid.sources}
    for comparison in aid.comparisons:
        for below, grounds in grounds_of(comparison):
            assert grounds.place
            assert grounds.population
            assert grounds.time_span or below[0] == "effect"
            assert grounds.tag in (Tag.PRIMARY, Tag.SECONDARY)
            assert grounds.certainty is Certainty.NOT_RATED
    without = {record.key for record in aid.sources if not identified[record.key]}
    assert without <= {"lip_jabfm", "norway2024", "unroe2010", "skou2018"}
    assert all(aid.source(key).note for key in without)


@pytest.mark.parametrize("slug", SLUGS)
def test_what_is_drawn_is_what_is_said_and_what_stands_in_the_table(slug: str) -> None:
    aid = shipped(slug)
    for one in comparisons(slug, aid.strata.choices[4].key if aid.strata else None):
        rows = dict(one.table.rows)
        arrays = [*(one.arrays.arrays if one.arrays else ()), *(g.array for g in one.groups if g.array)]
        arrays += [one.array] if one.array else []
        drawn = {array.title: (array.event, array.avoided + array.none) for array in arrays}
        bars = {arm.label: int(arm.value) for arm in one.bars.arms} if one.bars else {}
        told = one.sentences if one.figures else ()
        for figure, sentence in zip(one.figures, told, strict=True):
            count, others = figure.out_of.count, figure.out_of.others
            assert (rows[figure.name][0], rows[figure.name][2]) == (count, others)
            assert f"of {aid.denominator} people, {count} " in sentence
            assert f". {others} " in sentence
            assert bars.get(figure.name, count) == count
            assert drawn.get(figure.name, (count, others)) == (count, others)
        assert len(drawn) + len(bars) == len(one.figures)


# Early prostate cancer: deaths and spread after 15 years in 545, 553 and 545 men

PROTECT = {
    # comparison: (surgery, radiation, checks), as (men, percent, low, high)
    "cancer-death": ((12, 2.2, 1.2, 3.8), (16, 2.9, 1.8, 4.7), (17, 3.1, 2.0, 4.9)),
    "any-death": ((117, 21.2, 18.0, 24.8), (115, 21.1, 17.9, 24.7), (124, 22.8, 19.4, 26.5)),
    "spread": ((26, 4.7, 3.2, 6.8), (27, 5.0, 3.4, 7.1), (51, 9.4, 7.2, 12.1)),
    "hormones": ((40, 7.2, 5.4, 9.7), (42, 7.7, 5.8, 10.3), (69, 12.7, 10.1, 15.7)),
    "growth": ((58, 10.5, 8.2, 13.3), (60, 11.0, 8.6, 13.9), (141, 25.9, 22.4, 29.7)),
}
# against checks, per 1000: surgery, radiation
NEWCOMBE = {
    "spread": ((-47, -78, -16), (-44, -75, -13)),
    "cancer-death": ((-9, -30, 10), (-2, -23, 19)),
    "any-death": ((-16, -65, 33), (-17, -66, 33)),
}
PRO = {"erections": (18, 27, 30), "nights": (34, 48, 47), "stool": (6, 12, 6)}


def counts(key: str) -> list[Counts]:
    (one,) = (one for one in shipped("localised-prostate-cancer").comparisons if one.key == key)
    assert isinstance(one, Arms)
    assert [arm.option for arm in one.arms] == ["surgery", "radiation", "checks"]
    return [arm.figure for arm in one.arms if isinstance(arm.figure, Counts)]


@pytest.mark.parametrize("key", sorted(PROTECT))
def test_the_counted_men_give_the_published_percent_and_the_wilson_interval(key: str) -> None:
    for figure, (men, percent, low, high) in zip(counts(key), PROTECT[key], strict=True):
        assert figure.events == men
        assert round(100 * figure.events / figure.people, 1) == percent
        again = binomtest(figure.events, figure.people).proportion_ci(method="wilson")
        ours = Proportion(figure.events, figure.people).wilson()
        assert (ours.low, ours.high) == pytest.approx((again.low, again.high))
        assert (round(100 * ours.low, 1), round(100 * ours.high, 1)) == (low, high)


@pytest.mark.parametrize("key", sorted(NEWCOMBE))
def test_differences_against_checks_are_newcombes_as_collected(key: str) -> None:
    surgery, radiation, checks = (Proportion(one.events, one.people) for one in counts(key))
    for arm, (value, low, high) in zip((surgery, radiation), NEWCOMBE[key], strict=True):
        between = newcombe(arm, checks)
        told = (arm.value - checks.value, between.low, between.high)
        assert [round(1000 * one) for one in told] == [value, low, high]


def test_spread_points_one_way_and_death_from_the_cancer_is_left_open() -> None:
    said = {one.key: one.sureness for one in comparisons("localised-prostate-cancer")}
    assert said["spread"][0] == (
        "The study points one way: with surgery, the true number may be 2 to 8 lower "
        "than with regular checks."
    )
    assert said["cancer-death"][0] == (
        "The study leaves it open: with surgery, the true number may be up to 3 lower or up to 1 higher "
        "than with regular checks."
    )


@pytest.mark.parametrize("key", sorted(PRO))
def test_what_men_told_of_their_bodies_has_no_range_in_the_source(key: str) -> None:
    (one,) = (one for one in shipped("localised-prostate-cancer").comparisons if one.key == key)
    assert isinstance(one, Arms)
    figures = [arm.figure for arm in one.arms if isinstance(arm.figure, Rate)]
    assert tuple(figure.per_100 for figure in figures) == PRO[key]
    assert {figure.interval for figure in figures} == {None}


def test_pads_are_told_as_the_range_of_years_that_the_source_gives() -> None:
    (pads,) = (
        one for one in shipped("localised-prostate-cancer").comparisons if isinstance(one, RangeOverTime)
    )
    written = {arm.option: (arm.low, arm.high) for arm in pads.arms}
    assert written == {"checks": (9, 11), "surgery": (18, 24), "radiation": (3, 8)}


# A long time on a breathing machine

DIED = {"many-studies": 59, "three-weeks": 58, "neck-tube": 48, "from-65": 67}
ONE_YEAR = {"no-help": (11, 9, 5, 15), "some-help": (33, 26, 19, 34), "all-help": (82, 65, 56, 73)}


def outlooks() -> dict[str, Outlook]:
    aid = shipped("prolonged-ventilation")
    found = {one.key: one for one in aid.comparisons if isinstance(one, Outlook)}
    assert len(found) == len(aid.comparisons)
    return found


def rate(figure: Counts | Rate) -> float:
    assert isinstance(figure, Rate)
    return figure.per_100


def test_the_spread_between_all_comers_and_a_picked_group_is_shown() -> None:
    *others, picked = outlooks()["died"].cohorts
    assert {one.key: rate(one.figure) for one in others} == DIED
    assert [one.selected for one in others] == [None] * 4
    assert (rate(picked.figure), picked.counted) == (66.9, "no event")
    assert picked.selected
    assert comparisons("prolonged-ventilation")[0].sum_up == (
        "It was not the same in all groups. In one, 33 of 100 people died in one year. "
        "In another, it was 67. The 33 comes from a picked group."
    )


def test_how_people_lived_after_a_year_is_counted_out_of_126() -> None:
    for key, (people, percent, low, high) in ONE_YEAR.items():
        (cohort,) = outlooks()[key].cohorts
        assert cohort.figure == Counts(events=people, people=126)
        again = binomtest(people, 126).proportion_ci(method="wilson")
        assert (round(100 * people / 126), round(100 * again.low), round(100 * again.high)) == (
            percent,
            low,
            high,
        )
    assert sum(people for people, *_ in ONE_YEAR.values()) == 126


def test_the_special_hospital_is_a_picked_group_wherever_it_stands() -> None:
    assert rate(outlooks()["off-machine"].cohorts[0].figure) == 53.7
    assert rate(outlooks()["would-again"].cohorts[0].figure) == 84.7
    cohorts = [cohort for one in outlooks().values() for cohort in one.cohorts]
    assert all(cohort.selected for cohort in cohorts if cohort.grounds.source == "jubran2019")


def test_care_for_comfort_has_no_number_and_a_place_for_the_teams_words() -> None:
    page = present(shipped("prolonged-ventilation"))
    comfort = {option.key: option for option in page.options}["comfort"]
    assert comfort.told_by_team.startswith("No number stands here")
    words = " ".join((comfort.what_it_is, *comfort.may_help, *comfort.may_harm, comfort.told_by_team))
    assert [sign for sign in words if sign.isdigit()] == []
    named = {name for one in comparisons("prolonged-ventilation") for name, _ in one.table.rows}
    assert named & {option.name for option in page.options} == set()


def test_we_rate_an_outlook_as_very_unsure_and_say_that_it_is_our_view() -> None:
    assert {one.our_rating.certainty for one in outlooks().values()} == {Certainty.VERY_LOW}
    for one in comparisons("prolonged-ventilation"):
        assert one.sureness[0] == "We are not at all sure of this. This is our own view."


# A worn knee


def test_the_knee_score_is_the_published_one_and_is_not_drawn() -> None:
    one, two = (one for one in shipped("knee-osteoarthritis").comparisons if isinstance(one, Score))
    assert {arm.option: arm.change for arm in one.arms} == {"surgery": 32.5, "programme": 16.0}
    for score, (points, low, high) in ((one, (15.8, 10.0, 21.5)), (two, (18.3, 11.3, 25.3))):
        interval = score.difference.interval
        assert interval
        assert (score.difference.points, interval.low, interval.high) == (points, low, high)
        assert score.scale.noticed is None
    drawn = {one.key for one in comparisons("knee-osteoarthritis") if one.array or one.bars or one.arrays}
    assert drawn == {"surgery-in-one-year", "surgery-in-two-years"}


def test_bad_events_of_the_knee_are_times_and_not_people() -> None:
    (tally,) = (one for one in shipped("knee-osteoarthritis").comparisons if isinstance(one, Tally))
    assert {arm.option: (arm.times, arm.people) for arm in tally.arms} == {
        "surgery": (24, None),
        "programme": (6, None),
    }


def test_who_had_a_new_knee_later_is_counted_of_those_who_began_with_the_class() -> None:
    arms = [one for one in shipped("knee-osteoarthritis").comparisons if isinstance(one, Arms)]
    assert [rate(one.arms[0].figure) for one in arms] == [26, 32]
    assert {one.does_not_apply[0].option for one in arms} == {"surgery"}


# A statin: benefits are read, harms are not

STATIN = {
    "heart-attack": ((-0.85, -1.22, -0.47), (0.67, 0.60, 0.75), "9 fewer"),
    "stroke": ((-0.39, -0.54, -0.25), (0.78, 0.68, 0.90), "4 fewer"),
    "trouble": ((-1.28, -1.61, -0.95), (0.72, 0.64, 0.81), "13 fewer"),
    "death": ((-0.35, -0.57, -0.14), (0.92, 0.87, 0.98), "4 fewer"),
}


def test_the_benefits_of_a_statin_are_the_published_differences() -> None:
    found = [one for one in shipped(UNFINISHED).comparisons if isinstance(one, Difference)]
    assert [one.key for one in found] == list(STATIN)
    for one in found:
        difference, ratio, told = STATIN[one.key]
        assert one.interval
        assert one.effect
        assert one.effect.interval
        assert (one.per_100, one.interval.low, one.interval.high) == difference
        assert (one.effect.value, one.effect.interval.low, one.effect.interval.high) == ratio
        assert present(shipped(UNFINISHED)).comparison(one.key).table.rows[0][1][0] == told


def test_a_statin_is_blocked_and_the_finding_says_what_is_missing() -> None:
    report = examine(shipped(UNFINISHED), today=TODAY)
    assert not report.may_be_approved
    (result,) = report.open(Weight.MUST)
    assert result.rule.id == "numbers-sourced"
    assert [finding.place for finding in result.findings] == [
        "outcomes, 5th (muscles), not_sourced",
        "outcomes, 6th (sugar), not_sourced",
    ]
    assert result.findings[0].found.startswith("Numbers are missing: We have not yet read how many")


def test_a_recalled_number_about_the_harms_of_a_statin_is_not_in_the_file() -> None:
    (found,) = (one for one in aid_files() if Path(one.name).stem == UNFINISHED)
    assert [number for number in ("1.04", "1.19") if number in found.read_text(encoding="utf-8")] == []


# What is being prepared


def test_what_is_being_prepared_says_what_it_waits_for_and_shows_no_result() -> None:
    prepared = being_prepared()
    assert [one.key for one in prepared] == ["psa-screening", "depression", "type-2-diabetes"]
    assert all(one.missing for one in prepared)
    words = "\n\n".join(text for one in prepared for text in (one.title, one.question, *one.missing))
    assert (measure(words, "en", ["depression", "diabetes", "prostate cancer"]).grade or 0) <= PATIENT_GRADE
