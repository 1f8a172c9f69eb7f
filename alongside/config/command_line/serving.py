"""`alongside serve` and `alongside demo`."""

import errno
import ipaddress
import socket
import time
from contextlib import nullcontext
from typing import Annotated, Any

import typer

from alongside.config.command_line.app import database, give_up, say
from alongside.config.command_line.languages import load_shipped
from alongside.config.command_line.working import worker_beside
from alongside.config.home import Home, current_home
from alongside.config.postgres.servers import dsn_folder, watched_postgres

Host = Annotated[str, typer.Option(help="Address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=65535, help="Port to listen on.")]
Worker = Annotated[bool, typer.Option(help="Also work in the background (as `alongside work` does).")]


def _check_address(host: str) -> None:
    """Beyond this machine only with TLS: names and health must not travel in the clear."""
    from django.conf import settings

    try:
        loopback = ipaddress.ip_address(host).is_loopback
    except ValueError:
        loopback = host == "localhost"
    if not loopback and not settings.TLS:
        give_up(
            f"{host} can be reached from other machines, and this installation has no TLS. Put a TLS proxy "
            "in front of it and set ALONGSIDE_TLS=yes, or listen on 127.0.0.1."
        )


ENDING = 5.0
"""Seconds that a server which is just ending has to let go of its port."""


def _check_port(host: str, port: int, patience: float = ENDING) -> None:
    """Refuse an address that another program serves. Ours would listen beside it (SO_REUSEPORT), and readers
    would come to the one or the other by chance: to made-up people instead of their own record."""
    give_up_at = time.monotonic() + patience
    while problem := _why_not(host, port):
        if problem.errno != errno.EADDRINUSE or time.monotonic() > give_up_at:
            why = "another program is there" if problem.errno == errno.EADDRINUSE else problem.strerror
            give_up(
                f"Alongside cannot listen at {host}, port {port}: {why}. End what is there, or name another "
                "port with --port."
            )
        time.sleep(0.2)


def _why_not(host: str, port: int) -> OSError | None:
    """What stands against listening there alone; nothing where it can be done.

    A name may have an address that this machine lacks (::1 of localhost): then the others count.
    """
    try:
        addresses = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError as problem:
        return problem
    except UnicodeError:
        return OSError(errno.EINVAL, "that is no name of a machine")
    problems = [_problem_at(*one) for one in addresses]
    taken = [one for one in problems if one is not None and one.errno == errno.EADDRINUSE]
    if taken:
        return taken[0]
    return None if None in problems else problems[0]


def _number_of(host: str, port: int) -> str:
    """The address behind a name: the server takes numbers only. The first that is ours, IPv4 before."""
    found = sorted(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    return str(next((one for one in found if _problem_at(*one) is None), found[0])[4][0])


def _problem_at(family: int, kind: int, protocol: int, _name: str, address: Any) -> OSError | None:
    try:
        with socket.socket(family, kind, protocol) as alone:
            alone.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what a server just ended leaves
            alone.bind(address)
            alone.listen()
    except OSError as problem:
        return problem
    return None


def _listen(home: Home, host: str, port: int, *, worker: bool) -> None:
    with watched_postgres(home), worker_beside() if worker else nullcontext():
        _serve(host, port)


def _serve(host: str, port: int) -> None:
    from django.conf import settings
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    _check_port(host, port)  # again: filling a demonstration takes its time
    Granian(
        "alongside.config.served:application",
        address=_number_of(host, port),
        port=port,
        interface=Interfaces.WSGI,
        workers=settings.SERVER_PROCESSES,
        blocking_threads=4,
        log_access=False,
        log_level=LogLevels.warning,
        websockets=False,
        workers_kill_timeout=10,  # a worker that does not end by itself is ended
    ).serve()


def serve(host: Host = "127.0.0.1", port: Port = 8000, worker: Worker = True) -> None:
    """Serve this installation."""
    _check_port(host, port)
    with database() as home:
        _check_address(host)
        say.print(f"Alongside is at http://{host}:{port}/")
        _listen(home, host, port, worker=worker)


def _holds_nobody(home: Home) -> bool:
    """There is no database yet, of ours or of somebody else: nobody in it can be real."""
    return not home.postgres.exists() and dsn_folder(home) is None


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    only_prepare: Annotated[bool, typer.Option("--only-prepare", help="Fill, and do not serve.")] = False,
) -> None:
    """Serve made-up people and content, to try Alongside, in every language that we ship."""
    if not only_prepare:
        _check_port(host, port)
    if _holds_nobody(current_home()):
        load_shipped()
    with database() as home:
        from alongside.config import demonstration, installation
        from alongside.people.queries import made_up_people

        _check_address(host)
        with say.status("Making made-up people …"):
            installation.mark_as_demonstration()
            load_shipped()  # an older demonstration has them after its next start
            demonstration.fill()
            installation.count_rows()
        if only_prepare:
            return
        address = f"http://{host}:{port}"
        say.print(f"\nAlongside, with made-up people, is at [bold]{address}/made-up-people/[/bold]")
        say.print("There, one press signs you in as any of them. Or sign in at /sign-in/ with:\n")
        for person in made_up_people():
            say.print(f"  {person.username:<8} {person.name}{', ' + person.what if person.what else ''}")
        say.print(f"\n  The password of each is: {demonstration.PASSWORD}\n  Ctrl+C ends it.\n")
        _listen(home, host, port, worker=True)
