"""Behind the wall; and what was said or signed is only ever added to."""

from django.db import migrations

from alongside.patients.walls import append_only, wall

SAID = ["whatmatters", "rolewanted", "view", "recommendation", "ending", "promptclosed", "signednote"]


class Migration(migrations.Migration):
    dependencies = [("decisions", "0001_initial"), ("patients", "0002_walls")]
    operations = [
        *(wall(f"decisions_{table}") for table in ["choice", "notedraft", *SAID]),
        *(append_only(f"decisions_{table}") for table in SAID),
    ]
