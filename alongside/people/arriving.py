"""Who comes with this cookie: the session, its account and its person in one statement, on every page."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user
from django.contrib.sessions.backends.base import SessionBase
from django.db import connection
from django.http import HttpRequest
from django.utils.crypto import constant_time_compare

from alongside.people.models import Account, Person
from alongside.people.queries import Here, who_is

# A session of nobody yet has no account: it is loaded all the same.
ARRIVING = """
SELECT session.session_data,
       account.id, account.username, account.password, account.last_login, account.is_active,
       here.id, here.full_name, here.called, here.born, here.language,
       here.profession, here.title, here.duties, here.made_up
  FROM people_session AS session
  LEFT JOIN people_account AS account ON account.id = session.account_id
  LEFT JOIN LATERAL gate.who_is(account.id) AS here ON true
 WHERE session.session_key = %s AND session.expire_date > %s
"""


@dataclass(frozen=True)
class Arrival:
    """What one look at a session found. ``account`` is whom it was begun for; whether it still lets that
    person in is asked by `here_of`."""

    session_data: str
    account: Account | None
    here: Here | None


def arrival(session_digest: str, now: datetime) -> Arrival | None:
    """What stands behind a session that has not ended; nothing where there is none."""
    with connection.cursor() as cursor:
        cursor.execute(ARRIVING, [session_digest, now])
        row = cursor.fetchone()
    if row is None:
        return None
    data, account, username, password, last_login, is_active, *of_person = row
    if account is None:
        return Arrival(data, None, None)
    here = _here(*of_person)
    signs_in = Account(
        id=account,
        username=username,
        password=password,
        last_login=last_login,
        is_active=is_active,
        person=here.person,
    )
    signs_in._state.adding, signs_in._state.db = False, connection.alias
    return Arrival(data, signs_in, here)


def _here(person: UUID, full_name: str, called: str, born: date | None, language: str, *what: object) -> Here:
    profession, title, duties, made_up = what
    known = Person(id=person, full_name=full_name, called=called, born=born, language=language)
    known._state.adding, known._state.db = False, connection.alias
    return Here(
        person=known,
        profession=str(profession),
        title=str(title),
        duties=frozenset(duties),  # type: ignore[call-overload]
        made_up=bool(made_up),
    )


def here_of(request: HttpRequest) -> Here | None:
    """The person that this request is signed in as, whose account it then carries; nothing for anybody else.

    What Django asks of a session is asked here of the account that was read with it: its backend is one of
    ours, the account is the session's and active, the password is the one it was begun with. Where one of
    these does not hold, Django's own `get_user` has the word: it knows rotated secrets, and ends the session.
    """
    session = request.session
    if SESSION_KEY not in session:
        return None
    found: Arrival | None = getattr(session, "arrival", None)
    if found and found.account and found.here and _still_lets_in(session, found.account):
        request.user = found.account
        return found.here
    account = get_user(request)
    if not isinstance(account, Account):
        return None
    request.user = account
    return who_is(account)


def _still_lets_in(session: SessionBase, account: Account) -> bool:
    return (
        session.get(BACKEND_SESSION_KEY) in settings.AUTHENTICATION_BACKENDS
        and session[SESSION_KEY] == str(account.pk)
        and account.is_active
        and constant_time_compare(session.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash())
    )
