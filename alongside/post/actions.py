"""Queueing a letter in the transaction of its cause; calling letters off; keeping how a person is reached."""

import json
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID, uuid4

from django.db import connection
from django.db.models.functions import Now

from alongside.people.models import Person
from alongside.post import wording, work
from alongside.post.models import Contact, Letter, LetterState, Silence
from alongside.trail.writing import DOORS, did

SEND = "send a letter"


class NotTold(ValueError):
    """How somebody is reached was written down without their word."""


class End(StrEnum):
    """What a person can say about a letter that needs one."""

    ARRIVED = "arrived"
    AGAIN = "again"
    TOLD = "told"  # somebody told it to them


# From where each end leads. An unsure letter may be out, so it goes again only when somebody says so.
ENDS = {
    End.ARRIVED: (LetterState.UNSURE,),
    End.AGAIN: (LetterState.UNSURE, LetterState.FAILED),
    End.TOLD: (LetterState.UNSURE, LetterState.FAILED),
}


def queue(
    *,
    to: Person,
    template: str,
    key: str,
    values: Mapping[str, str] | None = None,
    about: UUID | None = None,
    not_before: datetime | None = None,
    calendar: str = "",
) -> bool:
    """Queue one letter in the current transaction; False when one with this `key` was queued before.

    If the transaction is rolled back there is no letter. `about`: the id of what it belongs to, so that
    `call_off` finds it; `calendar`: a calendar file that goes along by e-mail. Raises NotALetter for a
    template, values or a calendar file that tell more than a letter may.
    """
    given, letter = dict(values or {}), uuid4()
    wording.check(template, given)
    if calendar:
        wording.check_calendar(calendar)
    with connection.cursor() as cursor:
        # Without a conflict target, as the letter of that key may not be for our eyes.
        cursor.execute(
            "INSERT INTO post_letter (id, to_id, language, template, values, calendar, about, key,"
            " state, why, channel, not_before, attempts, provider_id, queued_at)"
            " VALUES (%s, %s, %s, %s, %s, %s, %s, %s,"
            " 'queued', '', '', coalesce(%s, now()), 0, '', now()) ON CONFLICT DO NOTHING",
            [letter, to.pk, to.language, template, json.dumps(given), calendar, about, key, not_before],
        )
        new = bool(cursor.rowcount)
    if new:
        work.later(SEND, at=not_before, letter=letter)
    return new


def call_off(*, about: UUID, key_starts: str = "") -> int:
    """Cancel what still waits about this (and whose key starts so); how many letters that were.

    A letter that is being handed over at this moment is not held back any more.
    """
    waiting = Letter.objects.filter(about=about, state=LetterState.QUEUED, key__startswith=key_starts)
    return waiting.update(state=LetterState.CANCELLED, why="called off", settled_at=Now())


def waiting_count(*, about: UUID) -> int:
    """How many letters `call_off` would cancel now, among those that the caller may see."""
    return Letter.objects.filter(about=about, state=LetterState.QUEUED).count()


def silence(*, about: UUID) -> None:
    """Call off everything about this, and let nothing more go out, whoever queues it later."""
    Silence.objects.bulk_create([Silence(about=about)], ignore_conflicts=True)
    call_off(about=about)


def end_silence(*, about: UUID) -> None:
    """Letters queued from now on go out again. What was called off stays so."""
    Silence.objects.filter(about=about).delete()


def reach(
    *,
    person: Person,
    by: Person,
    channel: str,
    address: str = "",
    safe: bool,
    zone: str = "UTC",
    their_words: str = "",
    **quiet: object,
) -> Contact:
    """Keep how a person wants to be reached. `quiet`: quiet_from and quiet_until, times or None.

    Whoever writes it down for somebody else also writes what that person said; raises NotTold without.
    """
    for_another = by.pk != person.pk
    if for_another and not their_words.strip():
        raise NotTold("Write what they said about how to reach them.")
    contact, _made = Contact.objects.update_or_create(
        person=person,
        defaults={
            "channel": channel,
            "address": address.strip(),
            "safe": safe,
            "zone": zone,
            "their_words": their_words.strip(),
            "recorded_by": by if for_another else None,
            "changed_at": Now(),
            **quiet,
        },
    )
    did("said how to reach", "person", person.pk, stream=DOORS, by=by.pk)
    return contact


def settle(*, letter: UUID, about: UUID, end: End, by: Person) -> bool:
    """Somebody says what became of a letter: it arrived, it is to go once more, or they told it themselves.

    False where it is not a letter about this that waits for a person.
    """
    waiting = Letter.objects.filter(pk=letter, about=about, state__in=ENDS[end])
    if end is End.AGAIN:
        changed = waiting.update(state=LetterState.QUEUED, why="", worker=None, attempts=0, not_before=Now())
    else:
        state = LetterState.SENT if end is End.ARRIVED else LetterState.CANCELLED
        changed = waiting.update(
            state=state, why="" if end is End.ARRIVED else "told in person", settled_at=Now()
        )
    if changed:
        if end is End.AGAIN:
            work.later(SEND, letter=letter)
        did("settled", "letter", letter, stream=DOORS, by=by.pk)
    return bool(changed)
