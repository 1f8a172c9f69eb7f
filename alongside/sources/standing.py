"""What is said about which works no longer hold, and what a record says of itself and of others."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from alongside.sources.index.weighing import WHY_LEFT_OUT
from alongside.sources.parsing.describing import doi_of
from alongside.sources.passages import LinkKind, ParsedDocument

RETRACTED, SUPERSEDED = WHY_LEFT_OUT
CORRECTED, CONCERN = "corrected", "concern"
GRAVITY = (CORRECTED, CONCERN, SUPERSEDED, RETRACTED)
"""What can happen to a work, the gravest last. Only the last two take its text out of answers."""
_ABOUT_OTHERS = {LinkKind.RETRACTION_OF: RETRACTED, LinkKind.UPDATE_OF: SUPERSEDED}
_PMID = re.compile(r"[1-9]\d{0,8}")
LONGEST_DOI = 200


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody's word on what happened to a work: ``kind`` is one of GRAVITY."""

    kind: str
    doi: str
    pmid: str
    date: str
    said_by: str


def words_about(words: Iterable[Word], doi: str, pmid: str) -> list[Word]:
    """Those of the words that are about the work with this DOI or PMID."""
    return [w for w in words if (w.doi and w.doi == doi) or (w.pmid and w.pmid == pmid)]


@dataclass(frozen=True, slots=True)
class ListError:
    """A line of a list that was not carried out: what is wrong, where, how to mend."""

    line: int
    sentence: str


class NotAList(ValueError):
    """The file is no list of retractions; the message says what to do."""


def words_about_others(document: ParsedDocument) -> Iterator[Word]:
    """What a record says about earlier works: a retraction notice, a review that takes another's place."""
    for link in document.record.links:
        kind = _ABOUT_OTHERS.get(link.kind)
        pmid, doi = usable_pmid(link.pmid), usable_doi(link.doi)
        if kind and (pmid or doi):
            yield Word(kind, doi, pmid, document.record.date, document.title)


def own_standing(document: ParsedDocument) -> dict[str, str]:
    """What a record says about itself, by kind: the citation that says so, or that the record is marked."""
    record = document.record
    said: dict[str, str] = {}
    if record.is_retracted:
        said[RETRACTED] = _citation(document, LinkKind.RETRACTED_IN)
    if record.is_superseded:
        said[SUPERSEDED] = _citation(document, LinkKind.UPDATED_IN)
    return said


def _citation(document: ParsedDocument, kind: LinkKind) -> str:
    links = [link for link in document.record.links if link.kind is kind]
    cited = links[0].citation or links[0].doi or links[0].pmid if links else ""
    return cited or "The record itself is marked."


def usable_doi(words: str) -> str:
    """A DOI as it is kept: lower case, at most 200 characters; empty if it is none."""
    doi = doi_of(words)
    return doi if len(doi) <= LONGEST_DOI else ""


def usable_pmid(words: str) -> str:
    return words.strip() if _PMID.fullmatch(words.strip()) else ""
