"""Who is around a patient, how they are named, and the clock: what every query of this room reads."""

from datetime import datetime

from django.db import connection
from django.db.models import F

from alongside.partnership.saying import Saying
from alongside.patients.doors import Visit
from alongside.patients.models import Grant, GrantState, Relative, Stay, TeamMember
from alongside.people.models import Person


def name_of(person: Person | None, otherwise: str = "") -> str:
    """A clinician by title, anybody else as they want to be called."""
    if person is None:
        return otherwise
    clinician = getattr(person, "clinician", None)
    return (clinician.title if clinician else "") or person.called


def said_by(row: Saying) -> str:
    return name_of(row.said_by, row.said_by_name)


def clock() -> datetime:
    """The database's time: the one that rows carry."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT statement_timestamp()")
        (now,) = cursor.fetchone()
    return now  # type: ignore[no-any-return]


def let_in_now(visit: Visit) -> list[Person]:
    """Those whom the patient lets in at this moment."""
    grants = Grant.objects.filter(patient=visit.patient, state=GrantState.CONFIRMED, since__lte=clock())
    ids = grants.exclude(until__lte=clock()).values_list("person_id", flat=True)
    return list(Person.objects.filter(pk__in=list(ids)).order_by("full_name"))


def people_around(visit: Visit) -> list[Person]:
    """Whose words may be written down: the patient first, those close, the team now."""
    ids = [visit.patient.person_id]
    ids += Relative.objects.filter(patient=visit.patient).values_list("person_id", flat=True)
    ids += Grant.objects.filter(patient=visit.patient).values_list("person_id", flat=True)
    ids += TeamMember.objects.filter(patient=visit.patient, until=None).values_list("person_id", flat=True)
    people = {p.pk: p for p in Person.objects.select_related("clinician").filter(pk__in=ids)}
    return [people[pk] for pk in dict.fromkeys(ids) if pk in people]


def relations(visit: Visit) -> dict[str, str]:
    """Relatives known here: full name to relation, so that a name need not be typed."""
    rows = Relative.objects.select_related("person").filter(patient=visit.patient)
    return {row.person.full_name: row.relation for row in rows}


def stay_now(visit: Visit) -> Stay | None:
    """The stay that is open; else the newest."""
    rows = Stay.objects.select_related("unit").filter(patient=visit.patient)
    return rows.order_by(F("ended_at").desc(nulls_first=True), "-started_at").first()
