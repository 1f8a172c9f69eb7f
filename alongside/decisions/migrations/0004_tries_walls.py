"""Tries for a time stand behind the wall, and are only ever added to."""

from django.db import migrations

from alongside.patients.walls import append_only, wall


class Migration(migrations.Migration):
    dependencies = [("decisions", "0003_tries")]
    operations = [
        wall("decisions_timelimitedtrial"),
        wall("decisions_trialreview"),
        append_only("decisions_timelimitedtrial"),
        append_only("decisions_trialreview"),
    ]
