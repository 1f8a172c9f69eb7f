"""The walls' questions are planned once for each connection, not each time that a table asks them."""

from django.db import migrations

# Every table of a statement asks `patients_open` for itself. In SQL the function began anew each time (0.20 ms
# on our machine, six times for a start page); PL/pgSQL keeps its plan (0.05 ms). What they answer is as before.
SQL = """
CREATE OR REPLACE FUNCTION gate.patients_open() RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    me uuid := nullif(current_setting('alongside.person', true), '')::uuid;
    one uuid := nullif(current_setting('alongside.patient', true), '')::uuid;
BEGIN
    RETURN QUERY
    SELECT p.id FROM patients_patient p
     WHERE p.person_id = me AND (one IS NULL OR p.id = one)
       AND NOT gate.closed_by_death(p.id)
    UNION
    SELECT t.patient_id FROM patients_teammember t
     WHERE t.person_id = me AND t.since <= now() AND (t.until IS NULL OR t.until > now())
       AND (one IS NULL OR t.patient_id = one)
    UNION
    SELECT g.patient_id FROM patients_grant g
     WHERE g.person_id = me AND g.state = 'confirmed'
       AND g.since <= now() AND (g.until IS NULL OR g.until > now())
       AND (one IS NULL OR g.patient_id = one)
       AND NOT gate.closed_by_death(g.patient_id);
END $$;

CREATE OR REPLACE FUNCTION gate.closed_by_death(of_patient uuid) RETURNS boolean
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    RETURN coalesce((SELECT died_at IS NOT NULL AND closes_at <= now() FROM patients_death
                      WHERE patient_id = of_patient ORDER BY number DESC LIMIT 1), false);
END $$;

CREATE OR REPLACE FUNCTION gate.people_open() RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    opened uuid[] := ARRAY(SELECT gate.patients_open());
BEGIN
    RETURN QUERY
    SELECT nullif(current_setting('alongside.person', true), '')::uuid
    UNION SELECT p.person_id FROM patients_patient p WHERE p.id = ANY (opened)
    UNION SELECT r.person_id FROM patients_relative r WHERE r.patient_id = ANY (opened)
    UNION SELECT g.person_id FROM patients_grant g WHERE g.patient_id = ANY (opened);
END $$;

CREATE OR REPLACE FUNCTION gate.patients_own_or_cared_for() RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    me uuid := nullif(current_setting('alongside.person', true), '')::uuid;
    opened uuid[] := ARRAY(SELECT gate.patients_open());
BEGIN
    RETURN QUERY
    SELECT p.id FROM patients_patient p WHERE p.id = ANY (opened) AND p.person_id = me
    UNION
    SELECT t.patient_id FROM patients_teammember t
     WHERE t.patient_id = ANY (opened) AND t.person_id = me
       AND t.since <= now() AND (t.until IS NULL OR t.until > now());
END $$;

CREATE OR REPLACE FUNCTION gate.people_cared_for() RETURNS SETOF uuid
    LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    opened uuid[] := ARRAY(SELECT gate.patients_open());
    mine uuid[] := ARRAY(
        SELECT t.patient_id FROM patients_teammember t
         WHERE t.patient_id = ANY (opened)
           AND t.person_id = nullif(current_setting('alongside.person', true), '')::uuid
           AND t.since <= now() AND (t.until IS NULL OR t.until > now()));
BEGIN
    RETURN QUERY
    SELECT p.person_id FROM patients_patient p WHERE p.id = ANY (mine)
    UNION SELECT r.person_id FROM patients_relative r WHERE r.patient_id = ANY (mine)
    UNION SELECT g.person_id FROM patients_grant g WHERE g.patient_id = ANY (mine);
END $$;

-- One's list is read by one written statement, planned for this connection once: planning it with a wall for
-- each of its tables took as long as reading.
CREATE OR REPLACE FUNCTION gate.open_list(by_person uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM set_config('alongside.person', by_person::text, true), set_config('alongside.patient', '', true),
            set_config('alongside.job', '', true),
            set_config('plan_cache_mode', 'force_generic_plan', true);
    RETURN QUERY SELECT gate.patients_open();
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0006_open_a_list")]
    operations = [migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop)]
