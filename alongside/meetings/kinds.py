"""The short lists of this room: who somebody is in a meeting, how they come, what a line of the notes is."""

from django.db import models


class Confirmed(models.TextChoices):
    OWN_HAND = "own hand"
    READ_BACK = "read back"
    HEARD = "heard"
    FROM_ANOTHER = "from another"


class Part(models.TextChoices):
    PATIENT = "patient"
    FAMILY = "family"
    TEAM = "team"
    INTERPRETER = "interpreter"


class Coming(models.TextChoices):
    IN_PERSON = "in person"
    VIDEO = "video"
    PHONE = "phone"
    NOT = "not"


class WishKind(models.TextChoices):
    NONE = "prefers none"
    AGAIN = "wants meetings"


class Moment(models.TextChoices):
    """Where a question is to be answered."""

    ROUNDS = "rounds"
    MEETING = "meeting"


class FollowUp(models.TextChoices):
    ANSWERED = "answered"
    CARRIED = "carried over"


class LineKind(models.TextChoices):
    """What a line of the live notes is."""

    SAID = "said"
    TOLD = "told"
    FEELING = "feeling"
    AGREED = "agreed"
