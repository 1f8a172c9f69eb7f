"""Every rule of the gate of handouts is broken by exactly its fault, and a good handout breaks none."""

from copy import deepcopy
from datetime import date
from typing import Any

import pytest

from alongside.editorial.findings import Weight
from alongside.materials.gate.verdict import CHECKS, examine
from tests.materials.good import Handout, document, good_handout

TODAY = date(2026, 2, 1)
MISREAD = "80 people were asked about wool socks. Of 100 people with wool socks 61 had warm feet."
LONG = " and ".join(["you sit in the sun"] * 6) + "."
HARD = "Peripheral vasoconstriction compromises microcirculatory perfusion. It necessitates consideration."


def broken(handout: Handout, *others: Handout) -> dict[str, list[str]]:
    report = examine(document(handout), today=TODAY, others=tuple(map(document, others)))
    return {one.rule.id: [finding.block for finding in one.findings] for one in report.open()}


def with_(path: tuple[str | int, ...], value: Any) -> Handout:
    handout = deepcopy(good_handout())
    part: Any = handout
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return handout


WHY, FOUND = ("sections", 0, "passages", 0), ("sections", 1, "passages", 0)
CITE = (*FOUND, "cites", 0)
FAULTS: list[tuple[str, str, Handout]] = [
    ("who-made-it", "about", with_(("funding",), "None")),
    ("who-made-it", "about", with_(("authors", 0), "TBD")),
    ("status-is-the-boards", "about", with_(("authors", 0), "Edith Brandt (draft words)")),
    ("all-said", "ask", with_(("ask",), "TBD")),
    ("all-said", "sections/why", with_((*WHY, "points", 1), "...")),
    ("short-lists", "sections/why", with_((*WHY, "points"), [f"Sip {word} tea." for word in "abcdefgh"])),
    ("short-lists", "to_do", with_(("to_do",), ["Sip tea."] * 8)),
    ("reading-grade", "sections/why", with_((*WHY, "points", 0), HARD)),
    ("short-sentences", "sections/why", with_((*WHY, "points", 0), LONG)),
    ("words-for-patients", "sections/why", with_((*WHY, "points", 0), "This is your decision.")),
    ("claims-cited", "sections/why", with_((*WHY, "points", 0), "It helps 9 of 10 people.")),
    ("claims-cited", "sections/why", with_((*WHY, "points", 0), "Studies show that it helps.")),
    ("claims-cited", "in_short", with_(("in_short",), "Most people like wool socks.")),
    ("read-at-source", "sections/found", with_((*CITE, "tag"), "R")),
    ("read-in-primary", "sections/found", with_((*CITE, "tag"), "V2")),
    ("chance-beside-number", "sections/why", with_((*WHY, "points", 0), "It is rare.")),
    ("references-findable", "sources/socks-2021", with_(("sources", 0, "doi"), None)),
    ("references-primary", "sources/socks-2021", with_(("sources", 0, "primary"), False)),
    ("numbers-stated", "sections/found", with_((*CITE, "says"), MISREAD)),
    ("review-not-overdue", "about", with_(("next_review_due",), "2026-01-31")),
    ("source-age", "sources/socks-2021", with_(("sources", 0, "year"), 2015)),
]  # fmt: skip
APART = {"two-sheets", "reading-measured", "right-work", "same-numbers"}
"""Rules whose fault is more than one changed field; each has a test of its own below."""


def test_a_good_handout_breaks_no_rule():
    assert broken(good_handout()) == {}


@pytest.mark.parametrize(("rule", "block", "handout"), FAULTS, ids=[f"{r}-{b}" for r, b, _ in FAULTS])
def test_each_fault_breaks_its_own_rule_in_its_own_block_and_no_other(rule, block, handout):
    assert broken(handout) == {rule: [block]}


def test_every_rule_has_a_fault():
    assert {rule for rule, _block, _handout in FAULTS} | APART == {check.rule.id for check in CHECKS}


def test_a_handout_of_three_sheets_is_refused():
    points = [" ".join(["You can sip warm tea."] * 30)] * 7
    assert broken(with_((*WHY, "points"), points)) == {"two-sheets": [""]}


def test_a_language_without_a_formula_needs_a_person_who_reads_it():
    assert broken(with_(("language",), "so"))["reading-measured"] == [""]


def test_the_easier_level_asks_for_easier_words():
    words = "Doctors often discover that cold feet come from sitting still at a desk until the evening meal."
    plain = with_((*WHY, "points"), [words, words])
    assert "reading-grade" not in broken(plain)
    assert "reading-grade" in broken(plain | {"level": "easier"})


def test_the_work_that_found_something_else_is_not_the_one_to_cite():
    """Two reviews of one group: the number of studies is that of the one, the finding that of the other."""
    handout = with_((*FOUND, "text"), "A review of 12 trials: wool socks keep feet warm at night.")
    handout["sections"][1]["passages"][0]["cites"][0]["says"] = "12 trials about shoes and blisters."
    other = {
        "key": "night-2020", "title": "Wool socks keep feet warm at night: a made-up review",
        "kind": "meta-analysis", "primary": True, "year": 2020, "doi": "10.1000/made-up-night",
    }  # fmt: skip
    assert broken(handout | {"sources": [*handout["sources"], other]}) == {"right-work": ["sections/found"]}


def test_a_slip_in_a_translation_is_found_in_its_section():
    swedish = good_handout(language="sv")
    assert "same-numbers" not in broken(good_handout(), swedish)
    slipped = with_(
        (*FOUND, "text"),
        "80 were asked. Of 100 people with wool socks 26 had warm feet.",
    )
    assert broken(good_handout(), slipped | {"language": "sv"}) == {"same-numbers": ["sections/found"]}


def test_a_section_with_numbers_that_only_the_translation_has_is_found():
    more = deepcopy(good_handout(language="sv"))
    section = deepcopy(more["sections"][1]) | {"key": "more"}
    assert broken(good_handout(), more | {"sections": [*more["sections"], section]}) == {"same-numbers": [""]}


def test_only_reading_may_be_signed_away():
    signable = {check.rule.id for check in CHECKS if check.rule.weight is Weight.MAY_BE_SIGNED}
    assert signable == {"reading-grade", "reading-measured"}
