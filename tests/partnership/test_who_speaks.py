"""Who speaks for a patient, as the record tells it."""

import pytest

from alongside.partnership import queries, speaking_queries
from alongside.partnership.actions import speaking
from alongside.partnership.actions.about import Source
from alongside.partnership.models import (
    PaperKind,
)
from alongside.partnership.profile import Voice
from alongside.partnership.speaking import Capacity, Standard, Sureness
from alongside.partnership.speaking import Voice as Speaks
from alongside.patients.doors import work_of
from alongside.patients.rules import Refused
from tests.partnership.profiles import MATTER, inside, matter, name, told_by


def take_view(by):
    return speaking.take_view(
        matter=matter(by), name="Dora Lindqvist", position="Wait", words="", source=told_by(by), by=by
    )


def use_standard(by):
    return speaking.use_standard(
        matter=matter(by), standard=Standard.SUBSTITUTED_JUDGMENT, choice="Wait", reason="", by=by
    )


def speaks(family, who="nurse"):
    with inside(family, who) as visit:
        return queries.who_speaks_for(visit, MATTER)


def test_without_a_finding_the_patient_decides(family):
    answer = speaks(family)
    assert (answer.speaking.voice, answer.for_patient) == (Speaks.PATIENT, False)


def test_when_the_patient_cannot_the_first_by_the_rule_speaks_and_the_rule_is_unconfirmed(speaking_family):
    answer = speaks(speaking_family)
    assert [one.name for one in answer.speaking.speakers] == ["Dora Lindqvist"]
    assert (answer.for_patient, answer.rule.confirmed) == (True, False)


def test_another_matter_stays_with_the_patient(speaking_family):
    with inside(speaking_family, "nurse") as visit:
        assert queries.who_speaks_for(visit, "What to eat").speaking.voice is Speaks.PATIENT


def test_an_agent_counts_only_when_the_paper_was_read(speaking_family):
    with inside(speaking_family, "nurse") as visit:
        name(visit, "Bo Lindqvist", "healthcare agent")
    assert [one.name for one in speaks(speaking_family).speaking.speakers] == ["Dora Lindqvist"]
    assert speaks(speaking_family).waiting == ("Bo Lindqvist",)
    with inside(speaking_family, "nurse") as visit:
        speaking.describe_paper(
            paper=speaking.Described(PaperKind.AGENT, "bo lindqvist", kept="In the chart", seen=True),
            source=Source(None, Voice.SOMEONE_ELSE, "Bo Lindqvist"),
            by=visit,
        )
    assert [one.name for one in speaks(speaking_family).speaking.speakers] == ["Bo Lindqvist"]


def test_whom_the_patient_refused_nobody_else_puts_back(speaking_family):
    with inside(speaking_family, "rosa") as visit:
        name(visit, refused_by_patient=True)
    with inside(speaking_family, "nurse") as visit:
        name(visit, source=Source(None, Voice.SOMEONE_ELSE, "Dora Lindqvist"))
    assert speaks(speaking_family).speaking.voice is Speaks.NOBODY
    with inside(speaking_family, "rosa") as visit:
        name(visit)
    assert speaks(speaking_family).speaking.voice is Speaks.OTHERS


def test_a_relative_does_not_read_whom_the_patient_refused(speaking_family):
    with inside(speaking_family, "rosa") as visit:
        name(visit, "Bo Lindqvist", "adult sibling", refused_by_patient=True)
    seen = {}
    for who in ("nurse", "rosa", "daughter"):
        with inside(speaking_family, who) as visit:
            speakers = speaking_queries.speaking_page(visit).speakers
            seen[who] = [one.candidate.name for one in speakers]
    both = ["Bo Lindqvist", "Dora Lindqvist"]
    assert seen == {"nurse": both, "rosa": both, "daughter": ["Dora Lindqvist"]}


def test_only_the_patient_can_refuse_somebody(speaking_family):
    with inside(speaking_family, "nurse") as visit, pytest.raises(Refused):
        name(visit, source=Source(None, Voice.SOMEONE_ELSE, "Bo"), refused_by_patient=True)


def test_when_the_patient_can_choose_again_speaking_ends_and_access_is_gone_through(speaking_family):
    family = speaking_family
    with inside(family, "doctor") as visit:
        speaking.assess(
            matter=matter(visit), found=Capacity.CAN, supports=[], reason="She is awake.", by=visit
        )
        assert speaking_queries.speaking_page(visit).access_review_due
    assert speaks(family).speaking.voice is Speaks.PATIENT
    with inside(family, "daughter") as visit, pytest.raises(Refused):
        take_view(visit)
    with inside(family, "doctor") as visit, pytest.raises(Refused):
        use_standard(visit)
    with inside(family, "rosa") as visit:
        speaking.review_access(words="Dora stays.", source=told_by(visit), by=visit)
        assert not speaking_queries.speaking_page(visit).access_review_due


def test_those_who_speak_and_differ_are_told_so(speaking_family):
    family = speaking_family
    with inside(family, "nurse") as visit:
        name(visit, "Bo Lindqvist", "adult child")
        for who, position in (
            ("Dora Lindqvist", "Wait"),
            ("Bo Lindqvist", "Go on"),
            ("Bo Lindqvist", "Stop"),
        ):
            speaking.take_view(
                matter=matter(visit),
                name=who,
                position=position,
                words="",
                source=Source(None, Voice.SOMEONE_ELSE, who),
                by=visit,
            )
    answer = speaks(family)
    assert answer.standpoint.position is None
    assert [(one.by, one.position) for one in answer.standpoint.dissent] == [
        ("Bo Lindqvist", "Stop"),
        ("Dora Lindqvist", "Wait"),
    ]


def test_the_same_words_in_other_letters_are_the_same_view(speaking_family):
    family = speaking_family
    with inside(family, "nurse") as visit:
        name(visit, "Bo Lindqvist", "adult child")
        for who, position in (("Dora Lindqvist", "Wait"), ("Bo Lindqvist", "wait")):
            speaking.take_view(
                matter=matter(visit), name=who, position=position, words="",
                source=Source(None, Voice.SOMEONE_ELSE, who), by=visit,
            )  # fmt: skip
    assert speaks(family).standpoint.position == "Wait"


def test_below_known_wishes_a_choice_needs_a_reason(speaking_family):
    with inside(speaking_family, "doctor") as visit:
        speaking.remember_wish(
            wish=speaking.Remembered("Never a tube.", True, "Last year", Sureness.SURE),
            matter=matter(visit),
            source=Source(None, Voice.SOMEONE_ELSE, "Dora"),
            by=visit,
        )
        with pytest.raises(Refused, match="spoke about this before"):
            use_standard(visit)


def test_a_rule_that_somebody_confirmed_takes_the_place_of_the_example(family):
    data = {"jurisdiction": "Here", "order": ["parent"], "source": "Act 1", "confirmed_by": "Counsel"}
    with work_of("speaking rule", purpose="test"):
        with pytest.raises(Refused):
            speaking.set_rule(data=data | {"source": ""}, job="speaking rule")
        speaking.set_rule(data=data, job="speaking rule")
    rule = speaks(family).rule
    assert (rule.order, rule.confirmed) == (("parent",), True)
