"""What the record holds about one choice, reduced to what the balance rules ask about.

Whatever is not written is None, empty or `NOT_ASKED`; nothing here is guessed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from alongside.decisions.balance.reasons import OF_THE_WHOLE_TALK, Reason
from alongside.decisions.endings import EndingKind


class Whose(StrEnum):
    """Whose words they are, seen from the person."""

    SELF = "self"
    SPEAKER = "speaker"  # somebody who speaks for them in this
    CLOSE = "close"  # somebody close who does not speak for them
    TEAM = "team"


class Capacity(StrEnum):
    """Whether the person can choose this, by the newest finding about it; presumed until found otherwise."""

    CAN = "can"
    WITH_SUPPORT = "with support"
    IN_DOUBT = "in doubt"  # somebody raised it and nobody has looked yet
    CANNOT = "cannot"


class RoleSaid(StrEnum):
    SELF = "self"
    TOGETHER = "together"
    TEAM = "team"
    CLOSE_ONE = "close one"


class Interpreter(StrEnum):
    NOT_ASKED = "not asked"
    NOT_WANTED = "not wanted"
    WANTED = "wanted"
    ARRANGED = "arranged"


class Family(StrEnum):
    """Who is to be part of the care, by the person's own word."""

    NOT_ASKED = "not asked"
    NAMED = "named"
    NOBODY = "nobody"


class Words(StrEnum):
    """How easy the words are that this choice is shown in."""

    EASY = "easy"
    HARD = "hard"
    NOT_MEASURED = "not measured"


class TeachBack(StrEnum):
    """Where saying it back stands, by the newest step."""

    NOT_ASKED = "not asked"
    ASKED = "asked"
    GAP = "gap"
    CLEAR = "clear"
    STOPPED = "stopped"


class Outlook(StrEnum):
    NOT_ASKED = "not asked"
    ASKED = "asked"
    TOLD = "told"


@dataclass(frozen=True)
class Word:
    whose: Whose
    at: datetime


@dataclass(frozen=True)
class Advice:
    """What is advised now. `rests`: it names something that matters to the person."""

    option: str
    at: datetime
    rests: bool = True


@dataclass(frozen=True)
class End:
    kind: EndingKind
    option: str
    at: datetime
    told_of_difference: bool = False
    whose: Whose = Whose.SELF
    day_set: bool = False


@dataclass(frozen=True)
class Conversation:
    """One talk. `options` counts real ways, doing nothing among them; `closed` is rule to reason."""

    called: str
    options: int
    has_do_nothing: bool
    words: Words = Words.EASY
    language_told: bool = True
    other_language: bool = False
    interpreter: Interpreter = Interpreter.NOT_ASKED
    family: Family = Family.NAMED
    capacity: Capacity = Capacity.CAN
    somebody_speaks: bool = False
    speakers_differ: bool = False
    earlier_wishes: bool = False
    standard_written: bool = False
    matters: tuple[Word, ...] = ()
    role: RoleSaid | None = None
    views: tuple[Word, ...] = ()
    explained: tuple[datetime, ...] = ()
    teach_back: TeachBack = TeachBack.NOT_ASKED
    unanswered: int = 0
    outlook: Outlook = Outlook.NOT_ASKED
    advice: Advice | None = None
    advisers_differ: bool = False
    end: End | None = None
    worst_on_what_matters_most: bool = False
    closed: Mapping[str, Reason] = field(default_factory=dict)

    @property
    def under_way(self) -> bool:
        """Something was advised or concluded: from here on, what is missing would be missed."""
        return self.advice is not None or self.end is not None

    @property
    def able(self) -> bool:
        """The person decides this, alone or with help."""
        return self.capacity in {Capacity.CAN, Capacity.WITH_SUPPORT}

    @property
    def spoken_for(self) -> bool:
        return self.capacity is Capacity.CANNOT and self.somebody_speaks

    @property
    def own_voices(self) -> frozenset[Whose]:
        """Whose words count as the person's: those who speak for them too, where somebody has to."""
        return frozenset({Whose.SELF} if self.able else {Whose.SELF, Whose.SPEAKER})

    def ended(self, *kinds: EndingKind) -> bool:
        return self.end is not None and self.end.kind in kinds

    def heard(self, *voices: Whose) -> bool:
        """Somebody of these said what matters or what they think."""
        return any(word.whose in voices for word in (*self.matters, *self.views))

    @property
    def whole_talk(self) -> frozenset[Reason]:
        """Reasons given once that hold for all of it."""
        return frozenset(self.closed.values()) & OF_THE_WHOLE_TALK
