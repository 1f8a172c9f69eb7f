"""What a language model put in order stays as it was checked: a row is made once."""

from django.db import migrations

SQL = "REVOKE UPDATE, DELETE ON answers_joinedtext FROM alongside_app;"
BACK = "GRANT UPDATE, DELETE ON answers_joinedtext TO alongside_app;"


class Migration(migrations.Migration):
    dependencies = [("answers", "0003_joined_text")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
