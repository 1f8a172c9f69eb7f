"""Who may read and write about people. The names' own wall stands in `patients`, which knows relations."""

from django.db import migrations

SQL = """
-- Only the owner says what a database is for.
REVOKE INSERT, UPDATE, DELETE ON people_installation FROM alongside_app;

ALTER TABLE people_keptform ENABLE ROW LEVEL SECURITY;
ALTER TABLE people_keptform FORCE ROW LEVEL SECURITY;
CREATE POLICY own_words_only ON people_keptform TO alongside_app
    USING (person_id = nullif(current_setting('alongside.person', true), '')::uuid)
    WITH CHECK (person_id = nullif(current_setting('alongside.person', true), '')::uuid);

GRANT SELECT ON people_installation, people_account, people_person, people_clinician, people_duty
    TO alongside_gate;

-- On a demonstration database, and only there, everybody with an account is listed for “sign in as”.
CREATE FUNCTION gate.made_up_people() RETURNS TABLE (username text, full_name text, what text)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT account.username::text, person.full_name::text,
           coalesce(nullif(concat_ws(', ', nullif(clinician.title, ''), clinician.profession), ''),
                    (SELECT string_agg(duty.name, ', ') FROM people_duty duty
                      WHERE duty.person_id = person.id), '')::text
      FROM people_account account
      JOIN people_person person ON person.id = account.person_id
      LEFT JOIN people_clinician clinician ON clinician.person_id = person.id
     WHERE account.is_active AND EXISTS (SELECT 1 FROM people_installation WHERE demonstration)
     ORDER BY clinician.person_id IS NOT NULL, person.full_name
$$;
ALTER FUNCTION gate.made_up_people() OWNER TO alongside_gate;
REVOKE ALL ON FUNCTION gate.made_up_people() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.made_up_people() TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial"), ("trail", "0002_chain")]
    operations = [migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop)]
