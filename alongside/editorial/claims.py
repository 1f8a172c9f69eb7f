"""What a text claims, beside the works that it cites and the works that the library holds.

For handouts and articles: sentences with citations, a list of references, and words about their own review.
The rules follow what was found in a published article: references without identifiers, summaries cited as
if they were studies, a number that its source does not state, the wrong one of two reviews, two statuses at
once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from alongside.editorial.findings import Finding, Report, Result, Rule
from alongside.sources.claim_numbers import Quantity, is_stated, quantities
from alongside.sources.claim_words import read_words
from alongside.sources.records import Record

SOURCE = "Alongside: every sentence can be checked in what it cites"


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence with the keys of the references it cites."""

    text: str
    cites: tuple[str, ...] = ()
    block: str = ""
    line: int | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """One entry of the list of references as it is printed; ``record`` where the library knows the work."""

    key: str
    words: str
    record: Record | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A work that the library holds: its record and its words (an abstract, a passage, a table read out)."""

    record: Record
    text: str

    @property
    def name(self) -> str:
        return f"“{self.record.title}”" + (f" ({self.record.year})" if self.record.year else "")


@dataclass(frozen=True, slots=True)
class Paper:
    """A text as its claims. ``status`` are the sentences in which it speaks of its own review."""

    claims: tuple[Claim, ...]
    references: tuple[Reference, ...]
    status: tuple[str, ...] = ()
    works: tuple[Work, ...] = ()


FINDABLE = Rule(
    "references-findable",
    "Every cited reference has a DOI, PMID or PMCID.",
    SOURCE,
    "What cannot be found cannot be checked, and cannot be watched for corrections.",
)
PRIMARY = Rule(
    "references-primary",
    "Claims cite the works that found something, not summaries of them.",
    SOURCE,
    "A summary of a summary carries the mistakes of both.",
)
ONE_STATUS = Rule(
    "one-status",
    "A text says one thing about its own review.",
    "Alongside: one true status on every page",
    "“Reviewed” and “waiting for review” on one page teach readers to trust neither.",
)
NUMBERS = Rule(
    "numbers-stated",
    "Every number of a claim is stated by a work about the same matter.",
    SOURCE,
    "A number that was misread once is copied for ever.",
)
RIGHT_WORK = Rule(
    "right-work",
    "The work that a claim names is the one that found what the claim says.",
    SOURCE,
    "Two reviews of one group are easily taken for each other; only one of them holds the claim.",
)

_IDENTIFIER = re.compile(r"\b10\.\d{4,9}/\S+|\bPMID:?\s*\d+|\bPMC\d+|\bNCT\d{8}\b", re.IGNORECASE)
_SUMMARY = re.compile(
    r"\b(?:summar(?:y|ies)|overviews?|insights?|digests?|handbooks?|encyclop\w+|wikipedia|editors|blog|newsletter)\b",
    re.IGNORECASE,
)
_REVIEWED = re.compile(
    r"\b(?:(?:is|are|was|were|been) (?:\w+ )?(?:reviewed|approved|checked|verified)|peer.reviewed)\b",
    re.IGNORECASE,
)
_WAITING = re.compile(
    r"\b(?:pending|awaiting|waiting for|draft|unreviewed"
    r"|not (?:yet )?(?:been )?(?:reviewed|approved|checked))\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CLAUSE = re.compile(r"[,;:—()]\s+|\s–\s")
ABOUT = 0.5
"""The share of a clause's words that a work must have to be about the same matter; our own choice."""
_FEWEST = 3


def examine(paper: Paper) -> Report:
    """Every rule above, in order, with its findings."""
    looked: tuple[tuple[Rule, str, Callable[[Paper], Iterator[Finding]]], ...] = (
        (FINDABLE, f"{len(paper.references)} references", _findable),
        (PRIMARY, f"{len(paper.references)} references", _primary),
        (ONE_STATUS, f"{len(paper.status)} sentences about review", _one_status),
        (NUMBERS, f"{len(paper.claims)} claims, {len(paper.works)} works", _numbers),
        (RIGHT_WORK, f"{len(paper.claims)} claims, {len(paper.works)} works", _right_work),
    )
    return Report(tuple(Result(rule, at, tuple(look(paper))) for rule, at, look in looked))


def _findable(paper: Paper) -> Iterator[Finding]:
    for reference in _cited(paper):
        known = reference.record.identifiers() if reference.record else _IDENTIFIER.search(reference.words)
        if not known:
            mend = "Cite the work itself with its DOI or PMID."
            yield Finding(f"reference {reference.key}", f"“{reference.words}” has no identifier.", mend)


