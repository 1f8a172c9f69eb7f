"""The trail's chain: what the database computes, Python verifies; every tampering shows at its line."""

from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, connections, transaction
from hypothesis import given
from hypothesis import strategies as st

from alongside.config.home import current_home
from alongside.config.postgres.roles import OWNER
from alongside.config.postgres.servers import conninfo
from alongside.trail.chains import Found, verify
from alongside.trail.lines import START, Line, digest_of, first_breaks
from alongside.trail.reading import all_lines
from alongside.trail.writing import LIBRARY, did, first_time

text = st.text(max_size=20)


def chain(length: int, stream: str = "library") -> list[Line]:
    lines, before = [], START
    for position in range(1, length + 1):
        line = Line(
            position=position,
            format=1,
            stream=stream,
            segment="normal",
            at=datetime(2026, 11, 22, 12, 0, position, tzinfo=UTC),
            actor=uuid4(),
            service="",
            verb="looked",
            subject_kind="patient",
            subject=uuid4(),
            purpose="test",
            named=(uuid4(), uuid4()),
            previous=before,
            digest=b"",
        )
        line = replace(line, digest=digest_of(line))
        lines.append(line)
        before = line.digest
    return lines


def test_a_chain_that_nobody_touched_holds():
    assert list(first_breaks(chain(20))) == []


@given(st.integers(0, 9), st.sampled_from(["verb", "purpose", "actor", "at", "subject", "named", "segment"]))
def test_every_kind_of_tampering_is_found_at_its_line(place, field):
    lines = chain(10)
    new = {
        "verb": "wrote",
        "purpose": "other",
        "actor": uuid4(),
        "at": datetime(2020, 1, 1, tzinfo=UTC),
        "subject": None,
        "named": (),
        "segment": "other",
    }
    edited = [*lines]
    edited[place] = replace(edited[place], **{field: new[field]})
    assert [found.position for found in first_breaks(edited)] == [place + 1]


@given(st.integers(0, 8))
def test_a_line_taken_out_is_found_at_the_next(place):
    lines = chain(10)
    del lines[place]
    assert [found.position for found in first_breaks(lines)] == [place + 2]


@given(st.integers(0, 8))
def test_two_lines_swapped_are_found(place):
    lines = chain(10)
    lines[place], lines[place + 1] = lines[place + 1], lines[place]
    assert next(iter(first_breaks(lines))).position == place + 2


@given(text, text, text, text)
def test_moving_a_letter_from_one_field_to_the_next_changes_the_digest(a, b, c, d):
    base = chain(1)[0]
    one, other = replace(base, verb=a, subject_kind=b), replace(base, verb=c, subject_kind=d)
    assert (digest_of(one) == digest_of(other)) == ((a, b) == (c, d))


def test_what_the_database_writes_python_verifies(committed):
    for number in range(5):
        did(
            "loaded",
            "åäö — “quoted”",
            uuid4(),
            stream=LIBRARY,
            by=uuid4(),
            named=[uuid4()],
            purpose=str(number),
        )
    assert list(first_breaks(all_lines("owner"))) == []
    assert verify(as_owner_connects) == Found(5, [])


def as_owner_connects():
    name = connections["default"].settings_dict["NAME"]
    return psycopg.connect(conninfo(current_home(), OWNER, name))


def as_owner(statement: str) -> None:
    with connections["owner"].cursor() as cursor:
        cursor.execute("ALTER TABLE trail_entry DISABLE TRIGGER ALL")
        cursor.execute("ALTER TABLE trail_entry NO FORCE ROW LEVEL SECURITY")
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("tampering", "what"),
    [
        ("UPDATE trail_entry SET verb = 'smiled' WHERE position = {second}", "changed after"),
        ("DELETE FROM trail_entry WHERE position = {second}", "missing, changed or in another place"),
        ("DELETE FROM trail_entry WHERE position = {last}", "cut off"),
    ],
)
def test_tampering_by_the_owner_of_the_database_shows(committed, tampering, what):
    places = [did("loaded", "thing", None, stream=LIBRARY, by=None) for _ in range(4)]
    as_owner(tampering.format(second=places[1], last=places[-1]))
    breaks = verify(as_owner_connects).breaks
    assert len(breaks) == 1
    assert what in breaks[0].what


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO trail_entry SELECT * FROM trail_entry",
        "UPDATE trail_entry SET verb = 'smiled'",
        "DELETE FROM trail_entry",
        "TRUNCATE trail_entry",
        "UPDATE trail_head SET digest = ''",
    ],
)
def test_the_application_can_only_add_through_the_one_function(db, statement):
    did("loaded", "thing", None, stream=LIBRARY, by=None)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_even_the_owner_is_refused_by_the_table_itself(committed):
    did("loaded", "thing", None, stream=LIBRARY, by=None)
    with pytest.raises(DatabaseError, match="only ever added to"), connections["owner"].cursor() as cursor:
        cursor.execute("UPDATE trail_entry SET verb = 'smiled'")


def test_a_request_key_is_good_once_for_each_person(db):
    person, other, key = uuid4(), uuid4(), uuid4()
    assert [first_time(by=person, key=key) for _ in range(3)] == [True, False, False]
    assert first_time(by=other, key=key)
