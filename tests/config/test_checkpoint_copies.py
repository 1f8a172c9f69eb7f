"""Checkpoints and their copies in a second folder are held against each other."""

from pathlib import Path

import pytest

from alongside.config.checkpointing import _against_copies
from alongside.trail.checkpoints import Fault


@pytest.fixture
def folders(tmp_path, monkeypatch) -> tuple[Path, Path]:
    ours, theirs = tmp_path / "ours", tmp_path / "theirs"
    for folder in (ours, theirs):
        folder.mkdir()
        for number in range(1, 4):
            (folder / f"{number:09}-2026.checkpoint").write_bytes(bytes([number]) * 100_000)
    monkeypatch.setenv("ALONGSIDE_CHECKPOINTS", str(theirs))
    return ours, theirs


def test_copies_that_are_the_same_are_no_fault(folders):
    assert _against_copies(folders[0]) == []


def test_a_copy_that_differs_in_its_last_byte_and_one_that_is_gone_are_named(folders):
    ours, theirs = folders
    changed = theirs / "000000002-2026.checkpoint"
    changed.write_bytes(changed.read_bytes()[:-1] + b"x")
    (ours / "000000003-2026.checkpoint").unlink()
    assert _against_copies(ours) == [
        Fault("000000002-2026.checkpoint", "it differs from its copy"),
        Fault("000000003-2026.checkpoint", "only one copy is left"),
    ]
