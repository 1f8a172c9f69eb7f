"""What every way out has in common: one call, and an honest answer about what became of the letter."""

from typing import Protocol

from alongside.post.composing import Envelope


class NotDelivered(Exception):
    """The letter certainly did not go out; trying again cannot double it. The message names no address."""


class Adapter(Protocol):
    """One way out. `repeatable`: the same letter handed over twice still arrives once."""

    @property
    def repeatable(self) -> bool: ...

    def send(self, envelope: Envelope) -> str:
        """Hand the letter over; the other side's number for it.

        Raises NotDelivered when it certainly did not go out. Any other exception leaves that open.
        """
        ...
