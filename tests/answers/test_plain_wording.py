"""Plain sentences and their spans: what the gate allows, and that nothing stands without its source."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.answers.kept import Span
from alongside.answers.plain_wording import GONE, NO_SOURCE, PlainWording, Standing, checked
from alongside.sources.passages import sha256_of
from tests.answers.made_up import document

TEXT = "Bright lamps helped 45% of tired owls. Dim lamps did not help."
LAMPS = document("Lamps", [TEXT])
FIRST = Span(LAMPS.version, 0, 38, sha256_of(TEXT[:38]))
STORED = {LAMPS.version: LAMPS}.get


def test_words_of_the_source_itself_are_supported():
    one = checked(PlainWording("Why", "Bright lamps helped 45% of tired owls.", [FIRST]), STORED)
    assert (one.standing, one.source, one.may_be_shown) == (Standing.SUPPORTED, TEXT[:38], True)


def test_other_words_are_shown_only_when_a_clinician_vouched_for_them():
    wording = PlainWording("Why", "Light is good for sleepy birds.", [FIRST])
    assert (checked(wording, STORED).standing, checked(wording, STORED).may_be_shown) == (
        Standing.READ_IT,
        False,
    )
    vouched = PlainWording("Why", wording.text, [FIRST], vouched=True)
    assert checked(vouched, STORED).may_be_shown


@given(st.integers(0, 10_000).filter(lambda n: n not in (45, 10, 100, 1000)))
def test_a_figure_of_its_own_is_refused_even_when_vouched_for(figure):
    one = checked(PlainWording("Why", f"It helped {figure} owls.", [FIRST], vouched=True), STORED)
    assert (one.standing, one.may_be_shown) == (Standing.REFUSED, False)


def test_out_of_a_hundred_is_a_way_to_say_a_percentage():
    one = checked(PlainWording("Why", "It helped 45 of 100 owls.", [FIRST], vouched=True), STORED)
    assert one.may_be_shown


@pytest.mark.parametrize(
    ("stored", "spans", "why"),
    [
        ({}.get, [FIRST], GONE),
        ({LAMPS.version: replace(LAMPS, text=TEXT.replace("45", "54"))}.get, [FIRST], GONE),
        (STORED, [Span(LAMPS.version, 0, 20, sha256_of(TEXT[:20]))], GONE),
        (STORED, [Span(LAMPS.version, 0, 38, "0" * 64)], GONE),
        (STORED, [], NO_SOURCE),
    ],
    ids=["gone", "edited", "half a sentence", "another hash", "no span"],
)
def test_a_sentence_without_its_source_is_refused(stored, spans, why):
    one = checked(PlainWording("Why", "Bright lamps helped owls.", spans, vouched=True), stored)
    assert (one.standing, one.why, one.may_be_shown) == (Standing.REFUSED, why, False)
