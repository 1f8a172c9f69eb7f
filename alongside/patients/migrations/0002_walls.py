"""The second wall: row-level security on everything about patients, and the look-ups it asks."""

from django.db import migrations

from alongside.patients.walls import wall

LOOK_UPS = """
GRANT SELECT ON patients_patient, patients_teammember, patients_grant, patients_relative TO alongside_gate;

-- A named job of the service works here (work_of), not a person.
CREATE FUNCTION gate.job_open() RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog AS
$$ SELECT coalesce(current_setting('alongside.job', true), '') <> '' $$;

-- Whose record the person at the door may see: their own, their team's now, and where they are let in.
-- With one record open (record_of) it is that one or none.
CREATE FUNCTION gate.patients_open() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH me AS (SELECT nullif(current_setting('alongside.person', true), '')::uuid AS person,
                       nullif(current_setting('alongside.patient', true), '')::uuid AS patient)
    SELECT p.id FROM patients_patient p, me
     WHERE p.person_id = me.person AND (me.patient IS NULL OR p.id = me.patient)
    UNION
    SELECT t.patient_id FROM patients_teammember t, me
     WHERE t.person_id = me.person AND t.since <= now() AND (t.until IS NULL OR t.until > now())
       AND (me.patient IS NULL OR t.patient_id = me.patient)
    UNION
    SELECT g.patient_id FROM patients_grant g, me
     WHERE g.person_id = me.person AND g.state = 'confirmed'
       AND g.since <= now() AND (g.until IS NULL OR g.until > now())
       AND (me.patient IS NULL OR g.patient_id = me.patient)
$$;

-- Whose names may be read: one's own, everybody who works here, and the people around open records.
CREATE FUNCTION gate.people_open() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH opened AS MATERIALIZED (SELECT gate.patients_open() AS id)
    SELECT nullif(current_setting('alongside.person', true), '')::uuid
    UNION SELECT person_id FROM people_clinician
    UNION SELECT person_id FROM people_duty
    UNION SELECT p.person_id FROM patients_patient p JOIN opened USING (id)
    UNION SELECT r.person_id FROM patients_relative r JOIN opened ON opened.id = r.patient_id
    UNION SELECT g.person_id FROM patients_grant g JOIN opened ON opened.id = g.patient_id
$$;

CREATE FUNCTION gate.patient_exists(wanted uuid) RETURNS boolean
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS
$$ SELECT EXISTS (SELECT 1 FROM patients_patient WHERE id = wanted) $$;

ALTER FUNCTION gate.job_open() OWNER TO alongside_gate;
ALTER FUNCTION gate.patients_open() OWNER TO alongside_gate;
ALTER FUNCTION gate.people_open() OWNER TO alongside_gate;
ALTER FUNCTION gate.patient_exists(uuid) OWNER TO alongside_gate;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA gate FROM PUBLIC;
GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA gate TO alongside_app, alongside_gate;

-- The look-ups read behind the wall; nobody can sign in as their owner.
CREATE POLICY the_gate_looks_up ON patients_patient FOR SELECT TO alongside_gate USING (true);
CREATE POLICY the_gate_looks_up ON patients_teammember FOR SELECT TO alongside_gate USING (true);
CREATE POLICY the_gate_looks_up ON patients_grant FOR SELECT TO alongside_gate USING (true);
CREATE POLICY the_gate_looks_up ON patients_relative FOR SELECT TO alongside_gate USING (true);
CREATE POLICY the_gate_looks_up ON people_person FOR SELECT TO alongside_gate USING (true);

ALTER TABLE people_person ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_person FORCE ROW LEVEL SECURITY;
CREATE POLICY names_of_whom_one_may_see ON people_person TO alongside_app
    USING ((SELECT gate.job_open()) OR id = ANY (ARRAY(SELECT gate.people_open())))
    WITH CHECK ((SELECT gate.job_open()));

-- A patient sees who looked; a list's line is seen by everybody whom it names; one's own acts are one's own.
CREATE POLICY who_looked ON trail_entry FOR SELECT TO alongside_app USING (
    stream = ANY (ARRAY(SELECT gate.patients_open()::text))
    OR named && ARRAY(SELECT gate.patients_open())
    OR actor = nullif(current_setting('alongside.person', true), '')::uuid
);
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0001_initial"), ("people", "0002_rights"), ("trail", "0002_chain")]
    operations = [
        migrations.RunSQL(LOOK_UPS, reverse_sql=migrations.RunSQL.noop),
        wall("patients_patient", column="id"),
        wall("patients_stay"),
        wall("patients_teammember"),
        wall("patients_relative"),
        wall("patients_grant"),
    ]
