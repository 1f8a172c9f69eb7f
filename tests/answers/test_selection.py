"""What may be quoted together, where it belongs, and what is passed over."""

import pytest
from hypothesis import given, settings

from alongside.answers.question import QuestionType
from alongside.answers.selection import Limits, Place, admissible, choose, route, units_of
from alongside.sources.passages import Licence, ParsedDocument
from tests.answers.made_up import QUESTION, candidate, document, libraries

INFO = QuestionType.INFORMATION


def _units(made: ParsedDocument) -> list[str]:
    return [u.text for u in units_of(candidate(QUESTION, made), INFO)]


def test_a_contrast_stays_with_what_it_contrasts() -> None:
    made = document("Owls", ["Lamps helped owls. However, young owls did not sleep. Owls eat mice."])
    assert _units(made) == ["Lamps helped owls. However, young owls did not sleep.", "Owls eat mice."]


def test_a_comparator_stays_with_its_figure() -> None:
    made = document("Owls", ["With lamps 40% slept. In the control group 20% slept."])
    assert _units(made) == ["With lamps 40% slept. In the control group 20% slept."]


def test_a_list_is_never_cut_and_keeps_the_line_that_leads_in() -> None:
    made = document(
        "Owls", ["Owls sleep well. Owls need three things:"], items=["a lamp", "a branch", "quiet"]
    )
    assert _units(made) == ["Owls sleep well.", "Owls need three things:\n\na lamp\n\na branch\n\nquiet"]


def test_a_list_too_long_to_quote_is_left_out_whole() -> None:
    made = document(
        "Lamps for owls", ["Bright lamps help tired owls."], items=[f"lamp {n} for owls" for n in range(30)]
    )
    chosen = choose([candidate(QUESTION, made)], INFO)
    assert [u.text for u in chosen] == ["Bright lamps help tired owls."]


@pytest.mark.parametrize(
    ("path", "sentence", "kind", "place"),
    [
        (("Benefits and harms",), "Owls sleep.", INFO, Place.BENEFITS),
        (("Results", "Limitations"), "Owls sleep.", INFO, Place.UNCERTAIN),
        ((), "Sleep rose in 40% of owls.", INFO, Place.BENEFITS),
        ((), "It is unclear whether owls sleep.", INFO, Place.UNCERTAIN),
        ((), "Owls should sleep.", INFO, Place.STEPS),
        ((), "Owls sleep because lamps are warm.", INFO, Place.WHY),
        ((), "Owls are birds.", QuestionType.TREATMENT, Place.STEPS),
        ((), "Owls are birds.", INFO, Place.SHORT),
    ],
)
def test_a_sentence_goes_where_heading_words_or_question_send_it(
    path: tuple[str, ...], sentence: str, kind: QuestionType, place: Place
) -> None:
    assert route(path, sentence, kind) is place


def test_retracted_replaced_and_cite_only_sources_are_named_and_not_quoted() -> None:
    made = [
        document("Good", ["Bright lamps help owls."]),
        document("Retracted", ["Bright lamps help owls a lot."], retracted=True),
        document("Old", ["Bright lamps help old owls."], replaced=True),
        document("Closed", ["Bright lamps help closed owls."], licence=Licence("all rights reserved")),
    ]
    kept, left_out = admissible(candidate(QUESTION, d) for d in made)
    assert [c.title for c in kept] == ["Good"]
    assert [(one.title, one.why.split(",")[0]) for one in left_out] == [
        ("Retracted", "This source was retracted"),
        ("Old", "A newer version of this source exists"),
        ("Closed", "The licence of this source lets us name it"),
    ]


def test_the_same_words_of_two_sources_are_quoted_once_but_other_numbers_are_kept() -> None:
    made = [
        document("One", ["Bright lamps helped 40% of tired owls to sleep."]),
        document("Two", ["Bright lamps helped 40% of the tired owls to sleep."]),
        document("Three", ["Bright lamps helped 10% of tired owls to sleep."]),
    ]
    chosen = choose([candidate(QUESTION, d) for d in made], INFO)
    assert sorted(u.candidate.title for u in chosen) in (["One", "Three"], ["Three", "Two"])


@given(libraries)
@settings(deadline=None)
def test_no_document_and_no_place_takes_more_than_its_share(library: list[ParsedDocument]) -> None:
    limits = Limits(per_document=3, per_place=2, per_document_and_place=2)
    chosen = choose([candidate(QUESTION, d) for d in library], INFO, limits)
    versions = [u.candidate.version for u in chosen]
    places = [u.place for u in chosen if u.place is not Place.SHORT]
    assert all(versions.count(v) <= 3 for v in versions)
    assert all(places.count(p) <= 2 for p in places)


@given(libraries)
@settings(deadline=None)
def test_an_order_about_a_medicine_is_never_chosen(library: list[ParsedDocument]) -> None:
    chosen = choose([candidate(QUESTION, d) for d in library], INFO)
    assert not any("Take two tablets" in u.text for u in chosen)


@given(libraries)
@settings(deadline=None)
def test_an_answer_that_has_anything_begins_with_a_short_answer(library: list[ParsedDocument]) -> None:
    chosen = choose([candidate(QUESTION, d) for d in library], INFO)
    assert not chosen or chosen[0].place is Place.SHORT
