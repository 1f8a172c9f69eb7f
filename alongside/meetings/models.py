"""What a unit promises, the meetings of one patient, what is said in them. Said words are only added to."""

from datetime import time

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django_scopes import ScopedManager

from alongside.meetings.concordance import ALIVE_IN_A_YEAR, Side
from alongside.meetings.kinds import Coming, FollowUp, LineKind, Moment, Part, WishKind
from alongside.meetings.progress import State, Step
from alongside.meetings.rows import About, Free, Row, Statement
from alongside.patients.models import Patient
from alongside.people.models import Person, Unit


class UnitPolicy(Row):
    """What a unit promises about meetings, from a time on. The newest that has begun holds.

    `terms`: as `policy.policy_from` reads them; None: no clock. `called`: how the unit is named in letters
    and calendars, where its own name would tell about an illness.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meeting_policies")
    since = models.DateTimeField(db_default=Now())
    terms = models.JSONField(null=True)
    called = models.CharField(max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(default=45)
    meets_from = models.TimeField(default=time(8))
    meets_until = models.TimeField(default=time(20))
    rounds_at = models.TimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["unit", "since"], name="one_meeting_policy_at_a_time"),
            models.CheckConstraint(condition=Q(meets_until__gt=F("meets_from")), name="meeting_hours_run_on"),
            models.CheckConstraint(condition=Q(minutes__range=(5, 240)), name="a_meeting_has_a_length"),
        ]


class Room(Row):
    """A place where a unit meets families. `by_line`: a video or telephone line, never booked out."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="meeting_rooms")
    name = models.CharField(max_length=80)
    by_line = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["unit", "name"], name="one_room_of_a_name")]


class RoomFree(Free):
    """When a room is free. A room with no such row is free in all of the unit's hours."""

    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="free")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="room_runs_on")]


class StaffFree(Free):
    """When somebody who works here is free for meetings, whoever's they are."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="staff_runs_on")]


class FamilyFree(Free):
    """When somebody close to the patient can come."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="family_runs_on")]


class Meeting(About):
    """One family meeting: where it stands now. How it came there is in its steps."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=[(one.value, one.value) for one in State])
    starts_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    minutes = models.PositiveSmallIntegerField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+")
    sequence = models.PositiveIntegerField(default=0, help_text="Of the calendar file; grows with changes.")
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(state=State.PLANNED.value) | Q(starts_at__isnull=False),
                name="a_planned_meeting_has_a_time",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[State.UNDER_WAY.value, State.CLOSED.value])
                | Q(began_at__isnull=False),
                name="a_held_meeting_began",
            ),
        ]
        indexes = [models.Index(fields=["patient", "state"], name="meetings_by_patient")]


class MeetingStep(About):
    """One step of a meeting: who took it, when in the world, to which time, and why. Never changed."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="steps")
    step = models.CharField(max_length=12, choices=[(one.value, one.value) for one in Step])
    at = models.DateTimeField(db_default=Now())
    starts_at = models.DateTimeField(null=True)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(step__in=[Step.CANCEL.value, Step.MISS.value]) | ~Q(reason=""),
                name="cancelled_or_missed_has_a_reason",
            )
        ]


class OfferedTime(About):
    """A time that was offered. `round` counts offers, so that an older offer cannot be chosen."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="offered")
    round = models.PositiveSmallIntegerField(default=1)
    starts_at = models.DateTimeField()
    room = models.ForeignKey(Room, on_delete=models.PROTECT, null=True, related_name="+")

    objects = ScopedManager(patient="patient")


class Guest(About):
    """Somebody asked to a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="guests")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    part = models.CharField(max_length=12, choices=Part.choices)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "person"], name="asked_once")]


class Reply(Statement):
    """Whether and how somebody comes. The newest holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="replies")
    coming = models.CharField(max_length=12, choices=Coming.choices)

    objects = ScopedManager(patient="patient")


class CalendarLetter(About):
    """A calendar file that was made for one person."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="calendars")
    to = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(max_length=10)
    sequence = models.PositiveIntegerField()
    text = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["meeting", "to", "sequence"], name="one_file_per_change")
        ]


