"""The keeper: one small process that runs PostgreSQL for as long as anybody uses it.

Everybody who uses the database holds a shared lock on one file. The kernel lets go of a
lock when its holder ends, however it ends, so the keeper needs no pid files and cannot be
misled by zombies or by process numbers used again: when it can take the lock for itself
alone, nobody is left, and it stops the server cleanly. If the keeper itself is killed, the
kernel tells PostgreSQL to shut down (PR_SET_PDEATHSIG).
"""

import contextlib
import ctypes
import fcntl
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO

import psycopg

from alongside.config.home import Home
from alongside.config.postgres.binaries import Binaries, NoPostgres, find_binaries
from alongside.config.postgres.roles import DATABASE, ROLES, SUPERUSER, create_roles, roles_complete
from alongside.plain.files import sync_folder, write_whole

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # An error message may quote a row. Rows do not belong in a log file.
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length": "0",
    "log_parameter_max_length_on_error": "0",
}
PR_SET_PDEATHSIG = 1


def as_whom() -> list[str]:
    """PostgreSQL refuses to run as root. As root it runs in a user namespace of its own,
    where it is an ordinary user, and its files stay root's and private."""
    if os.geteuid() != 0:
        return []
    return ["unshare", "--user", "--map-user=1", "--map-group=1"]


def peer_name() -> str:
    """The system user that the server sees at the other end of its socket."""
    import pwd  # not on every platform that only reads this module

    try:
        return pwd.getpwuid(1 if os.geteuid() == 0 else os.geteuid()).pw_name
    except KeyError:
        raise SystemExit(
            f"The user number {os.geteuid()} has no name on this machine (no line in /etc/passwd), and "
            "PostgreSQL needs one. Add the user, or use an external database."
        ) from None


def check_namespaces() -> None:
    """As root, say at once and plainly when user namespaces are switched off."""
    if not as_whom():
        return
    if shutil.which("unshare") is None:
        raise SystemExit("The program 'unshare' is missing (Debian: util-linux). Or run as an ordinary user.")
    tried = subprocess.run([*as_whom(), "true"], capture_output=True, text=True)
    if tried.returncode != 0:
        raise SystemExit(
            "PostgreSQL does not run as root, and this machine does not allow user namespaces "
            f"({tried.stderr.strip()}). Run Alongside as an ordinary user, or use an external database."
        )


def create_cluster(home: Home, binaries: Binaries) -> None:
    """initdb into a side folder, renamed when complete: a kill in the middle leaves nothing half-made."""
    user = peer_name()
    making = home.path / "postgres.making"
    shutil.rmtree(making, ignore_errors=True)
    locale = ["--encoding=UTF8", "--locale=C"]
    if binaries.major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    made = subprocess.run(
        [*as_whom(), binaries["initdb"], "-D", str(making), *("-U", SUPERUSER, "-A", "peer", "-k"), *locale],
        stdout=sys.stderr,
    )
    if made.returncode != 0:
        shutil.rmtree(making, ignore_errors=True)
        free = shutil.disk_usage(home.path).free // 1_000_000
        raise SystemExit(
            f"The database could not be made in {home.path}; initdb's own words stand above. There are "
            f"{free} MB free on that disk, and 100 MB are needed. Nothing was kept; run it again."
        )
    # initdb has brought its own files to the disk; these two, too, must outlast a power cut.
    write_whole(making / "pg_hba.conf", "local all all peer map=alongside\n")
    names = [SUPERUSER, *(role.name for role in ROLES if role.signs_in)]
    write_whole(making / "pg_ident.conf", "".join(f"alongside {user} {name}\n" for name in names))
    making.rename(home.postgres)
    sync_folder(home.path)


def write_settings(home: Home) -> None:
    lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
    lines.append(f"unix_socket_directories = '{home.runtime}'")
    text, file = "\n".join(lines) + "\n", home.postgres / "postgresql.auto.conf"
    # Not written when nothing changed: on a full disk the old settings must survive.
    if file.read_text() != text:
        write_whole(file, text)


def see_orphans_off(home: Home) -> None:
    """Wait for processes of a server whose keeper was killed: two servers on one folder destroy it.

    Every process of a server has the data folder as its working directory, so the kernel
    tells who they are; process numbers in files may be stale or used again.
    """
    while orphans := [pid for pid in _processes() if _works_in(pid, home.postgres)]:
        for pid in orphans:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGINT)
        time.sleep(0.1)


def _processes() -> list[int]:
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit()]


def _works_in(pid: int, folder: Path) -> bool:
    try:
        return Path(f"/proc/{pid}/cwd").readlink() == folder
    except OSError:  # gone, a zombie, or somebody else's
        return False


