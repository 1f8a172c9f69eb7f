"""The shipped atrial-fibrillation aid: its numbers are those that were collected with their sources.

The expected figures are copied here from that collection by hand, so that a slip in the file shows.
"""

from pathlib import Path

import pytest

from alongside.aids import file
from alongside.aids.document import AidDocument, Arms, BaselineAndEffect, UpperBound, grounds_of
from alongside.aids.presentation import present
from alongside.aids.wording import patient_words
from alongside.editorial.plain_words import PATIENT_GRADE
from alongside.plain.reading.measure import measure
from alongside.sources.estimates import Certainty, Rate, Tag

FILE = Path(file.__file__).parent / "library" / "atrial-fibrillation.yaml"

FRIBERG = {
    "0": 0.2,
    "1": 0.6,
    "2": 2.2,
    "3": 3.2,
    "4": 4.8,
    "5": 7.2,
    "6": 9.7,
    "7": 11.2,
    "8": 10.8,
    "9": 12.2,
}
LIP = {
    "0": (0, 1),
    "1": (1.3, 422),
    "2": (2.2, 1230),
    "3": (3.2, 1730),
    "4": (4.0, 1718),
    "5": (6.7, 1159),
    "6": (9.8, 679),
    "7": (9.6, 294),
    "8": (6.7, 82),
    "9": (15.2, 14),
}
BJGP = {"0": 0.8, "1": 0, "2": 0.6, "3": 1.0, "4": 3.5, "5": 5.3, "6": 6.8, "7": 10.4, "8": 0}
WARFARIN_PER_1000 = {
    "0": (0.7, 0.5, 1.0),
    "1": (2.2, 1.6, 3.1),
    "2": (7.9, 5.7, 11.2),
    "3": (11.5, 8.3, 16.3),
    "4": (17.3, 12.5, 24.5),
    "5": (25.9, 18.7, 36.7),
    "6": (34.9, 25.2, 49.5),
    "7": (40.3, 29.1, 57.1),
    "8": (38.9, 28.1, 55.1),
    "9": (43.9, 31.7, 62.2),
}
# direct blood thinner, warfarin: percent over about two years; odds ratio and its interval
CAPODANNO: dict[str, tuple[float, float, tuple[float, float, float] | None]] = {
    "stroke-doac-warfarin": (2.8, 3.5, (0.82, 0.74, 0.91)),
    "bleed-doac-warfarin": (5.0, 5.6, (0.85, 0.69, 1.05)),
    "head-bleed-doac-warfarin": (0.6, 1.3, None),
    "gut-bleed-doac-warfarin": (2.3, 1.3, None),
    "death-doac-warfarin": (6.0, 6.3, (0.88, 0.82, 0.95)),
}


# per 100 a year, in the order of the file: (what cannot be done here, option) or (option, warfarin)
FURTHER = {
    "stroke-apixaban-warfarin": ("averroes_aristotle", {"doac": 1.27, "warfarin": 1.60}),
    "bleed-apixaban-warfarin": ("averroes_aristotle", {"doac": 2.13, "warfarin": 3.09}),
    "death-apixaban-warfarin": ("averroes_aristotle", {"doac": 3.52, "warfarin": 3.94}),
    "stroke-apixaban-aspirin": ("averroes_aristotle", {"aspirin": 3.7, "doac": 1.6}),
    "bleed-apixaban-aspirin": ("averroes_aristotle", {"aspirin": 1.2, "doac": 1.4}),
    "death-apixaban-aspirin": ("averroes_aristotle", {"aspirin": 4.4, "doac": 3.5}),
    "stroke-norway": ("norway2024", {"any": 0.51, "none": 1.05}),
    "head-bleed-norway": ("norway2024", {"any": 0.28, "none": 0.19}),
}
NORWAY = {"stroke-norway": (0.47, 0.37, 0.59), "head-bleed-norway": (1.23, 0.88, 1.72)}


@pytest.fixture(scope="module")
def aid() -> AidDocument:
    return file.load(FILE.read_bytes())


def cohort(aid: AidDocument) -> BaselineAndEffect:
    (found,) = (one for one in aid.comparisons if isinstance(one, BaselineAndEffect))
    return found


def test_the_file_has_no_findings_at_all() -> None:
    assert file.check(FILE.read_bytes()) == ()


