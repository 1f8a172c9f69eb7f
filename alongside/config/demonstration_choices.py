"""Made-up people, continued: a choice without an aid, one opened again, one with somebody who speaks.

Rosa has two choices at once: the one about her heart (in `demonstration`) and the one about her knee here.
"""

from typing import Any

from alongside.aids.models import AidVersion
from alongside.decisions import actions, by_hand, reopening, telling
from alongside.decisions.endings import EndingKind
from alongside.decisions.models import ByHandKind, Choice, Confirmed, Role
from alongside.decisions.questions import Asks
from alongside.decisions.teach_back import SaidBackAs
from alongside.patients.doors import Visit, record_of, work_of
from alongside.patients.models import Patient
from alongside.people.models import Person

JOB = "demonstration"


def fill() -> None:
    """Run once, after the base demonstration has made its people."""
    with work_of(JOB, purpose="find the made-up people"):
        people = {p.account.username: p for p in Person.objects.filter(account__isnull=False)}
        patients = {p.person_id: p.pk for p in Patient.objects.all()}
    rosa, omar, ines = people["rosa"], people["omar"], people["ines"]
    with record_of(patients[rosa.pk], by=rosa, purpose="start a choice by hand") as visit:
        knee = _knee(visit)
    with record_of(patients[rosa.pk], by=people["ada"], purpose="add to the choice") as visit:
        _knee_by_the_doctor(visit, knee)
    with record_of(patients[omar.pk], by=people["ada"], purpose="start a choice by hand") as visit:
        _tube(visit)
    with record_of(patients[ines.pk], by=people["mei"], purpose="start a choice") as visit:
        heart = _heart(visit, ines)
    with record_of(patients[ines.pk], by=ines, purpose="look at a choice again") as visit:
        reopening.reopen(choice=heart, because="My nose bleeds each week now. I want to talk.", by=visit)


def _knee(rosa: Visit) -> Choice:
    choice = by_hand.open_by_hand(matter="What can we do about my knee?", by=rosa)
    own: dict[str, Any] = {"choice": choice, "said_by": rosa.person, "confirmed": "", "by": rosa}
    walk = by_hand.add_way(words="A class to make the leg strong", **own)
    by_hand.add_reason(way=walk.way, kind=ByHandKind.FOR, words="I like to move with others.", **own)
    by_hand.add_reason(way=by_hand.NOTHING, kind=ByHandKind.FOR, words="It is not so bad yet.", **own)
    telling.bring_questions(common=[Asks.GOOD_AND_BAD, Asks.HELP], own="Can I still kneel to weed?", **own)
    actions.say_what_matters(importances={}, words="I want to work in my garden in May.", **own)
    return choice


def _knee_by_the_doctor(ada: Visit, choice: Choice) -> None:
    own: dict[str, Any] = {"choice": choice, "said_by": ada.person, "confirmed": "", "by": ada}
    new = by_hand.add_way(words="A new knee", **own)
    by_hand.add_reason(way=new.way, kind=ByHandKind.FOR, words="Most people have less pain.", **own)
    by_hand.add_reason(
        way=new.way, kind=ByHandKind.AGAINST, words="It takes months to get well. You may bleed.", **own
    )


def _tube(ada: Visit) -> None:
    """The matter has the name under which it is asked who speaks for Omar."""
    choice = by_hand.open_by_hand(matter="A tube in the neck to breathe", by=ada)
    own: dict[str, Any] = {"choice": choice, "said_by": ada.person, "confirmed": "", "by": ada}
    neck = by_hand.add_way(words="A tube in the neck, to breathe for a long time", **own)
    by_hand.add_way(words="Try the tube for two weeks, then talk again", **own)
    by_hand.add_reason(way=neck.way, kind=ByHandKind.FOR, words="He can be more awake with it.", **own)
    by_hand.add_reason(way=neck.way, kind=ByHandKind.AGAINST, words="He may need it for all his life.", **own)


def _heart(mei: Visit, ines: Person) -> Choice:
    aid = AidVersion.objects.newest().get(aid__slug="atrial-fibrillation")
    choice = actions.open_choice(aid=aid, stratum="3", by=mei)
    hers: dict[str, Any] = {"choice": choice, "said_by": ines, "confirmed": Confirmed.READ_BACK, "by": mei}
    actions.say_what_matters(importances={"stroke": 9, "bleed": 5}, words="I look after my sister.", **hers)
    actions.want_role(role=Role.TOGETHER, words="", **hers)
    telling.explain(choice=choice, words="With the pictures, in Spanish.", by=mei)
    telling.say_back(
        asked="How would you tell it to your sister?",
        own_words="The pill keeps clots away. I may bleed more.",
        came_out=SaidBackAs.CLEAR,
        gap="",
        **hers,
    )
    actions.recommend(
        choice=choice, option="doac", reason="It fits with few visits.", rests_on=["stroke"], by=mei
    )
    actions.end(
        kind=EndingKind.AGREED,
        option="doac",
        reason="I want to be there for my sister.",
        next_step="Start on Monday.",
        review_on=None,
        told_of_difference=False,
        **hers,
    )
    return choice
