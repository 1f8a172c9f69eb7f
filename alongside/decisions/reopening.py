"""Looking at a choice again: a new one that goes on from the old, which stays as it was signed."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.aids.models import AidVersion
from alongside.aids.queries import to_begin
from alongside.decisions import rules
from alongside.decisions.actions import check_goes_on_here
from alongside.decisions.by_hand import copy_ways
from alongside.decisions.models import Choice, Ending
from alongside.partnership.around import name_of
from alongside.patients.doors import Visit
from alongside.patients.rules import Refused


@dataclass(frozen=True)
class Other:
    """The choice before or after this one: who opened the later, when, and why."""

    id: UUID
    by: str
    at: datetime
    because: str


def reopen(*, choice: Choice, because: str, by: Visit) -> Choice:
    """Open the same choice again. It starts on the newest version of its aid, with nothing said yet."""
    rules.check_reopen(by)
    check_goes_on_here(choice)
    if not Ending.objects.filter(choice=choice).exists():
        raise Refused(_("This talk is still going on. You can write in it as it is."))
    again = Choice.objects.create(
        patient=by.patient,
        aid=_newest(choice),
        matter=choice.matter,
        language=choice.language,
        stratum=choice.stratum,
        reopens=choice,
        reopened_because=because.strip(),
        opened_by=by.person,
    )
    if again.aid is None:
        copy_ways(old=choice, new=again)
    by.did("opened again", "choice", again.pk)
    return again


def _newest(choice: Choice) -> AidVersion | None:
    if choice.aid is None:
        return None
    # The newest that a choice may be begun with; else the one that the talk leaned on.
    return to_begin().filter(aid_id=choice.aid.aid_id).first() or choice.aid


def before(choice: Choice) -> Other | None:
    """The choice that this one goes on from, with why it was opened again."""
    if choice.reopens_id is None:
        return None
    return Other(choice.reopens_id, name_of(choice.opened_by), choice.opened_at, choice.reopened_because)


def after(choice: Choice) -> Other | None:
    """The choice in which this one goes on."""
    row = Choice.objects.select_related("opened_by__clinician").filter(reopens=choice).first()
    return Other(row.pk, name_of(row.opened_by), row.opened_at, row.reopened_because) if row else None
