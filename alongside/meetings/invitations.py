"""Calendar files for a meeting: neutral words only, one person each.

iTIP (RFC 5546): an invitation is REQUEST, a change is REQUEST again with a higher SEQUENCE, and CANCEL takes
it out of the calendar. The title names the unit as it wants to be called in letters and nothing else: no
name, no illness, no reason. Nobody else's name or address stands in the file, because a calendar is often
seen by colleagues and by the calendar's maker. People without an e-mail address are named by a URN.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Alongside//Meetings//EN"


class Method(StrEnum):
    REQUEST = "REQUEST"
    CANCEL = "CANCEL"


@dataclass(frozen=True, slots=True)
class Invitation:
    """One meeting in one person's calendar. Times carry a zone; `sequence` grows with every change."""

    meeting: UUID
    to: UUID
    title: str
    place: str
    starts_at: datetime
    minutes: int
    sequence: int
    written_at: datetime
    method: Method = Method.REQUEST


def calendar_file(invitation: Invitation) -> str:
    """The text of the .ics file. Raises ValueError for a time without its zone."""
    if invitation.starts_at.tzinfo is None or invitation.written_at.tzinfo is None:
        raise ValueError("The time of a meeting must carry its time zone.")
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", invitation.method.value)
    calendar.add_component(_event(invitation))
    return str(calendar.to_ical(), "utf-8")


def _event(invitation: Invitation) -> Event:
    event = Event()
    start = invitation.starts_at.astimezone(UTC)
    event.add("uid", f"{invitation.meeting}@alongside.invalid")
    event.add("dtstamp", invitation.written_at.astimezone(UTC))
    event.add("dtstart", start)
    event.add("dtend", start + timedelta(minutes=invitation.minutes))
    event.add("sequence", invitation.sequence)
    event.add("summary", vText(invitation.title))
    if invitation.place:
        event.add("location", vText(invitation.place))
    event.add("status", "CANCELLED" if invitation.method is Method.CANCEL else "CONFIRMED")
    event.add("class", "PRIVATE")
    event["organizer"] = vCalAddress(f"urn:uuid:{invitation.meeting}")
    event["attendee"] = vCalAddress(f"urn:uuid:{invitation.to}")
    return event
