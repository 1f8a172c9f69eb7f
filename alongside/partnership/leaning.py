"""People who were given a handout of which a source has changed since: for their teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.editorial.queries import flagged_versions, standings_of
from alongside.editorial.standing import Flagged
from alongside.materials.models import KIND
from alongside.partnership.models import Given
from alongside.patients.doors import work_of
from alongside.patients.models import Stay

JOB = "changed sources"


@dataclass(frozen=True)
class GivenSince:
    """One handout given: in whose record (by id only), which version, when, and what happened to it since."""

    patient: UUID
    handout: str
    language: str
    number: int
    at: datetime
    changes: tuple[Flagged, ...]
    unit: str


def given_and_flagged() -> list[GivenSince]:
    """Every handout given whose version leans on a source that has changed, by unit. Opens the record as a
    named job; no name leaves, neither of the patient nor of whoever was given it."""
    with work_of(JOB, purpose="list handouts given whose sources have changed"):
        rows = list(
            Given.objects.filter(handout__in=flagged_versions(KIND))
            .select_related("handout__handout")
            .order_by("at", "pk")
        )
        units = _units(row.patient_id for row in rows)
        standings = standings_of(KIND, {row.handout_id for row in rows})
        found = [
            GivenSince(
                row.patient_id,
                row.handout.handout.slug,
                row.handout.handout.language,
                row.handout.number,
                row.at,
                standings[row.handout_id].flags,
                units.get(row.patient_id, ""),
            )
            for row in rows
        ]
    return sorted(found, key=lambda one: (one.unit, one.handout, one.at))


def _units(patients: Iterable[UUID]) -> dict[UUID, str]:
    stays = Stay.objects.filter(patient__in=list(patients), ended_at=None)
    return dict(stays.values_list("patient_id", "unit__name"))
