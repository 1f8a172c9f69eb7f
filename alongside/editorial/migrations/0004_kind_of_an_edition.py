"""An edition says its kind itself, so that the desk of 10,000 texts is counted and listed by one index."""

from django.db import migrations, models
from django.db.models import Q

SAY = "UPDATE editorial_edition SET kind = c.kind FROM editorial_content c WHERE c.id = content_id;"
# The two kinds cannot differ.
SAME = """
CREATE UNIQUE INDEX content_with_its_kind ON editorial_content (id, kind);
ALTER TABLE editorial_edition ADD CONSTRAINT an_edition_is_of_the_kind_of_its_content
    FOREIGN KEY (content_id, kind) REFERENCES editorial_content (id, kind);
"""
MAY_DIFFER = """
ALTER TABLE editorial_edition DROP CONSTRAINT an_edition_is_of_the_kind_of_its_content;
DROP INDEX content_with_its_kind;
"""


class Migration(migrations.Migration):
    dependencies = [("editorial", "0003_in_a_state")]
    operations = [
        migrations.AddField(
            model_name="edition",
            name="kind",
            field=models.CharField(default="", editable=False, max_length=20),
            preserve_default=False,
        ),
        migrations.RunSQL(SAY, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(SAME, reverse_sql=MAY_DIFFER),
        migrations.AddIndex(
            model_name="edition",
            index=models.Index(
                fields=["kind", "-carries_numbers", "submitted_at", "id"],
                name="editions_that_wait_by_kind",
                condition=Q(state__in=["submitted", "under_review"]),
            ),
        ),
    ]
