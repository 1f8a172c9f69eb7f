"""What this room calls out, for rooms that it cannot know. config/reactions.py connects who answers.

`what_else_waits` asks for work that lies at another room's desk; it carries `here` (who looks), and every
answer is a list of `Elsewhere`. `what_is_due` asks for texts that should be looked at again by a rule of
their own room; it carries `today`, and every answer is a mapping of a version's id to sentences.
"""

from dataclasses import dataclass

from django.dispatch import Signal

what_else_waits = Signal()
what_is_due = Signal()


@dataclass(frozen=True)
class Elsewhere:
    """Work at another desk: what it is, how much of it, where."""

    what: str
    count: int
    address: str
