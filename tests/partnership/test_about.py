"""What holds of what was told about a person, what may hang on the wall, and what the database refuses."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from alongside.decisions.models import Role as DecisionRole
from alongside.partnership import queries
from alongside.partnership.actions import about
from alongside.partnership.actions.about import Answer
from alongside.partnership.models import (
    CapacityAssessment,
    EarlierWish,
    StandardUsed,
    Statement,
    WallPermission,
)
from alongside.partnership.topics import TOPICS
from alongside.patients.rules import Refused
from tests.partnership.profiles import dora_says, inside, matter, of_rosa, rosa_says, told_by


def now(family, who="rosa"):
    with inside(family, who) as visit:
        return queries.about(visit)


def test_what_a_relative_tells_does_not_take_the_place_of_what_the_patient_wrote(family):
    rosa_says(family, Answer("called", words="Rosa"))
    dora_says(family, Answer("called", words="Mum"))
    seen = now(family)
    assert seen.called == "Rosa"
    assert [seen.topics["called"].beside.words] == ["Mum"]


def test_a_correction_by_the_patient_holds_and_is_marked(family):
    (row,) = dora_says(family, Answer("needs", words="She needs sugar."))
    with inside(family, "rosa") as visit:
        about.correct(statement=row, choice="", words="No sugar.", by=visit)
    held = now(family).topics["needs"]
    assert (held.now.words, held.now.is_correction) == ("No sugar.", True)
    assert [one.words for one in held.earlier] == ["She needs sugar."]


def test_nobody_is_a_valid_answer_and_stands_against_what_others_say(family):
    rosa_says(family, Answer("person", "told", "", "Dora Lindqvist", "daughter"))
    rosa_says(family, Answer("family", "nobody"))
    dora_says(family, Answer("person", "choose", "", "Dora Lindqvist", "daughter"))
    seen = now(family)
    assert (seen.nobody, seen.people) == (True, ())


def test_after_nobody_the_patient_can_name_somebody_again(family):
    rosa_says(family, Answer("family", "nobody"))
    rosa_says(family, Answer("person", "told", "", "Dora Lindqvist", "daughter"))
    assert [one.name for one in now(family).people] == ["Dora Lindqvist"]


def test_somebody_let_in_whom_the_patient_wants_no_part_of_it_is_told_to_the_team(family):
    rosa_says(family, Answer("person", "none", "", "dora lindqvist", "daughter"))
    assert now(family, "nurse").access_to_review == ("Dora Lindqvist",)
    assert now(family, "daughter").access_to_review == ()


def test_a_relative_does_not_read_what_the_patient_said_about_relatives(family):
    rosa_says(
        family,
        Answer("person", "none", "He drinks.", "Bo Lindqvist", "brother"),
        Answer("story", words="I sing."),
    )
    dora_says(family, Answer("person", "visit", "", "Aunt Eva", "aunt"))
    seen = now(family, "daughter")
    assert [one.name for one in seen.people] == ["Aunt Eva"]
    assert seen.text("story") == "I sing."


def test_the_language_is_the_one_that_was_told_and_else_the_one_on_the_list(family):
    with inside(family, "nurse") as visit:
        assert queries.language_of(visit) == queries.Language("en", "English", None, "", "")
        about.tell(
            answers=[Answer("language", "other", "Sámi"), Answer("interpreter", "big")],
            source=of_rosa(visit),
            by=visit,
        )
        about.tell(answers=[Answer("arranged", "yes", "By phone")], source=of_rosa(visit), by=visit)
        assert queries.language_of(visit) == queries.Language(
            "", "Sámi", True, "Yes, for the big talks", "Arranged: By phone"
        )


def test_what_is_arranged_is_the_teams_to_say_and_the_newest_holds_even_after_a_correction(family):
    with inside(family, "nurse") as visit:
        (row,) = about.tell(answers=[Answer("arranged", "yes", "Mr. Aalto")], source=of_rosa(visit), by=visit)
        assert (row.said_by, row.confirmed) == (family.nurse, "someone else")
    with inside(family, "rosa") as visit:
        about.correct(statement=row, choice="no", words="Nobody came.", by=visit)
    assert now(family).text("arranged") == "Not arranged yet: Nobody came."
    with inside(family, "nurse") as visit:
        about.tell(answers=[Answer("arranged", "yes", "By phone")], source=of_rosa(visit), by=visit)
    assert now(family).text("arranged") == "Arranged: By phone"


def test_the_roles_asked_for_here_are_those_of_a_choice():
    assert [code for code, _ in TOPICS["role"].answers] == list(DecisionRole.values)


def test_the_role_wanted_keeps_its_history(family):
    rosa_says(family, Answer("role", "team"))
    rosa_says(family, Answer("role", "self"))
    held = now(family).topics["role"]
    assert (held.now.choice, [one.choice for one in held.earlier]) == ("self", ["team"])


def test_on_the_wall_hangs_what_the_patient_allowed_and_nothing_else(family):
    rosa_says(family, Answer("good_day", words="In the garden."), Answer("beliefs", words="Quiet."))
    with inside(family, "rosa") as visit:
        assert [one for one in queries.wall(visit) if one.hangs] == []
        about.allow_on_wall(allowed={"good_day": True}, source=told_by(visit), by=visit)
        assert [one.text for one in queries.wall(visit) if one.hangs] == ["In the garden."]
        about.allow_on_wall(allowed={"good_day": False}, source=told_by(visit), by=visit)
        assert [one for one in queries.wall(visit) if one.hangs] == []


def test_how_to_reach_somebody_can_never_hang_on_the_wall(family):
    with inside(family, "rosa") as visit, pytest.raises(Refused):
        about.allow_on_wall(allowed={"reach_how": True}, source=told_by(visit), by=visit)


@pytest.mark.parametrize("table", ["statement", "capacityassessment", "promise", "wallpermission"])
def test_the_application_cannot_change_or_remove_what_was_told(speaking_family, table):
    with inside(speaking_family, "doctor"):
        for statement in (f"UPDATE partnership_{table} SET at = now()", f"DELETE FROM partnership_{table}"):
            with (
                pytest.raises(DatabaseError),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(statement)


@pytest.mark.parametrize(
    "row",
    [
        lambda v: Statement(topic="story", confirmed="patient", said_by=v.person),
        lambda _: Statement(topic="story", words="x", confirmed="patient", said_by_name="Mrs. Ek"),
        lambda _: Statement(topic="story", words="x", confirmed="someone else"),
        lambda v: Statement(topic="person", words="x", confirmed="patient", said_by=v.person),
        lambda v: WallPermission(topic="story", allowed=True, confirmed="someone else", said_by=v.person),
        lambda v: EarlierWish(
            words="", in_own_words=True, said_when="x", sureness="sure", confirmed="patient", said_by=v.person
        ),
    ],
)
def test_the_database_refuses_nonsense(family, row):
    with inside(family, "rosa") as visit:
        one = row(visit)
        one.patient, one.recorded_by = visit.patient, visit.person
        with pytest.raises(IntegrityError), transaction.atomic():
            one.save(force_insert=True)


def test_the_database_refuses_a_finding_without_what_was_tried_and_a_lower_standard_without_a_reason(
    speaking_family,
):
    with inside(speaking_family, "doctor") as visit:
        given = {"patient": visit.patient, "matter": matter(visit), "by": visit.person}
        with pytest.raises(IntegrityError), transaction.atomic():
            CapacityAssessment.objects.create(found="cannot decide now", reason="x", **given)
        with pytest.raises(IntegrityError), transaction.atomic():
            StandardUsed.objects.create(standard=3, highest_open=1, choice="x", **given)
