"""A choice aid in pieces: everything a reader sees, once, under keys that last."""

import pytest
from msgspec.structs import replace

from alongside.aids import file
from alongside.aids.blocks import block_of, blocks_of, figures_told
from alongside.aids.document import AidDocument
from alongside.aids.shipped import aid_files
from alongside.aids.wording import patient_words
from alongside.editorial.blocks import Kind
from tests.aids.gate.mutations import about_a_test, good
from tests.aids.good import as_yaml, good_aid


def shipped() -> list[AidDocument]:
    return [file.load(one.read_bytes()) for one in aid_files()]


ALL = [good(), about_a_test(), *shipped()]


@pytest.mark.parametrize("aid", ALL, ids=lambda aid: aid.slug)
def test_every_piece_has_a_key_of_its_own_and_says_something(aid: AidDocument) -> None:
    blocks = blocks_of(aid)
    assert len({block.key for block in blocks}) == len(blocks)
    assert all(block.heading and block.text for block in blocks)


@pytest.mark.parametrize("aid", ALL, ids=lambda aid: aid.slug)
def test_whatever_a_finding_points_at_lies_in_a_piece(aid: AidDocument) -> None:
    keys = {block.key for block in blocks_of(aid)}
    for path, text in patient_words(aid):
        assert block_of(aid, path) in keys or not text


@pytest.mark.parametrize("aid", ALL, ids=lambda aid: aid.slug)
def test_every_number_says_where_it_stands(aid: AidDocument) -> None:
    numbers = [block for block in blocks_of(aid) if block.kind is Kind.NUMBER]
    assert len(numbers) == len(aid.comparisons)
    for block in numbers:
        assert block.cited
        assert all(one.place and one.citation and one.tag for one in block.cited)


def test_keys_stay_when_options_and_comparisons_change_places() -> None:
    aid = good()
    turned = replace(aid, options=aid.options[::-1], comparisons=aid.comparisons[::-1])
    texts = {block.key: block.text for block in blocks_of(aid)}
    assert {block.key: block.text for block in blocks_of(turned)} == texts


@pytest.mark.parametrize("aid", ALL, ids=lambda aid: aid.slug)
def test_every_word_that_patients_read_is_in_the_piece_it_belongs_to(aid: AidDocument) -> None:
    blocks = {block.key: block for block in blocks_of(aid)}
    for path, text in patient_words(aid):
        if text and path[0] in ("options", "outcomes", "comparisons"):
            key = block_of(aid, path)
            assert text in (blocks.get(f"{key}/words") or blocks[key]).text


FIGURES: list[tuple[int, list[str]]] = [
    (
        0,
        [
            "Warm socks: 10 of 200 people",
            "A warm bath: 20 of 200 people",
            "Effect: relative risk 0.5 (0.24 to 1.04)",
        ],
    ),
    (
        1,
        [
            "People in a cold town, 0 toes: 2 per 100 person-years",
            "People in a cold town, 1 toe: 8 (6 to 10) per 100 person-years",
            "A trial of socks: relative risk reduction in percent 50 (25 to 75)",
            "Warm socks, 0 toes: 10 (5 to 15) of 1000, worked out here",
            "Warm socks, 1 toe: 40 (20 to 60) of 1000, worked out here",
        ],
    ),
    (2, ["A warm bath against Wait for now: at most 0.3 per 100 person-years more"]),
]


@pytest.mark.parametrize(("place", "told"), FIGURES)
def test_figures_are_told_as_their_source_prints_them(place: int, told: list[str]) -> None:
    assert list(figures_told(good(), good().comparisons[place])) == told


def test_the_shipped_aids_use_every_kind_of_comparison_that_is_told() -> None:
    kinds = {type(one).__name__ for aid in [good(), *shipped()] for one in aid.comparisons}
    assert kinds == {
        "Arms", "BaselineAndEffect", "UpperBound", "RangeOverTime", "Difference", "Tally", "Score", "Outlook",
    }  # fmt: skip
    assert all(list(figures_told(aid, one)) for aid in shipped() for one in aid.comparisons)


def test_reviewers_see_which_figures_were_left_out_and_why_and_patients_do_not() -> None:
    left = {"figures": "3 in the pilot", "found_in": "reed2020, page 2", "why": "A pilot of 9 people."}
    document = file.load(as_yaml(good_aid() | {"left_out": [left]}))
    (block,) = [one for one in blocks_of(document) if one.key == "left_out"]
    assert block.text == "3 in the pilot (reed2020, page 2): A pilot of 9 people."
    assert not block.for_patients
    assert block_of(document, ("left_out", 0, "why")) == "left_out"


def test_reviewers_read_which_way_is_better_beside_the_numbers() -> None:
    aid = good_aid()
    aid["comparisons"][0]["endpoint"] |= {"event": "had warm toes", "desirable": True}
    (block,) = [one for one in blocks_of(file.load(as_yaml(aid))) if one.key == "comparisons/socks-bath"]
    assert block.text.startswith("People hope for this: more of those who had warm toes is better")
