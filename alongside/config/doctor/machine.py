"""What can be seen without the database: files, room on the disk, names and TLS, backups."""

import ipaddress
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from alongside.config import languages
from alongside.config.doctor.findings import Finding, fine, look, wrong
from alongside.config.home import Home
from alongside.config.postgres.servers import dsn_folder

MEGABYTE = 1_000_000
LEAST, LITTLE = 200 * MEGABYTE, 2_000 * MEGABYTE
BACKUP_EVERY = timedelta(hours=26)  # once a day, and two hours for a slow night


def private_files(home: Home) -> Iterator[Finding]:
    """Folders for this user only, secrets 0600, and no key that opens backups on this machine."""
    about = "secrets"
    bad = []
    folders = [home.path, home.path / "secrets"]
    dsns = dsn_folder(home)
    files = [*(home.path / "secrets").glob("*"), *(dsns.glob("*.dsn") if dsns else ())]
    for path in [*folders, *files]:
        if path.exists() and path.stat().st_mode & 0o077:
            bad.append(path)
    for path in bad:
        mode = "700" if path.is_dir() else "600"
        yield wrong(about, f"Others on this machine can open {path}.", f"chmod {mode} {path}")
    for path in _keys_for_backups(home):
        yield wrong(
            about,
            f"{path} opens backups, and lies beside what they are backups of.",
            "Move it to another machine and remove it here; if others had access, make a new key.",
        )
    if not bad:
        yield fine(about, f"{len(files)} secrets, readable by their owner only.")


def _keys_for_backups(home: Home) -> list[Path]:
    small = [file for file in home.path.glob("*") if file.is_file() and file.stat().st_size < 10_000]
    return [file for file in small if b"AGE-SECRET-KEY-1" in file.read_bytes()]


def disk(home: Home, free: int | None = None) -> Finding:
    free = shutil.disk_usage(home.path).free if free is None else free
    said = f"{free // MEGABYTE:,} MB are free where {home.path} lies."
    mend = "Make room, or move the installation. On a full disk nothing can be written, and no record opened."
    if free < LEAST:
        return wrong("disk", said, mend)
    return look("disk", said, mend) if free < LITTLE else fine("disk", said)


def names_and_tls(hosts: list[str], tls: bool) -> Finding:
    beyond = [host for host in hosts if not _is_here(host)]
    if beyond and not tls:
        return wrong(
            "TLS",
            f"The site answers to {', '.join(beyond)} without TLS: names and health would travel open.",
            "Put a TLS proxy in front and set ALONGSIDE_TLS=yes, or take the names out of ALONGSIDE_HOSTS.",
        )
    return fine("TLS", "on" if tls else "off, and the site answers on this machine only.")


def _is_here(host: str) -> bool:
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


def page_languages(home: Home) -> Iterator[Finding]:
    """Languages taken up: drafts that nobody vouches for, and folders that nothing can be read from."""
    about = "languages"
    for folder in languages.unreadable(home.path):
        yield wrong(about, f"{folder} holds no language that can be read.", "alongside language load FILE")
    for one in languages.taken(home.path):
        said = f"{one.name} ({one.code}): {one.translated} of {one.of} messages"
        if one.is_draft:
            mend = (
                "Have somebody qualified read it, then: alongside language load FILE --signed-by 'NAME, ROLE'"
            )
            yield look(about, f"{said}; a draft, and each page says so.", mend)
        else:
            yield fine(about, f"{said}; signed by {one.signed_by} on {one.signed_on}.")


def backup_age(home: Home, now: datetime | None = None) -> Finding:
    about, mend = "backup", "alongside backup --to FOLDER, every night, and copy it to another machine."
    try:
        note = json.loads((home.path / "last-backup.json").read_text())
        made = datetime.fromisoformat(note["made_at"])
    except FileNotFoundError:
        return wrong(about, "There is no backup.", mend)
    except (ValueError, KeyError):
        return wrong(about, f"{home.path / 'last-backup.json'} cannot be read.", mend)
    age = (now or datetime.now(UTC)) - made
    said = f"The last one is from {made:%Y-%m-%d %H:%M} UTC ({note['rows']} rows)."
    return wrong(about, said, mend) if age > BACKUP_EVERY else fine(about, said)
