"""Signed checkpoints and the walk in the database: every kind of tampering is named at its first line."""

import random
from base64 import b64decode
from hashlib import sha256
from pathlib import Path

import psycopg
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import connections
from hypothesis import given
from hypothesis import strategies as st

from alongside.config.home import current_home
from alongside.trail.chains import Connection, verify
from alongside.trail.checkpoints import (
    End,
    check_files,
    ends_in,
    files_in,
    header_of,
    merkle_root,
    public_text,
    read_public,
    short_form,
    write_checkpoint,
)
from alongside.trail.lines import START, Break, digest_of, first_breaks
from alongside.trail.reading import all_lines
from alongside.trail.vouched import against_checkpoints
from alongside.trail.writing import did
from tests.databases import as_superuser

KEY = Ed25519PrivateKey.generate()
STREAMS = ["anna", "bo", "cem", "dora"]
LINES = 12


def as_all_seeing() -> Connection:
    return psycopg.connect(as_superuser(current_home(), connections["default"].settings_dict["NAME"]))


def heads() -> list[End]:
    with as_all_seeing() as connection:
        rows = connection.execute("SELECT stream, position, digest FROM trail_head").fetchall()
    return [End(*row) for row in rows]


@pytest.fixture
def written(committed, tmp_path) -> Path:
    """Four chains, their lines in turns as in life; a checkpoint after every fourth line of each."""
    chance = random.Random(7)
    for number in range(LINES):
        for stream in chance.sample(STREAMS, len(STREAMS)):
            did("looked", "patient", None, stream=stream, by=None, service="test", purpose=f"“{number}”")
        if number % 4 == 3:
            write_checkpoint(tmp_path, heads(), at=f"2026-11-22T0{number}:00:00Z", key=KEY)
    return tmp_path


def positions(stream: str) -> list[int]:
    with as_all_seeing() as connection:
        rows = connection.execute(
            "SELECT position FROM trail_entry WHERE stream = %s ORDER BY position", [stream]
        ).fetchall()
    return [row[0] for row in rows]


def tamper(*statements: tuple[str, list[object]]) -> None:
    """As somebody who owns the whole server and knows how the trail is made."""
    with as_all_seeing() as connection:
        connection.execute("SET LOCAL session_replication_role = replica")
        for statement, values in statements:
            connection.execute(statement.encode(), values)


def rewrite(stream: str, start: int) -> None:
    """Change a line and compute every digest after it anew, and the head: consistent in itself."""
    lines = [line for line in all_lines("owner") if line.stream == stream]
    before = max(
        (line for line in lines if line.position < start), key=lambda line: line.position, default=None
    )
    previous = before.digest if before else START
    changes = []
    for line in lines:
        if line.position >= start:
            line = type(line)(**{**vars(line), "verb": "smiled", "previous": previous})
            previous = digest_of(line)
            changes.append(
                (
                    "UPDATE trail_entry SET verb = 'smiled', previous = %s, digest = %s WHERE position = %s",
                    [line.previous, previous, line.position],
                )
            )
    changes.append(("UPDATE trail_head SET digest = %s WHERE stream = %s", [previous, stream]))
    tamper(*changes)


def all_found(folder: Path) -> list[Break]:
    assert check_files(folder, KEY.public_key()) == []
    found = verify(as_all_seeing, workers=2).breaks
    known = {one.stream for one in found}
    return found + [one for one in against_checkpoints(as_all_seeing, folder) if one.stream not in known]


def test_a_trail_that_nobody_touched_holds_in_both_ways_of_walking(written):
    assert verify(as_all_seeing).lines == LINES * len(STREAMS)
    assert all_found(written) == []
    assert list(first_breaks(all_lines("owner"))) == []


EDITS = {
    "verb": "'wrote'",
    "purpose": "purpose || '.'",
    "service": "''",
    "at": "at + interval '1 microsecond'",
    "actor": "gen_random_uuid()",
    "subject": "gen_random_uuid()",
    "named": "ARRAY[gen_random_uuid()]",
    "segment": "'other'",
    "format": "2",
    "digest": "sha256('x')",
}


@pytest.mark.parametrize("kind", ["edit", "delete", "swap", "truncate", "rewrite", "time without end"])
def test_random_tampering_is_named_at_its_first_line(written, kind):
    """Six at random for each kind; put back in between by a savepoint of files and tables."""
    chance = random.Random(kind)
    with as_all_seeing() as connection:
        connection.execute(
            "CREATE TABLE kept AS TABLE trail_entry; CREATE TABLE kept_head AS TABLE trail_head"
        )
    for _again in range(6):
        stream, place = chance.choice(STREAMS), chance.randrange(LINES - 1)
        at = positions(stream)
        expected = TAMPERING[kind](chance, stream, at, place)
        found = all_found(written)
        assert [(one.stream, one.position) for one in found] == [(stream, expected)], (kind, place, found)
        tamper(
            ("DELETE FROM trail_entry", []),
            ("DELETE FROM trail_head", []),
            ("INSERT INTO trail_entry TABLE kept", []),
            ("INSERT INTO trail_head TABLE kept_head", []),
        )


def _edit(chance, stream, at, place) -> int:
    column = chance.choice(sorted(EDITS))
    tamper((f"UPDATE trail_entry SET {column} = {EDITS[column]} WHERE position = %s", [at[place]]))
    return at[place]


def _delete(chance, stream, at, place) -> int:
    tamper(("DELETE FROM trail_entry WHERE position = %s", [at[place]]))
    return at[place + 1]


