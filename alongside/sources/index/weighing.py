"""How the kind and the age of evidence move a hit: a small, bounded factor that always says what it did.

The factors are a judgement of ours in the order of the usual hierarchy of evidence (guidelines and systematic
reviews, then trials, cohorts, single cases and opinion), kept small so that a fitting passage of any
kind can still come first. They are not fitted to any data. Retracted and superseded passages are not
weighed: they do not take part, and `left_out` says so.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from alongside.sources.index.protocol import Hit

KIND_FACTORS = {
    "guideline": 1.15,
    "systematic review": 1.12,
    "meta-analysis": 1.12,
    "review": 1.02,
    "trial": 1.05,
    "randomised trial": 1.05,
    "cohort": 1.0,
    "case report": 0.9,
    "case": 0.9,
    "opinion": 0.9,
}
LOWEST, HIGHEST = 0.8, 1.2
OLDEST_FACTOR = 0.88
HALF_LIFE_YEARS = 10.0
FRESH_YEARS = 3
"""No discount for the first years: a work needs time to be read, tested and taken up."""

WHY_LEFT_OUT = {
    "retracted": ("it was retracted", "they were retracted"),
    "superseded": ("a newer one took its place", "newer ones took their place"),
}
NO_LONGER_HOLDS = ("it no longer holds", "they no longer hold")


def kind_factor(kind: str) -> float:
    """The factor of a kind; 1 for a kind that the table does not know."""
    return KIND_FACTORS.get(kind, 1.0)


def age_factor(year: int | None, this_year: int) -> float:
    """From 1 (up to three years old) towards 0.88, half the way every ten years; 1 for an unknown year."""
    if year is None:
        return 1.0
    age = max(0, this_year - year - FRESH_YEARS)
    left = 0.5 ** (age / HALF_LIFE_YEARS)
    return float(OLDEST_FACTOR + (1 - OLDEST_FACTOR) * left)


def factor(kind: str, year: int | None, this_year: int) -> float:
    """Both together, never below 0.8 nor above 1.2."""
    return min(HIGHEST, max(LOWEST, kind_factor(kind) * age_factor(year, this_year)))


def weighed(hit: Hit, this_year: int) -> Hit:
    """The hit with its score weighed and one sentence for each thing that moved it."""
    by_kind, by_age = kind_factor(hit.kind), age_factor(hit.year, this_year)
    said = []
    if by_kind != 1:
        said.append(f"It is of the kind {hit.kind!r}: its score was {_change(by_kind)}.")
    if by_age < 0.995 and hit.year is not None:
        said.append(f"It is from {hit.year}: its score was {_change(by_age)}.")
    score = hit.score * factor(hit.kind, hit.year, this_year)
    return replace(hit, score=score, reasons=(*hit.reasons, *said))


def left_out(hits: Iterable[Hit]) -> tuple[str, ...]:
    """Sentences about passages that fit the question but no longer hold, counted by document."""
    reasons = {hit.document_id: hit.excluded for hit in hits if hit.excluded}
    counts = Counter(reasons.values())
    sentences = []
    for reason, count in sorted(counts.items()):
        one, many = WHY_LEFT_OUT.get(reason, NO_LONGER_HOLDS)
        subject = "1 source on this was" if count == 1 else f"{count} sources on this were"
        sentences.append(f"{subject} left out: {one if count == 1 else many}.")
    return tuple(sentences)


def _change(by: float) -> str:
    percent = round(abs(by - 1) * 100)
    return f"{'raised' if by > 1 else 'lowered'} by {percent} percent"
