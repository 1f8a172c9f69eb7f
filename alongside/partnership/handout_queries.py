"""Handouts given to somebody, as finished values; whether their sources have changed is asked when read."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from alongside.editorial.queries import standings_of
from alongside.editorial.standing import Standing as TextStanding
from alongside.materials.models import KIND
from alongside.partnership import rules
from alongside.partnership.around import name_of
from alongside.partnership.models import Given, SaidBack
from alongside.patients.doors import Visit
from alongside.patients.models import Grant, Relative
from alongside.patients.rules import NotHere
from alongside.people.models import Person


@dataclass(frozen=True)
class RoundTold:
    """One round of teach-back."""

    asked: str
    own_words: str
    gap: str
    told_again: str
    by: str
    at: datetime


@dataclass(frozen=True)
class GivenLine:
    """One handout given. ``rounds`` is empty for a reader for whom the words are not meant."""

    id: UUID
    version: UUID
    title: str
    language: str
    text_language: str
    to: str
    to_me: bool
    by: str
    at: datetime
    standing: TextStanding
    rounds: tuple[RoundTold, ...]
    asked_back: bool
    understood: bool


def given_to_people(visit: Visit) -> list[GivenLine]:
    """All handouts given in this record, newest first; a fixed number of queries."""
    rows = list(
        Given.objects.filter(patient=visit.patient)
        .select_related("handout__handout", "to__clinician", "by__clinician")
        .order_by("-at", "-pk")
    )
    standings = standings_of(KIND, [row.handout_id for row in rows])
    rounds: dict[UUID, list[SaidBack]] = {}
    told = SaidBack.objects.filter(patient=visit.patient).select_related("by__clinician")
    for one in told.order_by("at", "pk"):
        rounds.setdefault(one.given_id, []).append(one)
    return [_line(visit, row, standings[row.handout_id], rounds.get(row.pk, [])) for row in rows]


def _line(visit: Visit, row: Given, standing: TextStanding, rounds: list[SaidBack]) -> GivenLine:
    shown = rounds if rules.may_read_said_back(visit, to=row.to_id) else []
    return GivenLine(
        id=row.pk,
        version=row.handout_id,
        title=row.handout.title,
        language=row.language,
        text_language=row.handout.handout.language,
        to=name_of(row.to, row.to_name),
        to_me=row.to_id == visit.person.pk,
        by=name_of(row.by),
        at=row.at,
        standing=standing,
        rounds=tuple(map(_round, shown)),
        asked_back=bool(rounds),
        understood=bool(rounds) and not rounds[-1].gap,
    )


def _round(row: SaidBack) -> RoundTold:
    return RoundTold(row.asked, row.own_words, row.gap, row.told_again, name_of(row.by), row.at)


def given_of(visit: Visit, given: UUID) -> Given:
    """One handout given in this record. Raises NotHere."""
    row = Given.objects.select_related("handout").filter(patient=visit.patient, pk=given).first()
    if row is None:
        raise NotHere("There is no such page, or it is not open to you.")
    return row


def receivers(visit: Visit) -> list[Person]:
    """To whom a handout may be given without writing a name: the patient, those close, those let in."""
    ids: Iterable[UUID] = (
        visit.patient.person_id,
        *Relative.objects.filter(patient=visit.patient).values_list("person_id", flat=True),
        *Grant.objects.filter(patient=visit.patient).values_list("person_id", flat=True),
    )
    people = Person.objects.select_related("clinician").in_bulk(list(ids))
    return [people[pk] for pk in dict.fromkeys(ids) if pk in people]
