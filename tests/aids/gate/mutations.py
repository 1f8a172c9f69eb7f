"""For every rule of the gate a way to spoil a good aid so that this rule, and no other, finds it.

Documents are spoilt in memory, because a file with some of these mistakes is not even loaded; pages are
spoilt where the program itself would have to be wrong.
"""

from collections.abc import Callable
from dataclasses import replace as changed
from datetime import date
from typing import Any

from msgspec.structs import replace

from alongside.aids import file
from alongside.aids.document import AboutTest, AidDocument, AidKind, Arms, BaselineAndEffect
from alongside.aids.gate.subject import Subject, subject_of
from alongside.aids.page import AidPage, ComparisonView
from alongside.aids.telling import Teller
from alongside.plain.risk import OutOf
from alongside.sources.estimates import Tag
from alongside.sources.records import Standing
from tests.aids.good import as_yaml, good_aid

TODAY = date(2026, 6, 1)
HARD = (
    "Extremities occasionally experience considerable discomfort during extraordinarily unfavourable "
    "meteorological circumstances. Individuals with vasoconstriction frequently report numbness, "
    "particularly following prolonged immersion. Appropriate precautionary measures substantially "
    "ameliorate these manifestations in every individual."
)


def good() -> AidDocument:
    """An aid in which no rule finds anything: every number read where it was counted."""
    aid = good_aid()
    aid["comparisons"][1]["baseline"]["grounds"] |= {"tag": "V", "read_in": None}
    return file.load(as_yaml(aid))


def about_a_test() -> AidDocument:
    """The same about a test; its three counted numbers are told side by side."""
    told = AboutTest(
        measures="It feels how warm your toes are.",
        if_found="Your nurse will talk with you.",
        if_not_found="You go on as you do now.",
        found_for_nothing="It can find cold toes that would never hurt you.",
    )
    (arms, *rest) = good().comparisons
    more = tuple(replace(arms, key=key) for key in ("false-alarms", "for-nothing"))
    return replace(good(), kind=AidKind.TEST, test=told, comparisons=(arms, *more, *rest))


Spoil = Callable[[AidDocument], AidDocument]


def option(**fields: Any) -> Spoil:
    """The second thing that can be done, changed."""

    def spoil(aid: AidDocument) -> AidDocument:
        first, second, *rest = aid.options
        return replace(aid, options=(first, replace(second, **fields), *rest))

    return spoil


def comparison(place: int, **fields: Any) -> Spoil:
    """One comparison, changed."""

    def spoil(aid: AidDocument) -> AidDocument:
        comparisons = list(aid.comparisons)
        comparisons[place] = replace(comparisons[place], **fields)
        return replace(aid, comparisons=tuple(comparisons))

    return spoil


def grounds(**fields: Any) -> Spoil:
    """The grounds of the first comparison, changed."""
    return lambda aid: comparison(0, grounds=replace(aid.comparisons[0].grounds, **fields))(aid)  # type: ignore[union-attr]


def source(**fields: Any) -> Spoil:
    return lambda aid: replace(aid, sources=(replace(aid.sources[0], **fields),))


def test_part(**fields: str) -> Spoil:
    def spoil(aid: AidDocument) -> AidDocument:
        assert aid.test
        return replace(aid, test=replace(aid.test, **fields))

    return spoil


def with_(**fields: Any) -> Spoil:
    return lambda aid: replace(aid, **fields)


def _of_few_people(aid: AidDocument) -> AidDocument:
    """Told out of 100, though one number is 0.3 of 100. The worked-out numbers are written out of 1000."""
    return replace(aid, denominator=100, comparisons=(aid.comparisons[0], aid.comparisons[2]))


def _two_cohorts_on_one_scale(aid: AidDocument) -> AidDocument:
    arms, scale, bound = aid.comparisons
    assert isinstance(scale, BaselineAndEffect)
    halves = tuple(
        replace(
            scale,
            key=f"half-{place}",
            baseline=replace(
                scale.baseline, name=f"Town {place}", rates=scale.baseline.rates[place : place + 1]
            ),
            derived=scale.derived[place : place + 1],
        )
        for place in (0, 1)
    )
    return replace(aid, comparisons=(arms, *halves, bound))


