"""A disk that forgets, when the power goes, what was not synced: a small file system of our own (FUSE).

Every file is kept twice: as the kernel sees it now, and as it stood at its last sync (the platter). A cut
throws away the first and starts again from the second. Names are kept at once: losing directory entries is
not played. With ``forgets_syncs`` the disk says that it synced and did not; a database on it must lose (the
control).
"""

from __future__ import annotations

import contextlib
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path
from types import TracebackType
from typing import Any


class LossyDisk:
    """Mounted at ``at`` while the block runs; ``cut`` plays a power cut, once all that used it is dead."""

    def __init__(self, at: Path, platter: Path, *, forgets_syncs: bool = False) -> None:
        self.at, self.platter, self.now = at, platter, platter.with_suffix(".now")
        self.forgets_syncs = forgets_syncs
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> LossyDisk:
        for folder in (self.platter, self.now):
            folder.mkdir(mode=0o700)
        self._mount()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, problem: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._unmount()

    def cut(self) -> None:
        self._unmount()
        shutil.rmtree(self.now)
        shutil.copytree(self.platter, self.now, symlinks=True)
        self._mount()

    def _mount(self) -> None:
        words = [sys.executable, __file__, str(self.at), str(self.now), str(self.platter)]
        self.process = subprocess.Popen([*words, "lies"] if self.forgets_syncs else words)
        while not os.path.ismount(self.at):
            if self.process.poll() is not None:
                raise SystemExit("FUSE could not be mounted here (it needs /dev/fuse and libfuse 2).")
            time.sleep(0.05)

    def _unmount(self) -> None:
        subprocess.run(["umount", "-l", str(self.at)], check=False)
        if self.process:
            self.process.terminate()
            self.process.wait(20)


def serve(at: str, now: str, platter: str, *, lies: bool) -> None:
    import mfusepy

    def path(name: str) -> str:
        return now + name

    def to_platter(name: str) -> None:
        with contextlib.suppress(FileNotFoundError):
            shutil.copy2(path(name), platter + name)

    class Disk(mfusepy.Operations):  # type: ignore[misc]
        """Everything goes to ``now``; names also to the platter; contents there only when they are synced."""

        use_ns = True

        def getattr(self, name: str, fh: int | None = None) -> dict[str, Any]:
            found = os.lstat(path(name))
            keys = (
                "st_atime_ns",
                "st_ctime_ns",
                "st_mtime_ns",
                "st_gid",
                "st_mode",
                "st_nlink",
                "st_size",
                "st_uid",
            )
            told: dict[str, Any] = {key: getattr(found, key) for key in keys}
            return {key.removesuffix("_ns"): value for key, value in told.items()}

        def readdir(self, name: str, fh: int) -> list[str]:
            return [".", "..", *os.listdir(path(name))]

        def readlink(self, name: str) -> str:
            return os.readlink(path(name))

        def mkdir(self, name: str, mode: int) -> int:
            os.mkdir(path(name), mode)
            os.mkdir(platter + name, mode)
            return 0

        def rmdir(self, name: str) -> int:
            os.rmdir(path(name))
            shutil.rmtree(platter + name)
            return 0

        def unlink(self, name: str) -> int:
            os.unlink(path(name))
            Path(platter + name).unlink(missing_ok=True)
            return 0

        def symlink(self, target: str, source: str) -> int:
            os.symlink(source, path(target))
            os.symlink(source, platter + target)
            return 0

        def link(self, target: str, source: str) -> int:
            os.link(path(source), path(target))
            shutil.copy2(platter + source, platter + target)
            return 0

        def rename(self, old: str, new: str) -> int:
            os.rename(path(old), path(new))
            if os.path.lexists(platter + old):
                os.rename(platter + old, platter + new)
            return 0

        def chmod(self, name: str, mode: int) -> int:
            os.chmod(path(name), mode)
            with contextlib.suppress(FileNotFoundError):
                os.chmod(platter + name, mode)
            return 0

        def chown(self, name: str, uid: int, gid: int) -> int:
            os.chown(path(name), uid, gid)
            return 0

        def utimens(self, name: str, times: tuple[int, int] | None = None) -> int:
            os.utime(path(name), ns=times)
            return 0

        def create(self, name: str, mode: int, fi: Any = None) -> int:
            opened = os.open(path(name), os.O_RDWR | os.O_CREAT | os.O_TRUNC, mode)
            if not os.path.lexists(platter + name):
                os.close(os.open(platter + name, os.O_WRONLY | os.O_CREAT, mode))
            return opened

        def open(self, name: str, flags: int) -> int:
            return os.open(path(name), flags & ~os.O_APPEND)

        def read(self, name: str, size: int, offset: int, fh: int) -> bytes:
            return os.pread(fh, size, offset)

        def write(self, name: str, data: bytes, offset: int, fh: int) -> int:
            return os.pwrite(fh, data, offset)

        def truncate(self, name: str, length: int, fh: int | None = None) -> int:
            os.truncate(path(name), length)
            return 0

        def fsync(self, name: str, datasync: int, fh: int) -> int:
            if not lies:
                to_platter(name)
            return 0

        def flush(self, name: str, fh: int) -> int:
            return 0

        def release(self, name: str, fh: int) -> int:
            os.close(fh)
            return 0

        def statfs(self, name: str) -> dict[str, int]:
            found = os.statvfs(path(name))
            keys = (
                "f_bavail",
                "f_bfree",
                "f_blocks",
                "f_bsize",
                "f_favail",
                "f_ffree",
                "f_files",
                "f_frsize",
            )
            return {key: getattr(found, key) for key in keys}

    mfusepy.FUSE(Disk(), at, foreground=True, nothreads=True, allow_other=True, default_permissions=False)


if __name__ == "__main__":
    serve(sys.argv[1], sys.argv[2], sys.argv[3], lies=len(sys.argv) > 4)
