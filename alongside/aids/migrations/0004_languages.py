"""An aid is one text in one language; the languages of an aid share its slug."""

from typing import Any

from django.db import migrations, models


def say_the_language(apps: Any, schema_editor: Any) -> None:
    """What stands there is in the language that its newest file names."""
    database = schema_editor.connection.alias
    aids = apps.get_model("aids", "Aid").objects.using(database)
    for aid in aids.all():
        newest = aid.versions.order_by("-number").first()
        if newest and newest.content.get("language", "en") != aid.language:
            aids.filter(pk=aid.pk).update(language=newest.content["language"])


class Migration(migrations.Migration):
    dependencies = [("aids", "0003_drafts")]
    operations = [
        migrations.AddField(
            model_name="aid", name="language", field=models.CharField(default="en", max_length=35)
        ),
        migrations.AlterField(
            model_name="aid",
            name="slug",
            field=models.SlugField(help_text="The same in every language.", max_length=60),
        ),
        migrations.RunPython(say_the_language, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="aid",
            constraint=models.UniqueConstraint(fields=("slug", "language"), name="one_aid_per_language"),
        ),
    ]
