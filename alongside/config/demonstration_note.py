"""A made-up talk that has ended and was written down: Inés and Dr. Tanaka, with a note to read."""

from typing import Any

from alongside.aids.models import AidVersion
from alongside.decisions import actions as deciding
from alongside.decisions import note_queries, queries
from alongside.decisions.drafting import first_draft
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import Choice, Role
from alongside.patients.doors import record_of, work_of
from alongside.patients.models import Patient
from alongside.people.models import Account, Person

JOB = "demonstration"


def fill() -> None:
    """The whole talk, said by each in their own hand, then the note, signed."""
    with work_of(JOB, purpose="find the talk to write down"):
        doctor = Person.objects.get(account__username="mei")
        patient = Patient.objects.select_related("person").get(person__account__username="ines")
    aid = AidVersion.objects.newest().get(aid__slug="atrial-fibrillation")
    with record_of(patient.pk, by=doctor, purpose="start a choice") as visit:
        choice = deciding.open_choice(aid=aid, stratum="4", by=visit)
    _what_ines_says(patient, choice)
    with record_of(patient.pk, by=doctor, purpose="advise") as visit:
        deciding.recommend(
            choice=choice,
            option="doac",
            reason="It guards against a stroke as well, and there are no blood tests to wait for.",
            rests_on=["stroke"],
            by=visit,
        )
    _how_it_ends(patient, choice)
    _the_note(patient, choice, doctor)


def _what_ines_says(patient: Patient, choice: Choice) -> None:
    with record_of(patient.pk, by=patient.person, purpose="say what matters") as visit:
        own: dict[str, Any] = {"choice": choice, "said_by": visit.person, "confirmed": "", "by": visit}
        deciding.say_what_matters(
            importances={"stroke": 9, "bleed": 7},
            words="I walk my granddaughter to school. I want to go on with that.",
            **own,
        )
        deciding.want_role(role=Role.TOGETHER, words="", **own)
        deciding.add_view(option="warfarin", words="My mother took it. She was always at the clinic.", **own)


def _how_it_ends(patient: Patient, choice: Choice) -> None:
    with record_of(patient.pk, by=patient.person, purpose="say how it ends") as visit:
        deciding.end(
            choice=choice,
            kind=EndingKind.AGREED,
            option="doac",
            reason="I do not want the tests. I can take a tablet twice a day.",
            next_step="Dr. Tanaka writes the prescription. We talk again in four weeks.",
            review_on=None,
            told_of_difference=False,
            said_by=visit.person,
            confirmed="",
            by=visit,
        )


def _the_note(patient: Patient, choice: Choice, doctor: Person) -> None:
    account = Account.objects.get(person=doctor)
    with record_of(patient.pk, by=doctor, purpose="write the note") as visit:
        talk = queries.talk(visit, choice.pk)
        kind = note_queries.put_forward(visit)
        sections = first_draft(talk, kind)
        sections["next"] += "\nMonitor renal function once a year. Report adverse effects at once."
        written = deciding.start_note(choice=choice, kind=kind.key, sections=sections, by=visit)
        deciding.sign_note(
            choice=choice, seen_revision=written.revision, because="", account=account, by=visit
        )
