"""How somebody wants to be reached, in whose words, where a team wrote it down."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("post", "0003_jobs"), ("people", "0002_rights")]
    operations = [
        migrations.AddField(
            "contact", "their_words", models.TextField(blank=True, default="", db_default="")
        ),
        migrations.AddField(
            "contact",
            "recorded_by",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.person"
            ),
        ),
    ]
