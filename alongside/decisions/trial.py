"""The time-limited trial: a treatment tried for a set time towards an aim, and then talked about again.

After ATS 2024 (PMID 38063572): a plan made together to use life-sustaining treatment for a defined time,
after which the response informs whether to go on, to turn to comfort, or to try longer. What makes a trial
whole is asked for because it was what meetings lacked (PMID 33843946: signs of getting better were named in
20.9 % of meetings before training and in 88.1 % after).

The trial is a value; `state` asks it at one instant. Lengths are elapsed hours on the UTC line, for the same
reason as in the family-meeting clock: what the patient goes through does not skip an hour in spring.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum


class OutcomeKind(StrEnum):
    """How a review of the trial ended."""

    GO_ON = "go on"
    COMFORT = "comfort"
    EXTEND = "extend"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What was agreed at a review, why, and by whom. `longer` only and always with EXTEND, from `at` on.

    Raises ValueError without a reason or a name, and where `longer` does not fit.
    """

    kind: OutcomeKind
    at: datetime
    reasons: tuple[str, ...]
    by: tuple[str, ...]
    longer: timedelta | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", _utc(self.at))
        if not _said(self.reasons):
            raise ValueError("Write why this was agreed; a trial cannot end or go on without a reason.")
        if not _said(self.by):
            raise ValueError("Write who agreed to this.")
        if (self.kind is OutcomeKind.EXTEND) != (self.longer is not None):
            raise ValueError("Say how much longer the trial goes on, and only when it is extended.")
        if self.longer is not None and self.longer <= timedelta(0):
            raise ValueError("A trial can only be extended by some time.")


@dataclass(frozen=True, slots=True)
class Aim:
    """What the trial is for, in the patient's words: spoken by them, or told by someone who heard them."""

    words: str
    told_by: str


@dataclass(frozen=True, slots=True)
class Trial:
    """A trial as it stands. Everything may be empty while it is planned; `missing` tells what is.

    `started`: when the treatment began, or None. `review_at`: an agreed time for the review, where it is
    not simply start + length. `review_asked`: when someone asked for an earlier review, for instance because
    a sign of getting worse was seen. The review is due from `notice` before its time and overdue from `grace`
    after it. `stopped`: it ended without a review (the patient died, or it was withdrawn).
    Raises ValueError for times that cannot be.
    """

    treatments: tuple[str, ...] = ()
    aim: Aim | None = None
    better: tuple[str, ...] = ()
    worse: tuple[str, ...] = ()
    length: timedelta | None = None
    who_decides: tuple[str, ...] = ()
    started: datetime | None = None
    review_at: datetime | None = None
    review_asked: datetime | None = None
    outcomes: tuple[Outcome, ...] = ()
    stopped: datetime | None = None
    notice: timedelta = timedelta(hours=12)
    grace: timedelta = timedelta(hours=12)

    def __post_init__(self) -> None:
        for name in ("started", "review_at", "review_asked", "stopped"):
            at = getattr(self, name)
            object.__setattr__(self, name, at and _utc(at))
        object.__setattr__(self, "outcomes", tuple(sorted(self.outcomes, key=lambda outcome: outcome.at)))
        if self.length is not None and self.length <= timedelta(0):
            raise ValueError("A trial needs some time; its length must be more than nothing.")
        if min(self.notice, self.grace) < timedelta(0):
            raise ValueError("Notice and grace of a trial cannot be less than nothing.")
        if self.outcomes and (self.started is None or self.outcomes[0].at < self.started):
            raise ValueError("A review cannot come before the trial has started.")
        if self.started is not None and self.review_at is not None and self.review_at <= self.started:
            raise ValueError("The review must come after the start of the trial.")
        if any(outcome.kind is not OutcomeKind.EXTEND for outcome in self.outcomes[:-1]):
            raise ValueError("This trial has ended; a further review belongs to a new trial.")


class State(StrEnum):
    """Where a trial is."""

    PLANNED = "planned"
    RUNNING = "running"
    REVIEW_DUE = "review due"
    OVERDUE = "overdue"
    ENDED = "ended"


def review_due_at(trial: Trial, now: datetime | None = None) -> datetime | None:
    """When the trial is to be talked about again (UTC); None: not started, without length, or ended.

    `now`: look at the trial as it stood then; everything known when not given.
    """
    if trial.started is None or _end(trial, now) is not None:
        return None
    held = [outcome for outcome in trial.outcomes if now is None or outcome.at <= _utc(now)]
    planned = _planned_review(trial, held)
    asked = trial.review_asked
    # Asking for it early brings the next review forward; once that review was held it has done its work.
    if asked is None or (held and asked <= held[-1].at) or (now is not None and asked > _utc(now)):
        return planned
    return asked if planned is None else min(planned, asked)


def _planned_review(trial: Trial, held: list[Outcome]) -> datetime | None:
    if held and held[-1].longer is not None:
        return held[-1].at + held[-1].longer
    if trial.review_at is not None:
        return trial.review_at
    return trial.started + trial.length if trial.started and trial.length else None


def state(trial: Trial, now: datetime) -> State:
    """Where the trial is at `now`. One that started without any end in sight has its review due at once."""
    now = _utc(now)
    if _end(trial, now) is not None:
        return State.ENDED
    if trial.started is None or now < trial.started:
        return State.PLANNED
    due = review_due_at(trial, now)
    if due is None:
        return State.REVIEW_DUE
    if now >= due + trial.grace:
        return State.OVERDUE
    return State.REVIEW_DUE if now >= due - trial.notice else State.RUNNING


def last_outcome(trial: Trial) -> Outcome | None:
    """What the newest review agreed, or None before the first."""
    return trial.outcomes[-1] if trial.outcomes else None


def missing(trial: Trial) -> tuple[str, ...]:
    """What the trial still lacks, in sentences for the team; empty when it is whole."""
    aim = trial.aim
    parts = (
        (_said(trial.treatments), "Which treatments are tried is not written yet."),
        (aim is not None and _said((aim.words,)), "The aim, in the patient's words, is not written yet."),
        (aim is None or _said((aim.told_by,)), "Who told the aim in the patient's words is not written yet."),
        (_said(trial.better), "The signs of getting better are not written yet."),
        (_said(trial.worse), "The signs of getting worse are not written yet."),
        (bool(trial.length or trial.review_at), "How long the trial lasts is not written yet."),
        (_said(trial.who_decides), "Who decides at the review is not written yet."),
    )
    return tuple(sentence for there, sentence in parts if not there)


def _end(trial: Trial, now: datetime | None) -> datetime | None:
    ends = [outcome.at for outcome in trial.outcomes if outcome.kind is not OutcomeKind.EXTEND]
    ends += [trial.stopped] if trial.stopped is not None else []
    return min((at for at in ends if now is None or at <= _utc(now)), default=None)


def _said(lines: tuple[str, ...]) -> bool:
    return any(line.strip() for line in lines)


def _utc(at: datetime) -> datetime:
    if at.tzinfo is None:
        raise ValueError("A time of a trial must carry its time zone.")
    return at.astimezone(UTC)
