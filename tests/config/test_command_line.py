"""The command line: data on standard output, complaints on standard error, exit codes."""

import socket
import subprocess
import sys
import threading

import pytest
import typer
from typer.testing import CliRunner

from alongside.config.command_line.main import app

runner = CliRunner()


def test_a_file_that_is_not_there_is_said_plainly():
    result = runner.invoke(app, ["aid", "check", "no-such-file.yaml"])
    assert result.exit_code == 2
    assert "no-such-file.yaml cannot be read: No such file or directory." in result.stderr


@pytest.mark.parametrize("words", [[], ["aid"], ["user"], ["trail"]])
def test_without_a_command_the_help_is_shown(words):
    assert "Usage" in runner.invoke(app, words).output


def test_serving_beyond_this_machine_without_tls_is_refused():
    from alongside.config.command_line.serving import _check_address

    with pytest.raises(typer.Exit):
        _check_address("0.0.0.0")
    _check_address("127.0.0.1")


BREAKS = """
from alongside.config.command_line.main import app, main

@app.command("break")
def breaks() -> None:
    first, second = ValueError("Key (full_name)=(Rosa Lindqvist)"), KeyError("the words of a note")
    first.__context__, second.__context__ = second, first
    raise first

main()
"""


def test_a_port_that_another_server_shares_is_refused_and_one_that_is_free_is_not(capsys, monkeypatch):
    """Both could listen: SO_REUSEPORT is what our server sets, and it would give each some of the readers."""
    from alongside.config.command_line.serving import _check_port

    with socket.socket() as there:
        there.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        there.bind(("127.0.0.1", 0))
        there.listen()
        port = there.getsockname()[1]
        with pytest.raises(typer.Exit) as ended:
            _check_port("127.0.0.1", port, patience=0)
        assert ended.value.exit_code == 2
        assert "another program is there" in " ".join(capsys.readouterr().err.split())
        with pytest.raises(typer.Exit):
            _check_port("x" * 64, port, patience=0)
        kind = (socket.AF_INET, socket.SOCK_STREAM, 0, "")
        two = [(*kind, ("192.0.2.1", port)), (*kind, ("127.0.0.1", port))]  # the first is not this machine's
        monkeypatch.setattr(socket, "getaddrinfo", lambda *_args, **_more: two)
        with pytest.raises(typer.Exit):
            _check_port("localhost", port, patience=0)
        threading.Timer(0.3, there.close).start()
        _check_port("127.0.0.1", port)


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_the_server_is_given_the_number_behind_a_name(host):
    from alongside.config.command_line.serving import _number_of

    assert _number_of(host, 0) == "127.0.0.1"


def test_an_error_that_nobody_foresaw_ends_and_is_told_without_its_own_words():
    """Its chain leads back into itself, as it may where a database is killed again and again: a worker that
    drew it was found at 2.8 GB, neither working nor ending."""
    ended = subprocess.run(
        [sys.executable, "-c", BREAKS, "break"], capture_output=True, text=True, timeout=120
    )
    assert ended.returncode == 70
    assert ended.stderr.startswith("This broke: ValueError, at")
    assert "in breaks" in ended.stderr
    assert "Rosa" not in ended.stderr + ended.stdout


ENDS = """
import sys, threading, time
from alongside.config.command_line.working import _end_with_the_server

threading.Thread(target=_end_with_the_server, daemon=True).start()
time.sleep(0.5)
sys.exit(70)
"""


def test_a_worker_that_ends_while_its_server_lives_is_not_aborted():
    """The server's end of the pipe stays open, and a thread of the worker waits for it to be closed."""
    with subprocess.Popen(
        [sys.executable, "-c", ENDS], stdin=subprocess.PIPE, stderr=subprocess.PIPE
    ) as worker:
        assert worker.wait(60) == 70
        assert worker.stderr.read() == b""
