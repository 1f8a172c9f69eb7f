"""The people of one patient as a meeting sees them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from alongside.meetings.kinds import Part
from alongside.meetings.queries.clocks import promises, unit_of
from alongside.meetings.rules import profession_of
from alongside.partnership.queries import language_of
from alongside.patients.doors import Visit
from alongside.patients.models import Grant, Relative, Stay, TeamMember
from alongside.people.models import Person, Unit

ENGLISH = "en"


def name_of(person: Person) -> str:
    """How a person is named on pages: a clinician by title, anybody else as they want to be called."""
    clinician = getattr(person, "clinician", None)
    return (clinician.title if clinician else "") or person.called


def unit_now(visit: Visit) -> Unit | None:
    """The unit that cares for the patient now."""
    now = timezone.now()
    stays = list(Stay.objects.select_related("unit").filter(patient=visit.patient))
    return unit_of(stays, promises({stay.unit_id: stay.unit for stay in stays}, now), now)


def around(visit: Visit) -> list[Person]:
    """Whose words may be written down: the patient, those close, the team now, and the visitor."""
    return [one.person for one in whom_to_ask(visit, everybody=True)]


def family(visit: Visit) -> list[Person]:
    """Those close, then the patient: whose wish it is whether the family meets the team."""
    asked = [one for one in whom_to_ask(visit) if one.part in (Part.FAMILY, Part.PATIENT)]
    return [one.person for one in sorted(asked, key=lambda one: one.part == Part.PATIENT)]


@dataclass(frozen=True)
class Askable:
    """Somebody who can be asked to a meeting. `what`: daughter, doctor … `usual`: asked unless taken out."""

    person: Person
    part: Part
    what: str
    usual: bool

    @property
    def name(self) -> str:
        return name_of(self.person)


def whom_to_ask(visit: Visit, *, everybody: bool = False) -> list[Askable]:
    """The patient, those let in, relatives, the team; who interprets, where a language or a wish needs it."""
    relations = dict(Relative.objects.filter(patient=visit.patient).values_list("person_id", "relation"))
    let_in = set(
        Grant.objects.filter(patient=visit.patient, state="confirmed").values_list("person_id", flat=True)
    )
    team = {
        row.person_id: row
        for row in TeamMember.objects.filter(patient=visit.patient).filter(
            Q(until=None) | Q(until__gt=timezone.now())
        )
    }
    own = visit.patient.person_id
    ids = [own, *relations, *let_in, *team, *([visit.person.pk] if everybody else [])]
    found = {p.pk: p for p in Person.objects.select_related("clinician").filter(pk__in=ids)}
    languages = {found[pk].language for pk in {own, *let_in} & found.keys()}
    interprets = bool(languages - {ENGLISH}) or language_of(visit).wanted is True
    asked = []
    for pk in dict.fromkeys(ids):
        person = found.get(pk)
        if person is None:
            continue
        part = _part(person, own=pk == own, close=pk in relations or pk in let_in)
        member = team.get(pk)
        usual = {
            Part.PATIENT: False,
            Part.FAMILY: pk in let_in,
            Part.TEAM: bool(member and (member.leads or member.role == "nurse")),
            Part.INTERPRETER: interprets,
        }[part]
        asked.append(Askable(person, part, relations.get(pk) or (member.role if member else ""), usual))
    return asked


def _part(person: Person, *, own: bool, close: bool) -> Part:
    if own:
        return Part.PATIENT
    if close:
        return Part.FAMILY
    return Part.INTERPRETER if profession_of(person) == "interpreter" else Part.TEAM
