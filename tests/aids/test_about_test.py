"""What a test finds, from the file to the page: one set of counts in picture, words, table and review."""

import pytest
from msgspec.structs import replace as changed

from alongside.aids.blocks import blocks_of
from alongside.aids.document import AidDocument
from alongside.aids.file import check, load
from alongside.aids.gate.verdict import examine
from alongside.aids.presentation import present
from alongside.plain.frequency_tree import FrequencyTree
from tests.aids.gate.mutations import TODAY
from tests.aids.good import aid_about_a_test, as_yaml

# Gigerenzer and Hoffrage 1995, page 685: prevalence 1 %, hit rate 80 %, false alarms 9.6 %.
PRINTED = {"prevalence": 1.0, "sensitivity": 80.0, "specificity": 90.4}


def aid(**figures: object) -> AidDocument:
    return load(as_yaml(aid_about_a_test(**figures)))


def wrong(**figures: object) -> list[tuple[str, str]]:
    return [(one.rule, one.mend) for one in check(as_yaml(aid_about_a_test(**figures)))]


def test_the_counts_of_the_file_are_the_counts_of_the_page() -> None:
    tested = present(aid()).tested
    assert tested is not None
    assert tested.tree.counts == FrequencyTree(1000, 10, 8, 95)
    assert (tested.tree.ill_label, tested.tree.time_span) == ("with frost toe", "once in one year")
    assert tested.who == "Grown-ups with cold toes (400 people)"
    assert [one.place for one in tested.citations] == ["Table 2"]


def test_the_counts_of_gigerenzer_follow_from_his_rates() -> None:
    assert wrong(rates=PRINTED) == []


@pytest.mark.parametrize(
    ("figures", "told"),
    [
        ({"ill": 12}, ("derived-differs", "Write 10, or correct the rates.")),
        ({"found": 9}, ("derived-differs", "Write 8, or correct the rates.")),
        ({"false_alarms": 96}, ("derived-differs", "Write 95, or correct the rates.")),
    ],
)
def test_a_count_that_does_not_follow_from_the_printed_rates_is_refused(figures, told) -> None:
    assert wrong(rates=PRINTED, **figures) == [told]


@pytest.mark.parametrize(
    ("figures", "rule"),
    [
        ({"found": 11}, "impossible-number"),
        ({"false_alarms": 991}, "impossible-number"),
        (
            {"people": 100, "rates": {"prevalence": 0.1, "sensitivity": 80, "specificity": 90}},
            "impossible-number",
        ),
        ({"harmless": 3}, "found-for-nothing"),
        ({"harmless_label": "would never have felt it"}, "found-for-nothing"),
    ],
)
def test_counts_that_do_not_fit_into_each_other_are_refused(figures, rule) -> None:
    assert [one for one, _mend in wrong(**figures)] == [rule]


def test_a_source_that_nobody_named_is_found_under_a_tree_too() -> None:
    figures = aid_about_a_test()["test"]["tested"]["grounds"] | {"source": "nobody"}
    assert [rule for rule, _mend in wrong(grounds=figures)] == ["unknown-source"]


def test_a_recalled_figure_of_a_test_keeps_it_from_approval() -> None:
    recalled = aid(grounds=aid_about_a_test()["test"]["tested"]["grounds"] | {"tag": "R"})
    findings = [one for rule in examine(recalled, today=TODAY).open() for one in rule.findings]
    assert "test, tested, grounds, tag" in [one.place for one in findings]


@pytest.mark.parametrize(("harmless", "is_met"), [(None, False), (3, True)])
def test_a_tree_counts_what_is_found_and_alarmed_and_what_is_found_for_nothing(harmless, is_met) -> None:
    label = {"harmless_label": "would never have felt it"} if harmless else {}
    document = aid(harmless=harmless, **label)
    only = changed(document, comparisons=document.comparisons[2:])
    open_rules = [one.rule.id for one in examine(only, today=TODAY).open()]
    assert ("R12" not in open_rules) is is_met


def test_whoever_reviews_it_reads_the_counts_and_where_they_stand() -> None:
    block = next(one for one in blocks_of(aid(rates=PRINTED)) if one.key == "test")
    assert "Of 1000 people 10 with frost toe: it finds 8." in block.text
    assert "Of 990 without frost toe it alarms 95." in block.text
    assert [one.place for one in block.cited] == ["Table 2"]


def test_a_test_without_figures_is_told_in_words_alone() -> None:
    document = aid()
    assert document.test is not None
    assert present(changed(document, test=changed(document.test, tested=None))).tested is None
