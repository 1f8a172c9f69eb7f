"""A talk between Rosa and Dr. Okafor, step by step, for tests that need one."""

from dataclasses import dataclass
from importlib.resources import files

from alongside.aids.actions import load_aid
from alongside.aids.models import AidVersion
from alongside.decisions import actions
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import Choice, Role
from alongside.patients.doors import record_of
from tests.board import as_approved
from tests.family import Family


def the_aid() -> AidVersion:
    text = files("alongside.aids").joinpath("library/atrial-fibrillation.yaml").read_text(encoding="utf-8")
    version = load_aid(text=text, by=None).version
    as_approved(version.pk)
    return version


@dataclass(frozen=True)
class Started:
    family: Family
    choice: Choice

    @property
    def address(self) -> str:
        return f"/people/{self.family.patient.pk}/choices/{self.choice.pk}/"


def a_choice(family: Family) -> Started:
    """Dr. Okafor has opened the choice; nothing is said yet."""
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        return Started(family, actions.open_choice(aid=the_aid(), stratum="4", by=visit))


def a_talk(family: Family) -> Started:
    """Everything is said, in the order in which a good conversation goes; the note is not written."""
    started = a_choice(family)
    choice = started.choice
    with record_of(family.patient.pk, by=family.rosa, purpose="test") as rosa:
        actions.say_what_matters(
            choice=choice,
            importances={"stroke": 10, "bleed": 6},
            words="I want to keep singing.",
            said_by=rosa.person,
            confirmed="",
            by=rosa,
        )
        actions.want_role(
            choice=choice, role=Role.TOGETHER, words="", said_by=rosa.person, confirmed="", by=rosa
        )
        actions.add_view(
            choice=choice,
            option="warfarin",
            words="So many blood tests.",
            said_by=rosa.person,
            confirmed="",
            by=rosa,
        )
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as doctor:
        actions.recommend(
            choice=choice, option="doac", reason="It fits with singing.", rests_on=["stroke"], by=doctor
        )
    with record_of(family.patient.pk, by=family.rosa, purpose="test") as rosa:
        actions.end(
            choice=choice,
            kind=EndingKind.AGREED,
            option="doac",
            reason="I do not want the tests.",
            next_step="Start on Monday.",
            review_on=None,
            told_of_difference=False,
            said_by=rosa.person,
            confirmed="",
            by=rosa,
        )
    return started
