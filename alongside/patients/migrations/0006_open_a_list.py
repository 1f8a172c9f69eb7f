"""The second step of a list's door, in one statement."""

from django.db import migrations

SQL = """
-- Who is here, for the rest of this transaction, and whose records that opens now.
CREATE FUNCTION gate.open_list(by_person uuid) RETURNS SETOF uuid
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
BEGIN
    PERFORM set_config('alongside.person', by_person::text, true), set_config('alongside.patient', '', true),
            set_config('alongside.job', '', true);
    RETURN QUERY SELECT gate.patients_open();
END $$;
ALTER FUNCTION gate.open_list(uuid) OWNER TO alongside_gate;
REVOKE ALL ON FUNCTION gate.open_list(uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.open_list(uuid) TO alongside_app, alongside_gate;
"""


class Migration(migrations.Migration):
    dependencies = [("patients", "0005_lighter_doors")]
    operations = [migrations.RunSQL(SQL, reverse_sql="DROP FUNCTION gate.open_list(uuid);")]
