"""What a record and a list of retractions say about which works no longer hold."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass

from alongside.sources.index.weighing import WHY_LEFT_OUT
from alongside.sources.parsing.describing import date_from_words, doi_of
from alongside.sources.passages import LinkKind, ParsedDocument

RETRACTED, SUPERSEDED = WHY_LEFT_OUT
COLUMNS = ("doi", "pmid", "kind", "date")
_KINDS = {
    "": RETRACTED,
    "retracted": RETRACTED,
    "retraction": RETRACTED,
    "withdrawn": RETRACTED,
    "superseded": SUPERSEDED,
    "updated": SUPERSEDED,
    "update": SUPERSEDED,
}
_ABOUT_OTHERS = {LinkKind.RETRACTION_OF: RETRACTED, LinkKind.UPDATE_OF: SUPERSEDED}
_PMID = re.compile(r"[1-9]\d{0,8}")
LONGEST_DOI = 200


@dataclass(frozen=True, slots=True)
class Word:
    """Somebody's word that a work no longer holds: ``kind`` is "retracted" or "superseded"."""

    kind: str
    doi: str
    pmid: str
    date: str
    said_by: str


@dataclass(frozen=True, slots=True)
class ListError:
    """A line of a list that makes no sense: what is wrong, where, how to mend."""

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


def read_list(data: bytes, name: str) -> Iterator[Word | ListError]:
    """The lines of a CSV with the columns doi, pmid, kind, date; further columns are left unread.

    An empty kind means retracted. Raises NotAList where the file is not such a list.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAList(f"{name} is not UTF-8. Save the list as CSV in UTF-8 and try again.") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        heads = {(head or "").strip().lower(): head for head in rows.fieldnames or ()}
        if not {"doi", "pmid"} & heads.keys():
            raise NotAList(f"{name} has no column “doi” or “pmid” in its first line. Name the columns there.")
        for row in rows:
            yield _word({key: (row.get(heads.get(key, key)) or "").strip() for key in COLUMNS}, rows, name)
    except csv.Error as error:
        raise NotAList(f"{name}, line {rows.line_num}: this is not CSV ({error}).") from error


def _word(cells: dict[str, str], rows: "csv.DictReader[str]", name: str) -> Word | ListError:
    kind = _KINDS.get(cells["kind"].lower())
    doi, pmid = usable_doi(cells["doi"]), usable_pmid(cells["pmid"])
    if kind is None:
        known = ", ".join(sorted(key for key in _KINDS if key))
        return ListError(rows.line_num, f"The kind “{cells['kind'][:40]}” is not known. Use one of: {known}.")
    if not (doi or pmid):
        return ListError(rows.line_num, "There is neither a DOI nor a PMID in this line.")
    return Word(kind, doi, pmid, date_from_words(cells["date"]), name)
