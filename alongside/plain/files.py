"""Files that are whole and stay: after a kill, a full disk or a power cut there is the old one or the new."""

import errno
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import get_ident

LEFT_BEHIND = 3600.0
"""Seconds after which a half-written file can only be that of a process that was killed."""
NO_LINKS = {errno.EPERM, errno.EOPNOTSUPP, errno.ENOSYS}
NO_SYNC = {errno.EACCES, errno.EINVAL, errno.EBADF}


def write_whole(file: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Put this content in a file's place. It is written beside, brought to the disk and then renamed, and the
    name is brought to the disk too: when this returns, a power cut takes nothing back.

    Raises OSError; then the file is the old one or, where only the name could not be brought to the disk, the
    new one. (POSIX.1-2017, fsync and rename.)
    """
    with _written_beside(file, content, mode) as beside:
        beside.replace(file)
    sync_folder(file.parent)


def write_once(file: Path, content: str | bytes, mode: int = 0o600) -> bool:
    """The same for a file that nobody may replace. False where there is one: then it is whole, and stays.

    On a medium without hard links (a USB stick) it is written in place, and removed again if that fails.
    """
    with _written_beside(file, content, mode) as beside:
        try:
            os.link(beside, file)
        except FileExistsError:
            return False
        except OSError as problem:
            if problem.errno not in NO_LINKS:
                raise
            try:
                _write_new(file, _bytes(content), mode)
            except FileExistsError:
                return False
    sync_folder(file.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Bring to the disk which names a folder holds, where we may read it and its file system can."""
    try:
        handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except PermissionError:  # one that we may only write into
        return
    try:
        os.fsync(handle)
    except OSError as problem:
        if problem.errno not in NO_SYNC:
            raise
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Bring to the disk everything that lies in a folder, as a program that is not ours has left it."""
    for place, _folders, files in os.walk(folder):
        for name in files:
            with (Path(place) / name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))


@contextmanager
def _written_beside(file: Path, content: str | bytes, mode: int) -> Iterator[Path]:
    """The content in a file of its own beside, on the disk; removed afterwards where it is still there."""
    for left in file.parent.glob(f".{file.name}.*.new"):  # somebody's words may be in it
        with suppress(OSError):
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                left.unlink()
    beside = file.with_name(f".{file.name}.{os.getpid()}-{get_ident()}.new")
    beside.unlink(missing_ok=True)  # of a process with this number that was killed
    try:
        _write_new(beside, _bytes(content), mode)
        yield beside
    finally:
        beside.unlink(missing_ok=True)


def _bytes(content: str | bytes) -> bytes:
    return content.encode() if isinstance(content, str) else content


def _write_new(file: Path, content: bytes, mode: int) -> None:
    """Raises FileExistsError where there is one; on every other failure nothing is left."""
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
    except BaseException:
        file.unlink(missing_ok=True)
        raise