class FamilyWish(Statement):
    """The family prefers no meeting, or wants them after all. The newest holds; both are valid."""

    kind = models.CharField(max_length=20, choices=WishKind.choices)
    words = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")


class Question(Statement):
    """A question, in the asker's words. Open until something answers it."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="questions")
    moment = models.CharField(max_length=10, choices=Moment.choices)
    words = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_question_has_words")]


class QuestionFollowed(Statement):
    """What became of a question: answered in these words, or carried over, to where and why."""

    question = models.ForeignKey(Question, on_delete=models.PROTECT, related_name="followed")
    kind = models.CharField(max_length=12, choices=FollowUp.choices)
    moment = models.CharField(max_length=10, choices=Moment.choices, blank=True)
    words = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="an_answer_has_words")]


class DayPlan(Statement):
    """Today's plan in two plain sentences. The newest of a day holds."""

    day = models.DateField()
    today = models.CharField(max_length=240)
    watch_for = models.CharField(max_length=240)
    grade = models.FloatField(null=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(today="") & ~Q(watch_for=""), name="a_plan_has_two_sentences")
        ]


class RoundsReply(Statement):
    """How somebody joins the rounds of a day. The newest holds."""

    day = models.DateField()
    coming = models.CharField(max_length=12, choices=Coming.choices)

    objects = ScopedManager(patient="patient")


class NoteLine(Statement):
    """One line of the live notes. Every line is its own row; nobody's line is ever overwritten."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="lines")
    kind = models.CharField(max_length=10, choices=LineKind.choices)
    words = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_line_has_words")]


class Todo(Statement):
    """Something somebody will do."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="todos")
    words = models.TextField()
    owner = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_todo_has_words")]


class TodoDone(Statement):
    todo = models.OneToOneField(Todo, on_delete=models.PROTECT, related_name="done")

    objects = ScopedManager(patient="patient")


class TeachBack(Statement):
    """One turn of the loop: what was asked back, their own words, the gap, what was explained again.

    Turns about one thing share its first turn; the loop is open until a turn was understood.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="teach_backs")
    first = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="turns")
    asked = models.TextField()
    own_words = models.TextField()
    understood = models.BooleanField()
    gap = models.TextField(blank=True)
    explained = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(asked="") & ~Q(own_words=""), name="a_turn_has_both_sides"),
            models.CheckConstraint(condition=Q(understood=True) | ~Q(gap=""), name="a_gap_is_named"),
        ]


class OutlookEstimate(Statement):
    """Somebody's own answer about the outlook, 0 to 100 percent. The newest of each person holds."""

    side = models.CharField(max_length=12, choices=[(side.value, side.value) for side in Side])
    percent = models.PositiveSmallIntegerField()
    question = models.TextField(default=ALIVE_IN_A_YEAR)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(percent__range=(0, 100)), name="outlook_is_0_to_100")
        ]


class PromptNote(About):
    """What became of one prompt in one meeting. The newest holds."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="prompts")
    prompt = models.CharField(max_length=40)
    met = models.CharField(max_length=12)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")


class MeetingSummary(About):
    """The plain summary as it was shared: frozen. `grade`: of our own sentences, when it was closed."""

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="summary")
    sections = models.JSONField()
    language = models.CharField(max_length=12)
    grade = models.FloatField(null=True)
    verdict = models.CharField(max_length=20)
    kept_although = models.TextField(blank=True, help_text="Why words above fifth grade were kept.")
    next_meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, null=True, related_name="+")
    closed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(grade__lte=5) | ~Q(kept_although=""), name="hard_words_are_kept_for_a_reason"
            )
        ]


class SummaryTranslation(About):
    """A summary in another language, written or checked side by side by the person who signs it.

    `sections`: [{"title", "text"}] in the order of the summary. The newest of a language holds. `grade` is
    empty where no formula exists for the language: then it is not measured, and `verdict` says so.
    """

    summary = models.ForeignKey(MeetingSummary, on_delete=models.PROTECT, related_name="translations")
    language = models.CharField(max_length=12)
    sections = models.JSONField()
    grade = models.FloatField(null=True)
    verdict = models.CharField(max_length=20)
    signed_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(language="en"), name="the_english_is_the_summary_itself")
        ]
