"""Choices that were signed with a choice aid of which a source has changed since: for their teams."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.aids.models import KIND, AidVersion
from alongside.decisions.models import SignedNote
from alongside.editorial.queries import flagged_versions, standings_of
from alongside.editorial.standing import Flagged
from alongside.patients.doors import work_of
from alongside.patients.models import Stay, TeamMember

JOB = "changed sources"


@dataclass(frozen=True)
class Leaning:
    """One signed choice: whose (by id only), with which version, what happened, and whom to tell."""

    patient: UUID
    choice: UUID
    aid: str
    number: int
    changes: tuple[Flagged, ...]
    unit: str
    team: tuple[str, ...]


def signed_choices() -> list[Leaning]:
    """Every signed choice that leans on a flagged version, by unit. Opens the record as a named job.

    No name of a patient leaves: the team finds the choice by its address.
    """
    with work_of(JOB, purpose="list signed choices whose sources have changed"):
        notes = SignedNote.objects.filter(choice__aid__in=flagged_versions(KIND))
        rows = {
            (note.patient_id, note.choice_id): note.choice.aid
            for note in notes.select_related("choice__aid__aid")
            if note.choice.aid
        }
        patients = [patient for patient, _choice in rows]
        units, teams = _units(patients), _teams(patients)
        standings = standings_of(KIND, {aid.pk for aid in rows.values()})
        found = [
            _leaning(patient, choice, aid, standings[aid.pk].flags, units.get(patient, ""), teams)
            for (patient, choice), aid in rows.items()
        ]
    return sorted(found, key=lambda one: (one.unit, one.aid, one.patient))


def _leaning(
    patient: UUID,
    choice: UUID,
    aid: AidVersion,
    changes: tuple[Flagged, ...],
    unit: str,
    teams: dict[UUID, tuple[str, ...]],
) -> Leaning:
    return Leaning(patient, choice, aid.aid.slug, aid.number, changes, unit, teams.get(patient, ()))


def _units(patients: Iterable[UUID]) -> dict[UUID, str]:
    stays = Stay.objects.filter(patient__in=patients, ended_at=None)
    return dict(stays.values_list("patient_id", "unit__name"))


def _teams(patients: Iterable[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The clinicians who are in the team, as they are called."""
    found: dict[UUID, tuple[str, ...]] = {}
    members = TeamMember.objects.filter(patient__in=patients, until=None).order_by("-leads", "since", "id")
    for patient, title, name in members.values_list(
        "patient_id", "person__clinician__title", "person__full_name"
    ):
        found[patient] = (*found.get(patient, ()), title or name)
    return found
