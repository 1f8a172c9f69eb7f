"""Teach-back: explain, ask the person to say it in their own words, explain what was not clear, ask again.

It goes round until it is clear or the person wants to stop. What is checked is the explanation, never the
person. Source: AHRQ Health Literacy Universal Precautions Toolkit, teach-back.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from alongside.plain.marked import N_


class SaidBackAs(StrEnum):
    """How one round came out."""

    CLEAR = "clear"
    GAP = "gap"
    STOPPED = "stopped"


SAID_BACK_WORDS: dict[SaidBackAs, str] = {
    SaidBackAs.CLEAR: N_("It is clear"),
    SaidBackAs.GAP: N_("Something is not clear yet"),
    SaidBackAs.STOPPED: N_("They want to stop here for now"),
}


class Next(StrEnum):
    """What comes next on the way round."""

    EXPLAIN = "explain"
    ASK = "ask"
    EXPLAIN_AGAIN = "explain again"
    DONE = "done"


NEXT_WORDS: dict[Next, str] = {
    Next.EXPLAIN: N_("Go through what can be done, then ask how they would say it."),
    Next.ASK: N_("It was explained. Ask how they would say it in their own words."),
    Next.EXPLAIN_AGAIN: N_("Explain once more what was not clear, in another way. Then ask again."),
    Next.DONE: N_("They said it back. You can ask again at any time."),
}


@dataclass(frozen=True)
class Round:
    """One saying back: how it came out, and when."""

    came_out: SaidBackAs
    at: datetime


def what_is_next(explained: Iterable[datetime], rounds: Iterable[Round]) -> Next:
    """Where the loop stands. A gap is open until something was explained after it or it came out clear."""
    told, newest = max(explained, default=None), max(rounds, key=lambda one: one.at, default=None)
    if newest is None:
        return Next.ASK if told else Next.EXPLAIN
    if newest.came_out is SaidBackAs.GAP:
        return Next.ASK if told and told > newest.at else Next.EXPLAIN_AGAIN
    return Next.DONE


def missing(came_out: SaidBackAs, *, own_words: str, gap: str) -> dict[str, str]:
    """What a round still lacks: field name to sentence."""
    lacks = {}
    if came_out is not SaidBackAs.STOPPED and not own_words.strip():
        lacks["own_words"] = N_("Write how they said it.")
    if came_out is SaidBackAs.GAP and not gap.strip():
        lacks["gap"] = N_("Write what was not clear.")
    return lacks