def _swap(chance, stream, at, place) -> int:
    first, second = at[place], at[place + 1]
    tamper(
        ("UPDATE trail_entry SET position = 0 WHERE position = %s", [first]),
        ("UPDATE trail_entry SET position = %s WHERE position = %s", [first, second]),
        ("UPDATE trail_entry SET position = %s WHERE position = 0", [second]),
    )
    return first


def _truncate(chance, stream, at, place) -> int:
    """The end is cut off and the head set back: only a checkpoint knows that there was more."""
    last = at[place]
    tamper(
        ("DELETE FROM trail_entry WHERE stream = %s AND position > %s", [stream, last]),
        (
            "UPDATE trail_head SET position = %s, "
            "digest = (SELECT digest FROM trail_entry WHERE position = %s) WHERE stream = %s",
            [last, last, stream],
        ),
    )
    return next(seen for seen in (at[3], at[7], at[11]) if seen > last)


def _rewrite(chance, stream, at, place) -> int:
    rewrite(stream, at[place])
    return at[(place // 4) * 4]  # the first line that no checkpoint vouches for any more


def _endless(chance, stream, at, place) -> int:
    tamper(("UPDATE trail_entry SET at = 'infinity' WHERE position = %s", [at[place]]))
    return at[place]


TAMPERING = {
    "edit": _edit,
    "delete": _delete,
    "swap": _swap,
    "truncate": _truncate,
    "rewrite": _rewrite,
    "time without end": _endless,
}


def test_a_whole_stream_taken_away_with_its_head_falls_to_a_checkpoint(written):
    at = positions("cem")
    tamper(*((f"DELETE FROM {table} WHERE stream = 'cem'", []) for table in ("trail_entry", "trail_head")))
    (found,) = all_found(written)
    assert (found.stream, found.position) == ("cem", at[3])
    assert "now the last is none" in found.what


def test_without_checkpoints_a_rewritten_chain_would_not_show(written, tmp_path_factory):
    """The control: it is the checkpoint that finds it, and nothing else."""
    rewrite("bo", positions("bo")[5])
    assert verify(as_all_seeing).breaks == []
    assert against_checkpoints(as_all_seeing, tmp_path_factory.mktemp("empty")) == []


def test_a_checkpoint_is_written_only_when_something_happened(written):
    assert write_checkpoint(written, heads(), at="2026-11-22T12:00:00Z", key=KEY) is None
    did("looked", "patient", None, stream="anna", by=None, service="test")
    file = write_checkpoint(written, heads(), at="2026-11-22T12:00:01Z", key=KEY)
    assert file is not None
    assert [end.stream for end in ends_in(file)] == ["anna"]
    assert header_of(file).number == 4


@pytest.mark.parametrize(
    "kind", ["other signer", "an end changed", "taken out", "root", "cut off", "not ours"]
)
def test_a_checkpoint_file_that_somebody_touched_is_named(tmp_path, kind):
    for number in range(4):
        ends = [
            End(stream, 10 * number + 1, sha256(f"{stream}{number}".encode()).digest()) for stream in STREAMS
        ]
        write_checkpoint(tmp_path, ends, at=f"2026-11-22T0{number}:00:00Z", key=KEY)
    second, third = files_in(tmp_path)[1:3]
    text = second.read_bytes()
    named, key = second.name, KEY.public_key()
    if kind == "other signer":
        named, key = files_in(tmp_path)[0].name, Ed25519PrivateKey.generate().public_key()
    elif kind == "an end changed":
        second.write_bytes(text.replace(b"anna 11", b"anna 12"))
    elif kind == "taken out":
        second.unlink()
        named = third.name
    elif kind == "root":
        second.write_bytes(text.replace(b'"number": 2', b'"number": 9'))
    elif kind == "cut off":
        second.write_bytes(text[:-1])
    else:
        second.write_bytes(b"hello\n")
    assert [fault.file for fault in check_files(tmp_path, key)] == [named]


def test_the_tree_is_the_one_of_the_standard():
    """RFC 6962, section 2.1: MTH of the first 2^k leaves and the rest, worked out by its own recursion."""

    def standard(leaves: list[bytes]) -> bytes:
        if len(leaves) == 1:
            return leaves[0]
        split = 1
        while split * 2 < len(leaves):
            split *= 2
        return sha256(b"\x01" + standard(leaves[:split]) + standard(leaves[split:])).digest()

    def leaf(end: End) -> bytes:
        place = end.position.to_bytes(8, "big")
        return sha256(b"\x00\x00\x00\x00\x04" + end.stream.encode() + place + end.digest).digest()

    for size in range(1, 40):
        ends = [End(f"{number:04}", number, bytes([number]) * 32) for number in range(size)]
        leaves = [
            sha256(
                b"\x00\x00\x00\x00\x04" + end.stream.encode() + end.position.to_bytes(8, "big") + end.digest
            ).digest()
            for end in ends
        ]
        assert merkle_root(reversed(ends)) == standard(leaves), size
    assert merkle_root([]) == sha256(b"").digest()


@given(st.binary(min_size=32, max_size=32))
def test_the_short_form_is_sixteen_signs_that_can_be_read_aloud(root):
    short = short_form(root.hex())
    assert len(short.replace("-", "")) == 16
    assert short.count("-") == 3


def test_the_public_key_is_written_and_read_and_nothing_else_is_taken_for_one():
    text = public_text(KEY.public_key())
    assert public_text(read_public(text)) == text
    assert len(b64decode(text)) == 32
    for wrong in ("", "hello!", text[:-8]):
        with pytest.raises(ValueError, match=r"key|32"):
            read_public(wrong)