def test_baselines_are_those_of_one_named_cohort(aid: AidDocument) -> None:
    baseline = cohort(aid).baseline
    assert {rate.stratum: rate.per_100 for rate in baseline.rates} == FRIBERG
    assert (baseline.grounds.source, baseline.grounds.tag) == ("friberg2012", Tag.SECONDARY)


def test_the_other_cohorts_stand_beside_it_with_their_sizes(aid: AidDocument) -> None:
    lip, bjgp = cohort(aid).other_baselines
    assert {rate.stratum: (rate.per_100, rate.people) for rate in lip.rates} == LIP
    assert {rate.stratum: rate.per_100 for rate in bjgp.rates} == BJGP
    assert (lip.grounds.tag, bjgp.grounds.tag) == (Tag.SECONDARY, Tag.PRIMARY)


def test_the_trial_effect_is_the_published_one(aid: AidDocument) -> None:
    effect = cohort(aid).effect
    assert effect.figure.interval is not None
    assert (effect.figure.value, effect.figure.interval.low, effect.figure.interval.high) == (64, 49, 74)
    assert (effect.grounds.source, effect.grounds.tag) == ("hart2007", Tag.PRIMARY)


def test_derived_numbers_are_those_that_were_collected(aid: AidDocument) -> None:
    written = {one.stratum: (one.per_people, one.low, one.high) for one in cohort(aid).derived}
    assert written == WARFARIN_PER_1000


@pytest.mark.parametrize("score", sorted(FRIBERG))
def test_the_picture_of_each_score_shows_the_collected_numbers_as_whole_people(
    aid: AidDocument, score: str
) -> None:
    none, warfarin = present(aid, score).comparison("stroke-none-warfarin").figures
    value, low, high = WARFARIN_PER_1000[score]
    assert none.out_of.count == round(FRIBERG[score] * 10)
    assert warfarin.out_of.count == round(value)
    assert warfarin.low is not None
    assert warfarin.high is not None
    # Rounded once from the formula, so within half a person and the collected number's own rounding.
    assert abs(warfarin.low.count - low) <= 0.55
    assert abs(warfarin.high.count - high) <= 0.55


def test_a_score_of_four_reads_48_and_17_with_12_to_24(aid: AidDocument) -> None:
    page = present(aid, "4").comparison("stroke-none-warfarin")
    assert page.sentences == (
        "No blood thinner for now: of 1000 people, 48 will have a stroke from a clot in one year. "
        "952 will not.",
        "Warfarin: of 1000 people, 17 will have a stroke from a clot in one year. 983 will not. "
        "Of these, 31 will be kept from one by warfarin. "
        "The true number may be as low as 12 or as high as 24.",
    )
    assert page.sum_up == (
        "Of 1000 people, 31 fewer will have a stroke from a clot in one year "
        "with warfarin than without a blood thinner."
    )


def test_the_page_says_what_the_range_leaves_out_and_that_the_trials_counted_all_strokes(
    aid: AidDocument,
) -> None:
    said = present(aid, "4").comparison("stroke-none-warfarin").sureness
    assert said == (
        "We worked out the 17. No study counted it. It is our best guess.",
        "The range 12 to 24 shows only how sure the trials are. It does not show how sure we are of the 48.",
        "The trials counted all strokes. Here we use what they found for this: A stroke from a clot.",
        "Other groups of people had other numbers. Without treatment, they go from 35 to 48 of 1000 people. "
        "You can see them below.",
        "The source does not say how sure it is.",
    )


def test_the_page_says_how_person_years_were_read(aid: AidDocument) -> None:
    assert present(aid, "4").comparison("stroke-none-warfarin").as_published[0] == (
        "No blood thinner for now: the source says 4.8 per 100 person-years (100 people, each for one year). "
        "We read this as 4.8 of 100 people in one year."
    )


@pytest.mark.parametrize("key", sorted(CAPODANNO))
def test_a_direct_blood_thinner_stands_beside_warfarin_in_one_source_only(aid: AidDocument, key: str) -> None:
    (comparison,) = (one for one in aid.comparisons if one.key == key)
    assert isinstance(comparison, Arms)
    doac, warfarin, effect = CAPODANNO[key]
    rates = {arm.option: arm.figure.per_100 for arm in comparison.arms if isinstance(arm.figure, Rate)}
    assert rates == {"doac": doac, "warfarin": warfarin}
    interval = comparison.effect and comparison.effect.interval
    published = comparison.effect and interval and (comparison.effect.value, interval.low, interval.high)
    assert published == effect
    assert comparison.grounds.source == "capodanno2013"
    assert comparison.grounds.people_studied == 50578
    assert comparison.not_known == ("none",)


