"""Comparisons that are told in words and a table and never drawn: ranges, differences, tallies, scores.

Each says what its numbers are not: a range over the years is no interval, times are no people, points are
no people, and a bare difference does not say how many had it.
"""

from __future__ import annotations

from collections.abc import Iterable

from alongside.aids.framing import Frame
from alongside.aids.page import Cell, ComparisonView, Table
from alongside.aids.telling import number
from alongside.aids.told_in_words import Difference, RangeArm, RangeOverTime, Score, Tally
from alongside.plain.risk import OutOf, RateUnit, natural_frequency
from alongside.sources.estimates import Range, Rate, share_of

Rows = list[tuple[str, tuple[Cell, ...]]]


def range_over_time(frame: Frame, one: RangeOverTime) -> ComparisonView:
    """The lowest and the highest number of people, for each option."""
    say, told = frame.teller.gettext, frame.teller
    arms = {arm.option: arm for arm in one.arms}
    ordered = [(option, arms[option.key]) for option in frame.options if option.key in arms]
    values = {"people": frame.people, "event": one.endpoint.event, "when": frame.when(one)}
    each = ((told.range(*_ends(arm, frame.people)), frame.document.option(arm.option)) for arm in one.arms)
    listed = "; ".join(f"{ends} {option.with_it}" for ends, option in each)
    sentences, rows = [], Rows()
    for option, arm in ordered:
        low, high = _ends(arm, frame.people)
        ends, others = told.range(low, high), told.range(high.opposite, low.opposite)
        names = {"name": option.name, "ends": ends, "others": others, "no_event": one.endpoint.no_event}
        text = say("%(name)s: of %(people)s people, %(ends)s %(event)s %(when)s. %(others)s %(no_event)s.")
        sentences.append(text % (values | names))
        rows.append((option.name, (ends, others)))
    return frame.assembled(
        one,
        (),
        sum_up=say("Of %(people)s people, so many %(event)s %(when)s: %(listed)s.")
        % (values | {"listed": listed}),
        sentences=tuple(sentences),
        table=frame.captioned(one, (one.endpoint.event, one.endpoint.no_event), rows),
        sureness=(
            say("The source gives the lowest and the highest number in these years."),
            say("It does not say how far off they may be."),
        ),
    )


def _ends(arm: RangeArm, people: int) -> tuple[OutOf, OutOf]:
    return _people_of(arm.low, people), _people_of(arm.high, people)


def _people_of(per_100: float, people: int) -> OutOf:
    return natural_frequency(share_of(Rate(per_100=per_100, of=RateUnit.PEOPLE)), people)


def difference(frame: Frame, one: Difference) -> ComparisonView:
    """So many more or fewer, without how many had it."""
    say, told = frame.teller.gettext, frame.teller
    option, against = frame.document.option(one.option), frame.document.option(one.against)
    more = _more(frame, one.per_100)
    names = {
        "people": frame.people,
        "more": more,
        "event": one.endpoint.event,
        "when": frame.when(one),
        "one": option.with_it,
        "other": against.with_it,
    }
    ends: Cell = None
    sureness = [say("The source gives no range for this number.")]
    if one.interval:
        ordered = sorted((one.interval.low, one.interval.high), key=abs)
        values = {"low": _more(frame, ordered[0]), "high": _more(frame, ordered[1])}
        ends = say("%(low)s to %(high)s") % values
        sureness = [say("The true number may be from %(low)s to %(high)s.") % values]
    only = say("The source gives only this difference. It does not say how many in each group it was.")
    head = (say("more or fewer than %(other)s") % names, told.from_to())
    rows: Rows = [(option.name, (more, ends)), (against.name, (None, None))]
    return frame.assembled(
        one,
        (),
        sum_up=say("Of %(people)s people, %(more)s %(event)s %(when)s %(one)s than %(other)s.") % names,
        sentences=(),
        table=frame.captioned(one, head, rows),
        sureness=(*sureness, only),
        as_published=(told.effect(one.effect, f"{option.name} / {against.name}"),) if one.effect else (),
    )


def _more(frame: Frame, per_100: float) -> str:
    """ "4 fewer" or "4 more", in whole people of the aid's denominator."""
    count = frame.teller.count(_people_of(abs(per_100), frame.people))
    text = frame.teller.gettext("%(count)s fewer") if per_100 < 0 else frame.teller.gettext("%(count)s more")
    return text % {"count": count}


