"""What is done with the library: documents are stored, marked and taken out. Their text never changes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from alongside.people.models import Person
from alongside.sources import indexing
from alongside.sources.calls import source_changed
from alongside.sources.editions import Edition, replaced, why_replaced
from alongside.sources.models import Document, Notice, Source
from alongside.sources.passages import ParsedDocument
from alongside.sources.records import Standing
from alongside.sources.standing import (
    GRAVITY,
    RETRACTED,
    SUPERSEDED,
    Word,
    own_standing,
    usable_doi,
    usable_pmid,
    words_about,
    words_about_others,
)
from alongside.sources.stored import fingerprint_of, plain, record_to_json, structure_of
from alongside.trail.writing import LIBRARY, did

_STANDINGS = {kind: Standing(kind) for kind in GRAVITY}
_FLAGS = (RETRACTED, SUPERSEDED)
"""What takes a document's text out of answers."""
MOST_MARKED_AT_ONCE = 5_000


@dataclass(frozen=True)
class Stored:
    """The row that a parsed document became, and whether it is new."""

    document: Document
    new: bool


class NoSuchDocument(LookupError):
    """There is no such version in the library, or it was taken out before."""


def store(parsed: ParsedDocument, *, file_digest: str = "", by: Person | None) -> Stored:
    """Keep one parsed document. The same text again is the same document and changes nothing.

    What the record says about itself or about others marks those documents in the same transaction.
    The index follows after the commit. ``by`` is None for the operator at the command line.
    """
    with transaction.atomic():
        (stored,) = store_all([parsed], file_digest=file_digest, by=by)
        if stored.new:
            transaction.on_commit(indexing.catch_up, robust=True)
    return stored


@transaction.atomic
def store_all(documents: Sequence[ParsedDocument], *, file_digest: str, by: Person | None) -> list[Stored]:
    """Keep many in one transaction, one row each in the order given; the index is left to the caller.

    Raises DataError where the database cannot hold one of them; then none is kept.
    """
    prints = [fingerprint_of(document) for document in documents]
    before = {row.fingerprint: row for row in Document.objects.filter(fingerprint__in=prints)}
    sources = _sources(documents)
    fresh = {
        mark: _row(document, mark, sources, file_digest, by)
        for mark, document in zip(prints, documents, strict=True)
        if mark not in before
    }
    # Somebody else may store the same text at the same time: their row stands.
    Document.objects.bulk_create(fresh.values(), ignore_conflicts=True)
    mine = {row.pk for row in fresh.values()}
    rows = {row.fingerprint: row for row in Document.objects.filter(fingerprint__in=prints)}
    stored, seen = [], set()
    for mark in prints:
        stored.append(Stored(rows[mark], new=rows[mark].pk in mine and mark not in seen))
        seen.add(mark)
    _tell(stored, by)
    _mark_by_records(documents, [one.document for one in stored], by)
    _replace_older(stored, by)
    return stored


def _row(
    document: ParsedDocument,
    fingerprint: str,
    sources: dict[str, Source],
    file_digest: str,
    by: Person | None,
) -> Document:
    record = document.record
    doi, pmid = usable_doi(record.doi), usable_pmid(record.pmid)
    return Document(
        version=document.version if document.text else None,
        fingerprint=fingerprint,
        title=plain(document.title),
        text=document.text,
        structure=structure_of(document),
        record=record_to_json(record),
        kind=record.kind.value,
        language=plain(record.language)[:35],
        year=int(record.date[:4]) if record.date[:4].isdecimal() else None,
        doi=doi,
        pmid=pmid,
        may_show=record.licence.may_show,
        source=sources.get(pmid or "-") or sources.get(doi or "-"),
        warnings=[plain(warning.sentence) for warning in document.warnings],
        file_digest=file_digest,
        added_by=by,
    )


def _sources(documents: Iterable[ParsedDocument]) -> dict[str, Source]:
    """The rows of works that files of ours already lean on, by PMID and by DOI."""
    records = [document.record for document in documents]
    dois = {usable_doi(record.doi) for record in records} - {""}
    pmids = {usable_pmid(record.pmid) for record in records} - {""}
    rows = list(Source.objects.filter(Q(doi__in=dois) | Q(pmid__in=pmids)))
    return {row.doi: row for row in rows if row.doi} | {row.pmid: row for row in rows if row.pmid}


def _tell(stored: Sequence[Stored], by: Person | None) -> None:
    new = [one.document.pk for one in stored if one.new]
    actor = by.pk if by else None
    if len(new) == 1:
        did("stored", "document", new[0], stream=LIBRARY, by=actor)
    elif new:
        did("stored", "documents", None, stream=LIBRARY, by=actor, named=new)


@transaction.atomic
def withdraw(fingerprint: str, reason: str, *, by: Person | None) -> Document:
    """Take one document out: it is neither found nor quoted any more, and its row stays with the reason.

    ``fingerprint`` is the version, where the document has a text. Raises NoSuchDocument; ValueError
    without a reason.
    """
    if not reason.strip():
        raise ValueError("Say why the document is taken out; whoever misses it will ask.")
    row = Document.objects.select_for_update().filter(fingerprint=fingerprint, withdrawn_at=None).first()
    if row is None:
        raise NoSuchDocument(f"There is no document with the version {fingerprint[:64]!r} in the library.")
    row.withdrawn_at, row.withdrawn_reason = timezone.now(), plain(reason.strip())
    row.save(update_fields=["withdrawn_at", "withdrawn_reason"])
    did("withdrew", "document", row.pk, stream=LIBRARY, by=by.pk if by else None)
    transaction.on_commit(indexing.catch_up, robust=True)
    return row


# Retracted and superseded