@pytest.mark.parametrize("key", sorted(FURTHER))
def test_further_studies_stand_for_themselves_with_their_own_people(aid: AidDocument, key: str) -> None:
    (one,) = (one for one in aid.comparisons if one.key == key)
    assert isinstance(one, Arms)
    source, rates = FURTHER[key]
    figures = {beside.key: beside.figure for beside in one.beside}
    figures |= {arm.option: arm.figure for arm in one.arms}
    assert {name: figure.per_100 for name, figure in figures.items() if isinstance(figure, Rate)} == rates
    assert (one.further, one.grounds.source) == (True, source)
    assert one.grounds.tag is (Tag.PRIMARY if source == "norway2024" else Tag.SECONDARY)
    interval = one.effect and one.effect.interval
    assert (one.effect and interval and (one.effect.value, interval.low, interval.high)) == NORWAY.get(key)


def test_what_cannot_be_done_here_is_told_beside_the_options_and_is_none_of_them(aid: AidDocument) -> None:
    shown = present(aid).comparison("stroke-apixaban-aspirin")
    assert shown.sum_up == (
        "Of 1000 people, 21 more had a stroke or a clot in some other place in one year "
        "with aspirin than with a direct blood thinner."
    )
    assert [row[0] for row in shown.table.rows] == [
        "Direct blood thinner",
        "Aspirin",
        "No blood thinner for now",
        "Warfarin",
    ]
    bleeds = present(aid).comparison("bleed-apixaban-aspirin")
    assert [figure.out_of.count for figure in bleeds.figures] == [14, 12]
    # Of one option alone it cannot be said that it does worst.
    assert bleeds.is_worst("doac") is False


def test_a_study_without_lots_is_not_told_as_trials(aid: AidDocument) -> None:
    stroke, head = (present(aid).comparison(key).sureness[1] for key in NORWAY)
    assert stroke == (
        "This study points one way: to fewer people with a blood thinner of any kind "
        "than without a blood thinner."
    )
    assert head.startswith("This is the best guess. The study leaves it open:")


def test_the_odds_ratio_for_haemorrhagic_stroke_is_not_used(aid: AidDocument) -> None:
    shown = [one.endpoint.medical_name for one in aid.comparisons]
    assert [name for name in shown if "haemorrhagic stroke" in name] == []


def test_extra_bleeds_with_warfarin_are_an_upper_bound_without_a_picture(aid: AidDocument) -> None:
    (bound,) = (one for one in aid.comparisons if isinstance(one, UpperBound))
    assert (bound.at_most.per_100, bound.grounds.source) == (0.3, "hart2007")
    shown = present(aid, "4").comparison("bleed-none-warfarin")
    assert (shown.arrays, shown.bars, shown.figures) == (None, None, ())
    assert shown.table.rows == (
        ("No blood thinner for now", (None,)),
        ("Warfarin", ("at most 3 more",)),
        ("Direct blood thinner", (None,)),
    )


def test_no_certainty_is_claimed_that_the_sources_do_not_give(aid: AidDocument) -> None:
    rated = {grounds.certainty for one in aid.comparisons for _, grounds in grounds_of(one)}
    assert rated == {Certainty.NOT_RATED}


def test_the_options_are_told_by_plain_names_with_the_medical_name_once(aid: AidDocument) -> None:
    assert [(one.name, one.does_nothing) for one in aid.options] == [
        ("No blood thinner for now", True),
        ("Warfarin", False),
        ("Direct blood thinner", False),
    ]
    said = " ".join(text for _, text in patient_words(aid))
    assert said.count("DOAC") == 1


def test_the_sentences_made_from_the_numbers_are_at_or_below_fifth_grade(aid: AidDocument) -> None:
    page = present(aid, "4")
    told = [
        sentence
        for outcome in page.outcomes
        for one in outcome.comparisons
        for sentence in (one.sum_up, *one.sentences, *one.sureness)
    ]
    reading = measure("\n\n".join(told), "en", [term.word for term in aid.terms])
    assert reading.grade is not None
    assert reading.grade <= PATIENT_GRADE