def _range_of_two_cohorts(aid: AidDocument) -> AidDocument:
    scale = aid.comparisons[1]
    assert isinstance(scale, BaselineAndEffect)
    other = replace(
        scale.baseline,
        name="Another town",
        rates=(replace(scale.baseline.rates[1], per_100=10.0, interval=None),),
    )
    lower = replace(other, name="A third town", rates=(replace(other.rates[0], per_100=6.0),))
    return comparison(1, other_baselines=(other, lower))(aid)


def _wrongly_worked_out(aid: AidDocument) -> AidDocument:
    scale = aid.comparisons[1]
    assert isinstance(scale, BaselineAndEffect)
    first, second = scale.derived
    return comparison(1, derived=(first, replace(second, per_people=41.0)))(aid)


def _effect_without_range(aid: AidDocument) -> AidDocument:
    arms = aid.comparisons[0]
    assert isinstance(arms, Arms)
    assert arms.effect
    return comparison(0, effect=replace(arms.effect, interval=None))(aid)


def _without_numbers_for_bath(aid: AidDocument) -> AidDocument:
    """The only two comparisons that speak of the bath are gone."""
    return replace(aid, comparisons=(aid.comparisons[1],))


def _not_sourced(aid: AidDocument) -> AidDocument:
    later = replace(aid.outcomes[0], key="itch", name="An itch", not_sourced="How many had an itch.")
    return replace(aid, outcomes=(*aid.outcomes, later))


def _event(**fields: Any) -> Spoil:
    def spoil(aid: AidDocument) -> AidDocument:
        return comparison(0, endpoint=replace(aid.comparisons[0].endpoint, **fields))(aid)

    return spoil


DOCUMENTS: list[tuple[str, Callable[[], AidDocument], Spoil]] = [
    ("1.1.1", good, lambda aid: replace(aid, condition=replace(aid.condition, what_it_is="TBD"))),
    ("1.1.2", good, with_(question="Do something about cold toes.")),
    ("1.1.3", good, option(does_nothing=True)),
    ("1.1.3", good, option(what_it_is="...")),
    ("1.1.4", good, option(may_help=("None.",))),
    ("1.1.5", good, option(may_harm=("None",))),
    ("1.2.1", good, option(mind="To be written.")),
    ("2.1.1", good, option(body="Your toes feel it all day long. " * 10)),
    ("2.2.1", good, grounds(place="???")),
    ("2.2.2", good, with_(published="2026-06-02")),
    ("2.2.3", good, with_(update_policy="TBD")),
    ("2.2.4", good, _effect_without_range),
    ("2.3.1", good, with_(conflicts="-")),
    ("2.4.1", about_a_test, test_part(measures="TBD")),
    ("2.4.2", about_a_test, test_part(if_found="TBD")),
    ("2.4.3", about_a_test, test_part(if_not_found="TBD")),
    ("2.4.4", about_a_test, test_part(found_for_nothing="Nothing.")),
    ("R1", good, _of_few_people),
    ("R2", good, grounds(population="Unknown")),
    ("R2", good, grounds(time_span=None)),
    ("R3", good, option(body="It halves the risk of a blue toe.")),
    ("R3", good, option(body="Twice as many toes feel it.")),
    ("R4", good, option(body="One in ten toes feels it.")),
    ("R4", good, option(body="Of a town, 2.5 people feel it.")),
    (
        "R5",
        good,
        lambda aid: comparison(0, endpoint=replace(aid.comparisons[0].endpoint, no_event="TBD"))(aid),
    ),
    ("R9", good, option(body="The other way costs you more. Like plan 2.", mind="As in choice A.")),
    ("R10", good, option(body="It is rare to feel it.")),
    ("R10", good, option(body="It is a small risk.")),
    ("R11", good, option(name="The best socks")),
    ("R12", about_a_test, lambda aid: replace(aid, comparisons=(aid.comparisons[0], *aid.comparisons[3:]))),
    ("numbers-read", good, grounds(tag=Tag.RECALLED)),
    ("numbers-sourced", good, _not_sourced),
    ("secondary-named", good, lambda aid: replace(aid, sources=(replace(aid.sources[0], primary=False),))),
    ("secondary-source", good, grounds(tag=Tag.SECONDARY, read_in="A review of toes, page 3")),
    ("derived-again", good, _wrongly_worked_out),
    ("sources-hold", good, source(standing=Standing.RETRACTED)),
    ("sources-hold", good, source(standing=Standing.SUPERSEDED)),
    ("sources-hold", good, source(standing=Standing.CORRECTED)),
    ("sources-findable", good, source(doi=None, pmid=None)),
    ("empty-cells", good, _without_numbers_for_bath),
    ("one-cohort-per-scale", good, _two_cohorts_on_one_scale),
    ("one-cohort-per-scale", good, _range_of_two_cohorts),
    ("direction", good, _event(event="were free of blue toes")),
    ("direction", good, _event(event="had a stroke", desirable=True)),
    ("reading-grade", good, lambda aid: replace(aid, condition=replace(aid.condition, what_it_is=HARD))),
    ("words-for-patients", good, option(body="This option is warm.")),
    ("review-not-overdue", good, with_(next_review_due="2026-05-31")),
    ("source-age", good, source(year=2015)),
]


