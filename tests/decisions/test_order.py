"""In a person's choice the order is drawn once: for everybody who talks about it, every time."""

from alongside.decisions import queries
from alongside.patients.doors import record_of
from tests.family import Family
from tests.talks import Started, a_choice


def order(started: Started, who: str) -> list[str]:
    family = started.family
    with record_of(family.patient.pk, by=getattr(family, who), purpose="test") as visit:
        return [option.key for option in queries.talk(visit, started.choice.pk).aid.options]


def test_everybody_who_talks_about_a_choice_sees_one_order_every_time(family: Family) -> None:
    started = a_choice(family)
    assert order(started, "doctor") == order(started, "rosa") == order(started, "doctor")


def test_another_score_does_not_change_the_order(family: Family) -> None:
    started = a_choice(family)
    with record_of(family.patient.pk, by=family.doctor, purpose="test") as visit:
        other = queries.talk(visit, started.choice.pk, stratum="2").aid.options
    assert [option.key for option in other] == order(started, "rosa")
