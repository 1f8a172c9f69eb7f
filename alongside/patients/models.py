"""Patients, where they stay, who cares for them, and whom they let in."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django_scopes import ScopedManager

from alongside.people.models import Person, Unit


class Patient(models.Model):
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.OneToOneField(Person, on_delete=models.PROTECT)

    objects = ScopedManager(patient="id")

    @property
    def called(self) -> str:
        return self.person.called


class Stay(models.Model):
    """A time in a unit's care: a hospital stay, or being seen in a clinic."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="stays")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_at=None) | Q(ended_at__gte=F("started_at")),
                name="a_stay_ends_after_its_start",
            )
        ]


class TeamMember(models.Model):
    """A clinician in one patient's team, from and until when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="team")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    role = models.CharField(max_length=60)
    leads = models.BooleanField(default=False)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "person"], condition=Q(until=None), name="once_in_a_team_at_a_time"
            ),
            models.UniqueConstraint(
                fields=["patient"], condition=Q(until=None, leads=True), name="one_leader_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="team_time_runs_forward"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "patient"], condition=Q(until=None), name="team_now_by_person")
        ]


class Relative(models.Model):
    """Somebody close to the patient: who they are to them. Being one opens nothing by itself."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="relatives")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    relation = models.CharField(max_length=60, help_text="To the patient: daughter, husband, friend.")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["patient", "person"], name="one_relative_once")]


class GrantState(models.TextChoices):
    INVITED = "invited"
    ACCEPTED = "accepted"
    CONFIRMED = "confirmed"
    REVOKED = "revoked"


class Grant(models.Model):
    """The patient lets somebody in. Its terms never change: other terms are another grant.

    Only a confirmed grant within its time opens anything.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="grants")
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    state = models.CharField(max_length=12, choices=GrantState.choices)
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    basis = models.CharField(max_length=200, help_text="On what this rests: “Rosa said so to Nurse Lind”.")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "person"], condition=~Q(state="revoked"), name="one_standing_grant_each"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gt=F("since")), name="grant_time_runs_forward"
            ),
        ]
        indexes = [
            models.Index(
                fields=["person", "patient"], condition=Q(state="confirmed"), name="grants_by_person"
            )
        ]


class Death(models.Model):
    """That a patient died, as recorded; a correction is another row with the next number, and it holds.

    `died_at` empty: it was recorded by mistake, the patient lives. `closes_at`: when reading ends for the
    patient's own account and for those let in (empty: never).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="deaths")
    number = models.SmallIntegerField()
    died_at = models.DateTimeField(null=True, blank=True)
    closes_at = models.DateTimeField(null=True, blank=True)
    because = models.CharField(max_length=400, blank=True, help_text="Why it is corrected.")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["patient", "number"], name="one_number_per_death_row"),
            models.CheckConstraint(
                condition=Q(number=1, died_at__isnull=False) | Q(number__gt=1) & ~Q(because=""),
                name="a_death_is_recorded_and_a_correction_says_why",
            ),
        ]


class Imported(models.Model):
    """Which row of ours stands for a reference of another system; so a file read twice adds nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    reference = models.CharField(max_length=120)
    subject = models.UUIDField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "reference"], name="one_row_per_reference")]
