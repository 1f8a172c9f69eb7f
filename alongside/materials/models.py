"""Handouts and their versions. A version never changes; a changed file becomes the next one."""

import uuid

from django.db import models
from django.db.models.functions import Now

from alongside.materials.document import Level
from alongside.people.models import Person
from alongside.sources.models import Source

KIND = "handout"
"""What the board calls a handout."""
LEVELS = [(level.value, level.value) for level in Level]


class Handout(models.Model):
    """A handout in one language at one reading level, through all its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, help_text="The same in every language and at every level.")
    language = models.CharField(max_length=12)
    level = models.CharField(max_length=10, choices=LEVELS, default=Level.PLAIN.value)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["slug", "language", "level"], name="one_handout_per_language_and_level"
            ),
            models.CheckConstraint(
                condition=models.Q(level__in=[value for value, _words in LEVELS]),
                name="a_handout_has_a_known_level",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slug} ({self.language}, {self.level})"

    @property
    def board_key(self) -> str:
        """Its name at the board, which keeps languages apart but knows no levels."""
        return self.slug if self.level == Level.PLAIN.value else f"{self.slug}.{self.level}"


class HandoutVersions(models.QuerySet["HandoutVersion"]):
    def newest(self) -> "HandoutVersions":
        """The newest version of each handout."""
        latest = HandoutVersion.objects.filter(handout=models.OuterRef("handout")).order_by("-number")
        return self.filter(number=models.Subquery(latest.values("number")[:1]))


class HandoutVersion(models.Model):
    """One version: the file as written, its content, and the digest that names the content.

    Where it stands is the board's to say (`editorial.queries.standing_of("handout", version.pk)`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    handout = models.ForeignKey(Handout, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="materials.document.HandoutDocument as JSON; never changed.")
    digest = models.CharField(max_length=64, help_text="SHA-256 of the content's canonical bytes, in hex.")
    original = models.TextField(help_text="The YAML file as it was loaded.")
    loaded_by = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="Empty: the operator.",
    )
    loaded_at = models.DateTimeField(db_default=Now())
    sources = models.ManyToManyField(Source, related_name="handout_versions")

    objects = HandoutVersions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handout", "number"], name="one_number_per_handout_version"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="handout_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.handout}, version {self.number}"

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def in_short(self) -> str:
        return str(self.content["in_short"])
