"""Choice aids and their versions. A version never changes; a changed file becomes the next one."""

import uuid

from django.db import models

from alongside.people.models import Person
from alongside.sources.models import Source

KIND = "aid"
"""What the board calls a choice aid."""


class Aid(models.Model):
    """A choice aid in one language, through all its versions."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    slug = models.SlugField(max_length=60, help_text="The same in every language.")
    language = models.CharField(max_length=35, default="en")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["slug", "language"], name="one_aid_per_language"),
        ]

    def __str__(self) -> str:
        return self.slug if self.language == "en" else f"{self.slug} ({self.language})"


class Versions(models.QuerySet["AidVersion"]):
    def newest(self) -> "Versions":
        """The newest version of each aid, in each of its languages."""
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
        return f"{self.aid}, version {self.number}"

    @property
    def title(self) -> str:
        return str(self.content["title"])

    @property
    def question(self) -> str:
        return str(self.content["question"])


class AidDraft(models.Model):
    """A choice aid that is being made in the browser. Its words stand in its steps; the newest holds.

    ``revision`` is the number of the newest step: who saves says which one they saw, so that nobody writes
    over what they have not read.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    started_from = models.ForeignKey(
        AidVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The version of which this is the next; empty for a new aid or an imported file.",
    )
    revision = models.PositiveIntegerField(default=0)
    sent_as = models.ForeignKey(
        AidVersion,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="What it last became at the board; empty while it has not been sent.",
    )
    put_away = models.BooleanField(default=False, help_text="Not listed any more; nothing of it is deleted.")

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DraftStep(models.Model):
    """A draft as it stood after one change, whole. Steps are only added, so any can be gone back to."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    draft = models.ForeignKey(AidDraft, on_delete=models.PROTECT, related_name="steps")
    number = models.PositiveIntegerField()
    tree = models.JSONField(help_text="The values of the choice-aid file, as far as they are written.")
    verb = models.CharField(max_length=20, help_text="began, changed, added, moved, removed, went back.")
    part = models.CharField(max_length=200, blank=True, help_text="What was changed, in the editor's words.")
    by = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_number_per_draft_step"),
            models.CheckConstraint(condition=models.Q(number__gte=1), name="draft_steps_count_from_one"),
        ]

    def __str__(self) -> str:
        return f"{self.draft_id}, step {self.number}"
