"""A unit that asks, and answers to give, for tests."""

from uuid import uuid4

from django.db import connection
from django.test import Client

from alongside.patients.doors import record_of, work_of
from alongside.people.models import Account, Unit
from alongside.support import actions
from alongside.support.safety import WatchedHours

HOURS = [WatchedHours(0, 8 * 60, 16 * 60), WatchedHours(3, 9 * 60, 12 * 60 + 30)]
CALM = {"nervous": 0, "worrying": 1, "little_interest": 0, "down": 1, "worry": 2, "words": ""}
HIGH = {"nervous": 3, "worrying": 2, "little_interest": 1, "down": 0, "worry": 3, "words": ""}
DANGER = {"worry": 3, "words": "I want to kill myself."}


def switched_on(family, owner="nurse"):
    with work_of("support setup", purpose="test"):
        unit = Unit.objects.get(name="Heart clinic")
        return actions.set_up(
            unit=unit,
            owner=getattr(family, owner),
            hours=HOURS,
            crisis_number="988",
            job="support setup",
        )


def inside(family, who):
    return record_of(family.patient.pk, by=getattr(family, who), purpose="test")


def client_of(family, who):
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    return client


def typed(said, **more):
    given = {name: value for name, value in said.items() if value not in (None, "")}
    return {"request_key": str(uuid4()), **given, **more}


def as_nobody():
    """Forget who was here, as between two requests."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('alongside.person', '', true), set_config('alongside.patient', '', true), "
            "set_config('alongside.job', '', true), set_config('alongside.post', '', true)"
        )


def be(person):
    as_nobody()
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('alongside.person', %s, true)", [str(person.pk)])


def count(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        return cursor.fetchone()[0]
