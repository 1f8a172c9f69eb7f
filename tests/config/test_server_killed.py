"""A server that is killed leaves nobody on its port."""

import os
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress

import pytest

from tests.installation import CHECKOUT

pytestmark = pytest.mark.slow
PROGRAM = """
import sys
from alongside.config.installation import start_django
from alongside.config.command_line.serving import _serve
start_django()
_serve("127.0.0.1", int(sys.argv[1]))
"""
PATIENCE = 120  # seconds


def answers(port: int) -> bool:
    with socket.socket() as asking:
        return asking.connect_ex(("127.0.0.1", port)) == 0


def wait_until(port: int, *, answering: bool) -> bool:
    until = time.monotonic() + PATIENCE
    while answers(port) is not answering and time.monotonic() < until:
        time.sleep(0.1)
    return answers(port) is answering


def test_the_processes_of_a_killed_server_do_not_keep_its_port():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(port)], cwd=CHECKOUT, env=dict(os.environ), start_new_session=True
    )
    try:
        assert wait_until(port, answering=True)
        server.kill()
        server.wait()
        assert wait_until(port, answering=False)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(server.pid, signal.SIGKILL)
