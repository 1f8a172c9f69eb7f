"""Where a version stands is the board's to say: what was Submitted is sent in there, without a gate's report.

Such an edition cannot be approved; loading the file again (`alongside aid load`) brings blocks and report.
"""

from collections import defaultdict
from typing import Any

from django.db import migrations


def send_in(apps: Any, schema_editor: Any) -> None:
    database = schema_editor.connection.alias
    Content, Edition, Leans = (
        apps.get_model("editorial", name).objects.using(database) for name in ("Content", "Edition", "Leans")
    )
    sent: dict[Any, int] = defaultdict(int)
    versions = apps.get_model("aids", "AidVersion").objects.using(database).select_related("aid")
    for version in versions.order_by("aid_id", "number"):
        content, _new = Content.get_or_create(
            kind="aid", key=version.aid.slug, language=version.content.get("language", "en")
        )
        Edition.filter(content=content).update(state="superseded")
        sent[content.pk] += 1
        edition = Edition.create(
            content=content,
            number=sent[content.pk],
            version=version.pk,
            title=str(version.content["title"])[:300],
            digest="",
            blocks=[],
            report=[],
            carries_numbers=True,
            submitted_by_id=version.loaded_by_id,
            submitted_at=version.loaded_at,
            state="submitted",
        )
        Leans.bulk_create([Leans.model(edition=edition, source=source) for source in version.sources.all()])


class Migration(migrations.Migration):
    dependencies = [("aids", "0001_initial"), ("editorial", "0002_rights")]
    operations = [
        migrations.RunPython(send_in, migrations.RunPython.noop),
        migrations.RemoveField(model_name="aidversion", name="state"),
    ]
