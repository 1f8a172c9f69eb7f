"""Letters that wait, go out or did not; how each person may be reached."""

import uuid
from datetime import time

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.people.models import Person


class Channel(models.TextChoices):
    EMAIL = "email"
    SMS = "sms"
    PRINT = "print"
    NONE = "none"  # the person wants no letters


class Contact(models.Model):
    """How one person may be reached. Nothing goes out to a contact that was not said to be safe.

    Letters wait from `quiet_from` until `quiet_until` on the clocks of `zone`; both empty: no quiet hours.
    """

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    channel = models.CharField(max_length=8, choices=Channel.choices)
    address = models.CharField(max_length=320, blank=True)
    safe = models.BooleanField(default=False, help_text="They said that nobody else reads what comes here.")
    quiet_from = models.TimeField(null=True, blank=True, default=time(21))
    quiet_until = models.TimeField(null=True, blank=True, default=time(8))
    zone = models.CharField(max_length=60, default="UTC")
    changed_at = models.DateTimeField(db_default=Now())
    # Where somebody else wrote it down: who, and what the person said about it.
    their_words = models.TextField(blank=True, default="", db_default="")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(channel__in=["email", "sms"]) | ~Q(address=""), name="a_channel_has_its_address"
            ),
            models.CheckConstraint(
                condition=Q(quiet_from=None, quiet_until=None)
                | Q(quiet_from__isnull=False, quiet_until__isnull=False),
                name="quiet_hours_have_both_ends",
            ),
        ]


class LetterState(models.TextChoices):
    QUEUED = "queued"
    SENDING = "sending"  # committed before the adapter is asked
    SENT = "sent"
    FAILED = "failed"  # certainly not delivered, and not tried again
    CANCELLED = "cancelled"
    UNSURE = "unsure"  # the worker ended while sending: perhaps delivered, so never sent by itself again


class Letter(models.Model):
    """One letter to one person: a template's name and neutral values, never anything about health.

    `about` is the id of whatever the letter belongs to (a patient, where a care room queues it); this
    storey only compares it. `key` is unique: the same letter queued twice is one letter.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="letters")
    language = models.CharField(max_length=12)
    template = models.CharField(max_length=40)
    values = models.JSONField(default=dict)
    calendar = models.TextField(blank=True, help_text="A calendar file that goes along by e-mail.")
    about = models.UUIDField(null=True, blank=True)
    key = models.CharField(max_length=200, unique=True)
    state = models.CharField(max_length=10, choices=LetterState.choices, default=LetterState.QUEUED)
    why = models.CharField(max_length=60, blank=True, help_text="Why it did not go out, in fixed words.")
    channel = models.CharField(max_length=8, choices=Channel.choices, blank=True)
    not_before = models.DateTimeField(db_default=Now())
    attempts = models.SmallIntegerField(default=0)
    worker = models.BigIntegerField(null=True, blank=True, help_text="The lock of the worker that has it.")
    provider_id = models.CharField(max_length=200, blank=True)
    queued_at = models.DateTimeField(db_default=Now())
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="sending") | Q(worker__isnull=False), name="sending_has_a_worker"
            )
        ]
        indexes = [
            models.Index(fields=["not_before"], condition=Q(state="queued"), name="letters_due"),
            models.Index(fields=["worker"], condition=Q(state="sending"), name="letters_in_hand"),
            models.Index(fields=["about"], condition=Q(state="queued"), name="letters_waiting_about"),
        ]


class Silence(models.Model):
    """No letter about this goes out any more, whoever queues it: written when a patient dies."""

    about = models.UUIDField(primary_key=True)
    since = models.DateTimeField(db_default=Now())
