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
from psycopg import sql

from alongside.config.home import Home
from alongside.config.postgres.binaries import Binaries, find_binaries

SUPERUSER = "alongside_super"
DATABASE = "alongside"
ROLES = {
    # Runs migrations; sees all rows; never serves a request.
    "alongside_owner": "LOGIN BYPASSRLS CREATEDB",
    # Serves; owns nothing, bypasses nothing.
    "alongside_app": "LOGIN",
    # Owns the few look-ups that policies use; nobody can sign in as it.
    "alongside_gate": "NOLOGIN",
    # Reads everything for a backup; writes nothing.
    "alongside_backup": "LOGIN BYPASSRLS",
}
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
    making = home.path / "postgres.making"
    shutil.rmtree(making, ignore_errors=True)
    locale = ["--encoding=UTF8", "--locale=C"]
    if binaries.major >= 17:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    subprocess.run(
        [*as_whom(), binaries["initdb"], "-D", str(making), *("-U", SUPERUSER, "-A", "peer", "-k"), *locale],
        check=True,
        stdout=sys.stderr,
    )
    (making / "pg_hba.conf").write_text("local all all peer map=alongside\n")
    names = [SUPERUSER, *(role for role, can in ROLES.items() if can.startswith("LOGIN"))]
    (making / "pg_ident.conf").write_text("".join(f"alongside {peer_name()} {name}\n" for name in names))
    making.rename(home.postgres)


def write_settings(home: Home) -> None:
    lines = [f"{name} = '{value}'" for name, value in SETTINGS.items()]
    lines.append(f"unix_socket_directories = '{home.runtime}'")
    (home.postgres / "postgresql.auto.conf").write_text("\n".join(lines) + "\n")


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


def create_roles(home: Home) -> None:
    """Roles and the database, made once; safe to run again after a kill half-way."""
    with psycopg.connect(dsn(home, SUPERUSER, "postgres"), autocommit=True) as connection:
        have = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role, can in ROLES.items():
            verb = "ALTER" if role in have else "CREATE"
            connection.execute(f"{verb} ROLE {role} {can}")
        connection.execute("GRANT alongside_gate TO alongside_owner")
        connection.execute("GRANT pg_read_all_data TO alongside_backup")
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
        if there is None:
            name = sql.Identifier(DATABASE)
            connection.execute(
                sql.SQL("CREATE DATABASE {} OWNER alongside_owner TEMPLATE template0").format(name)
            )


def keep(home: Home) -> int:
    """Run the server until nobody holds the users' lock. Says 'ready' on standard output."""
    own = home.lock("keeper").open("w")
    try:
        fcntl.flock(own, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return 0  # another keeper was quicker; the caller attaches to it
    check_namespaces()
    binaries = find_binaries()
    fresh = not (home.postgres / "PG_VERSION").exists()
    if fresh:
        create_cluster(home, binaries)
    see_orphans_off(home)
    # Nobody works on these files now: a pid file that is still there was left by a crash,
    # whoever owns that process number today.
    (home.postgres / "postmaster.pid").unlink(missing_ok=True)
    server = start_server(home, binaries)
    for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(name, signal.SIG_IGN)  # its end comes through the lock, not through a terminal
    wait_until_ready(home, server)
    if fresh or not _roles_complete(home):
        create_roles(home)
    print("ready", flush=True)
    return _wait_for_the_last_user(home, server)


def _roles_complete(home: Home) -> bool:
    with psycopg.connect(dsn(home, SUPERUSER, "postgres")) as connection:
        row = connection.execute(
            "SELECT count(*) = %s AND EXISTS (SELECT 1 FROM pg_database WHERE datname = %s) "
            "FROM pg_roles WHERE rolname = ANY(%s)",
            [len(ROLES), DATABASE, list(ROLES)],
        ).fetchone()
    return bool(row and row[0])


def _wait_for_the_last_user(home: Home, server: subprocess.Popen[bytes]) -> int:
    with home.lock("users").open("w") as users:
        while server.poll() is None:
            try:
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                time.sleep(0.2)
                continue
            server.send_signal(signal.SIGINT)
            return server.wait()
    return server.returncode or 0


if __name__ == "__main__":
    sys.exit(keep(Home(Path(sys.argv[1]))))
