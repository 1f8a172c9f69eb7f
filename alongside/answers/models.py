"""Answers, plain versions, objections and requests to the board.

A question belongs to nobody here: no row says who asked, and rows made by asking carry the day and not the
moment, so that they cannot be laid beside the times at which somebody was signed in. Only an objection
carries its person, and lies behind a wall of its own (migration 0002).
"""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from alongside.answers.review import State
from alongside.people.models import Clinician, Person

LONG = 2_000
# A newer plain version withdraws the earlier one, with a reason.
STATES = [(state.value, state.value) for state in State if state is not State.SUPERSEDED]
REVIEWED = [State.UNDER_REVIEW.value, State.RETURNED.value, State.APPROVED.value, State.WITHDRAWN.value]
WITH_REASON = [State.RETURNED.value, State.WITHDRAWN.value]


class AnswerVersion(models.Model):
    """One answer as it was put together: its id is its permanent link; its claims never change."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.TextField(help_text="Cleaned: no names, numbers or addresses of persons.")
    asked_with = models.JSONField(default=list, help_text="Words that the thread before carried along.")
    language = models.CharField(max_length=12, default="en")
    kind = models.CharField(max_length=30, help_text="answers.question.QuestionType")
    topic = models.JSONField(help_text="answers.topic.TopicKey as JSON.")
    claims = models.JSONField(help_text="answers.kept.KeptClaim as JSON, in reading order.")
    left_out = models.JSONField(default=list, help_text="Titles and reasons.")
    said = models.JSONField(default=list, help_text="What the library said about itself when it was asked.")
    perhaps = models.CharField(max_length=30, blank=True, help_text="Kind of danger the question is like.")
    follows = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="follow_ups"
    )
    made_by = models.CharField(max_length=40, default="the program")
    made_on = models.DateField(auto_now_add=True)
    digest = models.CharField(max_length=64, unique=True, help_text="SHA-256 of question, thread and claims.")
    state = models.CharField(max_length=20, choices=STATES, default=State.SUBMITTED.value)
    reviewed_by = models.ForeignKey(
        Clinician, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True, help_text="Why it was sent back or withdrawn.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s for s, _ in STATES if s != State.DRAFT.value]),
                name="answer_state_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED.value)
                | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="an_approved_answer_names_its_clinician",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_REASON) | ~Q(reason=""), name="an_answer_goes_back_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"answer {self.pk}"


class PlainVersion(models.Model):
    """An answer in plain words, written by people. Each sentence keeps the spans that it rests on."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(AnswerVersion, on_delete=models.PROTECT, related_name="plain_versions")
    language = models.CharField(max_length=12, default="en")
    title = models.CharField(max_length=200)
    sentences = models.JSONField(help_text="answers.plain_wording.PlainWording as JSON, in reading order.")
    grade = models.FloatField(null=True, blank=True, help_text="US school grade; empty: not measured.")
    measured = models.CharField(max_length=20, help_text="plain.reading.measure.Verdict")
    state = models.CharField(max_length=20, choices=STATES, default=State.DRAFT.value)
    # An account, as every signature here; empty: shipped with the program.
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    written_at = models.DateTimeField(auto_now=True)
    approved_by = models.ForeignKey(
        Clinician, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, blank=True)
    reason = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.APPROVED.value)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="an_approved_plain_version_names_its_clinician",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=WITH_REASON) | ~Q(reason=""),
                name="a_plain_version_goes_back_with_a_reason",
            ),
            models.UniqueConstraint(
                fields=["answer", "language"],
                condition=Q(state=State.APPROVED.value),
                name="one_approved_plain_version_per_language",
            ),
        ]

    def __str__(self) -> str:
        return f"plain version {self.pk}"


class JoinedText(models.Model):
    """The claims of one answer in the order of a language model. It has no state: nobody approves it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.OneToOneField(AnswerVersion, on_delete=models.PROTECT, related_name="joined")
    paragraphs = models.JSONField(help_text="Places of claims in the answer, from 1, by paragraph.")
    dropped = models.PositiveSmallIntegerField(help_text="Sentences of the model that the gate refused.")
    model = models.CharField(max_length=200, help_text="The model's name at its endpoint.")
    made_on = models.DateField(auto_now_add=True)

    def __str__(self) -> str:
        return f"order of answer {self.answer_id}"


class Objection(models.Model):
    """“This source does not say that”, about one claim of one answer; goes to the board."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answer = models.ForeignKey(AnswerVersion, on_delete=models.PROTECT, related_name="objections")
    claim = models.PositiveSmallIntegerField(help_text="Place of the claim in the answer, from 1.")
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    reply = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="an_objection_has_words"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(reply="") & Q(closed_by__isnull=False)),
                name="a_closed_objection_has_a_reply",
            ),
        ]

    @property
    def is_open(self) -> bool:
        return self.closed_at is None


class BoardRequest(models.Model):
    """A question that the library could not answer, handed to the board by a reader who stays unnamed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    question = models.TextField(help_text="Cleaned, as in AnswerVersion.")
    asked_with = models.JSONField(default=list)
    language = models.CharField(max_length=12, default="en")
    made_on = models.DateField(auto_now_add=True)
    reply = models.TextField(blank=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["question"],
                condition=Q(closed_at__isnull=True),
                name="one_open_request_per_question",
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | ~Q(reply=""), name="a_closed_request_has_a_reply"
            ),
        ]
