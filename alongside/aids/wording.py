"""The words of a choice aid that patients read: which they are, and what they must not do.

Rules after Trevena 2013 (doi 10.1186/1472-6947-13-S2-S7) and IPDASi v4 items 2.1.1 and plain language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from alongside.aids.document import AidDocument, Arms, BaselineAndEffect, Comparison, Option, grounds_of
from alongside.aids.outlook import Outlook
from alongside.aids.parts import Endpoint
from alongside.aids.told_in_words import Score
from alongside.editorial.mistakes import Path, Problem

EQUAL_DETAIL = 1.5
"""No option may have more than one and a half times the words of another (IPDASi 2.1.1)."""

_NUMBER_IN_WORDS = re.compile(
    r"\b\d[\d.,]*\s*(?:%|percent\b|per\s?cent\b)|\b\d+\s+(?:in|out of|of)\s+(?:every\s+)?\d+\b", re.IGNORECASE
)


def examine(document: AidDocument) -> Iterator[Problem]:
    """Problems of the words that patients read for which the file is not loaded."""
    for path, text in patient_words(document):
        yield from _examine_text(path, text)


def patient_words(document: AidDocument) -> Iterator[tuple[Path, str]]:
    """Every text written for patients, with its place. Names of sources and places in them are not."""
    yield ("title",), document.title
    yield ("condition", "name"), document.condition.name
    yield ("condition", "what_it_is"), document.condition.what_it_is
    yield ("question",), document.question
    yield ("for_whom",), document.for_whom
    if document.test:
        yield from ((("test", name), text) for name, text in document.test.words.items())
        if tested := document.test.tested:
            for field in ("ill_label", "well_label", "harmless_label"):
                yield ("test", "tested", field), getattr(tested, field) or ""
    for place, option in enumerate(document.options):
        yield from ((("options", place, *below), text) for below, text in option_words(option))
    for place, outcome in enumerate(document.outcomes):
        yield ("outcomes", place, "name"), outcome.name
        yield ("outcomes", place, "what_it_is"), outcome.what_it_is
        yield ("outcomes", place, "not_sourced"), outcome.not_sourced or ""
    for place, matter in enumerate(document.also_matters):
        yield ("also_matters", place, "name"), matter.name
    if document.strata:
        yield ("strata", "question"), document.strata.question
        yield ("strata", "what_it_is"), document.strata.what_it_is
    for place, comparison in enumerate(document.comparisons):
        yield from ((("comparisons", place, *below), text) for below, text in _comparison_words(comparison))
    for place, term in enumerate(document.terms):
        yield ("terms", place, "means"), term.means


def option_words(option: Option) -> Iterator[tuple[Path, str]]:
    """What a patient reads about one option, with its place below it."""
    yield ("name",), option.name
    yield ("with_it",), option.with_it
    yield ("what_it_is",), option.what_it_is
    yield from ((("may_help", place), text) for place, text in enumerate(option.may_help))
    yield from ((("may_harm", place), text) for place, text in enumerate(option.may_harm))
    yield ("body",), option.body
    yield ("mind",), option.mind
    yield ("daily_life",), option.daily_life
    yield ("cost_and_effort",), option.cost_and_effort
    yield ("told_by_team",), option.told_by_team or ""


def _comparison_words(comparison: Comparison) -> Iterator[tuple[Path, str]]:
    yield ("endpoint", "name"), comparison.endpoint.name
    yield ("endpoint", "what_it_is"), comparison.endpoint.what_it_is
    if isinstance(comparison.endpoint, Endpoint):
        yield ("endpoint", "event"), comparison.endpoint.event
        yield ("endpoint", "no_event"), comparison.endpoint.no_event
    yield from ((("notes", place), note) for place, note in enumerate(comparison.notes))
    for below, grounds in grounds_of(comparison):
        yield (*below, "population"), grounds.population
    if isinstance(comparison, Outlook):
        yield ("our_rating", "why"), comparison.our_rating.why
        for place, cohort in enumerate(comparison.cohorts):
            yield ("cohorts", place, "name"), cohort.name
            yield ("cohorts", place, "selected"), cohort.selected or ""
    if isinstance(comparison, Arms):
        for place, beside in enumerate(comparison.beside):
            yield ("beside", place, "name"), beside.name
            yield ("beside", place, "with_it"), beside.with_it
        yield from (
            (("does_not_apply", place, "why"), one.why) for place, one in enumerate(comparison.does_not_apply)
        )
    if isinstance(comparison, Score):
        yield ("scale", "low_means"), comparison.scale.low_means
        yield ("scale", "high_means"), comparison.scale.high_means
    if isinstance(comparison, BaselineAndEffect):
        for place, rate in enumerate(comparison.baseline.rates):
            yield ("baseline", "rates", place, "note"), rate.note or ""
        yield ("chosen_because",), comparison.chosen_because or ""
        yield ("baseline", "name"), comparison.baseline.name
        yield ("baseline", "counted"), comparison.baseline.counted
        yield ("effect", "name"), comparison.effect.name
        yield ("spared",), comparison.spared
        yield ("unaffected",), comparison.unaffected


def _examine_text(path: Path, text: str) -> Iterator[Problem]:
    if found := _NUMBER_IN_WORDS.search(text):
        mend = "Put it in a comparison, where it is told out of the aid's one denominator."
        yield Problem("number-in-words", path, f'The words tell a chance by themselves: "{found[0]}".', mend)


def reading_blocks(document: AidDocument) -> dict[Path, str]:
    """The patient words in the pieces that are measured: each part of the page, and the whole page."""
    pieces: dict[Path, list[str]] = {}
    for path, text in patient_words(document):
        part = path[:2] if path[0] in ("options", "comparisons") else path[:1]
        for piece in ((), part):
            pieces.setdefault(piece, []).append(text)
    # A blank line ends a sentence, also after a name without a full stop.
    return {piece: "\n\n".join(texts) for piece, texts in pieces.items()}
