"""Which of the things that can be done stands first: drawn, not chosen, and kept for one reader for a while.

What stands first is chosen more often (rule R9), so no aid has an order of its own. The options go round:
each of them is first, and last, as often as any other, that of doing nothing too.
"""

from __future__ import annotations

import hashlib

MOST_DIGITS = 4
"""Longer numbers are not read: no aid has nearly so many options."""


def drawn_for(*marks: str) -> int:
    """A whole number that is the same for the same marks: a choice; or a day, a visit and an aid."""
    return int.from_bytes(hashlib.sha256("\n".join(marks).encode()).digest()[:4])


def asked_for(words: str | None) -> int | None:
    """The order that an address asks for (``?order=1``), or None where it asks for none that can be."""
    if not words or not words.isascii() or not words.isdigit():
        return None
    return int(words) if len(words) <= MOST_DIGITS else None
