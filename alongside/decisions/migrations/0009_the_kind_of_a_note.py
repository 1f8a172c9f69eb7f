from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("decisions", "0008_more_of_the_talk_walls")]

    operations = [
        migrations.AddField(
            model_name="notedraft",
            name="kind",
            # Drafts from before there were kinds have the headings of a visit in the clinic.
            field=models.CharField(default="clinic", help_text="Its key in note_kinds.yaml.", max_length=40),
            preserve_default=False,
        ),
    ]
