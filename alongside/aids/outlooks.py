"""An outlook made ready: each cohort with its own people and its own picture, and the spread between them.

No figure here is made from two cohorts. The sum-up names the lowest and the highest; it adds up nothing.
"""

from __future__ import annotations

from dataclasses import replace

from alongside.aids.framing import Frame, can_be_drawn
from alongside.aids.outlook import OurRating, Outlook, OutlookCohort
from alongside.aids.page import ComparisonView, Figure, GroupView, Table
from alongside.aids.telling import Teller
from alongside.plain.risk import Interval, natural_frequency, natural_range
from alongside.plain.rounding import exact
from alongside.sources.estimates import Certainty, interval_of_share, share_of


def outlook(frame: Frame, one: Outlook) -> ComparisonView:
    """The view of one outlook."""
    say = frame.teller.gettext
    groups = tuple(_group(frame, one, cohort) for cohort in one.cohorts)
    figures = tuple(group.figure for group in groups)
    view = frame.assembled(
        one,
        figures,
        sum_up=_spread(frame, one, groups),
        sentences=tuple(group.sentence for group in groups),
        table=_table(frame, one, groups),
        sureness=(
            *_our_rating(frame.teller, one.our_rating),
            say("No number here can say what will happen to one person."),
        ),
        as_published=tuple(_published(frame, one, cohort) for cohort in one.cohorts),
    )
    return replace(view, who="", groups=groups)


def _group(frame: Frame, one: Outlook, cohort: OutlookCohort) -> GroupView:
    figure = _figure(frame, cohort)
    when = cohort.grounds.time_span.words if cohort.grounds.time_span else ""
    drawn = can_be_drawn((figure,))
    return GroupView(
        key=cohort.key,
        name=cohort.name,
        selected=cohort.selected or "",
        who=frame.teller.who(cohort.grounds),
        figure=figure,
        sentence=frame.teller.both_frames(figure, one.endpoint, when),
        array=frame.array(f"{one.key}-{cohort.key}", figure, one.endpoint, when) if drawn else None,
    )


def _figure(frame: Frame, cohort: OutlookCohort) -> Figure:
    """The cohort's figure; one that counted the others is turned round, its interval with it."""
    share, interval = share_of(cohort.figure), interval_of_share(cohort.figure)
    if cohort.counted == "no event":
        share = _others(share)
        interval = interval and Interval(_others(interval.high), _others(interval.low), interval.level)
    low, high = natural_range(interval, frame.people) if interval else (None, None)
    return Figure(cohort.key, cohort.name, natural_frequency(share, frame.people), low, high)


def _others(share: float) -> float:
    """As it was written: 1 - 0.665 is 0.335, also where binary fractions say a little less."""
    return float(1 - exact(share))


def _spread(frame: Frame, one: Outlook, groups: tuple[GroupView, ...]) -> str:
    """The lowest and the highest of the cohorts, each as it is."""
    say, told = frame.teller.gettext, frame.teller
    ordered = sorted((group.figure.out_of for group in groups), key=lambda out_of: out_of.count)
    values = {
        "people": frame.people,
        "low": told.count(ordered[0]),
        "high": told.count(ordered[-1]),
        "event": one.endpoint.event,
        "when": frame.when(one),
    }
    if len(groups) == 1:
        return say("In this study, %(low)s of %(people)s people %(event)s %(when)s.") % values
    text = say(
        "It was not the same in all groups. In one, %(low)s of %(people)s people %(event)s %(when)s. "
        "In another, it was %(high)s."
    )
    picked = [group.figure.out_of for group in groups if group.selected]
    ends = [
        say("The %(count)s comes from a picked group.") % {"count": told.count(one)}
        for one in (ordered[0], ordered[-1])
        if one in picked
    ]
    return " ".join((text % values, *ends))


def _table(frame: Frame, one: Outlook, groups: tuple[GroupView, ...]) -> Table:
    say, told = frame.teller.gettext, frame.teller
    head = (
        one.endpoint.event,
        told.from_to(),
        one.endpoint.no_event,
        say("people in these studies were"),
    )
    picked = say("%(who)s; a picked group")
    rows = tuple(
        (
            group.name,
            (*frame.cells(group.figure), picked % {"who": group.who} if group.selected else group.who),
        )
        for group in groups
    )
    return Table(told.table_caption(frame.people, frame.when(one)), head, rows)


def _published(frame: Frame, one: Outlook, cohort: OutlookCohort) -> str:
    said = frame.teller.published(cohort.name, cohort.figure)
    if cohort.counted == "event":
        return said
    return (
        said
        + " "
        + frame.teller.gettext("It counted those of whom we say: %(no_event)s.")
        % {"no_event": one.endpoint.no_event}
    )


def _our_rating(teller: Teller, rating: OurRating) -> tuple[str, str]:
    match rating.certainty:
        case Certainty.HIGH:
            said = teller.gettext("We are very sure of this. This is our own view.")
        case Certainty.MODERATE:
            said = teller.gettext("We are fairly sure of this. This is our own view.")
        case Certainty.LOW:
            said = teller.gettext("We are not very sure of this. This is our own view.")
        case _:
            said = teller.gettext("We are not at all sure of this. This is our own view.")
    return said, rating.why
