"""Which declared interests keep somebody from reviewing a text.

An interest names what it is about as a word or phrase ("apixaban", a maker, the slug or title of a source).
It counts while it lasts and for three years after, the span that the ICMJE disclosure form asks about.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from alongside.editorial.blocks import Block

YEARS_AFTER = 3


@dataclass(frozen=True, slots=True)
class Declared:
    """An interest: what it is about, in the member's words, and from when to when."""

    about: str
    since: date
    until: date | None = None

    def counts_on(self, day: date) -> bool:
        if self.since > day:
            return False
        return self.until is None or day < _years_later(self.until)


def _years_later(day: date) -> date:
    try:
        return day.replace(year=day.year + YEARS_AFTER)
    except ValueError:  # 29 February
        return day.replace(year=day.year + YEARS_AFTER, day=28)


def words_of(title: str, key: str, blocks: Sequence[Block], sources: Iterable[str]) -> str:
    """Everything that an interest could touch: the text, what it is called, and its sources."""
    cited = [part for block in blocks for one in block.cited for part in (one.source, one.citation)]
    texts = [part for block in blocks for part in (block.heading, block.text)]
    return "\n".join([title, key, *texts, *cited, *sources])


def touching(interests: Iterable[Declared], words: str, day: date) -> tuple[Declared, ...]:
    """The interests that count on that day and stand in these words, as whole words in any case."""
    return tuple(one for one in interests if one.counts_on(day) and _stands_in(one.about, words))


def _stands_in(about: str, words: str) -> bool:
    phrase = r"\s+".join(re.escape(part) for part in about.split())
    return bool(phrase) and re.search(rf"(?<!\w){phrase}(?!\w)", words, re.IGNORECASE) is not None
