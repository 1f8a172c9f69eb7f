"""What happened in a patient's record that other rooms must answer in the same transaction.

A room tells with `happened`; `config/reactions.py` says, in one table, which functions answer. If one of
them fails, nothing has happened: the whole transaction is rolled back.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

from alongside.patients.doors import Visit


class Event(StrEnum):
    """Each is told with the visit in which it happened."""

    DIED = "died"  # a death was recorded, or its time corrected
    DID_NOT_DIE = "did not die"  # a death that was recorded by mistake was taken back


Reaction = Callable[[Visit], None]
_reactions: dict[Event, tuple[Reaction, ...]] = {}
# What a death would change now, in sentences for whoever is about to record one.
Foretells = Callable[[Visit], Sequence[str]]
_foretells: list[Foretells] = []


def connect(event: Event, *reactions: Reaction) -> None:
    """Say once, at start, what answers to an event; said again, it replaces."""
    _reactions[event] = reactions


def connected(event: Event) -> tuple[Reaction, ...]:
    return _reactions.get(event, ())


def happened(event: Event, visit: Visit) -> None:
    """Call every function that answers, in the transaction that the visit stands in."""
    for reaction in connected(event):
        reaction(visit)


def connect_foretelling(*asked: Foretells) -> None:
    """Say once, at start, who tells what a death would change; said again, it replaces."""
    _foretells[:] = asked


def foretold(visit: Visit) -> list[str]:
    """What would happen if this patient's death were recorded now, from every room."""
    return [sentence for asked in _foretells for sentence in asked(visit)]
