"""Where sessions are kept: the cookie's key only as a digest, each session with its account and beginning.

Django's way to extend its database sessions (docs: "Extending database-backed session engines").
"""

import hashlib
from typing import Any
from uuid import UUID, uuid4

import structlog
from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import DatabaseError
from django.utils import timezone
from django.utils.dateparse import parse_datetime

from alongside.people.arriving import Arrival, arrival
from alongside.people.models import Session

BEGAN = "began"
DEVICE = "device"
LISTED_AS = "listed_as"
log = structlog.get_logger("alongside.sessions")


def digest(key: str) -> str:
    """The 40 hexadecimal digits under which a session is found; a key is random, so no salt is needed."""
    return hashlib.sha256(key.encode()).hexdigest()[:40]


class SessionStore(db.SessionStore):
    @classmethod
    def get_model_class(cls) -> type[Session]:
        return Session

    arrival: Arrival | None = None  # what was read with the session, for whoever asks next who is here

    def load(self) -> dict[str, Any]:
        self.arrival = arrival(digest(self.session_key or ""), timezone.now())
        if self.arrival is None:
            self._session_key = None
            return {}
        return self.decode(self.arrival.session_data)

    def exists(self, session_key: str) -> bool:
        return Session.objects.filter(session_key=digest(session_key)).exists()

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        account = data.get("_auth_user_id")
        listed_as = data.setdefault(LISTED_AS, str(uuid4()))
        return Session(
            # What Django's own store calls here; the stubs do not know it.
            session_key=digest(self._get_or_create_session_key()),  # type: ignore[attr-defined]
            session_data=self.encode(data),
            expire_date=self.get_expiry_date(),
            listed_as=UUID(listed_as),
            account_id=UUID(account) if account else None,
            began=parse_datetime(data.get(BEGAN, "")) or timezone.now(),
            device=data.get(DEVICE, ""),
        )

    def save(self, must_create: bool = False) -> None:
        """Where the database cannot write (a full disk), the page that was read is still shown; the session
        stays as it was, so that somebody is sooner held to be idle, never later. A session that was ended
        meanwhile is refused, as in Django's own store."""
        try:
            super().save(must_create)
        except UpdateError as problem:
            # Django's word for "there was no such row" is its own class; the database's refusals are finer.
            if type(problem.__context__) is DatabaseError:
                raise
            log.warning("session not noted", problem=type(problem.__context__).__name__)

    def delete(self, session_key: str | None = None) -> None:
        key = session_key or self.session_key
        if key:
            Session.objects.filter(session_key=digest(key)).delete()
