"""Writing the trail. There is one way in, and it cannot be undone."""

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from alongside.trail.models import RequestKey

LIBRARY, DOORS = "library", "doors"


def did(
    verb: str,
    kind: str,
    subject: UUID | None,
    *,
    stream: str | UUID,
    by: UUID | None,
    purpose: str = "",
    service: str = "",
    named: Iterable[UUID] = (),
) -> int:
    """Append one line in the current transaction and return its position.

    verb: what was done ("looked", "recommended"); kind and subject: on what; stream: the
    patient's id, or one of the named streams; by: the person, or None for a service. Never
    pass anything that tells about somebody's health: ids and verbs only.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT gate.append_to_trail(%s, %s, %s, %s, %s, %s, %s, %s)",
            [str(stream), by, service, verb, kind, subject, purpose, list(named)],
        )
        (position,) = cursor.fetchone()
    return int(position)


def first_time(*, by: UUID, key: UUID) -> bool:
    """Claim a form's request key in the current transaction; False when it was used before.

    A second, simultaneous submission waits here for the first to commit, and then learns
    that it is the second.
    """
    claimed = RequestKey(actor=by, key=key)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO trail_requestkey (id, actor, key, at) VALUES (%s, %s, %s, now()) "
            "ON CONFLICT (actor, key) DO NOTHING",
            [claimed.id, by, key],
        )
        return bool(cursor.rowcount == 1)
