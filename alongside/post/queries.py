"""What became of letters. The reader sees their own and those about people they care for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from alongside.people.models import Person
from alongside.plain.marked import N_
from alongside.post.actions import ENDS, End
from alongside.post.models import Channel, Contact, Letter, LetterState
from alongside.post.wording import WORDINGS

# What a person has to look after: nothing happens to these by itself.
FOR_A_PERSON = (LetterState.UNSURE, LetterState.FAILED)
TELL_THEM = N_("Tell them yourself.")
WHY = {
    "the worker ended while sending": N_("It may have gone out. Ask, and then say what became of it."),
    "the way out broke while sending": N_("It may have gone out. Ask, and then say what became of it."),
    "no contact": N_("Nobody has written down how to reach this person."),
    "not safe": N_("It is not known whether letters are safe for this person. Tell them yourself."),
    "refused each time": N_("It could not be delivered. Check how to reach this person."),
}
END_WORDS: dict[End, str | Promise] = {
    End.ARRIVED: gettext_lazy("It arrived"),
    End.AGAIN: gettext_lazy("Send it once more"),
    End.TOLD: gettext_lazy("I told them myself"),
}
CHANNEL_WORDS: dict[str, str | Promise] = {
    Channel.EMAIL: gettext_lazy("by e-mail"),
    Channel.SMS: gettext_lazy("by text message"),
    Channel.PRINT: gettext_lazy("on paper"),
    Channel.NONE: gettext_lazy("wants no letters"),
}


@dataclass(frozen=True)
class Undelivered:
    """A letter that a person has to look after."""

    id: UUID
    to: UUID
    template: str
    state: str
    what_to_do: str
    subject: str
    how_it_stands: str
    ends: tuple[tuple[str, str], ...]  # what a person can say about it, and the words for it


def undelivered(about: UUID | None = None) -> list[Undelivered]:
    """Letters that are unsure or failed, among those the reader may see; about one thing, or all."""
    rows = Letter.objects.filter(state__in=FOR_A_PERSON).order_by("queued_at", "pk")
    if about is not None:
        rows = rows.filter(about=about)
    return [_undelivered(row) for row in rows]


def _undelivered(row: Letter) -> Undelivered:
    return Undelivered(
        id=row.pk,
        to=row.to_id,
        template=row.template,
        state=row.state,
        what_to_do=gettext(WHY.get(row.why, TELL_THEM)),
        subject=gettext(WORDINGS[row.template].subject),
        how_it_stands=str(STATE_WORDS[LetterState(row.state)]),
        ends=tuple((end.value, str(END_WORDS[end])) for end in End if LetterState(row.state) in ENDS[end]),
    )


def waiting_for_a_person(about: Sequence[UUID]) -> dict[UUID, int]:
    """How many letters about each of these wait for a person; one query for any number."""
    rows = Letter.objects.filter(state__in=FOR_A_PERSON, about__in=about).values("about")
    return {row["about"]: row["count"] for row in rows.annotate(count=Count("pk")) if row["about"]}


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
class Way:
    """How somebody is reached, in words, and who wrote it down in whose words."""

    words: str
    their_words: str = ""
    recorded_by: str = ""


def way_to(person: Person) -> Way:
    """For the team: the channel and the address, or that nothing is known or nothing is safe."""
    contact = Contact.objects.select_related("recorded_by__clinician").filter(person=person).first()
    if contact is None:
        return Way(gettext("not written yet"))
    parts = [str(CHANNEL_WORDS[contact.channel]), contact.address.replace("\n", ", ")]
    if contact.channel != Channel.NONE and not contact.safe:
        parts.append(gettext("not said to be safe: nothing goes there"))
    by = contact.recorded_by
    clinician = getattr(by, "clinician", None)
    named = (clinician.title if clinician else "") or (by.called if by else "")
    return Way(" – ".join(part for part in parts if part), contact.their_words, named)


@dataclass(frozen=True)
class LetterLine:
    at: datetime
    subject: str
    how_it_stands: str
    to: UUID


def letters_of(person: Person, limit: int = 20) -> list[LetterLine]:
    """The newest letters to this person, as they see them."""
    return _lines(Letter.objects.filter(to=person), limit)


def about(subject: UUID, limit: int = 20) -> list[LetterLine]:
    """The newest letters about one thing, among those the reader may see."""
    return _lines(Letter.objects.filter(about=subject), limit)


def _lines(letters: QuerySet[Letter], limit: int) -> list[LetterLine]:
    return [
        LetterLine(
            row.queued_at,
            gettext(WORDINGS[row.template].subject),
            str(STATE_WORDS[LetterState(row.state)]),
            row.to_id,
        )
        for row in letters.order_by("-queued_at", "pk")[:limit]
    ]
