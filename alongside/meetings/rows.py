"""What the rows of this room have in common."""

import uuid

from django.db import models
from django.db.models.functions import Now

from alongside.meetings.kinds import Confirmed
from alongside.patients.models import Patient
from alongside.people.models import Person


class Row(models.Model):
    """What every row of this room has: an id, and when it was written by the database's clock."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    recorded_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class Free(Row):
    """From when to when; half open."""

    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        abstract = True


class About(Row):
    """A row about one patient."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")

    class Meta:
        abstract = True


class Statement(About):
    """Something said: by whom, written down by whom, how that was made sure, and when in the world."""

    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed = models.CharField(max_length=20, choices=Confirmed.choices)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
