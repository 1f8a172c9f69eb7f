"""A kept connection: used without a question while nothing waits on it, replaced when the server ended it."""

import time

import psycopg
import pytest
from django.db import OperationalError, connection

from alongside.config.home import current_home
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


def test_a_connection_on_which_nothing_waits_is_used_without_a_question(kept, monkeypatch):
    before = backend()
    a_request_begins()
    monkeypatch.setattr(connection, "is_usable", lambda: pytest.fail("the server was asked"))
    assert backend() == before


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
