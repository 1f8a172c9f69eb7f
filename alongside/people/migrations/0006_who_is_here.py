"""Who is signed in, for each page, in one look."""

from django.db import migrations

SQL = """
-- The person of one account, what they are here, and whether everybody here is made up. Every page asks it
-- first; reading as that person through the wall of names took a transaction and two statements more.
CREATE FUNCTION gate.who_is(the_account uuid) RETURNS TABLE (
    id uuid, full_name text, called text, born date, language text,
    profession text, title text, duties text[], made_up boolean
) LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT person.id, person.full_name, person.called, person.born, person.language,
           coalesce(clinician.profession, ''), coalesce(clinician.title, ''),
           ARRAY(SELECT duty.name::text FROM people_duty duty WHERE duty.person_id = person.id),
           EXISTS (SELECT FROM people_installation WHERE demonstration)
      FROM people_account account
      JOIN people_person person ON person.id = account.person_id
      LEFT JOIN people_clinician clinician ON clinician.person_id = person.id
     WHERE account.id = the_account
$$;
ALTER FUNCTION gate.who_is(uuid) OWNER TO alongside_gate;
REVOKE ALL ON FUNCTION gate.who_is(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.who_is(uuid) TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0005_unit_leads")]
    operations = [migrations.RunSQL(SQL, reverse_sql="DROP FUNCTION gate.who_is(uuid);")]
