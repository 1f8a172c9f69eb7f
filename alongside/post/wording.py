"""What letters say. Only templates from here go out, and only values that can tell nothing about health.

A value is a moment (`when`), an address of this site made of ids (`path`) or a number; there is no free
text, so a letter cannot carry a diagnosis, a name or a message however it is called. Texts are English
source strings, marked here and translated where the letter is made.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from alongside.plain.marked import N_


class NotALetter(ValueError):
    """A letter with no such template, or with values that its template does not take."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Subject and text with {when}; `takes`: the values it needs; `after_death`: may still go."""

    subject: str
    text: str
    takes: frozenset[str] = frozenset()
    after_death: bool = False
    must_arrive: bool = False  # told as failed also when somebody who works here has no contact


# Stands under each text.
CLOSING = N_("Sign in to see it:\n{link}\n\nThis letter holds no private facts. Please do not answer it.")
WORDINGS: dict[str, Wording] = {
    "something new": Wording(
        N_("You have something new"), N_("There is something new for you."), frozenset({"path"})
    ),
    "meeting": Wording(
        N_("A meeting for you"),
        N_("We ask you to a meeting on {when}."),
        frozenset({"when", "path"}),
    ),
    "meeting moved": Wording(
        N_("Your meeting has a new time"),
        N_("The meeting is now on {when}."),
        frozenset({"when", "path"}),
    ),
    "meeting off": Wording(
        N_("Your meeting will not take place"),
        N_("The meeting on {when} will not take place."),
        frozenset({"when", "path"}),
    ),
    "meeting soon": Wording(
        N_("Your meeting is soon"),
        N_("This is to help you think of the meeting on {when}."),
        frozenset({"when", "path"}),
    ),
    "questions": Wording(
        N_("Some questions for you"),
        N_("We have some questions for you. You may skip any of them."),
        frozenset({"path"}),
    ),
    "asks for you": Wording(
        N_("Someone asks for you"),
        N_("Someone has asked to speak with you."),
        frozenset({"path"}),
        after_death=True,
        must_arrive=True,
    ),
}
_PATH = re.compile(r"/(?:[a-z0-9-]+/?)*")


def check(template: str, values: Mapping[str, str]) -> None:
    """Raise NotALetter, in a sentence, unless the template exists and takes exactly these values."""
    wording = WORDINGS.get(template)
    if wording is None:
        raise NotALetter(f"There is no letter {template!r}. Letters are: {', '.join(sorted(WORDINGS))}.")
    if set(values) != wording.takes:
        takes = ", ".join(sorted(wording.takes)) or "nothing"
        raise NotALetter(f"The letter {template!r} takes {takes}; it was given {', '.join(sorted(values))}.")
    for name, value in values.items():
        _check_value(name, value)


def _check_value(name: str, value: str) -> None:
    if name == "path" and not _PATH.fullmatch(value):
        raise NotALetter("The path of a letter is an address of this site, of small letters, digits and '-'.")
    if name == "when":
        try:
            aware = datetime.fromisoformat(value).tzinfo is not None
        except ValueError:
            aware = False
        if not aware:
            raise NotALetter("The time of a letter is written as in ISO 8601, with its offset.")


MOST_CALENDAR = 4_000  # characters
# What a calendar file may hold: when, where and that it is a meeting. No description, comment or contact.
_CALENDAR_LINES = frozenset(
    {"BEGIN", "END", "PRODID", "VERSION", "METHOD", "UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE"}
    | {"SUMMARY", "LOCATION", "STATUS", "CLASS", "ORGANIZER", "ATTENDEE"}
)


def check_calendar(text: str) -> None:
    """Raise NotALetter unless the text is a calendar file of neutral lines only."""
    unfolded = re.sub(r"\r?\n[ \t]", "", text)
    lines = [line for line in re.split(r"\r?\n", unfolded) if line]
    if len(text) > MOST_CALENDAR or lines[:1] != ["BEGIN:VCALENDAR"]:
        raise NotALetter("What goes along is not a calendar file for one meeting.")
    for line in lines:
        name = re.split("[:;]", line, maxsplit=1)[0].upper()
        if name not in _CALENDAR_LINES:
            raise NotALetter(f"A calendar file that goes out may not hold {name}.")