def _primary(paper: Paper) -> Iterator[Finding]:
    for reference in _cited(paper):
        record = reference.record
        if not record.primary if record else _SUMMARY.search(reference.words):
            mend = "Read and cite the work that it sums up."
            yield Finding(
                f"reference {reference.key}", f"“{reference.words}” reports the work of others.", mend
            )


def _cited(paper: Paper) -> Iterator[Reference]:
    cited = {key for claim in paper.claims for key in claim.cites}
    return (reference for reference in paper.references if reference.key in cited)


def _one_status(paper: Paper) -> Iterator[Finding]:
    waiting = [one for one in paper.status if _WAITING.search(one)]
    reviewed = [one for one in paper.status if _REVIEWED.search(one) and one not in waiting]
    if waiting and reviewed:
        found = f"“{reviewed[0]}” and “{waiting[0]}” cannot both be true."
        yield Finding("status", found, "Say which it is, who reviewed it and when.")


# Numbers


def _numbers(paper: Paper) -> Iterator[Finding]:
    for claim in paper.claims:
        for clause in _CLAUSE.split(claim.text):
            for quantity in _quantities(clause):
                yield from _unstated(quantity, clause, claim, paper.works)


def _quantities(text: str) -> list[Quantity]:
    """The numbers of a text; "a 2018 review" is a year, not two thousand reviews."""
    return [one for one in quantities(text) if one.unit not in ("", "study") or not _YEAR.match(one.words)]


def _studies(text: str) -> list[Quantity]:
    return [one for one in _quantities(text) if one.unit == "study"]


def _unstated(quantity: Quantity, clause: str, claim: Claim, library: tuple[Work, ...]) -> Iterator[Finding]:
    about = [work for work in library if quantity.unit == "study" or _share(clause, work) >= ABOUT]
    if any(is_stated(quantity, quantities(work.text)) for work in about):
        return
    place = f"“{clause.strip()}”"
    if not about or quantity.unit == "study":
        found = f"No work of the library states “{quantity.words}”."
        yield Finding(
            place, found, "Add the work that counted it, or leave the number out.", claim.block, claim.line
        )
        return
    best = max(about, key=lambda work: _share(clause, work))
    found = f"“{quantity.words}” is not stated in {best.name}, which is about this.{_others(quantity, best)}"
    yield Finding(
        place, found, "Write what the source says, in its own words for it.", claim.block, claim.line
    )


def _others(quantity: Quantity, work: Work) -> str:
    """What the work states in the same unit, and whether the number is one of those turned round."""
    same = [one for one in quantities(work.text) if one.unit == quantity.unit and one.unit]
    said = f" It states {', '.join(one.words for one in same)}." if same else ""
    turned = next(
        (one.words for one in same if one.unit == "share" and Fraction(1) - one.value == quantity.value), ""
    )
    return said + (f" “{quantity.words}” is everybody but the {turned}." if turned else "")


# The right one of several works


def _right_work(paper: Paper) -> Iterator[Finding]:
    for claim in paper.claims:
        named = [work for work in paper.works if _is_named(claim, work)]
        for work in named:
            better = _better(claim, work, [other for other in paper.works if other not in named])
            if better:
                found = (
                    f"The work named here is {work.name}; what the claim says is the matter of {better.name}."
                )
                mend = "Read both, and cite the one that found it, with its own numbers."
                yield Finding(f"“{claim.text}”", found, mend, claim.block, claim.line)


def _is_named(claim: Claim, work: Work) -> bool:
    """The claim tells how many studies the work has, and no other year than its own."""
    studies, stated = _studies(claim.text), quantities(work.text)
    years = {int(year) for year in _YEAR.findall(claim.text)}
    return bool(studies) and all(is_stated(one, stated) for one in studies) and years <= {work.record.year}


def _better(claim: Claim, named: Work, others: list[Work]) -> Work | None:
    """A work that has more of what the claim says; the clause that names the work says nothing of that."""
    said = " ".join(clause for clause in _CLAUSE.split(claim.text) if not _studies(clause))
    if not others:
        return None
    best = max(others, key=lambda work: _share(said, work))
    return best if _share(said, best) > _share(said, named) else None


def _share(clause: str, work: Work) -> float:
    """The share of a clause's content words that a work has; 0 for a clause of very few."""
    stems = _stems(clause)
    return (
        len(stems & _stems(f"{work.record.title}. {work.text}")) / len(stems)
        if len(stems) >= _FEWEST
        else 0.0
    )


def _stems(text: str) -> frozenset[str]:
    return frozenset(read_words(text).content)
