"""What became of letters. The reader sees their own and those about people they care for."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from alongside.people.models import Person
from alongside.post.models import Contact, Letter, LetterState
from alongside.post.wording import WORDINGS

# What a person has to look after: nothing happens to these by itself.
FOR_A_PERSON = (LetterState.UNSURE, LetterState.FAILED)
WHY = {
    "the worker ended while sending": "It may have gone out. Ask, and then say what became of it.",
    "the way out broke while sending": "It may have gone out. Ask, and then say what became of it.",
    "no contact": "Nobody has written down how to reach this person.",
    "not safe": "It is not known whether letters are safe for this person. Tell them yourself.",
    "refused each time": "It could not be delivered. Check how to reach this person.",
}


@dataclass(frozen=True)
class Undelivered:
    """A letter that a person has to look after."""

    id: UUID
    to: UUID
    template: str
    state: str
    what_to_do: str


def undelivered(about: UUID | None = None) -> list[Undelivered]:
    """Letters that are unsure or failed, among those the reader may see; about one thing, or all."""
    rows = Letter.objects.filter(state__in=FOR_A_PERSON).order_by("queued_at", "pk")
    if about is not None:
        rows = rows.filter(about=about)
    return [
        Undelivered(row.pk, row.to_id, row.template, row.state, WHY.get(row.why, "Tell them yourself."))
        for row in rows
    ]


def tally() -> dict[str, int]:
    """How many letters stand in each state, among those the reader may see."""
    counted = Letter.objects.values("state").annotate(count=Count("pk")).order_by("state")
    return {row["state"]: row["count"] for row in counted}


REACHED = ("channel", "address", "safe", "quiet_from", "quiet_until", "zone")
STATE_WORDS: dict[str, str | Promise] = {
    LetterState.QUEUED: gettext_lazy("waits"),
    LetterState.SENDING: gettext_lazy("is going out"),
    LetterState.SENT: gettext_lazy("went out"),
    LetterState.FAILED: gettext_lazy("did not go out"),
    LetterState.CANCELLED: gettext_lazy("was called off"),
    LetterState.UNSURE: gettext_lazy("may have gone out"),
}


def reached(person: Person) -> dict[str, Any]:
    """How this person is reached, as a form starts from it; the usual quiet hours where nothing is said."""
    contact = Contact.objects.filter(person=person).first() or Contact(person=person)
    clocks = {
        name: f"{clock:%H:%M}"
        for name in ("quiet_from", "quiet_until")
        if (clock := getattr(contact, name)) is not None
    }
    return {name: getattr(contact, name) for name in REACHED} | clocks


@dataclass(frozen=True)
class LetterLine:
    at: datetime
    subject: str
    how_it_stands: str


def letters_of(person: Person, limit: int = 20) -> list[LetterLine]:
    """The newest letters to this person, as they see them."""
    rows = Letter.objects.filter(to=person).order_by("-queued_at", "pk")[:limit]
    return [
        LetterLine(row.queued_at, gettext(WORDINGS[row.template].subject), str(STATE_WORDS[row.state]))
        for row in rows
    ]
