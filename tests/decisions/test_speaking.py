"""When Rosa cannot choose: who speaks for her is visible in the talk, and the balance check knows it."""

from alongside.decisions import actions, queries
from alongside.partnership.actions import speaking
from alongside.partnership.speaking import Capacity
from tests.partnership.profiles import inside, name
from tests.talks import a_choice


def rosa_cannot_choose(family, started) -> None:
    with inside(family, "doctor") as visit:
        speaking.assess(
            matter=speaking.open_matter(name=started.choice.aid.question, by=visit),
            found=Capacity.CANNOT,
            supports=["An interpreter"],
            reason="She does not follow.",
            by=visit,
        )


def advised(family, started) -> None:
    with inside(family, "doctor") as visit:
        actions.recommend(choice=started.choice, option="doac", reason="Because.", rests_on=[], by=visit)


def talk(family, started) -> queries.Talk:
    with inside(family, "doctor") as visit:
        return queries.talk(visit, started.choice.pk)


def open_rules(family, started) -> list[str]:
    return [prompt.rule for prompt in talk(family, started).prompts]


def test_while_she_can_choose_nobody_speaks_for_her(family):
    started = a_choice(family)
    advised(family, started)
    assert talk(family, started).speakers == ()
    assert "nobody-speaks" not in open_rules(family, started)


def test_when_she_cannot_and_nobody_speaks_that_is_open(family):
    started = a_choice(family)
    advised(family, started)
    rosa_cannot_choose(family, started)
    assert "nobody-speaks" in open_rules(family, started)


def test_who_speaks_is_named_and_their_words_are_not_held_against_the_talk(family):
    started = a_choice(family)
    advised(family, started)
    with inside(family, "doctor") as visit:
        name(visit, person=family.daughter)
    rosa_cannot_choose(family, started)
    with inside(family, "daughter") as visit:
        actions.say_what_matters(
            choice=started.choice,
            importances={"stroke": 9},
            words="She feared a stroke.",
            said_by=visit.person,
            confirmed="",
            by=visit,
        )
    assert talk(family, started).speakers == ("Dora Lindqvist",)
    assert {"nobody-speaks", "told-by-others-only"} & set(open_rules(family, started)) == set()


def test_a_finding_about_another_matter_changes_nothing_here(family):
    started = a_choice(family)
    advised(family, started)
    with inside(family, "doctor") as visit:
        speaking.assess(
            matter=speaking.open_matter(name="A tube in the neck to breathe", by=visit),
            found=Capacity.CANNOT,
            supports=["An interpreter"],
            reason="She does not follow.",
            by=visit,
        )
    assert "nobody-speaks" not in open_rules(family, started)
