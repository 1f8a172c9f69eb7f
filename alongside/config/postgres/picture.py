"""What a database is made of, as comparable values: rows, roles, rights, policies, flags, sequences.

A backup carries the picture of the database it was taken from; a restored database must give the
same one. What PostgreSQL's own dump leaves out (roles, memberships) is in it for that reason.
"""

from collections.abc import Mapping
from typing import Any

import psycopg
from psycopg import sql

Picture = dict[str, dict[str, Any]]
Rows = psycopg.Connection[tuple[Any, ...]]

SHORT = {
    "<ours>": "n.nspname IN ('public', 'gate')",
    # A dumped and restored check reads “ARRAY['a'::text]” where it read “(ARRAY['a'])::text[]” before.
    "<plain(": r"to_json(regexp_replace(",
    ")plain>": r", '::(text|character varying)(\[\])?|[() ]', '', 'g'))",
}
# section -> a query that gives (name, how it stands) for everything of that kind
CATALOG = {
    "roles": """
        SELECT r.rolname, json_build_object('super', r.rolsuper, 'bypasses', r.rolbypassrls,
            'signs in', r.rolcanlogin, 'creates databases', r.rolcreatedb, 'creates roles', r.rolcreaterole,
            'member of', ARRAY(SELECT g.rolname::text FROM pg_auth_members m
                               JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid ORDER BY 1))
        FROM pg_roles r
        WHERE r.rolname IN ('alongside_owner', 'alongside_app', 'alongside_gate', 'alongside_backup')
    """,
    "flags": """
        SELECT n.nspname || '.' || c.relname, json_build_object('kind', c.relkind,
            'owner', pg_get_userbyid(c.relowner),
            'row security', c.relrowsecurity, 'forced', c.relforcerowsecurity)
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE <ours> AND c.relkind IN ('r', 'p', 'v', 'm', 'S')
    """,
    "policies": """
        SELECT schemaname || '.' || tablename || ': ' || policyname, json_build_object(
            'permissive', permissive, 'roles', roles::text[], 'for', cmd, 'using', qual, 'check', with_check)
        FROM pg_policies WHERE schemaname IN ('public', 'gate')
    """,
    "grants": """
        SELECT what || ' to ' || CASE grantee WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(grantee) END,
            json_agg(DISTINCT privilege_type || CASE WHEN is_grantable THEN ' *' ELSE '' END)
        FROM (
            SELECT n.nspname || '.' || c.relname AS what, c.relowner AS owner, a.*
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace, aclexplode(c.relacl) a
            WHERE <ours>
          UNION ALL
            SELECT n.nspname || '.' || c.relname || '.' || t.attname, c.relowner, a.*
            FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                 JOIN pg_attribute t ON t.attrelid = c.oid, aclexplode(t.attacl) a
            WHERE <ours>
          UNION ALL
            SELECT 'function ' || p.oid::regprocedure::text, p.proowner, a.*
            FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace,
                 aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) a
            WHERE <ours>
          UNION ALL
            SELECT 'schema ' || n.nspname, n.nspowner, a.* FROM pg_namespace n, aclexplode(n.nspacl) a
            WHERE <ours>
          UNION ALL
            SELECT 'later ' || d.defaclobjtype::text || ' of ' || pg_get_userbyid(d.defaclrole),
                   d.defaclrole, a.*
            FROM pg_default_acl d, aclexplode(d.defaclacl) a
        ) AS granted WHERE grantee <> owner GROUP BY what, grantee
    """,
    "functions": """
        SELECT p.oid::regprocedure::text, json_build_object('owner', pg_get_userbyid(p.proowner),
            'as its owner', p.prosecdef, 'settings', p.proconfig, 'body', md5(p.prosrc))
        FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE <ours>
    """,
    "triggers": """
        SELECT n.nspname || '.' || c.relname || ': ' || t.tgname,
            json_build_object('on', t.tgenabled, 'does', pg_get_triggerdef(t.oid))
        FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE NOT t.tgisinternal AND <ours>
    """,
    "constraints": """
        SELECT n.nspname || '.' || c.relname || ': ' || k.conname,
            <plain(pg_get_constraintdef(k.oid))plain>
        FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
             JOIN pg_namespace n ON n.oid = c.relnamespace
        WHERE k.contype <> 'n' AND <ours>
    """,
    "indexes": """
        SELECT n.nspname || '.' || c.relname, <plain(pg_get_indexdef(c.oid))plain>
        FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.relkind = 'i' AND <ours>
    """,
}
ROWS = (
    "SELECT count(*)::text, coalesce(sum(hashtextextended(line::text, 0)::numeric), 0)::text FROM {} AS line"
)


def picture_of(connection: Rows) -> Picture:
    """Read it in the connection's transaction, as a role that sees every row.

    Rows are told as their count and the sum of a hash of each row's text: it does not depend on
    their order, and a row changed, lost or doubled changes it.
    """
    # Texts must not depend on what the reader has set.
    connection.execute("SET LOCAL search_path = pg_catalog")
    connection.execute("SET LOCAL timezone = 'UTC'")
    connection.execute("SET LOCAL extra_float_digits = 1")
    picture: Picture = {
        section: dict(sorted(connection.execute(_in_full(query).encode()).fetchall()))
        for section, query in CATALOG.items()
    }
    picture["rows"] = {
        name: _rows(connection, name)
        for name, flags in picture["flags"].items()
        if flags["kind"] in ("r", "p")
    }
    picture["sequences"] = {
        name: _sequence(connection, name) for name, flags in picture["flags"].items() if flags["kind"] == "S"
    }
    return picture


def _in_full(query: str) -> str:
    for short, long in SHORT.items():
        query = query.replace(short, long)
    return query


def _table(name: str) -> sql.Identifier:
    return sql.Identifier(*name.split(".", 1))


def _rows(connection: Rows, name: str) -> list[str]:
    row = connection.execute(sql.SQL(ROWS).format(_table(name))).fetchone()
    assert row is not None
    return list(row)


def _sequence(connection: Rows, name: str) -> list[Any]:
    row = connection.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(_table(name))).fetchone()
    assert row is not None
    return list(row)


def _went_on(before: Mapping[str, Any], after: Mapping[str, Any], name: str) -> bool:
    """Whether a sequence stands later than it did. Sequences belong to no snapshot: somebody who works while
    a backup is made draws numbers between our look and the dump. Only old numbers given out again do harm."""
    return bool(after[name] > before[name])  # (last number, whether it was drawn)


def differences(was: Mapping[str, Mapping[str, Any]], now: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Each thing that is not as it was, as a sentence; empty when the two are the same."""
    said = []
    for section, before in was.items():
        after = now.get(section, {})
        for name in sorted(before.keys() | after.keys()):
            if name not in after:
                said.append(f"{section}: {name} is missing.")
            elif name not in before:
                said.append(f"{section}: {name} was not there.")
            elif before[name] != after[name] and not (
                section == "sequences" and _went_on(before, after, name)
            ):
                said.append(f"{section}: {name} was {before[name]} and is {after[name]}.")
    return said
