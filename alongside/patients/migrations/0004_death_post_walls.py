"""Reading ends after a death; teams see the letters and contacts of those they care for, nobody else's."""

from django.db import migrations

from alongside.patients.walls import append_only, wall

SQL = """
GRANT SELECT ON patients_death TO alongside_gate;
CREATE POLICY the_gate_looks_up ON patients_death FOR SELECT TO alongside_gate USING (true);

-- Whether the time for reading after this patient's death is over, for all but the team.
CREATE FUNCTION gate.closed_by_death(of_patient uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT coalesce((SELECT died_at IS NOT NULL AND closes_at <= now() FROM patients_death
                      WHERE patient_id = of_patient ORDER BY number DESC LIMIT 1), false)
$$;

-- As before; for oneself and those let in only until reading ends after a death.
CREATE OR REPLACE FUNCTION gate.patients_open() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH me AS (SELECT nullif(current_setting('alongside.person', true), '')::uuid AS person,
                       nullif(current_setting('alongside.patient', true), '')::uuid AS patient)
    SELECT p.id FROM patients_patient p, me
     WHERE p.person_id = me.person AND (me.patient IS NULL OR p.id = me.patient)
       AND NOT gate.closed_by_death(p.id)
    UNION
    SELECT t.patient_id FROM patients_teammember t, me
     WHERE t.person_id = me.person AND t.since <= now() AND (t.until IS NULL OR t.until > now())
       AND (me.patient IS NULL OR t.patient_id = me.patient)
    UNION
    SELECT g.patient_id FROM patients_grant g, me
     WHERE g.person_id = me.person AND g.state = 'confirmed'
       AND g.since <= now() AND (g.until IS NULL OR g.until > now())
       AND (me.patient IS NULL OR g.patient_id = me.patient)
       AND NOT gate.closed_by_death(g.patient_id)
$$;

-- The records that one has as the patient or in the team; not those that one was let into. For what a
-- relative must not see: how a patient is reached, what letters went out, how the patient says they are.
CREATE FUNCTION gate.patients_own_or_cared_for() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT opened.id FROM (SELECT gate.patients_open() AS id) opened,
           (SELECT nullif(current_setting('alongside.person', true), '')::uuid AS person) me
     WHERE EXISTS (SELECT 1 FROM patients_patient p WHERE p.id = opened.id AND p.person_id = me.person)
        OR EXISTS (SELECT 1 FROM patients_teammember t
                    WHERE t.patient_id = opened.id AND t.person_id = me.person
                      AND t.since <= now() AND (t.until IS NULL OR t.until > now()))
$$;

-- Whom a team writes to: its patients, and those whom they named or let in.
CREATE FUNCTION gate.people_cared_for() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH mine AS MATERIALIZED (
        SELECT t.patient_id AS id FROM patients_teammember t
          JOIN (SELECT gate.patients_open() AS id) opened ON opened.id = t.patient_id
         WHERE t.person_id = nullif(current_setting('alongside.person', true), '')::uuid
           AND t.since <= now() AND (t.until IS NULL OR t.until > now())
    )
    SELECT p.person_id FROM patients_patient p JOIN mine USING (id)
    UNION SELECT r.person_id FROM patients_relative r JOIN mine ON mine.id = r.patient_id
    UNION SELECT g.person_id FROM patients_grant g JOIN mine ON mine.id = g.patient_id
$$;

ALTER FUNCTION gate.closed_by_death(uuid) OWNER TO alongside_gate;
ALTER FUNCTION gate.patients_own_or_cared_for() OWNER TO alongside_gate;
ALTER FUNCTION gate.people_cared_for() OWNER TO alongside_gate;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gate FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gate TO alongside_app, alongside_gate;

-- Queueing to anybody whose name one may see; seeing and calling off what is about one's patients.
CREATE POLICY to_people_around ON post_letter FOR INSERT TO alongside_app
    WITH CHECK (to_id = ANY (ARRAY(SELECT gate.people_open())));
CREATE POLICY about_ones_patients ON post_letter FOR SELECT TO alongside_app
    USING (about = ANY (ARRAY(SELECT gate.patients_own_or_cared_for())));
CREATE POLICY call_off_about_ones_patients ON post_letter FOR UPDATE TO alongside_app
    USING (about = ANY (ARRAY(SELECT gate.patients_own_or_cared_for())));
CREATE POLICY the_team_keeps ON post_contact TO alongside_app
    USING (person_id = ANY (ARRAY(SELECT gate.people_cared_for())))
    WITH CHECK (person_id = ANY (ARRAY(SELECT gate.people_cared_for())));
CREATE POLICY about_ones_patients ON post_silence TO alongside_app
    USING (about = ANY (ARRAY(SELECT gate.patients_own_or_cared_for())))
    WITH CHECK (about = ANY (ARRAY(SELECT gate.patients_own_or_cared_for())));

-- References of other systems are for the import only.
ALTER TABLE patients_imported ENABLE ROW LEVEL SECURITY;
ALTER TABLE patients_imported FORCE ROW LEVEL SECURITY;
CREATE POLICY the_import_knows ON patients_imported TO alongside_app
    USING (current_setting('alongside.job', true) = 'import')
    WITH CHECK (current_setting('alongside.job', true) = 'import');
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0003_death_imported"), ("post", "0002_rights")]
    operations = [
        migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop),
        wall("patients_death"),
        append_only("patients_death"),
    ]