@dataclass(frozen=True)
class Marked:
    """How many works were told of, and which documents and sources are newly marked."""

    notices: int
    documents: tuple[Document, ...]
    sources: tuple[Source, ...]


@transaction.atomic
def mark_retracted(words: Iterable[Word], *, by: Person | None) -> Marked:
    """Keep somebody's words that works no longer hold, and mark every copy of them, in one transaction.

    Copies that arrive later are marked when they are stored. Nothing is ever unmarked here.
    """
    marked = _mark_all(words, by)
    if marked.documents:
        transaction.on_commit(indexing.catch_up, robust=True)
    return marked


def _mark_all(words: Iterable[Word], by: Person | None) -> Marked:
    told = list({(word.kind, word.doi, word.pmid, word.date): word for word in words}.values())
    for first in range(0, len(told), MOST_MARKED_AT_ONCE):
        Notice.objects.bulk_create(
            [
                Notice(
                    kind=word.kind, doi=word.doi, pmid=word.pmid, date=word.date, said_by=plain(word.said_by)
                )
                for word in told[first : first + MOST_MARKED_AT_ONCE]
            ],
            ignore_conflicts=True,
        )
    documents, sources = [], []
    for first in range(0, len(told), MOST_MARKED_AT_ONCE):
        part = told[first : first + MOST_MARKED_AT_ONCE]
        documents += _mark_documents(part, by)
        sources += _mark_sources(part)
    works = {(word.kind, word.doi, word.pmid) for word in told}
    return Marked(len(works), tuple(documents), tuple(sources))


def _about(words: Sequence[Word]) -> Q:
    dois = {word.doi for word in words} - {""}
    pmids = {word.pmid for word in words} - {""}
    return Q(doi__in=dois) | Q(pmid__in=pmids)


def _said(words: Sequence[Word], doi: str, pmid: str) -> dict[str, str]:
    """By kind, who says it of this work."""
    return {
        word.kind: f"{word.said_by}{f' ({word.date})' if word.date else ''}"
        for word in words_about(words, doi, pmid)
    }


def _mark_documents(words: Sequence[Word], by: Person | None) -> list[Document]:
    marked = []
    for row in Document.objects.filter(_about(words)).defer("text", "structure").order_by("pk"):
        if _mark(row, _said(words, row.doi, row.pmid), by):
            marked.append(row)
    return marked


def _mark(row: Document, said: dict[str, str], by: Person | None) -> bool:
    """Mark one document with what is not known of it yet; False where nothing is new."""
    new = [kind for kind in said if kind in _FLAGS and not getattr(row, kind)]
    if not new:
        return False
    for kind in new:
        setattr(row, kind, True)
    # The graver word is the one to tell.
    row.standing_reason = plain(said[RETRACTED] if RETRACTED in new else said[new[0]])
    row.save(update_fields=["retracted", "superseded", "standing_reason"])
    for kind in new:
        did(f"marked {kind}", "document", row.pk, stream=LIBRARY, by=by.pk if by else None)
    return True


def _mark_sources(words: Sequence[Word]) -> list[Source]:
    """Works that our own files lean on. The gravest word is their status; every word is called out."""
    marked = []
    for row in Source.objects.select_for_update().filter(_about(words)).order_by("pk"):
        about = words_about(words, row.doi, row.pmid)
        known = [Standing.CURRENT.value, *GRAVITY]
        gravest = max([row.status, *(word.kind for word in about)], key=known.index)
        if row.status != gravest:
            row.status = _STANDINGS[gravest].value
            row.save(update_fields=["status"])
            marked.append(row)
        for word in about:
            source_changed.send(sender=Source, source=row, word=word)
    return marked


def _mark_by_records(
    documents: Sequence[ParsedDocument], rows: Sequence[Document], by: Person | None
) -> None:
    """What the records say of themselves and of others, and what was said of them before they came."""
    notices = [
        Word(notice.kind, notice.doi, notice.pmid, notice.date, notice.said_by)
        for notice in Notice.objects.filter(_works(rows))
    ]
    for document, row in zip(documents, rows, strict=True):
        said = _said(notices, row.doi, row.pmid) | own_standing(document)
        if row.source and row.source.status in _FLAGS:
            said.setdefault(row.source.status, "Our record of this work says so.")
        _mark(row, said, by)
    _mark_all(_told(documents, rows), by)


def _replace_older(stored: Sequence[Stored], by: Person | None) -> None:
    """A newer edition takes the place of the older ones: they stay, and are not quoted any more.

    The rows of the library's changes are taken one transaction after another, so that two who add editions of
    one work at the same time see each other's.
    """
    new = [one.document for one in stored if one.new and one.document.record.get("form")]
    if not new:
        return
    rows = Document.objects.filter(
        _works(new), superseded=False, withdrawn_at=None, record__form__in={row.record["form"] for row in new}
    )
    editions = {row.pk: row for row in rows.defer("text", "structure").order_by("sequence")}
    for older, newer in replaced(
        Edition(row.pk, row.record["form"], row.pmid, row.doi, row.record.get("revised", ""))
        for row in editions.values()
    ):
        _mark(editions[older.key], {SUPERSEDED: why_replaced(newer)}, by)


def _works(rows: Sequence[Document]) -> Q:
    dois = {row.doi for row in rows} - {""}
    pmids = {row.pmid for row in rows} - {""}
    return Q(doi__in=dois) | Q(pmid__in=pmids)


def _told(documents: Sequence[ParsedDocument], rows: Sequence[Document]) -> Iterable[Word]:
    for document, row in zip(documents, rows, strict=True):
        yield from words_about_others(document)
        for kind, reason in own_standing(document).items():
            if row.doi or row.pmid:
                # Another text of the same work, full text beside abstract, falls with it.
                yield Word(kind, row.doi, row.pmid, "", reason)
