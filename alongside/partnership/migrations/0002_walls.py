"""Behind the wall; and everything told or found is only ever added to."""

from django.db import migrations

from alongside.patients.walls import append_only, wall

TOLD = [
    "statement",
    "wallpermission",
    "promise",
    "introduction",
    "matter",
    "capacityassessment",
    "speaker",
    "paper",
    "earlierwish",
    "speakerview",
    "standardused",
    "accessreview",
]


class Migration(migrations.Migration):
    dependencies = [("partnership", "0001_initial"), ("patients", "0002_walls")]
    operations = [
        *(wall(f"partnership_{table}") for table in TOLD),
        *(append_only(f"partnership_{table}") for table in [*TOLD, "speakingrule"]),
    ]
