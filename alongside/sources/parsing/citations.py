"""Reference lists as other programs save them: RIS, BibTeX, CSL-JSON. One record for each entry.

An abstract, where there is one, becomes the text, cite-only: an export does not say that it may be shown.
"""

import json
from collections.abc import Iterator
from typing import Any

import rispy
from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware
from bibtexparser.model import Entry
from rispy.parser import ParseError

from alongside.sources.parsing.describing import (
    date_from_words,
    doi_of,
    iso_date,
    kind_from_title,
    language_tag,
    pmcid_of,
    pmid_of,
)
from alongside.sources.parsing.hostile import CAPS, CappedStream, Caps, DocumentError, decode, read_whole
from alongside.sources.passages import Draft, ParsedDocument, SourceRecord

_NO_TITLE = "The entry has no title."


def parse_ris(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each reference of an RIS file."""
    text = decode(read_whole(stream, caps), stream.where)
    try:
        entries = rispy.loads(text, skip_unknown_tags=True)
    except (ParseError, ValueError, OSError, KeyError, IndexError) as error:
        raise DocumentError(
            "The file is not RIS as it should be: each line is “XX  - value”.", stream.where
        ) from error
    if not entries:
        raise DocumentError("The file holds no complete RIS reference (TY to ER).", stream.where)
    for number, entry in enumerate(entries, start=1):
        yield _guarded(_ris, entry, f"{stream.where} reference {number}")


def parse_bibtex(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each entry of a BibTeX file; an entry that does not parse is an error of its own."""
    text = decode(read_whole(stream, caps), stream.where)
    if "#" in text and "@string" in text.lower():
        raise DocumentError("The file joins text with @string and #. Write the values out.", stream.where)
    library = parse_string(text, append_middleware=[LatexDecodingMiddleware()])
    for block in library.failed_blocks:
        line = (block.start_line or 0) + 1
        yield DocumentError("The entry is not BibTeX as it should be.", f"{stream.where} line {line}")
    if not library.entries and not library.failed_blocks:
        raise DocumentError("The file holds no BibTeX entry.", stream.where)
    for entry in library.entries:
        yield _guarded(_bibtex, entry, f"{stream.where} entry {entry.key}")


def parse_csl_json(stream: CappedStream, caps: Caps = CAPS) -> Iterator[ParsedDocument | DocumentError]:
    """Each item of a CSL-JSON list (CSL 1.0.2)."""
    items = _json(decode(read_whole(stream, caps), stream.where), stream.where)
    if not isinstance(items, list) or not items:
        raise DocumentError("The file is not a CSL-JSON list of references.", stream.where)
    for number, item in enumerate(items, start=1):
        where = f"{stream.where} item {number}"
        if isinstance(item, dict):
            yield _guarded(_csl, item, where)
        else:
            yield DocumentError("The item is not a reference.", where)


def _guarded(read: Any, entry: Any, where: str) -> ParsedDocument | DocumentError:
    try:
        document: ParsedDocument = read(entry)
    except DocumentError as error:
        return DocumentError(error.sentence, where)
    except (TypeError, AttributeError, KeyError, ValueError, IndexError):
        return DocumentError("The entry has a value of the wrong shape.", where)
    return document


def _finish(title: str, abstract: str, record: SourceRecord) -> ParsedDocument:
    if not title.strip():
        raise DocumentError(_NO_TITLE)
    draft = Draft(title=title)
    for paragraph in abstract.split("\n\n"):
        draft.add(paragraph, ("Abstract",))
    return draft.finish(record)


def _ris(entry: dict[str, Any]) -> ParsedDocument:
    title = str(entry.get("title") or entry.get("primary_title") or "")
    names = entry.get("authors") or entry.get("first_authors") or []
    first, last = str(entry.get("start_page", "")), str(entry.get("end_page", ""))
    addresses = entry.get("urls") or [""]
    record = SourceRecord(
        kind=kind_from_title(title),
        date=date_from_words(
            str(entry.get("date") or entry.get("year") or entry.get("publication_year") or "")
        ),
        language=language_tag(str(entry.get("language", ""))),
        doi=doi_of(str(entry.get("doi", ""))),
        pmid=pmid_of(str(entry.get("accession_number", ""))),
        keywords=tuple(str(word) for word in entry.get("keywords", [])),
        authors=tuple(str(name) for name in names),
        published_in=str(
            entry.get("journal_name") or entry.get("secondary_title") or entry.get("publisher") or ""
        ),
        volume=str(entry.get("volume", "")),
        issue=str(entry.get("number", "")),
        pages=f"{first}-{last}" if first and last else first,
        url=str(addresses[0]),
    )
    return _finish(title, str(entry.get("abstract") or entry.get("notes_abstract") or ""), record)


def _bibtex(entry: Entry) -> ParsedDocument:
    said = {name.lower(): str(part.value) for name, part in entry.fields_dict.items()}
    title = said.get("title", "").replace("{", "").replace("}", "")
    names = said.get("author", "").replace("\n", " ").split(" and ")
    record = SourceRecord(
        kind=kind_from_title(title),
        date=date_from_words(said.get("date", "")) or iso_date(said.get("year", ""), said.get("month", "")),
        language=language_tag(said.get("language", said.get("langid", ""))),
        doi=doi_of(said.get("doi", "")),
        pmid=pmid_of(said.get("pmid", "")),
        pmcid=pmcid_of(said["pmcid"]) if said.get("pmcid") else "",
        keywords=tuple(w.strip() for w in said.get("keywords", "").replace(";", ",").split(",") if w.strip()),
        authors=tuple(name.strip() for name in names if name.strip()),
        published_in=said.get("journal")
        or said.get("journaltitle")
        or said.get("booktitle")
        or said.get("publisher", ""),
        volume=said.get("volume", ""),
        issue=said.get("number", ""),
        pages=said.get("pages", "").replace("--", "-"),
        url=said.get("url", ""),
    )
    return _finish(title, said.get("abstract", ""), record)


def _csl(item: dict[str, Any]) -> ParsedDocument:
    title = str(item.get("title", ""))
    parts = (item.get("issued") or {}).get("date-parts") or [[]]
    date = [str(part) for part in parts[0]]
    words = str((item.get("issued") or {}).get("raw", ""))
    record = SourceRecord(
        kind=kind_from_title(title),
        date=iso_date(*date[:3]) if date else date_from_words(words),
        language=language_tag(str(item.get("language", ""))),
        doi=doi_of(str(item.get("DOI", ""))),
        pmid=pmid_of(str(item.get("PMID", ""))),
        pmcid=pmcid_of(str(item["PMCID"])) if item.get("PMCID") else "",
        keywords=tuple(w.strip() for w in str(item.get("keyword", "")).split(",") if w.strip()),
        authors=tuple(name for author in item.get("author", []) if (name := _csl_name(author))),
        published_in=str(item.get("container-title") or item.get("publisher") or ""),
        volume=str(item.get("volume", "")),
        issue=str(item.get("issue", "")),
        pages=str(item.get("page", "")),
        url=str(item.get("URL", "")),
    )
    return _finish(title, str(item.get("abstract", "")), record)


def _csl_name(author: dict[str, Any]) -> str:
    return str(author.get("literal") or f"{author.get('family', '')} {author.get('given', '')}".strip())


def _json(text: str, where: str) -> Any:
    """JSON with no repeated key, no NaN, and no nesting deep enough to hurt."""
    try:
        return json.loads(text, object_pairs_hook=_unique, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise DocumentError("The file is not JSON as it should be, or is nested too deep.", where) from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key stands twice")
    return found


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)
