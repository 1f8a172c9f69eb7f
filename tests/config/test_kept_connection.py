"""A kept connection: used without a question while nothing waits on it, replaced when the server ended it."""

import socket
import time

import psycopg
import pytest
from django.db import OperationalError, connection
from django.db.backends.postgresql import base

from alongside.config.home import current_home
from alongside.config.kept_connection.base import _is_local
from tests.databases import as_superuser


def backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def ended_by_the_server() -> int:
    """The server has ended our connection, and its last words are here."""
    ended = backend()
    with psycopg.connect(as_superuser(current_home()), autocommit=True) as server:
        server.execute("SELECT pg_terminate_backend(%s, 5000)", [ended])
    time.sleep(0.1)
    return ended


@pytest.fixture
def kept(committed) -> None:
    connection.ensure_connection()


def a_request_begins() -> None:
    connection.close_if_unusable_or_obsolete()  # what Django does at the start of each
    assert not connection.health_check_done


def test_a_local_connection_on_which_nothing_waits_is_used_without_a_question(kept, monkeypatch):
    """Over a network, where the suite runs on somebody else's server, the question is asked."""
    before = backend()
    a_request_begins()
    asked: list[str] = []
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda _self: asked.append("asked") or True)
    assert backend() == before
    assert bool(asked) != _is_local(connection.connection.fileno())


def test_a_connection_that_the_server_ended_is_replaced_before_it_is_used(kept):
    ended = ended_by_the_server()
    a_request_begins()
    assert backend() != ended


def test_without_the_look_the_same_connection_fails(kept):
    ended_by_the_server()
    a_request_begins()
    connection.health_check_done = True
    with pytest.raises(OperationalError):
        backend()
    connection.close()


@pytest.mark.parametrize("family", [socket.AF_UNIX, socket.AF_INET])
def test_only_a_line_that_cannot_die_without_a_sign_goes_without_the_question(family):
    with socket.socket(family) as line:
        assert _is_local(line.fileno()) == (family == socket.AF_UNIX)
        assert line.getsockname() is not None, "it was closed"


def test_a_line_in_the_middle_of_something_is_asked(kept):
    with psycopg.connect(as_superuser(current_home())) as own:
        own.execute("SELECT 1")  # now inside a transaction
        standing_in, connection.connection = connection.connection, own
        try:
            assert not connection._nothing_waits()
        finally:
            connection.connection = standing_in


def test_after_an_error_the_server_is_asked(kept, monkeypatch):
    asked = []
    monkeypatch.setattr(base.DatabaseWrapper, "is_usable", lambda _self: asked.append("asked") or True)
    monkeypatch.setattr(connection, "errors_occurred", True)
    assert connection.is_usable()
    assert asked == ["asked"]
