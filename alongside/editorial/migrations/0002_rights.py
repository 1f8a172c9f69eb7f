"""What was sent in, said and signed never changes; where it stands does."""

from django.db import migrations

TABLES = "editorial_content, editorial_edition, editorial_boardmember, editorial_interest, editorial_review, \
editorial_signedexception, editorial_comment, editorial_leans, editorial_flag"
SQL = f"""
REVOKE UPDATE, DELETE ON {TABLES} FROM alongside_app;
-- A row lock (SELECT FOR UPDATE) asks for the right to update some column.
GRANT UPDATE (language) ON editorial_content TO alongside_app;
GRANT UPDATE (state, reason, approved_by_id, approved_name, approved_as, approved_at)
    ON editorial_edition TO alongside_app;
GRANT UPDATE (expertise, is_patient_reviewer, until) ON editorial_boardmember TO alongside_app;
GRANT UPDATE (until) ON editorial_interest TO alongside_app;
GRANT UPDATE (reply, closed_by_id, closed_at) ON editorial_comment TO alongside_app;
GRANT UPDATE (resolution, resolved_by_id, resolved_at) ON editorial_flag TO alongside_app;
"""
BACK = f"GRANT UPDATE, DELETE ON {TABLES} TO alongside_app;"


class Migration(migrations.Migration):
    dependencies = [("editorial", "0001_initial"), ("trail", "0002_chain")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
