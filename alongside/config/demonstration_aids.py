"""More made-up talks, so that each kind of choice aid can be tried: a worn knee, a breathing machine."""

from uuid import UUID

from alongside.aids.models import AidVersion
from alongside.decisions import actions as deciding
from alongside.decisions.models import Choice
from alongside.patients.doors import record_of, work_of
from alongside.patients.models import Patient, Relative
from alongside.people.actions import open_account
from alongside.people.models import Account, Person

JOB = "demonstration"
PASSWORD = "made-up people only"  # noqa: S105 - printed for everybody who tries the demonstration


def fill() -> None:
    """Start both talks, once. Stands on the clinic and on the intensive care unit."""
    if Account.objects.filter(username="tom").exists():
        return
    with work_of(JOB, purpose="find who the made-up talks are with"):
        mei, ian = (Person.objects.get(account__username=name) for name in ("mei", "ian"))
        ines = Patient.objects.get(person__account__username="ines").pk
        maud = Patient.objects.get(person__full_name="Maud Ellis")
        tom = Relative.objects.select_related("person").get(patient=maud).person
        open_account(username="tom", person=tom, password=PASSWORD)
    _begun(ines, mei, "knee-osteoarthritis")
    _machine(maud.pk, ian, tom, _begun(maud.pk, ian, "prolonged-ventilation"))


def _begun(patient: UUID, by: Person, slug: str) -> Choice:
    aid = AidVersion.objects.newest().get(aid__slug=slug, aid__language="en")
    with record_of(patient, by=by, purpose="start a choice") as visit:
        return deciding.open_choice(aid=aid, by=visit)


def _machine(patient: UUID, doctor: Person, husband: Person, choice: Choice) -> None:
    """Tom has said what Maud would say; Dr. McLeod has told what no number can tell."""
    with record_of(patient, by=husband, purpose="say what matters") as visit:
        deciding.say_what_matters(
            choice=choice,
            importances={"ease": 9, "home": 8, "life": 5},
            words="She always said: a life in bed is not for me. She wants her garden.",
            said_by=husband,
            confirmed="",
            by=visit,
        )
    with record_of(patient, by=doctor, purpose="write down a view") as visit:
        deciding.add_view(
            choice=choice,
            option="comfort",
            words="If we stop the machine, I expect that Maud would live for hours, or a day or two. We "
            "would give her drugs first, so that she does not feel short of air. You could be with her.",
            said_by=doctor,
            confirmed="",
            by=visit,
        )
