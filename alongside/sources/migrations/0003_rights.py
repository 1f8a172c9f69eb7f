"""A stored text never changes, and every change of a document has a number in the order of the commits."""

from django.db import migrations

SQL = """
REVOKE UPDATE, DELETE ON sources_document, sources_notice FROM alongside_app;
GRANT UPDATE (source_id, retracted, superseded, standing_reason, withdrawn_at, withdrawn_reason)
    ON sources_document TO alongside_app;

CREATE SEQUENCE sources_change;
GRANT USAGE ON SEQUENCE sources_change TO alongside_app;

-- One writer at a time until its commit: a number seen by a reader has no smaller one still to come.
CREATE FUNCTION number_the_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('alongside.sources.change'));
    NEW.sequence := nextval('sources_change');
    RETURN NEW;
END $$;
CREATE TRIGGER number_the_change BEFORE INSERT OR UPDATE ON sources_document
    FOR EACH ROW EXECUTE FUNCTION number_the_change();
"""
BACK = """
DROP TRIGGER number_the_change ON sources_document;
DROP FUNCTION number_the_change();
DROP SEQUENCE sources_change;
"""


class Migration(migrations.Migration):
    dependencies = [("sources", "0002_library"), ("trail", "0002_chain")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
