"""What the database says of itself: roles, walls, rights, migrations, its clock, its promises."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg

from alongside.config.doctor.findings import Finding, fine, look, wrong
from alongside.config.postgres.roles import APP, GATE, MEMBERSHIPS, OWNER, ROLES
from alongside.config.walls import OPEN, tables_about_people

Connection = psycopg.Connection[tuple[Any, ...]]
SECONDS_APART, SECONDS_TOO_FAR = 2.0, 30.0
# What PostgreSQL promises when it says “committed”, and what the policies and digests rely on.
PROMISES = {"fsync": "on", "full_page_writes": "on", "synchronous_commit": "on", "server_encoding": "UTF8"}


def roles(connection: Connection) -> Iterator[Finding]:
    """Each role may do what it is for, and nothing more; the serving role owns nothing."""
    about, faults = "roles", 0
    rows = connection.execute(
        "SELECT rolname, rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, "
        "ARRAY(SELECT g.rolname::text FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid "
        "WHERE m.member = r.oid ORDER BY 1) FROM pg_roles r"
    ).fetchall()
    have = {name: rest for name, *rest in rows}
    for role in ROLES:
        member_of = [of for member, of in MEMBERSHIPS.items() if member == role.name]
        must = [False, role.bypasses, role.signs_in, False, member_of]
        if have.get(role.name) != must:
            faults += 1
            yield wrong(
                about,
                f"{role.name} ({role.what_for}) is {_as_words(have.get(role.name))}; "
                f"it must be {_as_words(must)}.",
                _mend_role(role.name, role.attributes),
            )
    for finding in _owned(connection):
        faults += 1
        yield finding
    if not faults:
        yield fine(about, f"{len(ROLES)} roles, each with what it needs and nothing more.")


def _as_words(said: list[Any] | None) -> str:
    if said is None:
        return "missing"
    words = ["a superuser", "not held by row-level security", "allowed to sign in", "allowed to make roles"]
    true = [word for word, holds in zip(words, said, strict=False) if holds]
    true += [f"a member of {one}" for one in said[4]]
    return ", ".join(true) or "nothing of all that"


def _mend_role(name: str, attributes: str) -> str:
    grant = f" GRANT {MEMBERSHIPS[name]} TO {name};" if name in MEMBERSHIPS else ""
    return f"As a superuser: ALTER ROLE {name} {attributes};{grant} Take other memberships away with REVOKE."


def _owned(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT c.oid::regclass::text, pg_get_userbyid(c.relowner) FROM pg_class c "
        "WHERE c.relkind IN ('r', 'p', 'v', 'm', 'S') AND c.relnamespace IN ('public'::regnamespace, "
        "'gate'::regnamespace) AND pg_get_userbyid(c.relowner) <> %s ORDER BY 1",
        [OWNER.name],
    ).fetchall()
    for name, owner in rows:
        yield wrong("roles", f"{name} belongs to {owner}.", f"ALTER TABLE {name} OWNER TO {OWNER.name};")


def walls(connection: Connection, tables: set[str] | None = None) -> Iterator[Finding]:
    """Row-level security on, forced, and with a policy that holds the serving role back, on every table."""
    about, faults = "walls", 0
    tables = tables_about_people() if tables is None else tables
    rows = connection.execute(
        "SELECT c.relname, c.relrowsecurity, c.relforcerowsecurity, "
        "ARRAY(SELECT p.policyname::text FROM pg_policies p WHERE p.schemaname = 'public' "
        "AND p.tablename = c.relname AND %(app)s = ANY (p.roles)), "
        "ARRAY(SELECT p.policyname::text FROM pg_policies p WHERE p.schemaname = 'public' "
        "AND p.tablename = c.relname AND (%(app)s = ANY (p.roles) OR 'public' = ANY (p.roles)) "
        "AND (p.qual = 'true' OR p.with_check = 'true')) "
        "FROM pg_class c WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace",
        {"app": APP.name},
    ).fetchall()
    have = {name: rest for name, *rest in rows}
    for table in sorted(tables):
        for said, mend in _wall_faults(table, have.get(table)):
            faults += 1
            yield wrong(about, said, mend)
    if not faults:
        yield fine(about, f"{len(tables)} tables about people stand behind forced row-level security.")


def _wall_faults(table: str, stands: list[Any] | None) -> Iterator[tuple[str, str]]:
    if stands is None:
        yield f"The table {table} is missing.", "Run the migrations: alongside upgrade"
        return
    on, forced, policies, open_to_all = stands
    again = "Restore a backup whose drill holds, or run the migration that made it again."
    if not on:
        yield (
            f"Row-level security is off on {table}: everybody's rows are open to everybody.",
            f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;",
        )
    if not forced:
        yield (
            f"Row-level security is not forced on {table}.",
            f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY;",
        )
    if not policies:
        yield f"{table} has no policy for {APP.name}.", again
    for policy in sorted(set(open_to_all) - {name for place, name in OPEN if place == table}):
        yield f"The policy {policy} on {table} lets everybody in.", f"DROP POLICY {policy} ON {table};"


def trail_rights(connection: Connection) -> Iterator[Finding]:
    """The serving role reads the trail and adds through one function; the table refuses the rest."""
    about, faults = "trail rights", 0
    rows = connection.execute(
        "SELECT t, p FROM unnest(ARRAY['trail_entry', 'trail_head']) t, "
        "unnest(ARRAY['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE']) p WHERE has_table_privilege(%s, t, p)",
        [APP.name],
    ).fetchall()
    for table, right in rows:
        faults += 1
        mend = f"REVOKE {right} ON {table} FROM {APP.name};"
        yield wrong(about, f"{APP.name} may {right} on {table}.", mend)
    on = connection.execute(
        "SELECT tgname FROM pg_trigger WHERE tgrelid = 'trail_entry'::regclass AND tgenabled IN ('O', 'A')"
    ).fetchall()
    for missing in sorted({"append_only", "never_emptied"} - {row[0] for row in on}):
        faults += 1
        yield wrong(
            about,
            f"The trigger {missing} on trail_entry is off: the trail can be changed.",
            f"ALTER TABLE trail_entry ENABLE TRIGGER {missing}; then: alongside trail verify",
        )
    if not faults:
        yield fine(about, "The trail is only ever added to.")


def gate_functions(connection: Connection) -> Iterator[Finding]:
    """Functions that run with their owner's rights: the gate's own, with a fixed search path, not for all."""
    rows = connection.execute(
        "SELECT p.oid::regprocedure::text, pg_get_userbyid(p.proowner), "
        "coalesce(p.proconfig::text, '') LIKE '%%search_path%%', "
        "EXISTS (SELECT 1 FROM aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a "
        "WHERE a.grantee = 0) FROM pg_proc p "
        "WHERE p.prosecdef AND p.pronamespace IN ('public'::regnamespace, 'gate'::regnamespace)"
    ).fetchall()
    bad = [name for name, owner, fixed, for_all in rows if owner != GATE.name or not fixed or for_all]
    for name in bad:
        yield wrong(
            "look-ups",
            f"{name} runs with other rights than its caller's, and is not fastened as the others are.",
            f"ALTER FUNCTION {name} OWNER TO {GATE.name}; "
            f"ALTER FUNCTION {name} SET search_path = pg_catalog, public; "
            f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC;",
        )
    if not bad:
        yield fine("look-ups", f"{len(rows)} functions of the gate, each with a fixed search path.")


def clocks(connection: Connection, here: datetime | None = None) -> Finding:
    row = connection.execute("SELECT clock_timestamp()").fetchone()
    assert row is not None
    apart = abs(((here or datetime.now(UTC)) - row[0]).total_seconds())
    said = f"This machine's clock and the database's are {apart:.1f} s apart."
    mend = "Set both machines' clocks by NTP (timedatectl set-ntp true). The database's clock judges expiry."
    if apart > SECONDS_TOO_FAR:
        return wrong("clocks", said, mend)
    return look("clocks", said, mend) if apart > SECONDS_APART else fine("clocks", said)


def promises(connection: Connection) -> Iterator[Finding]:
    rows = connection.execute(
        "SELECT name, setting FROM pg_settings WHERE name = ANY(%s)", [list(PROMISES)]
    ).fetchall()
    bad = [(name, value) for name, value in rows if value != PROMISES[name]]
    for name, value in bad:
        yield wrong(
            "promises",
            f"The server's setting {name} is {value}: what it says is saved may be lost or read wrongly.",
            f"ALTER SYSTEM SET {name} = '{PROMISES[name]}'; and start the server again.",
        )
    if not bad:
        yield fine("promises", "What is committed is on the disk.")


def migrations(pending: list[str], unknown: list[str]) -> Finding:
    if unknown:
        return wrong(
            "migrations",
            f"The database is newer than this program: it has {', '.join(unknown)}.",
            "Install the version of Alongside that this database belongs to, or a newer one.",
        )
    if pending:
        return wrong("migrations", f"Not carried out yet: {', '.join(pending)}.", "alongside upgrade")
    return fine("migrations", "The database is as this program needs it.")
