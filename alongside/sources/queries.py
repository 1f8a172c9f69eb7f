"""Reading sources. They belong to the library: every reader may see them."""

from uuid import UUID

from django.db.models import Prefetch, Q

from alongside.sources import records
from alongside.sources.models import Document, Intake, IntakeFile, Notice, Source
from alongside.sources.standing import Word
from alongside.sources.stored import StoredDocument, plain

MOST_WORDS = 12


def record_of(slug: str) -> records.Record | None:
    """The record of that key, with the standing that is known today; None if there is none."""
    source = Source.objects.filter(slug=slug).first()
    return None if source is None else records.from_json({**source.record, "standing": source.status})


def what_was_said_of(source: Source) -> list[Word]:
    """What happened to a work according to the notices that are kept, oldest first."""
    by_id = Q(doi=source.doi) & ~Q(doi="") | Q(pmid=source.pmid) & ~Q(pmid="")
    return [
        Word(row.kind, row.doi, row.pmid, row.date, row.said_by)
        for row in Notice.objects.filter(by_id).order_by("date", "added_at")
    ]


def listed(words: str = "", *, most: int, skip: int = 0) -> list[Document]:
    """Documents whose titles hold each of the words, newest first, none withdrawn; their text is not read."""
    rows = Document.objects.filter(withdrawn_at=None).defer("text", "structure")
    for word in words.split()[:MOST_WORDS]:
        rows = rows.filter(title__icontains=plain(word))
    return list(rows.order_by("-added_at", "id")[skip : skip + most])


def intake(intake_id: UUID) -> Intake | None:
    """Files sent in, without their bytes; None if there is no such row."""
    files = Prefetch("files", IntakeFile.objects.defer("content"))
    return Intake.objects.filter(pk=intake_id).prefetch_related(files).first()


def newer_edition(document: StoredDocument) -> UUID | None:
    """The text that took the place of an older edition of the same work, by its row's id, or None."""
    record = document.record
    if not (document.superseded and record.form):
        return None
    same = Q(pmid=record.pmid) if record.pmid else Q(doi=record.doi)
    rows = Document.objects.filter(same, superseded=False, withdrawn_at=None, record__form=record.form)
    return rows.exclude(pk=document.id).values_list("pk", flat=True).first()
