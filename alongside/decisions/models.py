"""A person's choice and what is said about it. What was said is only ever added to."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django_scopes import ScopedManager

from alongside.aids.models import AidVersion
from alongside.decisions.endings import ENDINGS, EndingKind
from alongside.decisions.questions import Asks
from alongside.decisions.teach_back import SaidBackAs
from alongside.decisions.trial import OutcomeKind
from alongside.patients.models import Patient
from alongside.people.models import Person


class Choice(models.Model):
    """One matter that one person chooses about, with the version of the aid that it uses for good.

    Without an aid the matter is named by hand, and so is what can be done (`ByHand`). A choice that was
    looked at again goes on in a new one that says why; the old one stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="choices")
    aid = models.ForeignKey(AidVersion, null=True, on_delete=models.PROTECT)
    matter = models.CharField(max_length=300, blank=True, help_text="What it is about, without an aid.")
    language = models.CharField(max_length=16, default="en", help_text="Of the words written by hand.")
    stratum = models.CharField(max_length=60, blank=True)
    reopens = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="goes_on_in", help_text="The one before."
    )
    reopened_because = models.TextField(blank=True)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT)
    opened_at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "aid"],
                condition=Q(reopens=None),
                name="one_first_choice_per_aid_version",
            ),
            models.CheckConstraint(
                condition=Q(aid=None) & ~Q(matter="") | Q(aid__isnull=False, matter=""),
                name="a_choice_has_an_aid_or_a_matter",
            ),
            models.CheckConstraint(
                condition=Q(reopens=None, reopened_because="")
                | Q(reopens__isnull=False) & ~Q(reopened_because=""),
                name="a_choice_opened_again_says_why",
            ),
        ]

    @property
    def question(self) -> str:
        return self.aid.question if self.aid else self.matter

    @property
    def leans_on(self) -> str:
        """What a signed note names as its ground: the digest of the aid's content, or that there was none."""
        return self.aid.digest if self.aid else "written by hand"


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


SAYS_OR_TAKES_BACK = Q(takes_back=None) & ~Q(words="") | Q(takes_back__isnull=False, words="")


class ByHandKind(models.TextChoices):
    WAY = "way"
    FOR = "for"
    AGAINST = "against"


class ByHand(Statement):
    """Something that can be done, or a reason for or against it, by hand. A later row takes it back."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="by_hand")
    way = models.CharField(max_length=40, help_text="The way that it names or is about.")
    kind = models.CharField(max_length=10, choices=ByHandKind.choices)
    words = models.TextField(blank=True)
    place = models.PositiveIntegerField(default=0, help_text="Its place among lines written at one moment.")
    takes_back = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="taken_back_by"
    )

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=SAYS_OR_TAKES_BACK, name="by_hand_says_something_or_takes_back")
        ]


class Explained(Statement):
    """Somebody went through what can be done with the person; `words`: how, with what."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="explained")
    words = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")


class SaidBack(Statement):
    """One round of teach-back: what was asked, the person's own words, whether it is clear (`teach_back`)."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="said_back")
    asked = models.TextField()
    own_words = models.TextField(blank=True)
    came_out = models.CharField(max_length=10, choices=[(one.value, one.value) for one in SaidBackAs])
    gap = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(came_out="stopped") | ~Q(own_words=""), name="saying_back_has_own_words"
            ),
            models.CheckConstraint(
                condition=Q(came_out="gap") & ~Q(gap="") | ~Q(came_out="gap") & Q(gap=""),
                name="only_a_gap_is_named",
            ),
        ]


class Question(Statement):
    """A question that somebody brings to the talk. One of the common ones, or their own words."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="questions")
    asks = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Asks])
    words = models.TextField(blank=True)
    place = models.PositiveIntegerField(default=0, help_text="Its place among questions brought together.")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(asks="own") & ~Q(words="") | ~Q(asks="own"), name="an_own_question_has_words"
            )
        ]


class Answer(Statement):
    """What was answered to a question; a second one adds to the first."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="answers")
    words = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="an_answer_brought_has_words")]


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
    """What somebody thinks about one option, or all of it, in their words. A later row takes it back."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT)
    choice = models.ForeignKey(Choice, on_delete=models.PROTECT, related_name="views")
    option = models.CharField(max_length=60, blank=True)
    words = models.TextField(blank=True)
    takes_back = models.OneToOneField(
        "self", null=True, on_delete=models.PROTECT, related_name="taken_back_by"
    )

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=SAYS_OR_TAKES_BACK, name="a_view_has_words_or_takes_back")
        ]


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
    rule = models.CharField(max_length=60, help_text="Its id in decisions/balance/table.py.")
    reason = models.CharField(max_length=60, help_text="One of decisions/balance/reasons.py.")
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
