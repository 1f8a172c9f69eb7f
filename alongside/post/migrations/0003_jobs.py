"""Jobs stand in tables of their own library; the application writes them and works on them, no more."""

from django.db import migrations

JOBS = "procrastinate_jobs, procrastinate_events, procrastinate_periodic_defers, procrastinate_workers"
SQL = f"""
REVOKE ALL ON {JOBS} FROM PUBLIC;
GRANT SELECT, INSERT, UPDATE, DELETE ON {JOBS} TO alongside_app;
GRANT USAGE, SELECT ON SEQUENCE procrastinate_jobs_id_seq, procrastinate_events_id_seq,
    procrastinate_periodic_defers_id_seq, procrastinate_workers_id_seq TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [
        ("post", "0002_rights"),
        ("trail", "0002_chain"),
        ("procrastinate", "0041_post_retry_failed_job"),
    ]
    operations = [
        migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop),
        migrations.DeleteModel("Turn"),
    ]
