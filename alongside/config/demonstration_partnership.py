"""Made-up people, continued: who Rosa and Omar are, their team, and who speaks for Omar."""

from django.utils import timezone

from alongside.partnership.actions import about as telling
from alongside.partnership.actions import speaking, team
from alongside.partnership.actions.about import Answer, Source
from alongside.partnership.introductions import Role
from alongside.partnership.models import PaperKind, Statement
from alongside.partnership.profile import Voice
from alongside.partnership.roles import PROMISE
from alongside.partnership.speaking import Capacity, Sureness
from alongside.patients.doors import Visit, record_of, work_of
from alongside.patients.models import Patient
from alongside.people.models import Person

JOB = "demonstration"
ROSA = [
    Answer("called", words="Rosa"),
    Answer("said_like", words="ROH-sah"),
    Answer("language", "sv"),
    Answer("interpreter", "no"),
    Answer("reach_how", "call", "My home phone. Let it ring."),
    Answer("reach_when", words="In the morning"),
    Answer("story", words="I taught music for forty years. I sing in a choir on Tuesdays."),
    Answer("good_day", words="I am out in my garden, and Dora comes for coffee."),
    Answer("know", "all"),
    Answer("role", "together"),
]
OMAR = [
    Answer("called", words="Mr. Haddad"),
    Answer("language", "ar"),
    Answer("interpreter", "yes"),
    Answer("family", "people"),
    Answer("know", "main"),
]


def fill() -> None:
    """Run once, after the base demonstration."""
    with work_of(JOB, purpose="find the made-up people"):
        people = {p.account.username: p for p in Person.objects.filter(account__isnull=False)}
        patients = {p.person_id: p.pk for p in Patient.objects.all()}
        if Statement.objects.exists():
            return
    rosa, omar = people["rosa"], people["omar"]
    with record_of(patients[rosa.pk], by=rosa, purpose="tell who I am") as visit:
        _rosa(visit)
    with record_of(patients[rosa.pk], by=people["dora"], purpose="tell about my mother") as visit:
        _dora(visit)
    with record_of(patients[rosa.pk], by=people["ada"], purpose="introduce the team") as visit:
        _team(visit)
    with record_of(patients[omar.pk], by=people["ada"], purpose="ask at the bedside") as visit:
        _omar(visit)


def _rosa(visit: Visit) -> None:
    own = Source(visit.person, Voice.PATIENT)
    telling.tell(answers=ROSA, source=own, by=visit)
    dora = Answer("person", "choose", "She knows me best.", "Dora Lindqvist", "daughter")
    telling.tell(answers=[dora], source=own, by=visit)
    telling.allow_on_wall(
        allowed=dict.fromkeys(["called", "said_like", "good_day"], True), source=own, by=visit
    )


def _dora(visit: Visit) -> None:
    told = Answer("needs", words="She does not hear well on the left side. Please sit on her right.")
    telling.tell(answers=[told], source=Source(visit.person, Voice.SOMEONE_ELSE), by=visit)


def _team(visit: Visit) -> None:
    team.promise(words=PROMISE, by=visit)
    team.introduce(
        whom=[team.Introduced(visit.person, Role.LEADER)],
        to=[team.Listener(visit.patient.person)],
        introduced_by=visit.person,
        by=visit,
    )


def _omar(visit: Visit) -> None:
    told = Source(visit.patient.person, Voice.WITH_HELP)
    telling.tell(answers=OMAR, source=told, by=visit)
    wife = Answer("person", "told", "Tell her first, in Arabic.", "Leila Haddad", "wife")
    telling.tell(answers=[wife], source=told, by=visit)
    matter = speaking.open_matter(name="A tube in the neck to breathe", by=visit)
    speaking.name_speaker(
        who=speaking.Named("Leila Haddad", "spouse or partner"),
        source=Source(None, Voice.SOMEONE_ELSE, "Leila Haddad"),
        by=visit,
    )
    speaking.describe_paper(
        paper=speaking.Described(PaperKind.WISHES, says="He wrote down what he wants.", kept="At home"),
        source=Source(None, Voice.SOMEONE_ELSE, "Leila Haddad"),
        by=visit,
    )
    speaking.remember_wish(
        wish=speaking.Remembered(
            "I do not want to live by a machine if I cannot talk to my sons.",
            in_own_words=True,
            said_when=f"Spring {timezone.now().year - 1}, after his brother was ill",
            sureness=Sureness.FAIRLY_SURE,
        ),
        matter=matter,
        source=Source(None, Voice.SOMEONE_ELSE, "Leila Haddad"),
        by=visit,
    )
    speaking.assess(
        matter=matter,
        found=Capacity.CANNOT,
        supports=["An interpreter", "Less of the drugs that make drowsy"],
        reason="He does not keep his eyes open and does not answer in Arabic, twice this morning.",
        by=visit,
    )
