"""Where an installation keeps its things: one data folder, one short runtime folder.

The data folder holds the database, the secrets (mode 0600) and the logs. The runtime
folder holds only the database socket: socket paths are limited to 107 bytes, so it
cannot simply live inside a deep data folder.
"""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from alongside.plain.files import sync_folder, write_once


@dataclass(frozen=True)
class Home:
    """One installation's folders. Nothing is created until `prepare` is called."""

    path: Path

    @property
    def postgres(self) -> Path:
        return self.path / "postgres"

    @property
    def log(self) -> Path:
        return self.path / "postgres.log"

    @property
    def runtime(self) -> Path:
        """A short folder, private to this user and this installation, for the socket."""
        name = hashlib.sha256(str(self.path).encode()).hexdigest()[:12]
        base = os.environ.get("XDG_RUNTIME_DIR") or "/tmp"  # noqa: S108 - prepare() checks the owner
        return Path(base) / f"alongside-{os.getuid()}-{name}"

    def lock(self, name: str) -> Path:
        return self.path / f"{name}.lock"

    def prepare(self) -> None:
        """Create the folders, readable by this user only.

        Raises PermissionError where a folder exists already and belongs to somebody else.
        """
        for folder in (self.path, self.runtime):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            if folder.stat().st_uid != os.getuid():
                raise PermissionError(f"{folder} belongs to another user. Choose another ALONGSIDE_HOME.")
        self.runtime.chmod(0o700)

    def secret(self, name: str, made: str | None = None) -> str:
        """Read a secret, making it on first use (random, or as `made`).

        The file is 0600 and whole from the moment it exists.
        """
        file = self.path / "secrets" / name
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            # What was sealed with a secret is lost with it: it stays before anything uses it. Of two who make
            # one at once, the first is the one that both read.
            write_once(file, made or secrets.token_urlsafe(48))
            sync_folder(self.path)
        return file.read_text()


def current_home() -> Home:
    """The installation named by ALONGSIDE_HOME, else the user's data folder (XDG)."""
    named = os.environ.get("ALONGSIDE_HOME")
    if named:
        return Home(Path(named).expanduser().resolve())
    data = os.environ.get("XDG_DATA_HOME") or str(Path.home() / ".local" / "share")
    return Home(Path(data) / "alongside")
