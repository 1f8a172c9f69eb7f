"""Lists of what happened to published works: our own CSV, and what Retraction Watch and Crossref give out.

Retraction Watch (Crossref, CC0): a CSV with a line for each notice and the work it is about. Crossref's REST
answers: works of the kind "notice" whose ``update-to`` names the work and the type of the update.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from alongside.sources.parsing.describing import date_from_words
from alongside.sources.standing import (
    CONCERN,
    CORRECTED,
    RETRACTED,
    SUPERSEDED,
    ListError,
    NotAList,
    Word,
    usable_doi,
    usable_pmid,
)

COLUMNS = ("doi", "pmid", "kind", "date")
_KINDS = {
    "": RETRACTED,
    "retracted": RETRACTED,
    "retraction": RETRACTED,
    "withdrawn": RETRACTED,
    "superseded": SUPERSEDED,
    "updated": SUPERSEDED,
    "update": SUPERSEDED,
    "corrected": CORRECTED,
    "correction": CORRECTED,
    "erratum": CORRECTED,
    "concern": CONCERN,
    "expression of concern": CONCERN,
}

RETRACTION_WATCH = frozenset({"originalpaperdoi", "originalpaperpubmedid", "retractionnature"})
_NATURES = {
    "retraction": RETRACTED,
    "retract and replace": RETRACTED,
    "expression of concern": CONCERN,
    "correction": CORRECTED,
}
_UPDATES = {
    "retraction": RETRACTED,
    "withdrawal": RETRACTED,
    "removal": RETRACTED,
    "partial_retraction": RETRACTED,
    "expression_of_concern": CONCERN,
    "correction": CORRECTED,
    "corrigendum": CORRECTED,
    "erratum": CORRECTED,
    "addendum": CORRECTED,
    "clarification": CORRECTED,
    "new_version": SUPERSEDED,
    "new_edition": SUPERSEDED,
}
REINSTATED = "Its journal says that it holds again. A list unmarks nothing: look at what leans on it."


def read_list(data: bytes, name: str) -> Iterator[Word | ListError]:
    """The lines of a list: a CSV with the columns doi, pmid, kind, date (an empty kind means retracted), a
    CSV as Retraction Watch publishes it, or JSON as Crossref answers it.

    Raises NotAList where the file is none of them.
    """
    if data.lstrip()[:1] in (b"{", b"["):
        yield from read_crossref(data, name)
        return
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotAList(f"{name} is not UTF-8. Save the list as CSV in UTF-8 and try again.") from None
    rows = csv.DictReader(io.StringIO(text, newline=""))
    try:
        heads = {(head or "").strip().lower(): head for head in rows.fieldnames or ()}
        if heads.keys() >= RETRACTION_WATCH:
            yield from read_retraction_watch(rows, heads, name)
            return
        if not {"doi", "pmid"} & heads.keys():
            raise NotAList(f"{name} has no column “doi” or “pmid” in its first line. Name the columns there.")
        for row in rows:
            yield _word({key: (row.get(heads.get(key, key)) or "").strip() for key in COLUMNS}, rows, name)
    except csv.Error as error:
        raise NotAList(f"{name}, line {rows.line_num}: this is not CSV ({error}).") from error


def _word(cells: dict[str, str], rows: csv.DictReader[str], name: str) -> Word | ListError:
    kind = _KINDS.get(cells["kind"].lower())
    doi, pmid = usable_doi(cells["doi"]), usable_pmid(cells["pmid"])
    if kind is None:
        known = ", ".join(sorted(key for key in _KINDS if key))
        return ListError(rows.line_num, f"The kind “{cells['kind'][:40]}” is not known. Use one of: {known}.")
    if not (doi or pmid):
        return ListError(rows.line_num, "There is neither a DOI nor a PMID in this line.")
    return Word(kind, doi, pmid, date_from_words(cells["date"]), name)


def read_retraction_watch(
    rows: csv.DictReader[str], heads: Mapping[str, str | None], name: str
) -> Iterator[Word | ListError]:
    """The lines of a Retraction Watch file. A reinstatement is told and not carried out."""
    for row in rows:
        cells = {key: (row.get(head or "") or "").strip() for key, head in heads.items()}
        yield _notice(cells, rows.line_num, name)


def _notice(cells: Mapping[str, str], line: int, name: str) -> Word | ListError:
    nature = cells["retractionnature"].lower()
    doi = usable_doi(cells["originalpaperdoi"])
    pmid = usable_pmid(cells["originalpaperpubmedid"])
    if nature == "reinstatement":
        return ListError(line, REINSTATED)
    if nature not in _NATURES:
        return ListError(line, f"The nature “{cells['retractionnature'][:40]}” is not known.")
    if not (doi or pmid):
        return ListError(line, "There is neither a DOI nor a PMID of the work in this line.")
    date = date_from_words(cells.get("retractiondate", "").split(" ")[0])
    return Word(_NATURES[nature], doi, pmid, date, _said_by(cells, name))


def _said_by(cells: Mapping[str, str], name: str) -> str:
    """The notice itself where it is named, with the list that told us."""
    notice = usable_doi(cells.get("retractiondoi", ""))
    reason = " ".join(cells.get("reason", "").replace("+", " ").replace(";", "; ").split()).rstrip("; ")
    return "; ".join(part for part in (reason, f"doi:{notice}" if notice else "", name) if part)


def read_crossref(data: bytes, name: str) -> Iterator[Word | ListError]:
    """The notices of a Crossref answer; ``line`` of an error is the place in the list, from 1.

    Raises NotAList where the JSON is none.
    """
    for place, item in enumerate(_items(data, name), start=1):
        updates = item.get("update-to") if isinstance(item, dict) else None
        if not isinstance(updates, list) or not updates:
            yield ListError(place, "This work says of no other that anything happened to it.")
            continue
        for update in updates:
            yield _update(update, str(item.get("DOI", "")), place, name)


def _items(data: bytes, name: str) -> list[Any]:
    try:
        found = json.loads(data)
    except (ValueError, RecursionError):
        raise NotAList(f"{name} is not JSON. Save Crossref's answer as it came.") from None
    message = found.get("message", found) if isinstance(found, dict) else found
    items = message.get("items", [message]) if isinstance(message, dict) else message
    if not isinstance(items, list):
        raise NotAList(f"{name} holds no list of works. Save Crossref's answer as it came.")
    return items


def _update(update: Any, notice: str, place: int, name: str) -> Word | ListError:
    if not isinstance(update, dict):
        return ListError(place, "What this notice says of another work cannot be read.")
    kind = _UPDATES.get(str(update.get("type", "")).lower().replace(" ", "_").replace("-", "_"))
    doi = usable_doi(str(update.get("DOI", "")))
    if kind is None:
        return ListError(place, f"The update “{str(update.get('type'))[:40]}” is not known.")
    if not doi:
        return ListError(place, "There is no DOI of the work in this notice.")
    said = f"doi:{notice.lower()}; {name}" if notice else name
    return Word(kind, doi, "", _date(update.get("updated")), said)


def _date(updated: Any) -> str:
    """ISO 8601 from Crossref's ``date-parts``; empty if there are none."""
    try:
        parts = [int(part) for part in updated["date-parts"][0][:3]]
    except (KeyError, IndexError, TypeError, ValueError):
        return ""
    return "-".join(f"{part:02d}" for part in parts)