def _subject(**others: Any) -> Callable[[], Subject]:
    return lambda: subject_of(good(), TODAY, **others)


def _page(spoil: Callable[[ComparisonView], ComparisonView], key: str) -> Callable[[], Subject]:
    """The good aid, with one comparison spoilt on every page."""

    def page(one: AidPage) -> AidPage:
        outcomes = tuple(
            changed(
                outcome,
                comparisons=tuple(spoil(view) if view.key == key else view for view in outcome.comparisons),
            )
            for outcome in one.outcomes
        )
        return changed(one, outcomes=outcomes)

    def subject() -> Subject:
        whole = subject_of(good(), TODAY)
        return changed(whole, pages=tuple(map(page, whole.pages)))

    return subject


def _out_of_others(view: ComparisonView) -> ComparisonView:
    first, *rest = view.figures
    other = OutOf(first.out_of.count, 100)
    # The sentence would now differ too: it is the figure alone that this rule sees.
    sentences = tuple(f"{one} {other.opposite.count} did not." for one in view.sentences)
    return changed(view, figures=(changed(first, out_of=other), *rest), sentences=sentences)


def _picture_of_more(view: ComparisonView) -> ComparisonView:
    assert view.bars
    first, *rest = view.bars.arms
    return changed(view, bars=changed(view.bars, arms=(changed(first, value=51), *rest)))


def _turned(view: ComparisonView) -> ComparisonView:
    return changed(view, figures=view.figures[::-1], arrays=None)


def _without_certainty(view: ComparisonView) -> ComparisonView:
    told = Teller()
    sure = good().comparisons[0].grounds.certainty  # type: ignore[union-attr]
    return changed(view, sureness=tuple(one for one in view.sureness if one != told.certainty(sure)))


def _slip(aid: AidDocument) -> AidDocument:
    arms = aid.comparisons[0]
    assert isinstance(arms, Arms)
    first, second = arms.arms
    slipped = replace(first, figure=replace(first.figure, events=11))
    return comparison(0, arms=(slipped, second))(aid)


def _hoped_for(aid: AidDocument) -> AidDocument:
    (arms, *_rest) = aid.comparisons
    hoped_for = comparison(0, endpoint=replace(arms.endpoint, desirable=True))(aid)
    return replace(hoped_for, language="de")


PAGES: list[tuple[str, Callable[[], Subject]]] = [
    ("R5", _page(lambda view: changed(view, sentences=view.sentences[:1]), "socks-bath")),
    ("R1", _page(_out_of_others, "socks-bath")),
    ("R6", _page(_picture_of_more, "socks-bath")),
    ("R6", _page(lambda view: changed(view, table=changed(view.table, rows=())), "socks-bath")),
    ("R7", _page(_without_certainty, "socks-bath")),
    ("R8", _page(_turned, "wait-socks")),
    ("R13", _page(lambda view: changed(view, sum_up=" "), "socks-bath")),
    ("R14", _subject(translations=(replace(_slip(good()), language="de"),))),
    ("R14", _subject(translations=(_hoped_for(good()),))),
    ("R14-changed", _subject(earlier=_slip(good()))),
    ("own-sentences", _subject(spoken=("de", "ar"))),
    ("reading-measured", lambda: subject_of(with_(language="so")(good()), TODAY, spoken=("so",))),
]
