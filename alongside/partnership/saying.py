"""What every statement about a person carries: whose words, who wrote them down, how that was made sure."""

import uuid

from django.db import models
from django.db.models.functions import Now

from alongside.partnership.profile import Voice
from alongside.people.models import Person

VOICES = [(voice.value, voice.value) for voice in Voice]


class Saying(models.Model):
    """Something told: by whom, written down by whom, in whose voice, when.

    Whoever told it is a person known here, or a name; a nurse may write down what a neighbour said.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    said_by = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    said_by_name = models.CharField(max_length=120, blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed = models.CharField(max_length=20, choices=VOICES)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True
