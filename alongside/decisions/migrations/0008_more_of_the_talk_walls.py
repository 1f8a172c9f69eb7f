"""What is said in the new parts of a talk stands behind the wall, and is only ever added to."""

from django.db import migrations

from alongside.patients.walls import append_only, wall

SAID = ["byhand", "explained", "saidback", "question", "answer"]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0007_more_of_the_talk")]
    operations = [
        *(wall(f"decisions_{table}") for table in SAID),
        *(append_only(f"decisions_{table}") for table in SAID),
    ]
