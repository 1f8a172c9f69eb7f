"""A patient's answers are for the patient and the team; a relative's for that relative alone."""

from django.db import migrations

from alongside.patients.walls import append_only

ME = "nullif(current_setting('alongside.person', true), '')::uuid"
OWN_OR_TEAM = "patient_id = ANY (ARRAY(SELECT gate.patients_own_or_cared_for()))"
MY_UNITS = f"unit_id IN (SELECT unit_id FROM support_watch WHERE owner_id = {ME})"  # noqa: S608


def _walled(table: str) -> str:
    return f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY; ALTER TABLE {table} FORCE ROW LEVEL SECURITY;"


SQL = f"""
{_walled("support_watch")} {_walled("support_patientanswers")} {_walled("support_patientrequest")}
{_walled("support_ownanswers")} {_walled("support_ownrequest")}

-- Who reads the answers, when, and the number to call: everybody who is asked must see it.
CREATE POLICY told_to_everybody ON support_watch FOR SELECT TO alongside_app USING (true);
CREATE POLICY jobs_write ON support_watch TO alongside_app
    USING ((SELECT gate.job_open())) WITH CHECK ((SELECT gate.job_open()));

CREATE POLICY own_or_team ON support_patientanswers TO alongside_app
    USING ({OWN_OR_TEAM}) WITH CHECK ({OWN_OR_TEAM});
CREATE POLICY own_or_team ON support_patientrequest TO alongside_app
    USING ({OWN_OR_TEAM}) WITH CHECK ({OWN_OR_TEAM});

CREATE POLICY only_oneself ON support_ownanswers TO alongside_app
    USING (person_id = {ME}) WITH CHECK (person_id = {ME});
CREATE POLICY only_oneself ON support_ownrequest TO alongside_app
    USING (person_id = {ME}) WITH CHECK (person_id = {ME});
CREATE POLICY the_owner_sees ON support_ownrequest FOR SELECT TO alongside_app USING ({MY_UNITS});
CREATE POLICY the_owner_sees_to_it ON support_ownrequest FOR UPDATE TO alongside_app USING ({MY_UNITS});
"""


class Migration(migrations.Migration):
    dependencies = [("support", "0001_initial"), ("patients", "0004_death_post_walls")]
    operations = [
        migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop),
        append_only("support_patientanswers"),
        append_only("support_ownanswers"),
    ]
