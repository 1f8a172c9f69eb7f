"""A session is noted when it is due, and a database that cannot write takes no page away."""

import time

import pytest
from django.contrib.sessions.backends.base import UpdateError
from django.db import connections
from django.test import Client

from alongside.people.middleware import LAST_SEEN, NOTED_EVERY
from alongside.people.models import Account, Session

DISK_IS_FULL = """
CREATE FUNCTION no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full'; END $$;
CREATE TRIGGER no_room BEFORE UPDATE ON people_session FOR EACH ROW EXECUTE FUNCTION no_room();
"""
LIBRARY = "/aids/"


def reader(seen_ago: int) -> Client:
    """Somebody whose session says that they were last seen so many seconds ago."""
    client = Client()
    client.force_login(Account.objects.get(username="rosa"))
    client.get(LIBRARY)
    session = client.session
    session[LAST_SEEN] = int(time.time()) - seen_ago
    session.save()
    return client


def noted() -> list[object]:
    return list(Session.objects.values_list("session_data", "seen"))


@pytest.mark.parametrize(("seen_ago", "is_noted"), [(NOTED_EVERY - 10, False), (NOTED_EVERY + 1, True)])
def test_a_session_is_written_every_half_minute_and_not_for_every_page(family, seen_ago, is_noted):
    client = reader(seen_ago)
    before = noted()
    assert client.get(LIBRARY).status_code == 200
    assert (noted() != before) == is_noted


def test_when_the_disk_is_full_the_library_is_still_read_and_nobody_is_signed_out(committed_family):
    client = reader(NOTED_EVERY + 1)
    with connections["owner"].cursor() as cursor:
        cursor.execute(DISK_IS_FULL)
    before = noted()
    assert [client.get(LIBRARY).status_code for _ in range(2)] == [200, 200]
    assert noted() == before


def test_a_session_that_was_ended_elsewhere_meanwhile_is_not_brought_back(family):
    client = reader(NOTED_EVERY + 1)
    store = client.session
    store[LAST_SEEN] = int(time.time())
    Session.objects.all().delete()
    with pytest.raises(UpdateError):
        store.save()
    assert noted() == []
