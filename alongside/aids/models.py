"""Choice aids and their versions. A version never changes; a changed file becomes the next one."""

import uuid

from django.db import models

from alongside.people.models import Person
from alongside.sources.models import Source

KIND = "aid"
"""What the board calls a choice aid."""


class Aid(models.Model):
    """A choice aid through all its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, unique=True)

    def __str__(self) -> str:
        return self.slug


class Versions(models.QuerySet["AidVersion"]):
    def newest(self) -> "Versions":
        """The newest version of each aid."""
        latest = AidVersion.objects.filter(aid=models.OuterRef("aid")).order_by("-number").values("number")
        return self.filter(number=models.Subquery(latest[:1]))


class AidVersion(models.Model):
    """One version: the file as written, its content, and the digest that names the content.

    Where it stands is the board's to say (`editorial.queries.standing_of("aid", version.pk)`).
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    aid = models.ForeignKey(Aid, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField(help_text="alongside.aids.document.AidDocument as JSON; never changed.")
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
    loaded_at = models.DateTimeField(auto_now_add=True)
    sources = models.ManyToManyField(Source, related_name="aid_versions")

    objects = Versions.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["aid", "number"], name="one_number_per_aid_version"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="aid_versions_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.aid.slug}, version {self.number}"

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def question(self) -> str:
        return str(self.content["question"])
