"""The states of the meeting clock, and each as a sentence for staff that a page can translate."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alongside.plain.marked import N_


@dataclass(frozen=True, slots=True)
class Sentence:
    """An English source sentence and the values it speaks of, so that a page can translate it.

    `str()` gives the English text. Times in `values` already carry the zone they are to be shown in.
    """

    pattern: str
    values: Mapping[str, str | int | datetime] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.pattern.format(**{name: _said(value) for name, value in self.values.items()})


class State(StrEnum):
    """How the next meeting stands. "Done": held, and the next one is not open yet."""

    NOT_YET_DUE = "not yet due"
    DUE = "due"
    DUE_SOON = "due soon"
    OVERDUE_AMBER = "overdue amber"
    OVERDUE_RED = "overdue red"
    DONE = "done"
    DECLINED = "declined"
    STOPPED = "stopped"


def _said(value: str | int | datetime) -> str:
    # The zone's own short name tells the two 02:30s of an autumn night apart.
    return f"{value:%a %d %b %Y, %H:%M %Z}" if isinstance(value, datetime) else str(value)


FIRST = {
    State.NOT_YET_DUE: N_("The first family meeting is due between {due_from} and {due_by}."),
    State.DUE: N_("The first family meeting is due by {due_by}, in {hours} h."),
    State.DUE_SOON: N_("The first family meeting is due soon: by {due_by}, in {hours} h."),
    State.OVERDUE_AMBER: N_("The first family meeting was due by {due_by}; it is {hours} h late."),
    State.OVERDUE_RED: N_("The family has had no meeting. It was due by {due_by}; it is {hours} h late."),
}
NEXT = {
    State.DONE: N_("A family meeting was held. The next one is due between {due_from} and {due_by}."),
    State.DUE: N_("The next family meeting is due by {due_by}, in {hours} h."),
    State.DUE_SOON: N_("The next family meeting is due soon: by {due_by}, in {hours} h."),
    State.OVERDUE_AMBER: N_("The next family meeting was due by {due_by}; it is {hours} h late."),
    State.OVERDUE_RED: N_(
        "The family still waits for its next meeting, due by {due_by}; it is {hours} h late."
    ),
}
FIRST_WITHIN_THE_HOUR = {
    State.DUE: N_("The first family meeting is due by {due_by}, in less than an hour."),
    State.DUE_SOON: N_("The first family meeting is due by {due_by}, in less than an hour."),
    State.OVERDUE_AMBER: N_("The first family meeting was due by {due_by}, less than an hour ago."),
    State.OVERDUE_RED: N_("The family has had no meeting. It was due by {due_by}, less than an hour ago."),
}
NEXT_WITHIN_THE_HOUR = {
    State.DUE: N_("The next family meeting is due by {due_by}, in less than an hour."),
    State.DUE_SOON: N_("The next family meeting is due by {due_by}, in less than an hour."),
    State.OVERDUE_AMBER: N_("The next family meeting was due by {due_by}, less than an hour ago."),
    State.OVERDUE_RED: N_("The family waits for its next meeting, due by {due_by}, less than an hour ago."),
}
WITHOUT_WINDOW = {
    State.DONE: N_("A family meeting was held. This unit plans further meetings as they are wanted."),
    State.DECLINED: N_("The family prefers no meeting. Keep the door open; they may change their mind."),
    State.STOPPED: N_("No meeting is owed now."),
}