def tally(frame: Frame, one: Tally) -> ComparisonView:
    """How many times it happened; of how many people is not known."""
    say = frame.teller.gettext
    arms = {arm.option: arm for arm in one.arms}
    options = [option for option in frame.options if option.key in arms]
    listed = "; ".join(f"{arm.times} {frame.document.option(arm.option).with_it}" for arm in one.arms)
    rows: Rows = [(option.name, (arms[option.key].times, arms[option.key].people)) for option in options]
    text = say("%(name)s: it was counted %(times)s times.")
    head = (say("how many times it was counted"), say("how many people were in the group"))
    caption = say("The same numbers, %(when)s") % {"when": frame.when(one)}
    return frame.assembled(
        one,
        (),
        sum_up=say("It was counted so many times %(when)s: %(listed)s.")
        % {"when": frame.when(one), "listed": listed},
        sentences=tuple(text % {"name": option.name, "times": arms[option.key].times} for option in options),
        table=Table(caption, head, (*rows, *frame.other_rows(one, 2))),
        sureness=(
            say("The study counted how often it happened, and not to how many people."),
            say("It can happen to one person more than once. So we draw no picture of it."),
        ),
    )


def score(frame: Frame, one: Score) -> ComparisonView:
    """Points on a scale: its ends in plain words, each group's mean change, the source's own difference."""
    say, told = frame.teller.gettext, frame.teller
    gap, scale = one.difference, one.scale
    scale_ends = {"low": number(scale.low), "high": number(scale.high)}
    names = scale_ends | {
        "points": number(abs(gap.points)),
        "when": frame.when(one),
        "one": frame.document.option(gap.of).with_it,
        "other": frame.document.option(gap.against).with_it,
    }
    if gap.points < 0:
        text = say(
            "On a scale from %(low)s to %(high)s, people gained %(points)s points less %(one)s than "
            "%(other)s, %(when)s. This is an average."
        )
    else:
        text = say(
            "On a scale from %(low)s to %(high)s, people gained %(points)s points more %(one)s than "
            "%(other)s, %(when)s. This is an average."
        )
    arms = {arm.option: arm for arm in one.arms}
    ordered = [(option.name, arms[option.key]) for option in frame.options if option.key in arms]
    each = say("%(name)s: on average, people gained %(points)s points.")
    meaning = say("%(low)s on the scale means %(low_means)s. %(high)s means %(high_means)s.")
    means = scale_ends | {"low_means": scale.low_means, "high_means": scale.high_means}
    rows: Rows = [(name, (number(arm.change), _points(frame, arm.interval))) for name, arm in ordered]
    rows.append((say("The difference"), (number(gap.points), _points(frame, gap.interval))))
    caption = say("The same numbers: points on a scale from %(low)s to %(high)s, %(when)s") % names
    return frame.assembled(
        one,
        (),
        sum_up=text % names,
        sentences=(
            meaning % means,
            *(each % {"name": name, "points": number(arm.change)} for name, arm in ordered),
        ),
        table=Table(caption, (say("points gained"), told.from_to()), (*rows, *frame.other_rows(one, 2))),
        sureness=tuple(_how_sure(frame, one)),
    )


def _points(frame: Frame, interval: Range | None) -> Cell:
    if interval is None:
        return None
    ends = {"low": number(interval.low), "high": number(interval.high)}
    return frame.teller.gettext("%(low)s to %(high)s") % ends


def _how_sure(frame: Frame, one: Score) -> Iterable[str]:
    say, gap = frame.teller.gettext, one.difference
    if gap.interval is None:
        yield say("The source gives no range for the difference.")
    else:
        ends = {"low": number(gap.interval.low), "high": number(gap.interval.high)}
        yield say("The true difference may be as low as %(low)s or as high as %(high)s points.") % ends
    changes = {arm.option: arm.change for arm in one.arms}
    if gap.of in changes and gap.against in changes:
        plain = changes[gap.of] - changes[gap.against]
        if abs(plain - gap.points) >= 0.05:
            yield say("The study worked out the difference with more than the two averages.")
    yield say("This is an average: some people gained more than this, and some gained less.")
    if one.scale.noticed is None:
        yield say("How many points a person can feel is not known from this source.")
    else:
        points = {"points": number(one.scale.noticed.points)}
        yield say("People can feel a difference of about %(points)s points.") % points
