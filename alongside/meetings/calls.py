"""What this room calls out, for rooms that it cannot know. config/reactions.py connects who answers.

`letters_due` is sent inside the transaction of the act, so a letter queued in answer is queued with it or
not at all. It carries `visit`, `meeting`, `kind` (a `LetterKind`), `to` (persons) and `calendars` (the
person's id → the text of a calendar file; empty where nothing goes into a calendar). Titles are neutral.

`what_is_open` asks other rooms what a meeting should speak about. It carries `visit`; every answer is a
mapping of field names of `agenda.Open` to values, such as {"person_known": False}.
"""

from enum import StrEnum

from django.dispatch import Signal

letters_due = Signal()
what_is_open = Signal()


class LetterKind(StrEnum):
    """Why somebody is written to."""

    CHOOSE_A_TIME = "choose a time"
    PLANNED = "planned"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SUMMARY = "summary"
    TRANSLATED = "translated"
