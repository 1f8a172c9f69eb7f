"""Sources as rows, so that everything that leans on one can be found."""

import uuid

from django.db import models

from alongside.people.models import Person
from alongside.sources import records
from alongside.sources.passages import EvidenceKind
from alongside.sources.standing import GRAVITY


class Source(models.Model):
    """One bibliographic record and whether it still holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True, help_text="The record's key in files.")
    record = models.JSONField(help_text="alongside.sources.records.Record as JSON.")
    doi = models.CharField(max_length=200, blank=True, db_index=True)
    pmid = models.CharField(max_length=9, blank=True, db_index=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in records.Kind])
    year = models.SmallIntegerField(null=True, blank=True)
    primary = models.BooleanField(help_text="False for a work that reports others.")
    status = models.CharField(
        max_length=12,
        choices=[(standing.value, standing.value) for standing in records.Standing],
        default=records.Standing.CURRENT.value,
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=[standing.value for standing in records.Standing]),
                name="source_status_is_known",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=[kind.value for kind in records.Kind]),
                name="source_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return self.slug


class Document(models.Model):
    """One version of a document's text, with where its parts stand in it. The text never changes.

    `sequence` is drawn by the database whenever a row is made or changed, in the order of the commits:
    a search index that has read up to a number has read every change before it. A record without
    text has no version; it can be cited and not quoted.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    version = models.CharField(
        max_length=64, null=True, unique=True, help_text="SHA-256 of the text, in hex."
    )
    fingerprint = models.CharField(
        max_length=64, unique=True, help_text="The version, or of a record without text the SHA-256 of it."
    )
    title = models.TextField()
    text = models.TextField(blank=True)
    structure = models.JSONField(help_text="Offsets into the text, exactly as parsed (stored.py).")
    record = models.JSONField(help_text="alongside.sources.passages.SourceRecord as JSON.")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in EvidenceKind])
    language = models.CharField(max_length=35, blank=True, help_text="BCP 47; empty when not stated.")
    year = models.SmallIntegerField(null=True, blank=True)
    doi = models.CharField(max_length=200, blank=True, db_index=True)
    pmid = models.CharField(max_length=9, blank=True, db_index=True)
    may_show = models.BooleanField(help_text="False where it may only be cited.")
    source = models.ForeignKey(
        Source, on_delete=models.PROTECT, null=True, blank=True, related_name="documents"
    )
    retracted = models.BooleanField(default=False)
    superseded = models.BooleanField(default=False)
    standing_reason = models.TextField(blank=True, help_text="Who said that it no longer holds.")
    warnings = models.JSONField(default=list, help_text="Sentences of the parser: hidden text and the like.")
    file_digest = models.CharField(max_length=64, blank=True, help_text="SHA-256 of the file it came in.")
    added_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the operator.",
    )
    added_at = models.DateTimeField(auto_now_add=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(blank=True)
    sequence = models.BigIntegerField(unique=True, default=0, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(version__isnull=True, text="") | models.Q(fingerprint=models.F("version")),
                name="a_text_has_a_version",
            ),
            models.CheckConstraint(
                condition=models.Q(withdrawn_at__isnull=True) | ~models.Q(withdrawn_reason=""),
                name="a_withdrawal_has_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["-added_at", "id"], name="documents_newest_first")]

    def __str__(self) -> str:
        return self.title


class Notice(models.Model):
    """Somebody's word on what happened to a work; kept so that a copy which arrives later is marked, too."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=12, choices=[(kind, kind) for kind in GRAVITY])
    doi = models.CharField(max_length=200, blank=True, db_index=True)
    pmid = models.CharField(max_length=9, blank=True, db_index=True)
    date = models.CharField(max_length=10, blank=True, help_text="ISO 8601 as far as it is known.")
    said_by = models.TextField(help_text="The notice or the list that says so.")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "doi", "pmid", "date"], name="one_notice_for_each_event"),
            models.CheckConstraint(
                condition=~models.Q(doi="") | ~models.Q(pmid=""), name="a_notice_names_a_work"
            ),
        ]


class FileRead(models.Model):
    """A file that was read to its end: the same bytes are not read again."""

    digest = models.CharField(max_length=64, primary_key=True, help_text="SHA-256 of the bytes, in hex.")
    name = models.CharField(max_length=255)
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)


class Intake(models.Model):
    """Files that somebody sent in through the browser, and how far they were read."""

    class State(models.TextChoices):
        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        STOPPED = "stopped"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    kind = models.CharField(max_length=20, blank=True)
    licence = models.CharField(max_length=200, blank=True)
    may_show = models.BooleanField(null=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    said = models.JSONField(default=list, help_text="Sentences about the whole.")


class IntakeFile(models.Model):
    """One file of an intake. Its bytes are let go once it has been read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    intake = models.ForeignKey(Intake, on_delete=models.CASCADE, related_name="files")
    place = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=255)
    content = models.BinaryField(null=True)
    size = models.PositiveIntegerField()
    read = models.PositiveIntegerField(default=0, help_text="Bytes read so far.")
    done = models.BooleanField(default=False)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    said = models.JSONField(default=list, help_text="Sentences for the person, the first of many.")

    class Meta:
        ordering = ["place"]
        constraints = [models.UniqueConstraint(fields=["intake", "place"], name="one_place_for_each_file")]
