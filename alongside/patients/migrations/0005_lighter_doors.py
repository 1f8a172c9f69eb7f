"""A list is opened in one step; names are asked for without counting everybody who works here."""

from django.db import migrations

SQL = """
-- Who is here, whose records that opens, and the line in the trail that names everyone listed: one step,
-- because every page begins with it. A chain for each reader: one for all made every list wait for the
-- commit of every other.
CREATE FUNCTION gate.look_at_list(by_person uuid, a_purpose text) RETURNS SETOF uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    listed uuid[];
BEGIN
    PERFORM set_config('alongside.person', by_person::text, true), set_config('alongside.patient', '', true),
            set_config('alongside.job', '', true);
    listed := ARRAY(SELECT id FROM gate.patients_open() AS id ORDER BY id);
    IF listed <> '{}' THEN
        PERFORM gate.append_to_trail('lists of ' || by_person, by_person, '', 'looked', 'list', NULL, a_purpose, listed);
    END IF;
    RETURN QUERY SELECT unnest(listed);
END $$;
ALTER FUNCTION gate.look_at_list(uuid, text) OWNER TO alongside_gate;
REVOKE ALL ON FUNCTION gate.look_at_list(uuid, text) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.look_at_list(uuid, text) TO alongside_app, alongside_gate;

-- One's own name and those around open records. Whoever works here is looked up for each row that is asked
-- for: a list of all of them grew with the hospital, in every statement that reads a name.
CREATE OR REPLACE FUNCTION gate.people_open() RETURNS SETOF uuid
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    WITH opened AS MATERIALIZED (SELECT gate.patients_open() AS id)
    SELECT nullif(current_setting('alongside.person', true), '')::uuid
    UNION SELECT p.person_id FROM patients_patient p JOIN opened USING (id)
    UNION SELECT r.person_id FROM patients_relative r JOIN opened ON opened.id = r.patient_id
    UNION SELECT g.person_id FROM patients_grant g JOIN opened ON opened.id = g.patient_id
$$;
ALTER POLICY names_of_whom_one_may_see ON people_person
    USING ((SELECT gate.job_open()) OR id = ANY (ARRAY(SELECT gate.people_open()))
           OR EXISTS (SELECT FROM people_clinician c WHERE c.person_id = people_person.id)
           OR EXISTS (SELECT FROM people_duty d WHERE d.person_id = people_person.id));
ALTER POLICY to_people_around ON post_letter
    WITH CHECK (to_id = ANY (ARRAY(SELECT gate.people_open()))
                OR EXISTS (SELECT FROM people_clinician c WHERE c.person_id = post_letter.to_id)
                OR EXISTS (SELECT FROM people_duty d WHERE d.person_id = post_letter.to_id));
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0004_death_post_walls")]
    operations = [migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop)]
