"""Behind the wall; what was said or done is only ever added to; when people and rooms are taken."""

from django.db import migrations

from alongside.patients.walls import append_only, wall

SAID = [
    "meetingstep",
    "offeredtime",
    "reply",
    "calendarletter",
    "familywish",
    "question",
    "questionfollowed",
    "dayplan",
    "roundsreply",
    "noteline",
    "todo",
    "tododone",
    "teachback",
    "outlookestimate",
    "promptnote",
    "meetingsummary",
]

STAFF_TIMES = """
ALTER TABLE meetings_stafffree ENABLE ROW LEVEL SECURITY;
ALTER TABLE meetings_stafffree FORCE ROW LEVEL SECURITY;
-- When staff are free is known to everybody who is inside some door; staff and jobs write it, about staff only.
CREATE POLICY staff_times_are_read ON meetings_stafffree FOR SELECT TO alongside_app USING (
    (SELECT gate.job_open()) OR nullif(current_setting('alongside.person', true), '') IS NOT NULL);
CREATE POLICY staff_times_are_written ON meetings_stafffree TO alongside_app
    USING ((SELECT gate.job_open()) OR EXISTS (
        SELECT 1 FROM people_clinician c WHERE c.person_id = nullif(current_setting('alongside.person', true), '')::uuid))
    WITH CHECK (person_id IN (SELECT person_id FROM people_clinician) AND ((SELECT gate.job_open()) OR EXISTS (
        SELECT 1 FROM people_clinician c WHERE c.person_id = nullif(current_setting('alongside.person', true), '')::uuid)));
"""

TAKEN = """
GRANT SELECT ON meetings_meeting, meetings_guest TO alongside_gate;
CREATE POLICY the_gate_looks_up ON meetings_meeting FOR SELECT TO alongside_gate USING (true);
CREATE POLICY the_gate_looks_up ON meetings_guest FOR SELECT TO alongside_gate USING (true);

-- When these people or rooms are in a planned meeting, whoever's it is: times only, no patient. `who` is
-- the person or the room. Answers nothing to nobody.
CREATE FUNCTION gate.taken_by_meetings(people uuid[], rooms uuid[], since timestamptz, besides uuid)
    RETURNS TABLE (who uuid, starts_at timestamptz, ends_at timestamptz)
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public AS $$
    SELECT g.person_id, m.starts_at, m.starts_at + m.minutes * interval '1 minute'
      FROM meetings_meeting m JOIN meetings_guest g ON g.meeting_id = m.id
     WHERE m.state = 'planned' AND m.starts_at >= since AND g.person_id = ANY (people) AND m.id <> besides
       AND nullif(current_setting('alongside.person', true), '') IS NOT NULL
    UNION ALL
    SELECT m.room_id, m.starts_at, m.starts_at + m.minutes * interval '1 minute'
      FROM meetings_meeting m
     WHERE m.state = 'planned' AND m.starts_at >= since AND m.room_id = ANY (rooms) AND m.id <> besides
       AND nullif(current_setting('alongside.person', true), '') IS NOT NULL
$$;
ALTER FUNCTION gate.taken_by_meetings(uuid[], uuid[], timestamptz, uuid) OWNER TO alongside_gate;
REVOKE ALL ON FUNCTION gate.taken_by_meetings(uuid[], uuid[], timestamptz, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.taken_by_meetings(uuid[], uuid[], timestamptz, uuid) TO alongside_app;
"""


class Migration(migrations.Migration):
    dependencies = [("meetings", "0001_initial"), ("patients", "0002_walls")]
    operations = [
        *(wall(f"meetings_{table}") for table in ["meeting", "guest", "familyfree", *SAID]),
        *(append_only(f"meetings_{table}") for table in SAID),
        migrations.RunSQL(STAFF_TIMES, reverse_sql=migrations.RunSQL.noop),
        migrations.RunSQL(TAKEN, reverse_sql=migrations.RunSQL.noop),
    ]
