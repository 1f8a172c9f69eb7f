"""Django's database cache for codes that were used, shared by all processes; and who may read what."""

from django.db import migrations

SQL = """
CREATE TABLE people_used_codes (
    cache_key varchar(255) PRIMARY KEY,
    value text NOT NULL,
    expires timestamptz NOT NULL
);
CREATE INDEX people_used_codes_expires ON people_used_codes (expires);
-- The table of Django's own sessions stays empty: ours keep digests (people/sessions.py).
REVOKE ALL ON django_session FROM alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [("people", "0003_session_attempt"), ("sessions", "0001_initial")]
    operations = [
        migrations.RunSQL(
            SQL, reverse_sql="DROP TABLE people_used_codes; GRANT ALL ON django_session TO alongside_app;"
        )
    ]
