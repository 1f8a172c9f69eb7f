"""Texts for readers, their editions, and what the board did with them. No row knows a patient."""

import uuid

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.editorial.blocks import Block
from alongside.editorial.findings import Report
from alongside.editorial.frozen import blocks_from_json, report_from_json
from alongside.editorial.workflow import WAITING, Capacity, State
from alongside.people.models import Clinician, Person
from alongside.sources.models import Source

STATES = [(state.value, state.value) for state in State if state is not State.DRAFT]
CAPACITIES = [(capacity.value, capacity.value) for capacity in Capacity]
WAITS = Q(state__in=sorted(state.value for state in WAITING))


class Content(models.Model):
    """One text through all its editions: a choice aid, an answer, a plain version, a handout."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(max_length=20)
    key = models.CharField(max_length=100, help_text="Its name in the room that made it.")
    language = models.CharField(max_length=12)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "language"], name="one_content_per_key"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key} ({self.language})"


class Edition(models.Model):
    """What was sent in, frozen, and where it stands. ``version`` is the id of the room's own row."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content = models.ForeignKey(Content, on_delete=models.PROTECT, related_name="editions")
    # That of its content, so that the desk counts and lists by one index; the database compares the two.
    kind = models.CharField(max_length=20, editable=False)
    number = models.PositiveIntegerField()
    version = models.UUIDField()
    title = models.CharField(max_length=300)
    digest = models.CharField(max_length=64, help_text="SHA-256 of title, language and blocks, in hex.")
    blocks = models.JSONField(help_text="alongside.editorial.blocks.Block as JSON, in reading order.")
    report = models.JSONField(help_text="alongside.editorial.findings.Result as JSON; empty: no gate yet.")
    carries_numbers = models.BooleanField()
    submitted_by = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )  # empty: the operator
    submitted_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=20, choices=STATES, default=State.SUBMITTED.value)
    reason = models.TextField(blank=True, help_text="Why it was sent back or withdrawn; readers see it.")
    # The clinician who approved it, as they were called then; kept through what follows.
    approved_by = models.ForeignKey(
        Clinician, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    approved_name = models.CharField(max_length=200, blank=True)
    approved_as = models.CharField(max_length=40, blank=True, help_text="The clinician's profession.")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["content", "number"], name="one_number_per_edition"),
            models.UniqueConstraint(
                fields=["content"],
                condition=Q(state=State.APPROVED.value),
                name="one_approved_edition_per_content",
            ),
            models.CheckConstraint(
                condition=Q(state__in=[value for value, _words in STATES]), name="edition_state_is_known"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.APPROVED.value, State.WITHDRAWN.value])
                | (Q(approved_by__isnull=False, approved_at__isnull=False) & ~Q(approved_name="")),
                name="an_approved_edition_names_its_clinician",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.RETURNED.value, State.WITHDRAWN.value]) | ~Q(reason=""),
                name="an_edition_goes_back_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["version", "-number"], name="edition_of_a_version"),
            models.Index(
                fields=["-carries_numbers", "submitted_at", "id"], name="editions_that_wait", condition=WAITS
            ),
            models.Index(
                fields=["kind", "-carries_numbers", "submitted_at", "id"],
                name="editions_that_wait_by_kind",
                condition=WAITS,
            ),
            models.Index(fields=["state", "-submitted_at", "id"], name="editions_in_a_state"),
        ]

    def __str__(self) -> str:
        return f"{self.title}, edition {self.number}"

    def frozen_blocks(self) -> tuple[Block, ...]:
        return blocks_from_json(self.blocks)

    def frozen_report(self) -> Report:
        return report_from_json(self.report)


class BoardMember(models.Model):
    """Somebody of the review board, with what they know. Whether they are a clinician stands in `people`."""

    person = models.OneToOneField(Person, on_delete=models.PROTECT, primary_key=True)
    expertise = models.CharField(max_length=300)
    is_patient_reviewer = models.BooleanField(default=False)
    since = models.DateField(db_default=Now())
    until = models.DateField(null=True, blank=True)


class Interest(models.Model):
    """What could sway a member, as they declared it. An interest is ended, never removed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    member = models.ForeignKey(BoardMember, on_delete=models.PROTECT, related_name="interests")
    about = models.CharField(max_length=200, help_text="A word or phrase: a medicine, a maker, a source.")
    what = models.CharField(max_length=300, blank=True, help_text="Fees, shares, own research.")
    since = models.DateField()
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(about=""), name="an_interest_names_something")]


class Review(models.Model):
    """One reviewer's verdict on one edition; only ever added to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="reviews")
    reviewer = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    capacity = models.CharField(max_length=10, choices=CAPACITIES, blank=True)
    approves = models.BooleanField()
    reasons = models.TextField(blank=True)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "capacity"],
                condition=Q(approves=True),
                name="one_approval_per_capacity",
            ),
            models.UniqueConstraint(
                fields=["edition", "reviewer"],
                condition=Q(approves=True),
                name="two_approvals_are_of_two_people",
            ),
            models.CheckConstraint(
                condition=Q(approves=True, capacity__in=[c for c, _ in CAPACITIES])
                | (Q(approves=False) & ~Q(reasons="")),
                name="a_review_says_what_or_why",
            ),
        ]


class SignedException(models.Model):
    """A reviewer lets a finding stand that may be signed, and says why; every reader is shown it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="exceptions")
    rule = models.CharField(max_length=40)
    capacity = models.CharField(max_length=10, choices=CAPACITIES)
    reason = models.TextField()
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "rule", "capacity"], name="one_signature_per_capacity"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_exception_has_a_reason"),
        ]


class Comment(models.Model):
    """What somebody at the desk says about a block of an edition ("" for the whole), and what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="comments")
    block = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())
    reply = models.TextField(blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(words=""), name="a_comment_has_words"),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(reply="") & Q(closed_by__isnull=False)),
                name="a_closed_comment_has_an_answer",
            ),
        ]


class Leans(models.Model):
    """An edition leans on a source."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="leans")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["edition", "source"], name="an_edition_leans_once")]


class Flag(models.Model):
    """A source that an edition leans on has changed. Open until somebody of the board has looked."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="flags")
    source = models.ForeignKey(Source, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(max_length=12, help_text="alongside.sources.records.Standing")
    said_by = models.TextField(help_text="Who says so.")
    happened = models.CharField(max_length=10, blank=True, help_text="ISO 8601 as far as it is known.")
    at = models.DateTimeField(db_default=Now())
    resolution = models.TextField(blank=True)
    resolved_by = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["edition", "source", "what", "happened"], name="one_flag_for_each_event"
            ),
            models.CheckConstraint(
                condition=Q(resolved_at__isnull=True) | (~Q(resolution="") & Q(resolved_by__isnull=False)),
                name="a_resolved_flag_says_how",
            ),
        ]
        indexes = [
            models.Index(fields=["edition"], name="open_flags", condition=Q(resolved_at__isnull=True)),
        ]
