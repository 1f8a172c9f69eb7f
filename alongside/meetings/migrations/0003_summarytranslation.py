"""A summary in the family's language, signed by a person."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
from django.db import migrations, models

from alongside.patients.walls import append_only, wall


class Migration(migrations.Migration):
    dependencies = [
        ("meetings", "0002_walls"),
        ("patients", "0004_death_post_walls"),
        ("people", "0002_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="SummaryTranslation",
            fields=[
                (
                    "id",
                    models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False),
                ),
                ("recorded_at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
                ("language", models.CharField(max_length=12)),
                ("sections", models.JSONField()),
                ("grade", models.FloatField(null=True)),
                ("verdict", models.CharField(max_length=20)),
                (
                    "patient",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="patients.patient"
                    ),
                ),
                (
                    "signed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
                    ),
                ),
                (
                    "summary",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="translations",
                        to="meetings.meetingsummary",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("language", "en"), _negated=True),
                        name="the_english_is_the_summary_itself",
                    )
                ],
            },
        ),
        wall("meetings_summarytranslation"),
        append_only("meetings_summarytranslation"),
    ]
