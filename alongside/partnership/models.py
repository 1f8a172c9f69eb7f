"""Who a person is, who cares for them, and who speaks for them when they cannot. Only ever added to."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower, Now
from django_scopes import ScopedManager

from alongside.materials.models import HandoutVersion
from alongside.partnership.introductions import Role
from alongside.partnership.profile import Voice
from alongside.partnership.saying import Saying
from alongside.partnership.speaking import Capacity, Standard, Sureness, Within
from alongside.partnership.topics import TOPICS, WALL_TOPICS
from alongside.patients.models import Patient
from alongside.people.models import Clinician, Person, Unit

VOICES = [(voice.value, voice.value) for voice in Voice]


def somebody_said_it(table: str) -> models.CheckConstraint:
    """Exactly one of a person and a name; a name alone is never the patient's own voice."""
    return models.CheckConstraint(
        condition=Q(said_by__isnull=False, said_by_name="")
        | Q(said_by__isnull=True, confirmed=Voice.SOMEONE_ELSE.value) & ~Q(said_by_name=""),
        name=f"{table}_was_said_by_somebody",
    )


class Statement(Saying):
    """One topic told about the patient (`topics.py`). `about`: the name, for somebody close."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=[(key, key) for key in TOPICS])
    about = models.CharField(max_length=120, blank=True)
    relation = models.CharField(max_length=60, blank=True)
    choice = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    taken_back = models.BooleanField(default=False)
    corrects = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="corrections")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            somebody_said_it("statement"),
            models.CheckConstraint(
                condition=Q(taken_back=True, choice="", words="")
                | Q(taken_back=False) & ~Q(choice="", words=""),
                name="a_statement_says_something_or_is_taken_back",
            ),
            models.CheckConstraint(
                condition=Q(topic="person") & ~Q(about="") | ~Q(topic="person") & Q(about="", relation=""),
                name="only_somebody_close_has_a_name",
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | Q(confirmed=Voice.PATIENT.value),
                name="only_the_patient_corrects",
            ),
        ]
        indexes = [models.Index(fields=["patient", "topic", "at"], name="statements_by_topic")]


class WallPermission(Saying):
    """The patient allows a topic on the sheet in the room, or takes it off. Newest holds; none is no."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=[(key, key) for key in WALL_TOPICS])
    allowed = models.BooleanField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said_by__isnull=False, said_by_name="") & ~Q(confirmed=Voice.SOMEONE_ELSE.value),
                name="the_wall_is_the_patients",
            )
        ]


class Promise(models.Model):
    """The promise of care that starts from the person, made by somebody by name."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="a_promise_has_words")]


class Introduction(models.Model):
    """Somebody of the team was introduced: who, as what (empty: a member), to whom, by whom, when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    clinician = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, blank=True, choices=[(role.value, role.value) for role in Role])
    to = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    recorded_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False, to_name="") | Q(to__isnull=True) & ~Q(to_name=""),
                name="introduced_to_somebody",
            )
        ]


class RosterShift(models.Model):
    """Who leads or attends in a unit, from when until when. Knows no patient."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    clinician = models.ForeignKey(Clinician, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=20, choices=[(role.value, role.value) for role in Role])
    start = models.DateTimeField()
    end = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "clinician", "role", "start", "end"], name="one_shift_once"
            ),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="a_shift_runs_forward"),
        ]
        indexes = [models.Index(fields=["unit", "end"], name="shifts_by_unit")]


class Matter(models.Model):
    """Something that is to be chosen, about which it can be asked whether the patient can and who speaks."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    opened_by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.UniqueConstraint("patient", Lower("name"), name="one_matter_per_name"),
            models.CheckConstraint(condition=~Q(name=""), name="a_matter_has_a_name"),
        ]


class CapacityAssessment(models.Model):
    """What a named clinician found: can the patient choose this, now, with the help that was tried?"""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="assessments")
    found = models.CharField(max_length=30, choices=[(found.value, found.value) for found in Capacity])
    supports = models.JSONField(default=list, help_text="What was tried or is needed to help: a list.")
    reason = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(found=Capacity.CANNOT.value) | ~Q(supports=[]),
                name="what_was_tried_before_cannot",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="an_assessment_says_why"),
        ]


