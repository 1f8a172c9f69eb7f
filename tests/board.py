"""A review board for tests, and a short way to a text that it has approved."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from alongside.editorial import actions
from alongside.editorial.models import BoardMember, Edition
from alongside.editorial.workflow import State
from alongside.patients.doors import work_of
from alongside.people.models import Account, Clinician, Duty, Person
from alongside.people.queries import Here, who_is

JOB = "demonstration"


def here(person: Person) -> Here:
    return who_is(Account.objects.get(person_id=person.pk))


def make_person(full_name: str, *, profession: str = "", duties: tuple[str, ...] = ()) -> Person:
    """Somebody with an account; inside a job."""
    called, _space, rest = full_name.partition(" ")
    person = Person.objects.create(full_name=full_name, called=called)
    Account.objects.create_account(username=called.lower(), person=person, password=None)
    for duty in duties:
        Duty.objects.create(person=person, name=duty)
    if profession:
        Clinician.objects.create(person=person, profession=profession, title=f"Dr. {rest}")
    return person


@dataclass(frozen=True)
class Board:
    """``doctor`` and ``pharmacist`` are clinicians of the board, ``reader`` is its patient reviewer,
    ``both`` is a clinician who may also read as a patient, ``tied`` has an interest in toes;
    ``editor`` is no member; ``outsider`` works here and has nothing to do with it."""

    doctor: Person
    pharmacist: Person
    reader: Person
    both: Person
    tied: Person
    editor: Person
    outsider: Person


def make_board() -> Board:
    with work_of(JOB, purpose="a board for a test"):
        board = Board(
            make_person("Amara Osei", profession="doctor"),
            make_person("Piet Visser", profession="pharmacist"),
            make_person("Lena Falk"),
            make_person("Yuki Mori", profession="nurse"),
            make_person("Tomas Toth", profession="doctor"),
            make_person("Edith Brandt", duties=("editor",)),
            make_person("Otto Aussen", profession="doctor"),
        )
        for person, patient in (
            (board.doctor, False),
            (board.pharmacist, False),
            (board.reader, True),
            (board.both, True),
            (board.tied, False),
        ):
            actions.add_member(person=person, expertise="Made up for a test", patient_reviewer=patient)
        actions.declare_interest(
            member=BoardMember.objects.get(pk=board.tied.pk),
            about="cold toes",
            what="Shares in socks",
            since=date(2020, 1, 1),
            until=None,
        )
    return board


def as_approved(version: UUID) -> None:
    """Put a version where the board's approval would have put it, without asking the gate."""
    clinician = Clinician.objects.filter(profession="doctor").order_by("title").first() or _a_clinician()
    contents = Edition.objects.filter(version=version).values("content")
    earlier = Edition.objects.filter(content__in=contents, state=State.APPROVED.value)
    earlier.exclude(version=version).update(state=State.SUPERSEDED.value)
    Edition.objects.filter(version=version).update(
        state=State.APPROVED.value,
        approved_by=clinician,
        approved_name=clinician.title or "Dr. Test",
        approved_as=clinician.profession,
        approved_at=timezone.now(),
    )


def _a_clinician() -> Clinician:
    with work_of(JOB, purpose="a clinician for a test"):
        person = Person.objects.create(full_name="Made Up", called="Made")
        return Clinician.objects.create(person=person, profession="doctor", title="Dr. Up")
