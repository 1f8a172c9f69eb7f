"""Bibliographic records that an editor pastes (RIS, BibTeX, CSL-JSON, PubMed XML) as sources of an aid.

What the record says is taken; whether the work is primary it does not say, and so it is left to be filled in.
"""

from __future__ import annotations

import io
import json
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

from alongside.aids.drafting.sections import Tree
from alongside.aids.drafting.typed import storable
from alongside.sources.parsing.formats import Format, detect, parse
from alongside.sources.parsing.hostile import DocumentError
from alongside.sources.passages import EvidenceKind, LinkKind, ParsedDocument, SourceRecord
from alongside.sources.records import Kind, Standing

MOST_CHARACTERS = 200_000
FORMATS = (Format.RIS, Format.BIBTEX, Format.CSL_JSON, Format.PUBMED)
UNKNOWN = "This is none of the records that are read here. Paste RIS, BibTeX, CSL-JSON or PubMed XML."
_KINDS = {
    EvidenceKind.GUIDELINE: Kind.GUIDELINE,
    EvidenceKind.META_ANALYSIS: Kind.META_ANALYSIS,
    EvidenceKind.SYSTEMATIC_REVIEW: Kind.REVIEW,
    EvidenceKind.REVIEW: Kind.REVIEW,
    EvidenceKind.RANDOMISED_TRIAL: Kind.TRIAL,
    EvidenceKind.COHORT: Kind.COHORT,
}
_INITIALS = re.compile(r"(?P<family>\S.*?)\s+(?P<given>[A-Z]{1,4})")
_LONE_ARTICLE = re.compile(r"\s*(?:<\?xml[^>]*\?>\s*)?(<Pubmed(?:Book)?Article[\s>].*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Pasted:
    """One record: the source as it would stand in the draft, or the sentence that says why not.

    ``there_as``: the key under which the draft has the same work already, by DOI or PMID.
    """

    source: Tree
    refused: str = ""
    there_as: str = ""


def read_pasted(text: str, sources: Collection[Tree]) -> tuple[Pasted, ...]:
    """Every record of a pasted text; ``sources`` are those that the draft has. Never raises for bad input."""
    data = _whole_file(text).encode("utf-8", "replace")
    if detect("pasted", data[: 64 * 1024]) not in FORMATS:
        return (Pasted({}, UNKNOWN),)
    taken = {str(one.get("key")) for one in sources}
    return tuple(_records(data, sources, taken))


def _whole_file(text: str) -> str:
    """One record alone is a list of one."""
    if text.lstrip().startswith("{"):
        return f"[{text}]"
    alone = _LONE_ARTICLE.match(text)
    return f"<PubmedArticleSet>{alone[1]}</PubmedArticleSet>" if alone else text


def _records(data: bytes, sources: Collection[Tree], taken: set[str]) -> Iterator[Pasted]:
    names = _names_apart(data)
    for place, found in enumerate(parse(io.BytesIO(data), "pasted")):
        if isinstance(found, DocumentError):
            yield Pasted({}, found.sentence)
            continue
        source = _source(found) | ({"authors": names[place]} if names.get(place) else {})
        there = _there_as(source, sources)
        source = {"key": _free_key(source, taken)} | source
        taken.add(source["key"])
        yield Pasted(source, there_as=there)


def _source(document: ParsedDocument) -> Tree:
    record = document.record
    said: dict[str, Any] = {
        "title": document.title,
        "kind": _KINDS.get(record.kind, Kind.OTHER).value,
        "year": int(record.date[:4]) if record.date[:4].isdigit() else None,
        "authors": [_author(name) for name in record.authors],
        "journal": record.published_in,
        "volume": record.volume,
        "pages": record.pages.replace("–", "-"),
        "doi": record.doi,
        "pmid": record.pmid,
        "pmcid": record.pmcid,
        "standing": _standing(record).value,
    }
    return {name: _plain(value) for name, value in said.items() if value}


def _names_apart(data: bytes) -> dict[int, list[Tree]]:
    """The authors of each item of CSL-JSON, whose reader joins what the record holds apart."""
    if detect("pasted", data) is not Format.CSL_JSON:
        return {}
    try:
        items = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return {
        place: [_csl_author(one) for one in item.get("author", []) if isinstance(one, dict)]
        for place, item in enumerate(items)
        if isinstance(item, dict) and isinstance(item.get("author", []), list)
    }


def _csl_author(author: Tree) -> Tree:
    fields = ("literal",) if author.get("literal") else ("family", "given")
    return {name: _plain(str(author[name])) for name in fields if author.get(name)}


def _plain(value: Any) -> Any:
    if isinstance(value, str):
        return "".join(one for one in value if storable(one)).strip()
    return value


def _author(name: str) -> Tree:
    """ "Reed, Ann" and "Reed AB" are persons; anything else is taken as it stands."""
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and family and given:
        return {"family": family, "given": given}
    person = _INITIALS.fullmatch(name.strip())
    return dict(person.groupdict()) if person else {"literal": name.strip()}


def _standing(record: SourceRecord) -> Standing:
    happened = {link.kind for link in record.links}
    if record.is_retracted:
        return Standing.RETRACTED
    if LinkKind.CONCERN_IN in happened:
        return Standing.CONCERN
    if record.is_superseded:
        return Standing.SUPERSEDED
    return Standing.CORRECTED if LinkKind.CORRECTED_IN in happened else Standing.CURRENT


def _there_as(source: Tree, sources: Collection[Tree]) -> str:
    for one in sources:
        if any(source.get(name) and source[name] == one.get(name) for name in ("doi", "pmid")):
            return str(one.get("key", ""))
    return ""


def _free_key(source: Tree, taken: set[str]) -> str:
    """ "reed2020", else "reed2020-2": the first author's name and the year."""
    first: Tree = next(iter(source.get("authors", ())), {})
    name = str(first.get("family") or first.get("literal") or source["title"])
    word = re.sub(r"[^a-z0-9]", "", name.lower())[:40] or "source"
    plain = f"{word}{source.get('year', '')}"
    numbered = (f"{plain}-{number}" for number in range(2, len(taken) + 3))
    return next(key for key in (plain, *numbered) if key not in taken)
