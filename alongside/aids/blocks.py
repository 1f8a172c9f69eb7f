"""A choice aid cut into the pieces that reviewers read, comment on and compare between versions.

Keys are made from the keys of options, outcomes, comparisons and sources, never from their order, so that a
piece keeps its key when others come or go.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from alongside.aids.about_test import AboutTest
from alongside.aids.document import (
    AidDocument,
    Arms,
    BaselineAndEffect,
    Cohort,
    Comparison,
    UpperBound,
    grounds_of,
)
from alongside.aids.outlook import Outlook
from alongside.aids.parts import Endpoint
from alongside.aids.told_in_words import Difference, RangeOverTime, Score, Tally
from alongside.aids.wording import patient_words
from alongside.editorial.blocks import Block, Cited, Kind
from alongside.editorial.mistakes import Path
from alongside.plain.risk import RateUnit
from alongside.sources.estimates import Counts, Effect, Grounds, Range, Rate
from alongside.sources.records import Record

_ABOUT = ("authors", "funding", "conflicts", "update_policy", "published", "next_review_due")
_NUMBERS = {"arms", "baseline", "other_baselines", "effect", "derived", "at_most", "grounds", "cohorts"} | {
    "per_100", "interval", "difference", "scale", "not_known", "our_rating"
}  # fmt: skip
"""The fields of a comparison that hold figures or say where they stand."""


def blocks_of(document: AidDocument) -> tuple[Block, ...]:
    """Every piece of the aid in reading order."""
    return tuple(_blocks(document))


def block_of(document: AidDocument, path: Path) -> str:
    """The key of the piece in which a path of the document lies, "" for the whole."""
    match path:
        case (
            "title"
            | "condition"
            | "question"
            | "for_whom"
            | "also_matters"
            | "denominator"
            | "strata"
            | "terms"
            | "test"
            | "left_out" as part,
            *_,
        ):
            return str(part)
        case ("options", int(place), *_):
            return f"options/{document.options[place].key}"
        case ("outcomes", int(place), *_):
            return f"outcomes/{document.outcomes[place].key}"
        case ("comparisons", int(place), *below):
            key = f"comparisons/{document.comparisons[place].key}"
            return key if below and below[0] in _NUMBERS else f"{key}/words"
        case ("sources", int(place), *_):
            return f"sources/{document.sources[place].key}"
        case (str(part), *_) if part in _ABOUT:
            return "about"
    return ""


def _blocks(document: AidDocument) -> Iterator[Block]:
    condition = document.condition
    yield Block(key="title", heading="Title", text=document.title)
    yield Block(key="question", heading="Question", text=document.question)
    yield Block(
        key="condition", heading="What it is about", text=_lines((condition.name, condition.what_it_is))
    )
    yield Block(key="for_whom", heading="For whom", text=document.for_whom)
    if document.test:
        yield _test(document, document.test)
    words = _words_by_part(document)
    for place, option in enumerate(document.options):
        yield Block(key=f"options/{option.key}", heading=option.name, text=words["options", place])
    for at, outcome in enumerate(document.outcomes):
        yield Block(key=f"outcomes/{outcome.key}", heading=outcome.name, text=words["outcomes", at])
        for place, comparison in enumerate(document.comparisons):
            if comparison.outcome == outcome.key:
                yield from _comparison(document, comparison, words["comparisons", place])
    yield from _rest(document)


def _test(document: AidDocument, test: AboutTest) -> Block:
    """What is said of the test, and its figures as a reviewer looks them up."""
    if test.tested is None:
        return Block(key="test", heading="About the test", text=_lines(test.words.values()))
    tested = test.tested
    counts = [
        f"Of {tested.people} people {tested.ill} {tested.ill_label}: it finds {tested.found}.",
        f"Of {tested.people - tested.ill} {tested.well_label} it alarms {tested.false_alarms}.",
    ]
    if tested.harmless is not None:
        counts.append(f"Of those found {tested.harmless} {tested.harmless_label}.")
    if rates := tested.rates:
        counts.append(
            f"Worked out from: {rates.prevalence} per 100 have it, it finds {rates.sensitivity} per 100 "
            f"of them, and clears {rates.specificity} per 100 of the others."
        )
    return Block(
        key="test",
        heading="About the test",
        text=_lines((*test.words.values(), *counts)),
        cited=(_cited(document, tested.grounds),),
    )


def _words_by_part(document: AidDocument) -> dict[Path, str]:
    """Everything written for patients, by option, outcome and comparison: none of it escapes review."""
    parts: dict[Path, dict[str, None]] = {}
    for path, text in patient_words(document):
        parts.setdefault(path[:2], {})[text] = None
    return {part: _lines(texts) for part, texts in parts.items()}


def _comparison(document: AidDocument, comparison: Comparison, words: str) -> Iterator[Block]:
    endpoint, key = comparison.endpoint, f"comparisons/{comparison.key}"
    yield Block(key=f"{key}/words", heading=endpoint.name, text=words)
    yield Block(
        key=key,
        heading=f"{endpoint.name}: the numbers",
        text=_lines((*figures_told(document, comparison), *_not_known(document, comparison))),
        kind=Kind.NUMBER,
        cited=tuple(_cited(document, grounds) for _, grounds in grounds_of(comparison)),
    )


def figures_told(document: AidDocument, comparison: Comparison) -> Iterator[str]:
    """Each number of a comparison on a line of its own, as its source prints it."""

    def name(option: str) -> str:
        return document.option(option).name

    if isinstance(comparison.endpoint, Endpoint) and comparison.endpoint.desirable:
        yield f"People hope for this: more of those who {comparison.endpoint.event} is better"
    match comparison:
        case Arms(arms=arms, beside=beside, effect=effect):
            for one in beside:
                yield f"{one.name} (cannot be done here): {_figure(one.figure)}"
            for arm in arms:
                yield f"{name(arm.option)}: {_figure(arm.figure)}"
            if effect:
                yield f"Effect: {_effect(effect)}"
        case BaselineAndEffect():
            yield from _cohort_lines(document, comparison.baseline)
            yield f"{comparison.effect.name}: {_effect(comparison.effect.figure)}"
            names = _stratum_names(document)
            for rate in comparison.derived:
                told = f"{rate.per_people:g} ({rate.low:g} to {rate.high:g}) of {document.denominator}"
                yield f"{name(comparison.treated)}, {names[rate.stratum]}: {told}, worked out here"
            for cohort in comparison.other_baselines:
                yield from _cohort_lines(document, cohort)
        case UpperBound(option=option, against=against, at_most=at_most):
            yield f"{name(option)} against {name(against)}: at most {_figure(at_most)} more"
        case RangeOverTime(arms=ranges):
            for span in ranges:
                yield f"{name(span.option)}: {span.low:g} to {span.high:g} per 100 people"
        case Difference(option=option, against=against, per_100=per_100, interval=interval):
            yield f"{name(option)} against {name(against)}: {per_100:+g}{_range(interval)} per 100 people"
        case Tally(arms=tallies):
            for tally in tallies:
                of = f" among {tally.people} people" if tally.people else ""
                yield f"{name(tally.option)}: {tally.times} times{of}"
        case Score():
            yield from _score_lines(document, comparison)
        case Outlook(cohorts=cohorts):
            for group in cohorts:
                turned = "" if group.counted == "event" else ", counted of those without it"
                yield f"{group.name}: {_figure(group.figure)}{turned}"


def _score_lines(document: AidDocument, score: Score) -> Iterator[str]:
    scale, gap = score.scale, score.difference
    yield f"Scale: {scale.low:g} ({scale.low_means}) to {scale.high:g} ({scale.high_means})"
    for arm in score.arms:
        yield f"{document.option(arm.option).name}: {arm.change:+g}{_range(arm.interval)} points"
    pair = f"{document.option(gap.of).name} against {document.option(gap.against).name}"
    yield f"{pair}: {gap.points:+g}{_range(gap.interval)} points"
    if scale.noticed:
        yield f"People notice {scale.noticed.points:g} points"


def _cohort_lines(document: AidDocument, cohort: Cohort) -> Iterator[str]:
    names = _stratum_names(document)
    for rate in cohort.rates:
        yield f"{cohort.name}, {names[rate.stratum]}: {_figure(rate.rate(cohort.of))}"


def _stratum_names(document: AidDocument) -> dict[str, str]:
    return {choice.key: choice.name for choice in document.strata.choices} if document.strata else {}


def _figure(figure: Counts | Rate) -> str:
    if isinstance(figure, Counts):
        return f"{figure.events} of {figure.people} people"
    unit = "100 people" if figure.of is RateUnit.PEOPLE else "100 person-years"
    return f"{figure.per_100:g}{_range(figure.interval)} per {unit}"


def _effect(effect: Effect) -> str:
    return f"{effect.measure} {effect.value:g}{_range(effect.interval)}"


def _range(interval: Range | None) -> str:
    return f" ({interval.low:g} to {interval.high:g})" if interval else ""


def _not_known(document: AidDocument, comparison: Comparison) -> Iterator[str]:
    return (f"{document.option(key).name}: not known from this source" for key in comparison.not_known)


def _cited(document: AidDocument, grounds: Grounds) -> Cited:
    return Cited(
        source=grounds.source,
        citation=document.source(grounds.source).reference(),
        place=f"{grounds.place} (read in: {grounds.read_in})" if grounds.read_in else grounds.place,
        tag=grounds.tag.value,
    )


def _rest(document: AidDocument) -> Iterator[Block]:
    if document.also_matters:
        names = _lines(matter.name for matter in document.also_matters)
        yield Block(key="also_matters", heading="What else may matter", text=names)
    if document.strata:
        strata = document.strata
        words = _lines((strata.question, strata.what_it_is, ", ".join(one.name for one in strata.choices)))
        yield Block(key="strata", heading=strata.name, text=words)
    yield Block(
        key="denominator",
        heading="How many people the numbers are told of",
        text=str(document.denominator),
        kind=Kind.FACTS,
    )
    if document.terms:
        told = _lines(f"{term.word}: {term.means}" for term in document.terms)
        yield Block(key="terms", heading="Words explained", text=told)
    yield Block(key="about", heading="Who made it", text=_about(document), kind=Kind.FACTS)
    yield from map(_source, document.sources)
    if document.left_out:
        left = _lines(f"{one.figures} ({one.found_in}): {one.why}" for one in document.left_out)
        heading = "Figures that were read and are not shown"
        yield Block(key="left_out", heading=heading, text=left, kind=Kind.FACTS, for_patients=False)


def _about(document: AidDocument) -> str:
    told = {
        "Authors": ", ".join(document.authors),
        "Funding": document.funding,
        "Ties": document.conflicts,
        "Updates": document.update_policy,
        "Published": document.published,
        "Next review": document.next_review_due,
    }
    return _lines(f"{name}: {value}" for name, value in told.items())


def _source(record: Record) -> Block:
    identifiers = (f"{scheme} {value}" for scheme, value in record.identifiers())
    standing = "" if record.primary else "Reports the work of others."
    return Block(
        key=f"sources/{record.key}",
        heading=record.key,
        text=_lines(
            (record.reference(), *identifiers, standing, f"Standing: {record.standing}", record.note or "")
        ),
        kind=Kind.FACTS,
        for_patients=False,
    )


def _lines(texts: Iterable[str]) -> str:
    """One paragraph each; a blank line also ends a sentence without a full stop for the reading meter."""
    return "\n\n".join(text for text in texts if text)
