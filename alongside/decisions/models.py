"""A person's choice and what is said about it. What was said is only ever added to."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django_scopes import ScopedManager

from alongside.aids.models import AidVersion
from alongside.decisions.balance import REASON_WORDS, Reason
from alongside.decisions.endings import ENDINGS, EndingKind
from alongside.decisions.trial import OutcomeKind
from alongside.patients.models import Patient
from alongside.people.models import Person


class Choice(models.Model):
    """One matter that one person chooses about, with the version of the aid that it uses for good."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="choices")
    aid = models.ForeignKey(AidVersion, on_delete=models.PROTECT)
    stratum = models.CharField(max_length=60, blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    opened_at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "aid"], name="one_choice_per_aid_version")]


class Confirmed(models.TextChoices):
    OWN_HAND = "own hand"
    READ_BACK = "read back"
    HEARD = "heard"
    FROM_ANOTHER = "from another"


class Statement(models.Model):
    """Something said: by whom, written down by whom, and how that was made sure."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed = models.CharField(max_length=20, choices=Confirmed.choices)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class WhatMatters(Statement):
    """How much one outcome matters, 0 to 10, and the person's own words. The newest holds."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="what_matters")
    outcome = models.CharField(max_length=60, blank=True, help_text="Empty: said about all of it.")
    importance = models.SmallIntegerField(null=True)
    words = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(importance=None) | Q(importance__range=(0, 10)), name="importance_is_0_to_10"
            ),
            models.CheckConstraint(
                condition=~Q(importance=None) | ~Q(words=""), name="what_matters_says_something"
            ),
        ]


class Role(models.TextChoices):
    """How somebody wants to take part. Our own wording; after Degner's control preferences."""

    SELF = "self"
    TOGETHER = "together"
    TEAM = "team"
    CLOSE_ONE = "close one"


class RoleWanted(Statement):
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="roles")
    role = models.CharField(max_length=20, choices=Role.choices)
    words = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")


class View(Statement):
    """What somebody thinks about it, in their words; about one option, or all of it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="views")
    option = models.CharField(max_length=60, blank=True)
    words = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_view_has_words")]


class Recommendation(models.Model):
    """What a clinician advises, why, and which of the things that matter it rests on. The newest holds."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="recommendations")
    option = models.CharField(max_length=60)
    reason = models.TextField()
    rests_on = models.JSONField(default=list, help_text="Keys of outcomes that matter to the person.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="advice_has_a_reason")]


class Ending(Statement):
    """How the conversation ended, for now. The newest holds; older ones stay readable."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="endings")
    kind = models.CharField(max_length=40, choices=[(kind.value, kind.value) for kind in ENDINGS])
    option = models.CharField(max_length=60, blank=True)
    reason = models.TextField()
    next_step = models.TextField()
    review_on = models.DateField(null=True, blank=True)
    told_of_difference = models.BooleanField(default=False)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=[k.value for k, e in ENDINGS.items() if e.names_an_option])
                | ~Q(option=""),
                name="such_an_ending_names_a_choice",
            ),
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(next_step=""), name="an_ending_says_why_and_next"
            ),
        ]

    @property
    def ending(self) -> EndingKind:
        return EndingKind(self.kind)


class PromptClosed(models.Model):
    """A reason why something open may rest."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="closed_prompts")
    rule = models.CharField(max_length=60, help_text="Its id in decisions/balance.py.")
    reason = models.CharField(max_length=60, choices=[(r.value, REASON_WORDS[r]) for r in Reason])
    by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")


class NoteDraft(models.Model):
    """The note while it is written. `revision` counts savings, so that two writers notice each other."""

    choice = models.OneToOneField(Choice, on_delete=models.PROTECT, primary_key=True, related_name="draft")
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    kind = models.CharField(max_length=40, help_text="Its key in note_kinds.yaml.")
    sections = models.JSONField()
    revision = models.PositiveIntegerField(default=1)
    revised_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    revised_at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")


class SignedNote(models.Model):
    """A note that was signed: frozen text, its digest, who, and the database's time. Never changed.

    A later number amends an earlier one and says why; every number stays readable.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="notes")
    number = models.PositiveIntegerField()
    text = models.TextField()
    digest = models.CharField(max_length=64)
    amends_because = models.TextField(blank=True)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    account = models.UUIDField()
    signed_at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["choice", "number"], name="one_note_per_number"),
            models.CheckConstraint(
                condition=Q(number=1) | ~Q(amends_because=""), name="an_amendment_says_why"
            ),
        ]


class TimeLimitedTrial(Statement):
    """A treatment tried for a set time towards an aim in the patient's words (`decisions/trial.py`).

    The plan never changes; a plan that is wrong is stopped and another one is made.
    """

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="trials")
    treatments = models.TextField(help_text="One on each line.")
    aim = models.TextField(help_text="In the patient's words; said_by is who told them.")
    better = models.TextField(help_text="Signs of getting better, one on each line.")
    worse = models.TextField(help_text="Signs of getting worse, one on each line.")
    hours = models.PositiveIntegerField()
    who_decides = models.TextField(help_text="Who decides at the review, one on each line.")
    started_at = models.DateTimeField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(hours__range=(1, 24 * 90)), name="a_trial_has_a_length"),
            models.CheckConstraint(
                condition=~Q(treatments="") & ~Q(aim="") & ~Q(better="") & ~Q(worse="") & ~Q(who_decides=""),
                name="a_trial_is_whole",
            ),
        ]


class TrialReview(models.Model):
    """What was agreed when a trial was talked about again; or that a better time for it was asked for."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    trial = models.ForeignKey(TimeLimitedTrial, on_delete=models.PROTECT, related_name="reviews")
    kind = models.CharField(max_length=12, choices=[(kind.value, kind.value) for kind in OutcomeKind])
    reason = models.TextField()
    agreed_by = models.TextField(help_text="One on each line.")
    longer_hours = models.PositiveIntegerField(null=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(reason="") & ~Q(agreed_by=""), name="a_review_says_why_and_who"
            ),
            models.CheckConstraint(
                condition=Q(kind="extend", longer_hours__gte=1) | (~Q(kind="extend") & Q(longer_hours=None)),
                name="only_an_extended_trial_is_longer",
            ),
        ]
