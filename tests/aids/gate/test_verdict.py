"""Every rule of the gate finds its own mistake and no other."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from alongside.aids.document import AidDocument
from alongside.aids.gate.subject import Subject, subject_of
from alongside.aids.gate.verdict import CHECKS, examine, report_on
from alongside.editorial.findings import Report, Weight
from tests.aids.gate.mutations import DOCUMENTS, PAGES, TODAY, Spoil, about_a_test, good


def open_rules(report: Report) -> list[str]:
    return [result.rule.id for result in report.open()]


@pytest.mark.parametrize("aid", [good, about_a_test])
def test_a_good_aid_holds_by_every_rule(aid: Callable[[], AidDocument]) -> None:
    report = examine(aid(), today=TODAY)
    assert open_rules(report) == []
    assert report.may_be_approved


@pytest.mark.parametrize(("rule", "aid", "spoil"), DOCUMENTS)
def test_an_aid_spoilt_in_one_way_is_found_by_that_rule_alone(
    rule: str, aid: Callable[[], AidDocument], spoil: Spoil
) -> None:
    report = examine(spoil(aid()), today=TODAY)
    assert open_rules(report) == [rule]
    (result,) = report.open()
    assert result.applies
    for finding in result.findings:
        assert finding.place
        assert finding.found
        assert finding.mend


@pytest.mark.parametrize(("rule", "subject"), PAGES)
def test_a_page_or_a_copy_spoilt_in_one_way_is_found_by_that_rule_alone(
    rule: str, subject: Callable[[], Subject]
) -> None:
    assert open_rules(report_on(subject())) == [rule]


def test_every_rule_has_a_way_to_break_it() -> None:
    broken = {rule for rule, _, _ in DOCUMENTS} | {rule for rule, _ in PAGES}
    assert broken == {check.rule.id for check in CHECKS}


def test_no_two_rules_share_a_name() -> None:
    names = [check.rule.id for check in CHECKS]
    assert len(set(names)) == len(names)


def test_every_rule_says_what_it_asks_who_asks_it_why_and_what_it_looked_at() -> None:
    for result in examine(good(), today=TODAY).results:
        assert all((result.rule.asks, result.rule.source, result.rule.why, result.looked_at))


def test_only_reading_grades_and_honest_gaps_may_be_signed_away() -> None:
    signable = {check.rule.id for check in CHECKS if check.rule.weight is Weight.MAY_BE_SIGNED}
    assert signable == {"reading-grade", "reading-measured", "empty-cells"}


def test_rules_about_tests_do_not_apply_to_an_aid_about_treatments() -> None:
    results = {one.rule.id: one.applies for one in examine(good(), today=TODAY).results}
    assert [rule for rule, applies in results.items() if not applies] == [
        "2.4.1", "2.4.2", "2.4.3", "2.4.4", "R12", "R14", "R14-changed",
    ]  # fmt: skip


def test_a_finding_leads_to_the_piece_in_which_it_stands() -> None:
    spoilt = next(spoil for rule, _, spoil in DOCUMENTS if rule == "R10")
    report = examine(spoilt(good()), today=TODAY)
    ((rule, finding),) = report.of("options/socks")
    assert (rule.id, finding.place) == ("R10", "options, 2nd (socks), body")


def test_the_same_mistake_on_many_pages_is_told_once() -> None:
    _, subject = next(one for one in PAGES if one[0] == "R13")
    assert len(subject().pages) == 3
    (result,) = report_on(subject()).open()
    assert len(result.findings) == 1


def test_the_next_review_is_due_until_the_end_of_its_day() -> None:
    due = replace(good(), next_review_due=TODAY.isoformat())
    assert open_rules(examine(due, today=TODAY)) == []


def test_an_aid_compared_with_itself_keeps_every_number() -> None:
    subject = subject_of(good(), TODAY, earlier=good(), translations=(replace(good(), language="de"),))
    assert open_rules(report_on(subject)) == []


@given(st.permutations(range(3)))
def test_the_order_of_options_and_comparisons_makes_no_difference_to_the_numbers(order: list[int]) -> None:
    aid = good()
    turned = replace(
        aid,
        language="de",
        options=tuple(aid.options[place] for place in order),
        comparisons=tuple(aid.comparisons[place] for place in order),
    )
    found = open_rules(report_on(subject_of(aid, TODAY, translations=(turned,))))
    assert found == []
