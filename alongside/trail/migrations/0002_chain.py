"""The chain, in the database: one function appends; nothing updates or deletes; the roles' rights."""

from django.db import migrations

SQL = """
CREATE SCHEMA gate AUTHORIZATION alongside_gate;
GRANT USAGE ON SCHEMA gate TO alongside_app, alongside_owner;

-- What the application may do by default. Tables that are only ever added to take rights away again.
GRANT USAGE ON SCHEMA public TO alongside_app, alongside_gate;
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO alongside_app;
GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO alongside_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO alongside_app;
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO alongside_app;
REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM alongside_app;

REVOKE ALL ON trail_entry, trail_head FROM alongside_app;
GRANT SELECT ON trail_entry TO alongside_app;
REVOKE UPDATE, DELETE ON trail_requestkey FROM alongside_app;
GRANT SELECT, INSERT ON trail_entry TO alongside_gate;
GRANT SELECT, INSERT, UPDATE ON trail_head TO alongside_gate;
CREATE SEQUENCE trail_position;
GRANT USAGE ON SEQUENCE trail_position TO alongside_gate;

ALTER TABLE trail_entry ENABLE ROW LEVEL SECURITY;
ALTER TABLE trail_entry FORCE ROW LEVEL SECURITY;
CREATE POLICY the_gate_appends ON trail_entry TO alongside_gate USING (true) WITH CHECK (true);
CREATE POLICY the_library_is_open ON trail_entry FOR SELECT TO alongside_app USING (stream = 'library');

CREATE FUNCTION refuse_to_change_the_trail() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The trail is only ever added to.';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH ROW EXECUTE FUNCTION refuse_to_change_the_trail();
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_to_change_the_trail();

GRANT CREATE ON SCHEMA gate TO alongside_owner;

-- A field with its length before it, so that no two different lines have the same bytes.
CREATE FUNCTION gate.field(said text) RETURNS bytea LANGUAGE sql IMMUTABLE STRICT
    SET search_path = pg_catalog AS
$$ SELECT int4send(octet_length(convert_to(said, 'UTF8'))) || convert_to(said, 'UTF8') $$;

CREATE FUNCTION gate.append_to_trail(
    to_stream text, by_actor uuid, by_service text, a_verb text, a_kind text, a_subject uuid,
    a_purpose text, listed uuid[]
) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public AS $$
DECLARE
    head trail_head%ROWTYPE;
    place bigint;
    moment timestamptz;
    hashed bytea;
BEGIN
    IF to_stream = '' OR a_verb = '' THEN
        RAISE EXCEPTION 'A line of the trail names its stream and its verb.';
    END IF;
    INSERT INTO trail_head (stream, position, digest)
        VALUES (to_stream, 0, decode(repeat('00', 32), 'hex')) ON CONFLICT DO NOTHING;
    SELECT * INTO head FROM trail_head WHERE stream = to_stream FOR UPDATE;
    -- Numbered and timed after the lock, so that both run forward within a stream.
    place := nextval('trail_position');
    moment := clock_timestamp();
    hashed := sha256(
        gate.field('1') || gate.field(to_stream) || gate.field('normal') || gate.field(place::text)
        || gate.field(((extract(epoch FROM moment) * 1000000)::bigint)::text)
        || gate.field(coalesce(by_actor::text, '')) || gate.field(by_service)
        || gate.field(a_verb) || gate.field(a_kind) || gate.field(coalesce(a_subject::text, ''))
        || gate.field(a_purpose) || gate.field(array_to_string(listed, ','))
        || int4send(octet_length(head.digest)) || head.digest
    );
    INSERT INTO trail_entry (position, format, stream, segment, at, actor, service, verb, subject_kind,
                             subject, purpose, named, previous, digest)
        VALUES (place, 1, to_stream, 'normal', moment, by_actor, by_service, a_verb, a_kind,
                a_subject, a_purpose, listed, head.digest, hashed);
    UPDATE trail_head SET position = place, digest = hashed WHERE stream = to_stream;
    RETURN place;
END $$;
ALTER FUNCTION gate.field(text) OWNER TO alongside_gate;
ALTER FUNCTION gate.append_to_trail(text, uuid, text, text, text, uuid, text, uuid[]) OWNER TO alongside_gate;
REVOKE ALL ON FUNCTION gate.append_to_trail(text, uuid, text, text, text, uuid, text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION gate.append_to_trail(text, uuid, text, text, text, uuid, text, uuid[])
    TO alongside_app, alongside_owner;
"""


class Migration(migrations.Migration):
    dependencies = [("trail", "0001_initial")]
    operations = [migrations.RunSQL(SQL, reverse_sql=migrations.RunSQL.noop)]
