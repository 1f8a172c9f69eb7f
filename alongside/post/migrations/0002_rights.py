"""Who may see letters and contacts: oneself, named jobs, and the post while it sends.

The teams' part stands in `patients`, which knows who cares for whom.
"""

from django.db import migrations

ME = "nullif(current_setting('alongside.person', true), '')::uuid"
JOB = "coalesce(current_setting('alongside.job', true), '') <> ''"
POST = "current_setting('alongside.post', true) = 'sending'"


def _walled(table: str) -> str:
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"


SQL = f"""
{_walled("post_letter")} {_walled("post_contact")} {_walled("post_silence")}
REVOKE DELETE ON post_letter FROM alongside_app;

CREATE POLICY the_post_works ON post_letter TO alongside_app USING ({POST}) WITH CHECK ({POST});
CREATE POLICY jobs_write ON post_letter TO alongside_app USING ({JOB}) WITH CHECK ({JOB});
CREATE POLICY own_letters ON post_letter FOR SELECT TO alongside_app USING (to_id = {ME});
CREATE POLICY call_off_own ON post_letter FOR UPDATE TO alongside_app USING (to_id = {ME});

CREATE POLICY the_post_reads ON post_contact FOR SELECT TO alongside_app USING ({POST});
CREATE POLICY jobs_write ON post_contact TO alongside_app USING ({JOB}) WITH CHECK ({JOB});
CREATE POLICY own_contact ON post_contact TO alongside_app USING (person_id = {ME}) WITH CHECK (person_id = {ME});

CREATE POLICY the_post_reads ON post_silence FOR SELECT TO alongside_app USING ({POST});
CREATE POLICY jobs_write ON post_silence TO alongside_app USING ({JOB}) WITH CHECK ({JOB});
"""


class Migration(migrations.Migration):
    dependencies = [("post", "0001_initial"), ("people", "0002_rights"), ("trail", "0002_chain")]
    operations = [migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop)]
