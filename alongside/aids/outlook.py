"""The outlook: what became of people in a like state. It says nothing of what can be done."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from alongside.aids.parts import AtLeastOne, Endpoint, Part
from alongside.sources.estimates import Certainty, Counts, Grounds, Key, Rate, Text


class OutlookCohort(Part, frozen=True, kw_only=True):
    """What became of the people of one study. Population, time and source are its own.

    ``selected``: who came into this group, where not everybody in that state did; left out for all-comers.
    ``counted``: whether the figure is of those who had the event or of those who did not.
    """

    key: Key
    name: Text
    selected: Text | None = None
    grounds: Grounds
    figure: Counts | Rate
    counted: Literal["event", "no event"] = "event"


class OurRating(Part, frozen=True, kw_only=True):
    """How sure we are, where no source has rated it; always shown as ours."""

    certainty: Certainty
    why: Text


class Outlook(Part, frozen=True, kw_only=True, tag="outlook", tag_field="kind"):
    """What became of people in a like state, in several cohorts beside each other.

    Cohorts are never merged and never averaged, and no option is named here: nobody compared them.
    """

    key: Key
    outcome: Key
    endpoint: Endpoint
    cohorts: Annotated[tuple[OutlookCohort, ...], AtLeastOne]
    our_rating: OurRating
    notes: tuple[Text, ...] = ()
    not_known: ClassVar[tuple[Key, ...]] = ()
