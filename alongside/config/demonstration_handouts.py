"""Wilma, whose father lies in intensive care, was given a handout and said back what she took from it."""

from alongside.materials.models import HandoutVersion
from alongside.partnership.actions.handouts import Round, give, hear_back
from alongside.partnership.actions.team import Listener
from alongside.partnership.models import Given
from alongside.patients.doors import record_of, work_of
from alongside.patients.models import Patient
from alongside.people.models import Person

JOB = "demonstration"


def fill() -> None:
    """Run once, after the made-up board has approved what passes. Stands on the intensive care unit."""
    with work_of(JOB, purpose="find who was given a handout"):
        if Given.objects.exists():
            return
        nora, wilma, walter = (
            Person.objects.get(account__username=name) for name in ("nora", "wilma", "walter")
        )
        patient = Patient.objects.get(person=walter).pk
    page, questions = (
        HandoutVersion.objects.newest().get(
            handout__slug=slug, handout__language="en", handout__level="plain"
        )
        for slug in ("what-intensive-care-is", "questions-to-ask")
    )
    with record_of(patient, by=nora, purpose="give a handout") as visit:
        given = give(handout=page, to=Listener(wilma), language="en", by=visit)
        hear_back(
            given=given,
            round=Round(
                "I want to be sure that I was clear. What will you tell your brother?",
                "He sleeps from the drugs. When the machine beeps, something has gone wrong.",
                "A beep does not mean that something has gone wrong.",
                "We looked at the screen. I showed her which sound calls me.",
            ),
            by=visit,
        )
        hear_back(
            given=given,
            round=Round(
                "And when it beeps?",
                "Then I look at you. If you stay calm, a pump is just empty.",
            ),
            by=visit,
        )
        give(handout=questions, to=Listener(wilma), language="en", by=visit)
