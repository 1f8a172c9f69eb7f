"""The sentences about numbers, each made from the value it tells of.

``Teller`` holds the reader's ``gettext``; without one the sentences are English. Rules: absolute numbers,
both frames, time span and denominator in every sentence, no "1 in x", no chance in words alone
(Trevena 2013, doi 10.1186/1472-6947-13-S2-S7).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from alongside.aids.document import BaselineAndEffect, Compared, Option
from alongside.aids.page import Cell, Figure
from alongside.aids.parts import Endpoint
from alongside.plain.risk import (
    Direction,
    Interval,
    OutOf,
    RateUnit,
    absolute_difference,
    natural_frequency,
)
from alongside.sources.estimates import Certainty, Counts, Effect, Grounds, Measure, Rate, Tag


def number(value: float) -> str:
    """A published number as it is written: 3.5, 64."""
    return f"{value:g}"


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells numbers in the reader's language."""

    gettext: Callable[[str], str] = str

    def count(self, out_of: OutOf) -> Cell:
        """The count of those who have it, for a table or inside a sentence."""
        return self.gettext("fewer than 1") if out_of.fewer_than_one else out_of.count

    def others(self, out_of: OutOf) -> Cell:
        """The count of those who do not have it."""
        return self.count(out_of.opposite)

    def range(self, low: OutOf | None, high: OutOf | None) -> Cell:
        """ "12 to 24", or None where there is no interval."""
        if low is None or high is None:
            return None
        ends = {"low": self.count(low), "high": self.count(high)}
        return self.gettext("%(low)s to %(high)s") % ends

    def both_frames(self, figure: Figure, endpoint: Endpoint, when: str, then: str = "") -> str:
        """Name: of 1000 people, 48 have it in one year. 952 do not. Then the range where there is one."""
        told = self.gettext(
            "%(name)s: of %(people)s people, %(count)s %(event)s %(when)s. %(others)s %(no_event)s."
        ) % {
            "name": figure.name,
            "people": figure.out_of.people,
            "count": self.count(figure.out_of),
            "event": endpoint.event,
            "when": when,
            "others": self.others(figure.out_of),
            "no_event": endpoint.no_event,
        }
        return " ".join(part for part in (told, then, self.true_number(figure)) if part)

    def true_number(self, figure: Figure) -> str:
        """What the interval says, or nothing where there is none."""
        if figure.low is None or figure.high is None:
            return ""
        if figure.low == figure.high == figure.out_of:
            return self.gettext("Both ends of the range come to this same number.")
        ends = {"low": self.count(figure.low), "high": self.count(figure.high)}
        return self.gettext("The true number may be as low as %(low)s or as high as %(high)s.") % ends

    def of_these(self, count: int, spared: str) -> str:
        """How many of those who do not have it owe that to the treatment."""
        return self.gettext("Of these, %(count)s %(spared)s.") % {"count": count, "spared": spared}

    def of_these_head(self, spared: str) -> str:
        return self.gettext("of these, %(spared)s") % {"spared": spared}

    def difference(
        self, one: tuple[Figure, Compared], other: tuple[Figure, Compared], event: str, when: str
    ) -> str:
        """The difference, worked out for the reader from the counts that the reader sees."""
        difference = absolute_difference(one[0].out_of, other[0].out_of)
        values = {
            "count": self.gettext("fewer than 1") if difference.fewer_than_one else difference.count,
            "people": difference.people,
            "one": one[1].with_it,
            "other": other[1].with_it,
            "event": event,
            "when": when,
        }
        match difference.direction:
            case Direction.FEWER:
                text = self.gettext(
                    "Of %(people)s people, %(count)s fewer %(event)s %(when)s %(one)s than %(other)s."
                )
            case Direction.MORE:
                text = self.gettext(
                    "Of %(people)s people, %(count)s more %(event)s %(when)s %(one)s than %(other)s."
                )
            case _:
                text = self.gettext("Of %(people)s people, as many %(event)s %(when)s %(one)s as %(other)s.")
        return text % values

    def alone(self, figure: Figure, option: Compared, event: str, when: str) -> str:
        """The one number of an arm that is compared with nothing."""
        values = {
            "people": figure.out_of.people,
            "with": option.with_it,
            "count": self.count(figure.out_of),
            "event": event,
            "when": when,
        }
        return self.gettext("Of %(people)s people %(with)s, %(count)s %(event)s %(when)s.") % values

    def at_most(self, bound: OutOf, option: Option, against: Option, event: str, when: str) -> str:
        """An upper bound as the source gives it."""
        text = self.gettext(
            "At most %(count)s more of %(people)s people %(event)s %(when)s %(one)s than %(other)s."
        )
        names = {"one": option.with_it, "other": against.with_it, "event": event, "when": when}
        return text % (names | {"count": self.count(bound), "people": bound.people})

    # The picture and the table

    def side_by_side(self, names: Iterable[str]) -> str:
        """The title of bars that stand beside each other."""
        return self.gettext("Side by side: %(names)s") % {"names": ", ".join(names)}

    def table_caption(self, people: int, when: str) -> str:
        return self.gettext("The same numbers: of %(people)s people, %(when)s") % {
            "people": people,
            "when": when,
        }

    def by_stratum(self, name: str, score: str, people: int, when: str) -> str:
        text = self.gettext("%(name)s, by %(score)s: of %(people)s people, %(when)s")
        return text % {"name": name, "score": score, "people": people, "when": when}

    def from_to(self) -> str:
        return self.gettext("from … to …")

    def at_most_more(self, bound: OutOf) -> str:
        return self.gettext("at most %(count)s more") % {"count": self.count(bound)}

    def choose_first(self, score: str) -> str:
        return self.gettext("Choose your %(score)s first. Then you see your own numbers here.") % {
            "score": score
        }

    def not_known_here(self) -> str:
        return self.gettext("This is not known from this source.")

    def other_groups(self, choice: str, people: int, when: str) -> str:
        text = self.gettext("Other groups of people with %(choice)s: of %(people)s people, %(when)s")
        return text % {"choice": choice, "people": people, "when": when}

    def how_many(self) -> str:
        return self.gettext("how many had it")

    def what_was_counted(self) -> str:
        return self.gettext("what was counted")

    def people_counted(self) -> str:
        return self.gettext("how many people were in the group")

    # How sure we are

    def certainty(self, certainty: Certainty) -> str:
        """The source's own rating in plain words."""
        match certainty:
            case Certainty.HIGH:
                return self.gettext("The source is very sure of this.")
            case Certainty.MODERATE:
                return self.gettext("The source is fairly sure of this. New studies may change it.")
            case Certainty.LOW:
                return self.gettext("The source is not very sure of this. New studies may well change it.")
            case Certainty.VERY_LOW:
                return self.gettext("The source is not at all sure of this. The truth may be far off.")
        return self.gettext("The source does not say how sure it is.")

    def direction(
        self, effect: Effect | None, first: Compared, second: Compared, *, watched: bool = False
    ) -> str:
        """What the effect's interval leaves open, without the ratio itself. ``watched``: by a study in
        which nobody drew who gets what."""
        names = {"one": first.with_it, "other": second.with_it}
        if effect is None or effect.interval is None:
            return self.gettext("How far these numbers may be off is not known from this source.")
        level = 0.0 if effect.measure is Measure.RISK_REDUCTION else 1.0
        if effect.interval.low <= level <= effect.interval.high:
            return self._open(watched=watched) % names
        fewer = (effect.interval.high < level) is (effect.measure is not Measure.RISK_REDUCTION)
        return self._one_way(fewer=fewer, watched=watched) % names

    def _open(self, *, watched: bool) -> str:
        if watched:
            return self.gettext(
                "This is the best guess. The study leaves it open: the true number %(one)s may be lower, "
                "the same or higher than %(other)s."
            )
        return self.gettext(
            "This is the best guess. The trials leave it open: the true number %(one)s may be lower, "
            "the same or higher than %(other)s."
        )

    def _one_way(self, *, fewer: bool, watched: bool) -> str:
        if watched and fewer:
            return self.gettext("This study points one way: to fewer people %(one)s than %(other)s.")
        if watched:
            return self.gettext("This study points one way: to more people %(one)s than %(other)s.")
        if fewer:
            return self.gettext(
                "Taken together, the trials point one way: to fewer people %(one)s than %(other)s."
            )
        return self.gettext(
            "Taken together, the trials point one way: to more people %(one)s than %(other)s."
        )

    def between(self, difference: Interval, one: Compared, other: Compared, people: int) -> str:
        """What the counts of two arms leave open: the interval of their difference (shares, one - other)."""
        low, high = (natural_frequency(abs(end), people) for end in (difference.low, difference.high))
        values = {"one": one.with_it, "other": other.with_it, "people": people}
        if difference.low < 0 < difference.high:
            text = self.gettext(
                "The study leaves it open: %(one)s, the true number may be up to %(low)s lower or up to "
                "%(high)s higher than %(other)s."
            )
        elif difference.high <= 0:
            low, high = high, low
            text = self.gettext(
                "The study points one way: %(one)s, the true number may be %(low)s to %(high)s lower than "
                "%(other)s."
            )
        else:
            text = self.gettext(
                "The study points one way: %(one)s, the true number may be %(low)s to %(high)s higher than "
                "%(other)s."
            )
        return text % (values | {"low": self.count(low), "high": self.count(high)})

    def no_range(self) -> str:
        return self.gettext("The source gives no range for each number.")

    def bound_only(self) -> str:
        return self.gettext(
            "The source gives only this upper limit. It gives no range, and no number for each group."
        )

    def derived(self, comparison: BaselineAndEffect, treated: Figure, untreated: Figure) -> tuple[str, ...]:
        """What a derived number is, what its range leaves out, and which events the trials counted."""
        values = {
            "treated": self.count(treated.out_of),
            "untreated": self.count(untreated.out_of),
            "range": self.range(treated.low, treated.high),
            "counted": comparison.effect.counted,
            "here": comparison.endpoint.name,
        }
        told = [
            self.gettext("We worked out the %(treated)s. No study counted it. It is our best guess."),
            self.gettext(
                "The range %(range)s shows only how sure the trials are. "
                "It does not show how sure we are of the %(untreated)s."
            ),
        ]
        if not comparison.effect.same_endpoint:
            told.append(
                self.gettext(
                    "The trials counted %(counted)s. Here we use what they found for this: %(here)s."
                )
            )
        return tuple(text % values for text in told)

    def between_groups(self, lowest: OutOf, highest: OutOf) -> str:
        """How far the named groups of people lie apart, without a number made from two of them."""
        text = self.gettext(
            "Other groups of people had other numbers. Without treatment, they go from %(low)s to %(high)s "
            "of %(people)s people. You can see them below."
        )
        return text % {
            "low": self.count(lowest),
            "high": self.count(highest),
            "people": lowest.people,
        }

    # How the source says it

    def published(self, name: str, figure: Counts | Rate) -> str:
        """The counts or the rate as published, and how we read person-years."""
        if isinstance(figure, Counts):
            counts = {"name": name, "events": f"{figure.events:,}", "people": f"{figure.people:,}"}
            return self.gettext("%(name)s: the source counted %(events)s of %(people)s people.") % counts
        values = {"name": name, "rate": number(figure.per_100)}
        if figure.of is RateUnit.PEOPLE:
            return self.gettext("%(name)s: the source says %(rate)s of 100 people.") % values
        text = self.gettext(
            "%(name)s: the source says %(rate)s per 100 person-years (100 people, each for one year). "
            "We read this as %(rate)s of 100 people in one year."
        )
        return text % values

    def published_bound(self, name: str, rate: Rate) -> str:
        """The upper bound as published."""
        values = {"name": name, "rate": number(rate.per_100)}
        if rate.of is RateUnit.PEOPLE:
            return self.gettext("%(name)s: the source says at most %(rate)s more of 100 people.") % values
        text = self.gettext(
            "%(name)s: the source says at most %(rate)s more per 100 person-years (100 people, each for one "
            "year). We read this as at most %(rate)s more of 100 people in one year."
        )
        return text % values

    def effect(self, effect: Effect, name: str) -> str:
        """The relative effect as published, for those who ask for it."""
        measures = {
            Measure.RISK_REDUCTION: self.gettext("relative risk reduction in percent"),
            Measure.RELATIVE_RISK: self.gettext("relative risk"),
            Measure.ODDS_RATIO: self.gettext("odds ratio"),
            Measure.HAZARD_RATIO: self.gettext("hazard ratio"),
        }
        values = {"name": name, "measure": measures[effect.measure], "value": number(effect.value)}
        if effect.interval is None:
            return self.gettext("%(name)s: %(measure)s %(value)s.") % values
        ends = {"low": number(effect.interval.low), "high": number(effect.interval.high)}
        values |= ends | {"level": number(effect.interval.level)}
        text = self.gettext("%(name)s: %(measure)s %(value)s (%(level)s %% interval %(low)s to %(high)s).")
        return text % values

    def how_read(self, tag: Tag) -> str:
        """The tag in plain words."""
        match tag:
            case Tag.PRIMARY:
                return self.gettext("We read this number in the study's own report.")
            case Tag.SECONDARY:
                return self.gettext("We read this number in another work that reports the study.")
            case Tag.DERIVED:
                return self.gettext("We worked this number out.")
        return self.gettext("We wrote this number down from memory. It has not been checked.")

    def who(self, grounds: Grounds) -> str:
        """Whom the number speaks of, with how many they were where the source says so."""
        if grounds.people_studied is None:
            return grounds.population
        values = {"who": grounds.population, "people": f"{grounds.people_studied:,}"}
        return self.gettext("%(who)s (%(people)s people)") % values
