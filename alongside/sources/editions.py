"""Editions of one work: a record that was corrected, an article that was deposited again.

Two texts are editions of one work when they tell it in the same form (abstract or article) under the same
PMID, or, where one of them has none, under the same DOI. The one revised last holds; of two revised on the
same day, or at a time not known, the one that came last.
"""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Edition(Generic[Key]):
    """One text of a work: ``key`` names it, ``revised`` is an ISO date or empty."""

    key: Key
    form: str
    pmid: str
    doi: str
    revised: str


def replaced(editions: Iterable[Edition[Key]]) -> Iterator[tuple[Edition[Key], Edition[Key]]]:
    """Each older edition with the one that takes its place; editions come in the order of their arrival."""
    for same in _works(list(editions)):
        newest = max(enumerate(same), key=lambda pair: (pair[1].revised, pair[0]))[1]
        yield from ((one, newest) for one in same if one is not newest)


def why_replaced(newer: Edition[Key]) -> str:
    """What is said of an older edition."""
    day = f", revised on {newer.revised}" if newer.revised else ""
    return f"A newer text of the same work is in the library{day}."


def _works(editions: list[Edition[Key]]) -> Iterable[list[Edition[Key]]]:
    """The editions by work, in their order. A text without PMID joins the work that has its DOI."""
    pmid_of = {(one.form, one.doi): one.pmid for one in reversed(editions) if one.doi and one.pmid}
    works: dict[tuple[str, str, str], list[Edition[Key]]] = defaultdict(list)
    for one in editions:
        pmid = one.pmid or pmid_of.get((one.form, one.doi), "")
        if pmid or one.doi:
            works[one.form, pmid, "" if pmid else one.doi].append(one)
    return works.values()