def start_server(home: Home, binaries: Binaries) -> subprocess.Popen[bytes]:
    write_settings(home)
    keeper = os.getpid()

    def die_with_the_keeper() -> None:
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGINT)
        if os.getppid() != keeper:
            os._exit(1)

    log: IO[bytes] = home.log.open("ab")
    return subprocess.Popen(
        [*as_whom(), binaries["postgres"], "-D", str(home.postgres)],
        stdout=log,
        stderr=log,
        stdin=subprocess.DEVNULL,
        preexec_fn=die_with_the_keeper,
    )


def dsn(home: Home, role: str, database: str = DATABASE) -> str:
    return f"host={home.runtime} user={role} dbname={database}"


def wait_until_ready(home: Home, server: subprocess.Popen[bytes]) -> None:
    """Wait as long as the server lives: crash recovery takes the time it takes."""
    while True:
        try:
            psycopg.connect(dsn(home, SUPERUSER, "postgres")).close()
            return
        except psycopg.OperationalError:
            if server.poll() is not None:
                tail = home.log.read_text(errors="replace").splitlines()[-5:]
                raise SystemExit("PostgreSQL did not start. It said:\n" + "\n".join(tail)) from None
            time.sleep(0.02)


def make_roles(home: Home) -> None:
    with psycopg.connect(dsn(home, SUPERUSER, "postgres"), autocommit=True) as connection:
        if not roles_complete(connection):
            create_roles(connection)


def keep(home: Home) -> int:
    """Run the server until nobody holds the users' lock. Says 'ready' on standard output."""
    own = home.lock("keeper").open("w")
    try:
        fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0  # another keeper was quicker; the caller attaches to it
    check_namespaces()
    try:
        binaries = find_binaries()
    except NoPostgres as problem:
        raise SystemExit(str(problem)) from None
    if not (home.postgres / "PG_VERSION").exists():
        create_cluster(home, binaries)
    check_major(home, binaries)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # its end comes through the lock, not through a terminal
    server = run_server(home, binaries)
    make_roles(home)
    print("ready", flush=True)
    with home.lock("users").open("w") as users:
        return _until_the_last_user_left(home, binaries, server, users)


def run_server(home: Home, binaries: Binaries) -> subprocess.Popen[bytes]:
    """A server that answers, on a folder on which no other process works."""
    see_orphans_off(home)
    # Nobody works on these files now: a pid file or a socket that is still there was left by a crash,
    # whoever owns that process number today (another program, or a server not yet reaped).
    (home.postgres / "postmaster.pid").unlink(missing_ok=True)
    for left in home.runtime.glob(".s.PGSQL.*"):
        left.unlink()
    server = start_server(home, binaries)
    wait_until_ready(home, server)
    return server


def check_major(home: Home, binaries: Binaries) -> None:
    """Data files belong to one major version; another one's programs cannot read them."""
    said = (home.postgres / "PG_VERSION").read_text().strip()
    if not said.isdigit():
        raise SystemExit(
            f"The database in {home.postgres} is damaged: its file PG_VERSION holds {said[:20]!r} instead of "
            "a number. A disk that lost what it had promised to keep does this; nothing was changed. Restore "
            "a backup into a new installation: ALONGSIDE_HOME=/new/folder alongside restore FILE --key KEY"
        )
    made_by = int(said)
    if made_by != binaries.major:
        raise SystemExit(
            f"The database in {home.postgres} was made by PostgreSQL {made_by}, and the programs "
            f"in {binaries.folder} are PostgreSQL {binaries.major}. Set ALONGSIDE_PG_BIN to PostgreSQL "
            f"{made_by}, make a backup with it, and restore that into a new installation."
        )


def _until_the_last_user_left(
    home: Home, binaries: Binaries, server: subprocess.Popen[bytes], users: IO[str]
) -> int:
    """Wait; a server that ends by itself while somebody uses it is started again."""
    started, pause = time.monotonic(), 0.2
    while True:
        if _nobody_uses(users):
            server.send_signal(signal.SIGINT)
            return server.wait()
        if server.poll() is None:
            time.sleep(0.2)
            continue
        # One that falls again at once (a full disk) is not hammered.
        pause = 0.2 if time.monotonic() - started > 10 else min(2 * pause, 5.0)
        print(f"PostgreSQL ended by itself ({server.returncode}); it is started again.", file=sys.stderr)
        time.sleep(pause)
        started = time.monotonic()
        with contextlib.suppress(SystemExit):
            server = run_server(home, binaries)


def _nobody_uses(users: IO[str]) -> bool:
    try:
        fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


if __name__ == "__main__":
    sys.exit(keep(Home(Path(sys.argv[1]))))
