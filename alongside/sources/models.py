"""Sources as rows, so that everything that leans on one can be found."""

import uuid

from django.db import models

from alongside.sources import records


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
