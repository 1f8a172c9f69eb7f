"""A try for a time: planning it, talking about it again, and where each stands now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.decisions import rules, trial
from alongside.decisions.models import Confirmed, TimeLimitedTrial, TrialReview
from alongside.patients.doors import Visit
from alongside.patients.models import Patient
from alongside.patients.rules import NotHere, Refused
from alongside.people.models import Person


@dataclass(frozen=True)
class Try:
    """One trial, ready to be shown."""

    id: UUID
    patient: UUID
    treatments: list[str]
    aim: str
    said_by: str
    better: list[str]
    worse: list[str]
    who_decides: list[str]
    started_at: datetime
    review_due: datetime | None
    state: trial.State
    reviews: list[TrialReview]

    @property
    def calls(self) -> bool:
        """It waits for somebody: its review is due or overdue."""
        return self.state in {trial.State.REVIEW_DUE, trial.State.OVERDUE}


def plan(
    *,
    treatments: str,
    aim: str,
    said_by: Person,
    better: str,
    worse: str,
    hours: int,
    who_decides: str,
    started_at: datetime,
    by: Visit,
) -> TimeLimitedTrial:
    """Write down a trial that was agreed on. Everything about it has to be said (`trial.missing`)."""
    rules.check_plan_trial(by)
    row = TimeLimitedTrial(
        patient=by.patient,
        treatments=treatments.strip(),
        aim=aim.strip(),
        said_by=said_by,
        recorded_by=by.person,
        confirmed=Confirmed.HEARD,
        better=better.strip(),
        worse=worse.strip(),
        hours=hours,
        who_decides=who_decides.strip(),
        started_at=started_at,
    )
    lacks = trial.missing(_value(row, []))
    if lacks:
        raise Refused(" ".join(_(sentence) for sentence in lacks))
    row.save(force_insert=True)
    by.did("planned", "trial", row.pk)
    return row


def review(
    *, of: UUID, kind: trial.OutcomeKind, reason: str, agreed_by: str, longer_hours: int | None, by: Visit
) -> TrialReview:
    """Write down what was agreed when the trial was talked about again."""
    rules.check_plan_trial(by)
    # Two reviews at once wait for each other here: the second then meets a trial that has ended.
    Patient.objects.select_for_update().get(pk=by.patient.pk)
    row = TimeLimitedTrial.objects.select_related("said_by").filter(pk=of, patient=by.patient).first()
    if row is None:
        raise NotHere("There is no such page, or it is not open to you.")
    if trial.state(_value(row, list(row.reviews.order_by("at"))), timezone.now()) is trial.State.ENDED:
        raise Refused(_("This try has ended. To try something again, start a new one."))
    made = TrialReview.objects.create(
        patient=by.patient,
        trial=row,
        kind=kind.value,
        reason=reason.strip(),
        agreed_by=agreed_by.strip(),
        longer_hours=longer_hours if kind is trial.OutcomeKind.EXTEND else None,
        recorded_by=by.person,
    )
    by.did("reviewed", "trial", row.pk)
    return made


def tries_of(visit: Visit) -> list[Try]:
    """This patient's trials, newest first."""
    return _shown(TimeLimitedTrial.objects.filter(patient=visit.patient))


def tries_that_call(listed: Sequence[UUID]) -> dict[UUID, Try]:
    """Of the listed patients, the trial that waits longest for its review; two queries for any number."""
    waiting: dict[UUID, Try] = {}
    for one in _shown(TimeLimitedTrial.objects.filter(patient_id__in=listed)):
        if one.calls:
            waiting[one.patient] = one
    return waiting


def _shown(rows: Iterable[TimeLimitedTrial]) -> list[Try]:
    ordered = rows.select_related("said_by__clinician").prefetch_related("reviews__recorded_by__clinician")  # type: ignore[attr-defined]
    now = timezone.now()
    return [_try(row, now) for row in ordered.order_by("-started_at")]


def _try(row: TimeLimitedTrial, now: datetime) -> Try:
    reviews = sorted(row.reviews.all(), key=lambda one: one.at)
    value = _value(row, reviews)
    return Try(
        id=row.pk,
        patient=row.patient_id,
        treatments=row.treatments.splitlines(),
        aim=row.aim,
        said_by=row.said_by.called,
        better=row.better.splitlines(),
        worse=row.worse.splitlines(),
        who_decides=row.who_decides.splitlines(),
        started_at=row.started_at,
        review_due=trial.review_due_at(value, now),
        state=trial.state(value, now),
        reviews=reviews,
    )


def _value(row: TimeLimitedTrial, reviews: list[TrialReview]) -> trial.Trial:
    """The row as the pure value that the rules of time are about."""
    return trial.Trial(
        treatments=tuple(row.treatments.splitlines()),
        aim=trial.Aim(row.aim, row.said_by.called),
        better=tuple(row.better.splitlines()),
        worse=tuple(row.worse.splitlines()),
        length=timedelta(hours=row.hours),
        who_decides=tuple(row.who_decides.splitlines()),
        started=row.started_at,
        outcomes=tuple(_outcome(one, row.started_at) for one in reviews),
    )


def _outcome(row: TrialReview, started: datetime) -> trial.Outcome:
    longer = timedelta(hours=row.longer_hours) if row.longer_hours else None
    return trial.Outcome(
        kind=trial.OutcomeKind(row.kind),
        # A trial may be written down after it began; a review never counts as before its start.
        at=max(row.at, started),
        reasons=tuple(row.reason.splitlines()),
        by=tuple(row.agreed_by.splitlines()),
        longer=longer,
    )
