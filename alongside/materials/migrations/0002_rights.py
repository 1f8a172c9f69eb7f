"""A version never changes: somebody may hold it in their hand."""

from django.db import migrations

SQL = (
    "REVOKE UPDATE, DELETE ON materials_handoutversion, materials_handoutversion_sources FROM alongside_app;"
)
BACK = "GRANT UPDATE, DELETE ON materials_handoutversion, materials_handoutversion_sources TO alongside_app;"


class Migration(migrations.Migration):
    dependencies = [("materials", "0001_initial"), ("trail", "0002_chain")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
