"""What the program keeps in files is written by `plain.files`: whole, and still there after a power cut."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import alongside

PROGRAM = Path(alongside.__file__).parent
BARE = {"write_text", "write_bytes", "writelines"}


def bare_writes(source: str) -> Iterator[int]:
    """Lines on which a file is written in place: a reader, or a power cut, may meet half of it."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in BARE:
            yield node.lineno


def test_no_file_is_written_in_place():
    found = {
        f"{file.relative_to(PROGRAM)}:{line}"
        for file in PROGRAM.rglob("*.py")
        for line in bare_writes(file.read_text(encoding="utf-8"))
    }
    assert found == set()


@pytest.mark.parametrize("planted", ["Path('key').write_text(secret)", "file.write_bytes(data)"])
def test_a_bare_write_would_be_seen(planted):
    assert list(bare_writes(planted)) == [1]
