"""Texts for the board of the tests: a handout about toes, its numbers, its gate."""

from collections.abc import Iterable
from uuid import UUID, uuid4

from alongside.editorial import actions
from alongside.editorial.blocks import Block, Cited, Kind
from alongside.editorial.findings import Finding, Report, Result, Rule, Weight
from alongside.editorial.models import Edition
from alongside.people.models import Person
from alongside.sources.models import Source

GRADE = Rule("reading-grade", "Words are easy.", "AAFP", "Hard words are not read.", Weight.MAY_BE_SIGNED)
NUMBERS = Rule("provenance", "Each number has a source.", "IPDAS 2.2.1", "Others cannot check it.")
AGE = Rule("source-age", "No source is old.", "IPDAS 2.2.3", "Treatments change.", Weight.ADVICE)


def result(rule: Rule, *blocks: str) -> Result:
    return Result(
        rule, "all of it", tuple(Finding("a place", "Something is wrong.", "Mend it.", b) for b in blocks)
    )


GOOD = Report((result(GRADE), result(NUMBERS), result(AGE)))
TOO_HARD = Report((result(GRADE, "words"), result(NUMBERS)))
UNSOURCED = Report((result(GRADE), result(NUMBERS, "number")))


def blocks(
    words: str = "Warm socks may help.", number: str = "3 of 100 people had warmer toes."
) -> list[Block]:
    cited = Cited(source="reed2020", citation="Reed. Toes. 2020.", place="table 2", tag="V")
    return [
        Block(key="words", heading="What may help", text=words),
        Block(key="number", heading="How many", text=number, kind=Kind.NUMBER, cited=(cited,)),
    ]


def source(slug: str = "reed2020", doi: str = "10.1234/toe.5", status: str = "current") -> Source:
    record = {"key": slug, "title": "Toes", "kind": "trial", "primary": True, "doi": doi}
    found, _new = Source.objects.get_or_create(
        slug=slug,
        defaults={"record": record, "doi": doi, "kind": "trial", "primary": True, "status": status},
    )
    return found


def sent_in(
    key: str = "warm-feet",
    *,
    title: str = "Warm feet",
    report: Report = GOOD,
    carries_numbers: bool = True,
    by: Person | None = None,
    version: UUID | None = None,
    sources: Iterable[Source] = (),
    pieces: list[Block] | None = None,
) -> Edition:
    return actions.submit(
        kind="handout",
        key=key,
        version=version or uuid4(),
        title=title,
        language="en",
        blocks=blocks() if pieces is None else pieces,
        report=report,
        sources=sources,
        carries_numbers=carries_numbers,
        by=by,
    )
