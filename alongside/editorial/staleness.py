"""What of the whole library should be looked at again, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.editorial.calls import what_is_due
from alongside.editorial.models import Edition, Flag
from alongside.editorial.standing import HAPPENED
from alongside.editorial.workflow import WAITING, State
from alongside.sources import records

MONTHS = 24
"""A text that was approved longer ago is checked again; our own choice, after NICE's surveillance span."""
DAYS_WAITING = 30
"""A text should not wait longer for the board."""
CURRENT = sorted({*(state.value for state in WAITING), State.APPROVED.value, State.RETURNED.value})


@dataclass(frozen=True)
class Stale:
    """One edition that is in use or waits, and the reasons to look at it."""

    id: UUID
    kind: str
    key: str
    language: str
    title: str
    state: str
    why: tuple[str, ...]


def report(now: datetime | None = None) -> list[Stale]:
    """Every edition in use or waiting that has a reason, by kind and key; a fixed number of queries."""
    now = now or timezone.now()
    due = _due(now.date())
    flags = _flags()
    rows = Edition.objects.filter(state__in=CURRENT).select_related("content").defer("blocks", "report")
    found = []
    for row in rows.order_by("kind", "content__key", "content__language", "number"):
        why = (*flags.get(row.pk, ()), *due.get(row.version, ()), *_age(row, now))
        if why:
            content = row.content
            found.append(
                Stale(row.pk, content.kind, content.key, content.language, row.title, row.state, why)
            )
    return found


def _due(today: date) -> dict[UUID, tuple[str, ...]]:
    """What the rooms themselves say is due."""
    found: dict[UUID, tuple[str, ...]] = {}
    answers: Any = what_is_due.send(sender=Edition, today=today)
    for _receiver, answer in answers:
        found |= answer
    return found


def _flags() -> dict[UUID, tuple[str, ...]]:
    found: dict[UUID, tuple[str, ...]] = {}
    rows = (
        Flag.objects.filter(resolved_at=None)
        .order_by("at")
        .values_list("edition_id", "what", "source__record")
    )
    for edition, what, record in rows:
        said = f"{_(HAPPENED[what])} {records.from_json(record).reference()}"
        found[edition] = (*found.get(edition, ()), said)
    return found


def _age(row: Edition, now: datetime) -> Iterator[str]:
    if row.state == State.APPROVED.value and row.approved_at:
        if row.approved_at < now - timedelta(days=MONTHS * 30.4375):
            yield _("It was approved more than %(months)d months ago.") % {"months": MONTHS}
    elif row.submitted_at < now - timedelta(days=DAYS_WAITING):
        yield _("It has waited for more than %(days)d days.") % {"days": DAYS_WAITING}
