"""Where a text stands, as a value: the one thing that every page showing the text prints."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from alongside.editorial.workflow import SAYS, STALE, Says, State
from alongside.plain.marked import N_

HAPPENED = {
    "retracted": N_("This source was taken back by those who published it."),
    "concern": N_("The journal warns about this source."),
    "corrected": N_("This source was put right after we read it."),
    "superseded": N_("There is a newer work in place of this source."),
}
"""What can happen to a source (`sources.records.Standing`), told to readers."""


@dataclass(frozen=True, slots=True)
class Flagged:
    """A source that changed: what happened to it ("retracted" …), which source, who says so, and when."""

    what: str
    source: str
    said_by: str
    happened: str

    @property
    def sentence(self) -> str:
        return HAPPENED[self.what]


@dataclass(frozen=True, slots=True)
class Excepted:
    """A finding of the gate that the reviewers let stand: the rule, and why, for readers."""

    rule: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """The true state of one version of a text. ``who``, ``profession`` and ``when``: the clinician who
    approved it, kept after it was withdrawn or superseded."""

    state: State
    who: str = ""
    profession: str = ""
    when: datetime | None = None
    reason: str = ""
    flags: tuple[Flagged, ...] = ()
    exceptions: tuple[Excepted, ...] = ()
    patient_read_it: bool = False
    """A patient reviewer approved the words."""

    @property
    def shown(self) -> str:
        """The state as readers see it: an approved text whose source has changed is being checked again."""
        return STALE if self.state is State.APPROVED and self.flags else self.state.value

    @property
    def says(self) -> Says:
        return SAYS[self.shown]

    @property
    def sentence(self) -> str:
        """What it means, to readers, in English (`wording.reader_sentence` translates)."""
        return self.says.reader

    @property
    def is_approved(self) -> bool:
        return self.state is State.APPROVED


NOT_SENT_IN = Standing(State.DRAFT)
