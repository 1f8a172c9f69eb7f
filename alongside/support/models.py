"""How somebody says they are, what they ask for, and who answers for it in a unit.

A patient's answers stand in the record. A relative's answers belong to that relative alone: their tables
know no patient, and the database shows them to nobody else.
"""

import uuid

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django_scopes import ScopedManager

from alongside.patients.models import Patient
from alongside.people.models import Person, Unit
from alongside.plain.instruments import Phq4, phq4
from alongside.support.safety import Setup, WatchedHours


class Watch(models.Model):
    """Who reads a unit's answers, when, and which number people are shown. Without it nobody is asked."""

    unit = models.OneToOneField(Unit, on_delete=models.PROTECT, primary_key=True)
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    hours = models.JSONField(help_text="[weekday from Monday 0, start, end in minutes] for each span.")
    crisis_number = models.CharField(max_length=30)
    changed_at = models.DateTimeField(db_default=Now())

    @property
    def setup(self) -> Setup:
        return Setup(
            owner=str(self.owner_id),
            hours=tuple(WatchedHours(*span) for span in self.hours),
            crisis_number=self.crisis_number,
        )


class Phq4Pack(models.Model):
    """PHQ-4 in another language, as a unit brought it. The newest holds; `withdrawn`: none does."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    language = models.CharField(max_length=12)
    wording = models.JSONField(help_text="As `phq4_pack.wording_from` reads it.")
    withdrawn = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())


class Answers(models.Model):
    """One round of answers: PHQ-4 (all four or none), the worry question, own words.

    `pack`: the wording in which the four were asked; none: the English one.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    nervous = models.SmallIntegerField(null=True)
    worrying = models.SmallIntegerField(null=True)
    little_interest = models.SmallIntegerField(null=True)
    down = models.SmallIntegerField(null=True)
    worry = models.SmallIntegerField(null=True, validators=[MaxValueValidator(10)])
    words = models.TextField(blank=True)
    pack = models.ForeignKey(Phq4Pack, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True

    @property
    def phq4(self) -> Phq4 | None:
        items = (self.nervous, self.worrying, self.little_interest, self.down)
        return None if None in items else phq4(items)


_ITEMS = ("nervous", "worrying", "little_interest", "down")
# "Not null" said outright: a comparison with null is not false, and a check lets it pass.
_ALL_FOUR = Q(
    **{f"{item}__range": (0, 3) for item in _ITEMS}, **{f"{item}__isnull": False for item in _ITEMS}
) | Q(**dict.fromkeys(_ITEMS))
_WORRY = Q(worry=None) | Q(worry__range=(0, 10))
_SOMETHING = Q(nervous__isnull=False) | Q(worry__isnull=False) | ~Q(words="")


class PatientAnswers(Answers):
    """A patient's answers; written down by the team when the patient cannot do it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    said_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    confirmed = models.CharField(
        max_length=20,
        choices=[("own hand", "own hand"), ("read back", "read back"), ("heard", "heard")],
    )

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ALL_FOUR, name="a_patients_phq4_is_whole"),
            models.CheckConstraint(condition=_WORRY, name="a_patients_worry_is_0_to_10"),
            models.CheckConstraint(condition=_SOMETHING, name="a_patient_answered_something"),
        ]


class OwnAnswers(Answers):
    """What somebody close to a patient says about themselves. Only they can see it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_ALL_FOUR, name="own_phq4_is_whole"),
            models.CheckConstraint(condition=_WORRY, name="own_worry_is_0_to_10"),
            models.CheckConstraint(condition=_SOMETHING, name="own_answers_say_something"),
        ]


class Kind(models.TextChoices):
    """What is asked for."""

    SOMEONE_NOW = "someone-now"
    DANGER = "danger"  # their words said that they may be in danger; made by itself for a patient
    CHAPLAIN = "chaplain"
    SOCIAL_WORK = "social-work"
    INTERPRETER = "interpreter"
    DIARY = "diary"
    BEREAVEMENT = "bereavement"  # offered by a person after a death


class State(models.TextChoices):
    OPEN = "open"
    TAKEN = "taken"  # somebody said: I see to it
    DONE = "done"
    OFF = "off"  # taken back, or overtaken by what happened


WAITING = [State.OPEN, State.TAKEN]


class Request(models.Model):
    """Something asked for, and how it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")
    kind = models.CharField(max_length=20, choices=Kind.choices)
    state = models.CharField(max_length=8, choices=State.choices, default=State.OPEN)
    asked_at = models.DateTimeField(db_default=Now())
    seen_to_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(db_default=Now())

    class Meta:
        abstract = True


class PatientRequest(Request):
    """For a patient, or (`for_person`) offered by the team to somebody close to them."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    for_person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "for_person", "kind"],
                condition=Q(state__in=["open", "taken"]),
                name="asked_once_at_a_time",
            )
        ]


class OwnRequest(Request):
    """Somebody close to a patient asks for something for themselves; the unit's owner sees this row.

    It holds how they want to be called and where they can be found, in their own words, and no answers.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    called = models.CharField(max_length=80)
    where = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(state__in=["open", "taken"]),
                name="asked_for_oneself_once_at_a_time",
            )
        ]
