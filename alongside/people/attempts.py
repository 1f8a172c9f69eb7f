"""How often somebody may try. Each try is counted, and the count committed, before anything is compared."""

from __future__ import annotations

import hashlib
import hmac
from datetime import timedelta

from django.conf import settings
from django.db import connection

from alongside.people.models import Attempt

MOST = 10
"""Tries of one kind for one account within WINDOW (NIST SP 800-63B-4 allows at most 100 in all)."""
WINDOW = timedelta(minutes=15)

# One statement, so that tries at the same moment are counted one after the other.
_COUNT = """
INSERT INTO people_attempt AS kept (key, since, tries) VALUES (%(key)s, now(), 1)
ON CONFLICT (key) DO UPDATE SET (since, tries) = (
    SELECT CASE WHEN is_old THEN now() ELSE kept.since END, CASE WHEN is_old THEN 1 ELSE kept.tries + 1 END
      FROM (SELECT kept.since < now() - make_interval(secs => %(window)s) AS is_old) AS age
)
RETURNING tries
"""


def may_try(kind: str, who: str) -> bool:
    """Count one more try of this kind for this account name or id; False once there were too many."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": _key(kind, who), "window": WINDOW.total_seconds()})
        row = cursor.fetchone()
    return bool(row and row[0] <= MOST)


def forget(kind: str, who: str) -> None:
    """The right password or code was given: the count starts anew."""
    Attempt.objects.filter(key=_key(kind, who)).delete()


def _key(kind: str, who: str) -> str:
    words = f"{kind}:{who.strip().casefold()}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), words, hashlib.sha256).hexdigest()
