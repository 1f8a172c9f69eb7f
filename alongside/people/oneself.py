"""Where somebody is with themselves: no patient's record is open, and none is written to."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection, transaction

from alongside.people.models import Person


@contextmanager
def by_oneself(person: Person) -> Iterator[None]:
    """One transaction in which the database shows this person what is theirs alone."""
    with transaction.atomic(durable=True):
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('alongside.person', %s, true), set_config('alongside.patient', '', true), "
                "set_config('alongside.job', '', true)",
                [str(person.pk)],
            )
        yield