class Speaker(Saying):
    """Somebody who may speak for the patient: in what relation, and if they can and may."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    relationship = models.CharField(max_length=60)
    willing = models.BooleanField(default=True)
    reachable = models.BooleanField(default=True)
    refused_by_patient = models.BooleanField(default=False)
    holds_from = models.DateField(null=True, blank=True)
    holds_until = models.DateField(null=True, blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            somebody_said_it("speaker"),
            models.CheckConstraint(
                condition=Q(refused_by_patient=False) | ~Q(confirmed=Voice.SOMEONE_ELSE.value),
                name="only_the_patient_refuses_a_speaker",
            ),
            models.CheckConstraint(
                condition=Q(holds_from=None) | Q(holds_until=None) | Q(holds_until__gt=F("holds_from")),
                name="speaking_time_runs_forward",
            ),
        ]


class PaperKind(models.TextChoices):
    AGENT = "agent"
    WISHES = "wishes"
    ORDERS = "orders"
    GUARDIAN = "guardian"
    OTHER = "other"


class Paper(Saying):
    """A document in words, not uploaded: what it is, whom it names, where it lies, who has seen it."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=PaperKind.choices)
    names = models.CharField(max_length=120, blank=True, help_text="Whom it names to speak.")
    says = models.TextField(blank=True)
    kept = models.CharField(max_length=200, blank=True, help_text="Where it lies.")
    dated = models.DateField(null=True, blank=True)
    seen = models.BooleanField(default=False, help_text="The clinician who recorded it has read it.")

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            somebody_said_it("paper"),
            models.CheckConstraint(
                condition=~Q(kind__in=["agent", "guardian"]) | ~Q(names=""),
                name="such_a_paper_names_somebody",
            ),
        ]


class EarlierWish(Saying):
    """What the patient said or wrote before: the words, whose they are, when, how sure the teller is."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, null=True, on_delete=models.PROTECT, related_name="wishes")
    words = models.TextField()
    in_own_words = models.BooleanField(help_text="The patient's words, and not how the teller puts it.")
    said_when = models.CharField(max_length=120)
    sureness = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Sureness])

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            somebody_said_it("wish"),
            models.CheckConstraint(condition=~Q(words=""), name="a_wish_has_words"),
        ]


class SpeakerView(Saying):
    """What somebody who speaks for the patient thinks should be done. Newest per name holds."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="views")
    name = models.CharField(max_length=120)
    position = models.CharField(max_length=200)
    words = models.TextField(blank=True)

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            somebody_said_it("view"),
            models.CheckConstraint(condition=~Q(position=""), name="a_view_says_what"),
        ]


class StandardUsed(models.Model):
    """By what a choice was made for the patient, and why."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="standards")
    standard = models.SmallIntegerField(choices=[(one.value, one.name) for one in Standard])
    highest_open = models.SmallIntegerField(choices=[(one.value, one.name) for one in Standard])
    choice = models.CharField(max_length=200)
    reason = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(standard__lte=F("highest_open")) | ~Q(reason=""), name="a_lower_standard_says_why"
            )
        ]


class AccessReview(Saying):
    """Who may see what was gone through with the patient after they could choose again."""

    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    words = models.TextField()

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(said_by__isnull=False, said_by_name="") & ~Q(confirmed=Voice.SOMEONE_ELSE.value),
                name="access_is_reviewed_with_the_patient",
            ),
            models.CheckConstraint(condition=~Q(words=""), name="a_review_says_what_came_of_it"),
        ]


class SpeakingRule(models.Model):
    """The order in which people may speak here. The newest holds; without one, the example."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    jurisdiction = models.CharField(max_length=120)
    order = models.JSONField()
    within = models.CharField(max_length=20, choices=[(one.value, one.value) for one in Within])
    source = models.TextField()
    confirmed_by = models.CharField(max_length=120)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(source="") & ~Q(confirmed_by=""), name="a_rule_has_its_law_and_its_signer"
            )
        ]


class Given(models.Model):
    """A handout was given to somebody: which version, gone through in which language, by whom, when."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    handout = models.ForeignKey(HandoutVersion, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=12)
    to = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+")
    to_name = models.CharField(max_length=120, blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(to__isnull=False, to_name="") | Q(to__isnull=True) & ~Q(to_name=""),
                name="a_handout_is_given_to_somebody",
            ),
            models.CheckConstraint(condition=~Q(language=""), name="a_handout_is_given_in_a_language"),
        ]
        indexes = [models.Index(fields=["patient", "at"], name="handouts_by_patient")]


class SaidBack(models.Model):
    """One round of teach-back about a handout: what was asked, their own words, what was not clear yet
    (empty: it was understood), and how it was told again. The newest round says where it stands."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    patient = models.ForeignKey(Patient, on_delete=models.PROTECT, related_name="+")
    given = models.ForeignKey(Given, on_delete=models.PROTECT, related_name="rounds")
    asked = models.TextField()
    own_words = models.TextField()
    gap = models.TextField(blank=True)
    told_again = models.TextField(blank=True)
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(db_default=Now())

    objects = ScopedManager(patient="patient")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(asked="") & ~Q(own_words=""), name="a_teach_back_has_both_sides"
            ),
            models.CheckConstraint(
                condition=Q(told_again="") | ~Q(gap=""), name="only_what_was_not_clear_is_told_again"
            ),
        ]
        indexes = [models.Index(fields=["given", "at"], name="rounds_by_handout")]
