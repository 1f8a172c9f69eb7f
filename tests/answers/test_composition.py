"""Claims are spans of their sources, numbers come in reading order, nothing else gets in."""

import re
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.answers.composition import Answer, Claim, compose, still_true, verdict_on
from alongside.answers.pipeline import answer_from, understand
from alongside.answers.question import QuestionType
from alongside.answers.selection import choose
from alongside.sources.passages import EvidenceKind, ParsedDocument, sha256_of
from alongside.sources.quotation import SUPPORTED
from tests.answers.made_up import QUESTION, candidate, document, libraries

IRRELEVANT = document(
    "Steam engines", ["A boiler holds water. Coal heats it to 180 degrees.", "Rails are of steel."]
)


def _answer(library: list[ParsedDocument]) -> Answer:
    return compose(choose([candidate(QUESTION, d) for d in library], QuestionType.INFORMATION))


@given(libraries)
@settings(deadline=None)
def test_every_claim_is_its_span_character_for_character(library: list[ParsedDocument]) -> None:
    stored = {d.version: d for d in library}
    for claim in _answer(library).claims:
        assert claim.text == stored[claim.version].text[claim.start : claim.end]
        assert claim.sha256 == sha256_of(claim.text)
        assert verdict_on(claim, stored.get) == SUPPORTED


@given(libraries)
@settings(deadline=None)
def test_citations_count_from_one_in_order_of_first_appearance(library: list[ParsedDocument]) -> None:
    answer = _answer(library)
    first_seen = list(dict.fromkeys(c.citation for c in answer.claims))
    assert first_seen == list(range(1, len(first_seen) + 1))
    assert [r.number for r in answer.references] == first_seen
    cited = {(c.citation, c.version) for c in answer.claims}
    assert cited == {(r.number, r.version) for r in answer.references}


@given(libraries)
@settings(deadline=None)
def test_a_claim_begins_and_ends_at_sentence_edges_so_a_negation_is_never_split(
    library: list[ParsedDocument],
) -> None:
    edges = {d.version: ({s.start for s in d.sentences}, {s.end for s in d.sentences}) for d in library}
    for claim in _answer(library).claims:
        starts, ends = edges[claim.version]
        assert claim.start in starts
        assert claim.end in ends


@given(libraries)
@settings(deadline=None)
def test_a_sentence_that_limits_the_one_before_is_never_quoted_alone(library: list[ParsedDocument]) -> None:
    texts = {d.version: d.text for d in library}
    for claim in _answer(library).claims:
        opens_a_paragraph = claim.start == 0 or texts[claim.version][: claim.start].endswith("\n\n")
        assert opens_a_paragraph or not re.match("However|In the dim|They |It is|Except", claim.text)


@given(libraries)
@settings(deadline=None)
def test_a_sentence_is_never_quoted_without_the_limit_that_follows_it(library: list[ParsedDocument]) -> None:
    texts = {d.version: d.text for d in library}
    for claim in _answer(library).claims:
        following = texts[claim.version][claim.end :]
        assert not following.startswith((" However", " Except", " In the dim"))


@given(libraries)
@settings(deadline=None)
def test_no_span_is_quoted_twice(library: list[ParsedDocument]) -> None:
    spans = sorted((c.version, c.start, c.end) for c in _answer(library).claims)
    assert all(a[0] != b[0] or a[2] <= b[1] for a, b in pairwise(spans))


@given(libraries)
@settings(deadline=None)
def test_an_irrelevant_document_adds_no_claim(library: list[ParsedDocument]) -> None:
    asked = understand(QUESTION)
    alone = answer_from(asked, [candidate(QUESTION, d) for d in library])
    beside = answer_from(asked, [candidate(QUESTION, d) for d in (*library, IRRELEVANT)])
    assert beside.answer.claims == alone.answer.claims
    assert IRRELEVANT.version not in {r.version for r in beside.answer.references}


MUTATIONS: dict[str, Callable[[str, int], str]] = {
    "another character": lambda t, at: t[:at] + ("x" if t[at] != "x" else "y") + t[at + 1 :],
    "a negation put in": lambda t, at: t[:at] + " not " + t[at:],
    "a character gone": lambda t, at: t[:at] + t[at + 1 :],
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@given(library=libraries, place=st.floats(0, 1, exclude_max=True))
@settings(deadline=None)
def test_an_edited_source_takes_its_claims_away(
    mutation: str, library: list[ParsedDocument], place: float
) -> None:
    edited = {
        d.version: replace(d, text=MUTATIONS[mutation](d.text, int(place * len(d.text)))) for d in library
    }
    assert still_true(_answer(library), edited.get) == Answer((), ())


LAMPS = document("Lamps", ["Lamps helped 40 owls. Lamps did not harm."])


@pytest.mark.parametrize(
    "change",
    [
        {"text": "Lamps helped 41 owls."},
        {"start": 1},
        {"end": 20},
        {"end": 900},
        {"sha256": "0" * 64},
        {"version": "another"},
    ],
)
def test_a_claim_changed_in_any_part_is_refused(change: dict[str, Any]) -> None:
    text = LAMPS.text[:21]
    claim = Claim(text, LAMPS.version, 0, 21, sha256_of(text), 1)
    stored = {LAMPS.version: LAMPS}
    assert verdict_on(claim, stored.get) == SUPPORTED
    assert not verdict_on(replace(claim, **change), stored.get).supported


def test_a_deleted_source_takes_its_claims_and_its_reference_away() -> None:
    made = [document("One", ["Bright lamps help owls."]), document("Two", ["Tired owls sleep by lamps."])]
    left = still_true(_answer(made), {made[0].version: made[0]}.get)
    assert [c.version for c in left.claims] == [made[0].version]
    assert [r.title for r in left.references] == ["One"]


def test_neighbouring_spans_of_one_source_are_one_quotation() -> None:
    text = "Bright lamps help tired owls. Tired owls like bright lamps."
    assert [c.text for c in _answer([document("Lamps for owls", [text])]).claims] == [text]


def test_references_stand_under_their_kind_with_date() -> None:
    answer = _answer([document("Lamps", ["Bright lamps help tired owls."])])
    ((kind, references),) = answer.references_by_kind()
    assert kind is EvidenceKind.RANDOMISED_TRIAL
    assert [(r.number, r.date, r.primary) for r in references] == [(1, "2020-05", True)]
