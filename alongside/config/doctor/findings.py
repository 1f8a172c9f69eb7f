"""What the doctor says: one finding for each thing looked at."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    FINE = "fine"
    LOOK = "look"  # somebody should look; nothing is broken
    WRONG = "wrong"


@dataclass(frozen=True)
class Finding:
    """`about` names the check; a finding that is not fine says how to mend it."""

    about: str
    state: State
    said: str
    mend: str = ""


def fine(about: str, said: str) -> Finding:
    return Finding(about, State.FINE, said)


def wrong(about: str, said: str, mend: str) -> Finding:
    return Finding(about, State.WRONG, said, mend)


def look(about: str, said: str, mend: str) -> Finding:
    return Finding(about, State.LOOK, said, mend)
