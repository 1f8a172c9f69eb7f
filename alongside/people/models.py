"""Persons, how they sign in, who works here and where."""

import uuid
from typing import TYPE_CHECKING, ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

if TYPE_CHECKING:
    from alongside.people.sessions import SessionStore


class Person(models.Model):
    """Anybody: patient, relative, clinician. Patients' and relatives' names lie behind a wall of rows."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    full_name = models.CharField(max_length=200)
    called = models.CharField(max_length=80, help_text="How this person wants to be addressed.")
    born = models.DateField(null=True, blank=True)
    language = models.CharField(max_length=12, default="en")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(full_name="") & ~models.Q(called=""), name="a_person_has_a_name"
            )
        ]

    def __str__(self) -> str:
        return self.called


class Profession(models.TextChoices):
    DOCTOR = "doctor"
    NURSE = "nurse"
    PHARMACIST = "pharmacist"
    INTERPRETER = "interpreter"
    SOCIAL_WORKER = "social worker"


class Clinician(models.Model):
    """A person who works here in a clinical profession."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    profession = models.CharField(max_length=40, choices=Profession.choices)
    title = models.CharField(max_length=80, blank=True, help_text="As said to patients: “Dr. Okafor”.")


class Duty(models.Model):
    """A task in the library that somebody has: editor, board member. Knows no patient."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT)
    name = models.CharField(max_length=40, choices=[("editor", "editor"), ("board", "board")])

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "name"], name="one_duty_once")]


class Unit(models.Model):
    """A ward or clinic. Its clocks run in its own time zone."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(max_length=120, unique=True)
    kind = models.CharField(
        max_length=20,
        choices=[("clinic", "clinic"), ("ward", "ward"), ("intensive care", "intensive care")],
    )
    zone = models.CharField(max_length=60, default="UTC")


class UnitLead(models.Model):
    """Somebody who answers for what a unit promises, and may change it. No unit: for the whole house."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "unit"], name="leads_a_unit_once", nulls_distinct=False)
        ]


class AccountManager(BaseUserManager["Account"]):
    def create_account(self, *, username: str, person: Person, password: str | None) -> "Account":
        account = self.model(username=username, person=person)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """A way to sign in. Holds a chosen name and no e-mail address, so that it may be read
    before anybody is known; everything about the person stands in Person."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    username = models.CharField(max_length=60, unique=True)
    person = models.OneToOneField(Person, on_delete=models.PROTECT)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()


class Installation(models.Model):
    """One row: what this database is for. Only its owner can write it."""

    id = models.SmallIntegerField(primary_key=True, default=1)
    demonstration = models.BooleanField(default=False)
    organisation = models.CharField(max_length=200, default="")

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(id=1), name="one_installation")]


class KeptForm(models.Model):
    """What somebody had typed when their sign-in ran out. Shown to that person again, then removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE)
    path = models.CharField(max_length=300)
    fields = models.JSONField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "path"], name="one_kept_form_per_page")]


class Session(AbstractBaseSession):
    """One browser that is signed in, or about to be. ``session_key`` is the SHA-256 of what the cookie holds,
    so that a copy of the database lets nobody in."""

    listed_as = models.UUIDField(help_text="Names the session on pages; the key itself is never shown.")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, null=True, blank=True)
    began = models.DateTimeField()
    seen = models.DateTimeField(auto_now=True)
    device = models.CharField(max_length=80, blank=True)

    @classmethod
    def get_session_store_class(cls) -> "type[SessionStore]":
        from alongside.people.sessions import SessionStore  # which needs this model

        return SessionStore


class Attempt(models.Model):
    """How often somebody has lately tried to sign in as one account, or to guess its code."""

    key = models.CharField(primary_key=True, max_length=64, help_text="A keyed digest: no name stands here.")
    since = models.DateTimeField()
    tries = models.PositiveIntegerField()
