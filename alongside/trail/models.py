"""The trail's rows: who did what and who looked, by ids and verbs, never by content."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Entry(models.Model):
    """One line of the trail. Written only by the database function `gate.append_to_trail`.

    `stream` is the chain this line belongs to: a patient's id, or one of the named streams
    ("library", "doors", "lists of" somebody). `digest` covers the line and the digest before it in its
    stream, so that a changed, dropped or swapped line shows. Positions come from a sequence;
    gaps in them mean nothing.
    """

    position = models.BigIntegerField(primary_key=True)
    format = models.SmallIntegerField()
    stream = models.TextField()
    segment = models.TextField()
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    service = models.TextField(blank=True)
    verb = models.TextField()
    subject_kind = models.TextField()
    subject = models.UUIDField(null=True)
    purpose = models.TextField(blank=True)
    named = ArrayField(models.UUIDField())
    previous = models.BinaryField()
    digest = models.BinaryField()

    class Meta:
        indexes = [
            models.Index(fields=["stream", "position"], name="trail_by_stream"),
            GinIndex(fields=["named"], name="trail_by_named"),
        ]


class Head(models.Model):
    """The end of one stream: locked while a line is added, so that a chain never forks."""

    stream = models.TextField(primary_key=True)
    position = models.BigIntegerField()
    digest = models.BinaryField()


class RequestKey(models.Model):
    """A form that was carried out. The same form sent again by the same person changes nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    actor = models.UUIDField()
    key = models.UUIDField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["actor", "key"], name="one_act_per_request_key")]
