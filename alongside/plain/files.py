"""Files that are whole and stay: after a kill, a full disk or a power cut there is the old one or the new."""

import os
from contextlib import suppress
from pathlib import Path
from threading import get_ident


def write_whole(file: Path, content: str | bytes, mode: int = 0o600) -> None:
    """Put this content in a file's place. It is written beside, brought to the disk and then renamed, and the
    name is brought to the disk too: when this returns, a power cut takes nothing back.

    Raises OSError, and the file is as it was. (POSIX.1-2017, fsync and rename.)
    """
    beside = _written_beside(file, content, mode)
    try:
        beside.replace(file)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    sync_folder(file.parent)


def write_once(file: Path, content: str | bytes, mode: int = 0o600) -> bool:
    """The same for a file that nobody may replace. False where there is one: then it is whole, and stays."""
    beside = _written_beside(file, content, mode)
    try:
        os.link(beside, file)
    except FileExistsError:
        return False
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(file.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Bring to the disk which names a folder holds."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_tree(folder: Path) -> None:
    """Bring to the disk everything that lies in a folder, as a program that is not ours has left it."""
    for place, _folders, files in os.walk(folder):
        for name in files:
            with (Path(place) / name).open("rb") as file:
                os.fsync(file.fileno())
        sync_folder(Path(place))


def _written_beside(file: Path, content: str | bytes, mode: int) -> Path:
    beside = file.with_name(f".{file.name}.{os.getpid()}-{get_ident()}.new")
    with suppress(FileNotFoundError):
        beside.unlink()  # of a process with this number that was killed
    try:
        with os.fdopen(os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as stream:
            stream.write(content.encode() if isinstance(content, str) else content)
            stream.flush()
            os.fsync(stream.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside
