"""A file is written whole or not at all, and what was written is on the disk when that is said."""

import errno
import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.files import sync_tree, write_once, write_whole


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@given(contents=st.lists(st.binary(max_size=300), min_size=1, max_size=4))
def test_the_last_content_stands_and_nothing_lies_beside_it(tmp_path_factory, contents):
    folder = tmp_path_factory.mktemp("files")
    for content in contents:
        write_whole(folder / "file", content)
    assert (folder / "file").read_bytes() == contents[-1]
    assert names(folder) == ["file"]


def test_only_its_owner_reads_it(tmp_path):
    write_whole(tmp_path / "file", "words")
    write_once(tmp_path / "other", "words")
    assert {(tmp_path / name).stat().st_mode & 0o777 for name in names(tmp_path)} == {0o600}


def test_content_and_name_are_brought_to_the_disk_in_this_order(tmp_path, monkeypatch):
    """The content before the name, or a power cut leaves a name with nothing behind it."""
    said: list[str] = []
    fsync, replace = os.fsync, Path.replace
    monkeypatch.setattr(
        os,
        "fsync",
        lambda handle: (said.append(str(Path(f"/proc/self/fd/{handle}").readlink())), fsync(handle)),
    )
    monkeypatch.setattr(Path, "replace", lambda self, to: (said.append("renamed"), replace(self, to))[1])
    write_whole(tmp_path / "file", "words")
    content, renamed, name = said
    assert (Path(content).parent, renamed, name) == (tmp_path, "renamed", str(tmp_path))


@pytest.mark.parametrize("write", [write_whole, write_once])
def test_on_a_full_disk_the_old_file_stands_and_nothing_half_made_lies_beside(tmp_path, monkeypatch, write):
    write_whole(tmp_path / "file", "old")

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        write(tmp_path / "file", "new")
    assert (names(tmp_path), (tmp_path / "file").read_text()) == (["file"], "old")


def test_of_many_who_write_a_file_that_stays_one_wins_and_all_read_the_same(tmp_path):
    file, won, read = tmp_path / "secret", [], set()
    together = threading.Barrier(8)

    def make(number: int) -> None:
        together.wait()
        won.append(write_once(file, f"secret {number}"))
        read.add(file.read_text())

    threads = [threading.Thread(target=make, args=[number]) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (won.count(True), len(read), names(tmp_path)) == (1, 1, ["secret"])


def test_everything_in_a_folder_is_brought_to_the_disk(tmp_path, monkeypatch):
    (tmp_path / "inner").mkdir()
    for name in ("a", "inner/b"):
        (tmp_path / name).write_text("words")
    said: set[str] = set()
    monkeypatch.setattr(os, "fsync", lambda handle: said.add(str(Path(f"/proc/self/fd/{handle}").readlink())))
    sync_tree(tmp_path)
    assert said == {str(tmp_path / name) for name in ("", "a", "inner", "inner/b")}


@pytest.mark.parametrize("there", [False, True])
def test_a_medium_without_hard_links_takes_a_key_all_the_same(tmp_path, monkeypatch, there):
    """A USB stick is where a key for backups belongs."""

    def no_links(_from: object, _to: object) -> None:
        raise PermissionError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(os, "link", no_links)
    if there:
        write_whole(tmp_path / "key", "the first")
    assert write_once(tmp_path / "key", "a key") is not there
    assert (names(tmp_path), (tmp_path / "key").read_text()) == (["key"], "the first" if there else "a key")


def test_a_folder_that_one_may_only_write_into_takes_a_file(tmp_path, monkeypatch):
    opened = os.open

    def only_write(path: object, flags: int, *more: int) -> int:
        if flags & os.O_DIRECTORY:
            raise PermissionError(errno.EACCES, "Permission denied")
        return opened(path, flags, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "open", only_write)
    write_whole(tmp_path / "file", "words")
    assert (tmp_path / "file").read_text() == "words"


def test_what_a_killed_process_left_half_is_taken_away_and_what_another_is_writing_is_not(tmp_path):
    left, in_hand = tmp_path / ".letter.12-3.new", tmp_path / ".letter.45-6.new"
    for half in (left, in_hand):
        half.write_text("half of somebody's lett")
    os.utime(left, (0, 0))
    write_whole(tmp_path / "letter", "the letter")
    assert names(tmp_path) == [in_hand.name, "letter"]


def test_words_that_cannot_be_written_leave_nothing_behind(tmp_path):
    with pytest.raises(UnicodeEncodeError):
        write_whole(tmp_path / "file", "\udcff")
    assert names(tmp_path) == []
