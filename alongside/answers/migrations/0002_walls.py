"""What a reader objected to is seen by that reader and by the board; a claim, once made, never changes."""

from django.db import migrations

SQL = """
ALTER TABLE answers_objection ENABLE ROW LEVEL SECURITY;
ALTER TABLE answers_objection FORCE ROW LEVEL SECURITY;
CREATE POLICY own_words_and_the_board ON answers_objection TO alongside_app
    USING (
        by_id = nullif(current_setting('alongside.person', true), '')::uuid
        OR EXISTS (
            SELECT 1 FROM people_duty
             WHERE name = 'board'
               AND person_id = nullif(current_setting('alongside.person', true), '')::uuid
        )
    )
    WITH CHECK (
        by_id = nullif(current_setting('alongside.person', true), '')::uuid
        OR EXISTS (
            SELECT 1 FROM people_duty
             WHERE name = 'board'
               AND person_id = nullif(current_setting('alongside.person', true), '')::uuid
        )
    );

REVOKE UPDATE, DELETE ON answers_answerversion, answers_objection, answers_boardrequest FROM alongside_app;
REVOKE DELETE ON answers_plainversion FROM alongside_app;
GRANT UPDATE (state, reason, reviewed_by_id, reviewed_at) ON answers_answerversion TO alongside_app;
GRANT UPDATE (reply, closed_by_id, closed_at) ON answers_objection, answers_boardrequest TO alongside_app;
"""
BACK = """
DROP POLICY own_words_and_the_board ON answers_objection;
ALTER TABLE answers_objection NO FORCE ROW LEVEL SECURITY;
ALTER TABLE answers_objection DISABLE ROW LEVEL SECURITY;
GRANT UPDATE, DELETE ON answers_answerversion, answers_objection, answers_boardrequest TO alongside_app;
GRANT DELETE ON answers_plainversion TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [("answers", "0001_initial"), ("people", "0002_rights")]
    operations = [migrations.RunSQL(SQL, reverse_sql=BACK)]
