"""Who may review what: people × cases, and what keeps each of them."""

from uuid import uuid4

import pytest

from alongside.editorial import actions, rules
from alongside.editorial.models import Edition, Review
from alongside.editorial.queries import case_of, reviewer_of, standing_of
from alongside.editorial.rules import NotHere, Refused
from alongside.editorial.standing import NOT_SENT_IN
from alongside.editorial.workflow import Capacity, State, Step
from alongside.people.models import Person
from alongside.trail.models import Entry
from tests.board import Board, as_approved, here, make_board
from tests.editorial.texts import TOO_HARD, blocks, sent_in

NUMBERS, WORDS = Capacity.NUMBERS, Capacity.WORDS


@pytest.fixture
def board(db) -> Board:
    return make_board()


def approve(edition: Edition, capacity: Capacity, by: Person) -> Edition:
    return actions.approve(edition=edition.pk, capacity=capacity, key=uuid4(), by=here(by))


def may_approve(edition: Edition, capacity: Capacity, by: Person) -> bool:
    return not rules.why_not_approve(reviewer_of(here(by), edition), case_of(edition), capacity)


@pytest.mark.parametrize(
    ("who", "numbers", "words", "words_without_numbers"),
    [
        ("doctor", True, False, True),
        ("pharmacist", True, False, True),
        ("reader", False, True, False),
        ("both", True, True, True),
        ("tied", True, False, True),
        ("editor", False, False, False),
        ("outsider", False, False, False),
    ],
)
def test_who_may_vouch_for_what(board, who, numbers, words, words_without_numbers):
    person, edition = getattr(board, who), sent_in()
    other = sent_in("plain", carries_numbers=False)
    assert may_approve(edition, NUMBERS, person) == numbers
    assert may_approve(edition, WORDS, person) == words
    assert may_approve(other, WORDS, person) == words_without_numbers
    assert not may_approve(other, NUMBERS, person)


@pytest.mark.parametrize("who", ["doctor", "reader", "both"])
def test_nobody_reviews_what_they_sent_in(board, who):
    person = getattr(board, who)
    edition = sent_in(by=person)
    for capacity in Capacity:
        with pytest.raises(Refused, match="You sent this in"):
            approve(edition, capacity, person)
    with pytest.raises(Refused, match="You sent this in"):
        actions.send_back(edition=edition.pk, reasons="No.", key=uuid4(), by=here(person))


@pytest.mark.parametrize("place", ["title", "block", "citation"])
def test_a_declared_interest_keeps_a_member_from_texts_that_it_touches(board, place):
    pieces = blocks(words="For Cold Toes, warm socks may help." if place == "block" else "Warm socks.")
    if place == "citation":
        pieces[1] = type(pieces[1])(
            key="number",
            heading="How many",
            text="3 of 100.",
            cited=(type(pieces[1].cited[0])(source="x", citation="Toth. Cold  toes. 2020.", place="1"),),
        )
    edition = sent_in(title="Cold toes" if place == "title" else "Feet", pieces=pieces)
    with pytest.raises(Refused, match="You declared an interest in “cold toes”"):
        approve(edition, NUMBERS, board.tied)
    assert may_approve(edition, NUMBERS, board.doctor)


def test_an_interest_in_something_else_keeps_nobody_away(board):
    assert may_approve(sent_in(pieces=blocks(words="Scold your toes not.")), NUMBERS, board.tied)


def test_one_person_never_gives_both_approvals(board):
    edition = sent_in()
    approve(edition, NUMBERS, board.both)
    with pytest.raises(Refused, match="The other part needs another person"):
        approve(edition, WORDS, board.both)
    assert Edition.objects.get(pk=edition.pk).state == State.UNDER_REVIEW.value


def test_the_database_itself_refuses_two_approvals_by_one_person(board):
    from django.db import IntegrityError, transaction

    edition = sent_in()
    approve(edition, NUMBERS, board.both)
    with pytest.raises(IntegrityError, match="two_approvals_are_of_two_people"), transaction.atomic():
        Review.objects.create(edition=edition, reviewer=board.both, capacity="words", approves=True)


def test_the_database_refuses_an_approval_without_a_clinicians_name(board):
    from django.db import IntegrityError, transaction

    with pytest.raises(IntegrityError, match="names_its_clinician"), transaction.atomic():
        Edition.objects.filter(pk=sent_in().pk).update(state="approved")


@pytest.mark.parametrize("table", ["edition", "review", "signedexception", "leans"])
def test_what_was_sent_in_said_and_signed_cannot_be_removed(board, table):
    from django.db import ProgrammingError, connection, transaction

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"DELETE FROM editorial_{table}")


@pytest.mark.parametrize("column", ["blocks", "report", "digest", "title", "submitted_by_id"])
def test_what_readers_are_shown_is_frozen_with_the_edition(board, column):
    from django.db import ProgrammingError, connection, transaction

    with (
        pytest.raises(ProgrammingError, match="permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE editorial_edition SET {column} = {column}")


def test_a_member_who_left_reviews_no_more(board):
    from alongside.editorial.models import BoardMember

    BoardMember.objects.filter(pk=board.doctor.pk).update(until="2020-01-01")
    with pytest.raises(Refused, match="Only members of the review board"):
        approve(sent_in(), NUMBERS, board.doctor)


def test_an_exception_is_signed_only_where_the_rule_allows_it(board):
    edition = sent_in(report=TOO_HARD)
    by = here(board.doctor)
    for rule in ("provenance", "a rule that nobody knows"):
        with pytest.raises(Refused, match="Nobody may sign for this rule"):
            actions.sign_exception(
                edition=edition.pk, rule=rule, capacity=NUMBERS, reason="x", key=uuid4(), by=by
            )
    with pytest.raises(Refused, match="Only a patient reviewer"):
        actions.sign_exception(
            edition=edition.pk, rule="reading-grade", capacity=WORDS, reason="x", key=uuid4(), by=by
        )


def test_an_open_comment_and_a_changed_source_stand_in_the_way(board):
    edition = sent_in()
    actions.comment(
        edition=edition.pk, block="words", words="Which socks?", key=uuid4(), by=here(board.editor)
    )
    with pytest.raises(Refused, match="A comment is still open"):
        approve(edition, NUMBERS, board.doctor)
    comment = edition.comments.get()
    actions.close_comment(comment=comment.pk, reply="Woollen ones.", by=here(board.editor))
    approve(edition, NUMBERS, board.doctor)


def test_a_comment_stands_on_a_block_that_is_there(board):
    with pytest.raises(NotHere):
        actions.comment(edition=sent_in().pk, block="nowhere", words="x", key=uuid4(), by=here(board.editor))


def test_an_edition_that_does_not_exist_is_not_here(board):
    with pytest.raises(NotHere):
        actions.approve(edition=uuid4(), capacity=NUMBERS, key=uuid4(), by=here(board.doctor))


# Editions of one text


def test_approving_an_edition_supersedes_the_one_approved_before(board):
    first = sent_in()
    approve(first, NUMBERS, board.doctor)
    approve(first, WORDS, board.reader)
    second = sent_in(pieces=blocks(words="Thick socks may help."))
    assert standing_of("handout", first.version).state is State.APPROVED
    approve(second, NUMBERS, board.pharmacist)
    approve(second, WORDS, board.reader)
    assert standing_of("handout", first.version).state is State.SUPERSEDED
    assert standing_of("handout", second.version).who == "Dr. Visser"


def test_an_edition_that_waits_is_superseded_by_a_newer_one(board):
    first, second = sent_in(), sent_in(pieces=blocks(words="Thick socks."))
    assert standing_of("handout", first.version).state is State.SUPERSEDED
    assert standing_of("handout", second.version).state is State.SUBMITTED
    with pytest.raises(Refused, match="This step is not open now"):
        approve(first, NUMBERS, board.doctor)


def test_the_same_text_sent_in_again_is_the_same_edition_and_keeps_its_reviews(board):
    first = sent_in()
    approve(first, NUMBERS, board.doctor)
    assert sent_in(version=first.version) == first
    approve(first, WORDS, board.reader)
    assert sent_in(version=first.version).state == State.APPROVED.value


def test_what_was_decided_is_not_opened_again_because_the_gate_has_learned(board):
    first = sent_in()
    as_approved(first.version)
    assert sent_in(version=first.version, report=TOO_HARD).pk == first.pk
    waiting = sent_in("other")
    assert sent_in("other", version=waiting.version, report=TOO_HARD).pk != waiting.pk


@pytest.mark.parametrize("end", ["withdrawn", "superseded"])
def test_no_step_leads_on_from_the_end(board, end):
    edition = sent_in()
    approve(edition, NUMBERS, board.doctor)
    approve(edition, WORDS, board.reader)
    if end == "withdrawn":
        actions.withdraw(edition=edition.pk, reasons="Wrong.", key=uuid4(), by=here(board.doctor))
    else:
        newer = sent_in(pieces=blocks(words="Thick socks."))
        approve(newer, NUMBERS, board.doctor)
        approve(newer, WORDS, board.reader)
    edition.refresh_from_db()
    assert edition.state == end
    reviewer, case = reviewer_of(here(board.both), edition), case_of(edition)
    assert [step for step in Step if not rules.why_not_step(reviewer, case, step)] == []


def test_only_a_clinician_withdraws_and_readers_see_why(board):
    edition = sent_in()
    approve(edition, NUMBERS, board.doctor)
    approve(edition, WORDS, board.reader)
    with pytest.raises(Refused, match="Only a clinician"):
        actions.withdraw(edition=edition.pk, reasons="x", key=uuid4(), by=here(board.reader))
    actions.withdraw(edition=edition.pk, reasons="A number was wrong.", key=uuid4(), by=here(board.doctor))
    standing = standing_of("handout", edition.version)
    assert (standing.shown, standing.reason) == ("withdrawn", "A number was wrong.")


def test_a_version_that_was_never_sent_in_is_a_draft(db):
    assert standing_of("handout", uuid4()) == NOT_SENT_IN


def test_standings_of_many_are_one_query(board, django_assert_num_queries):
    from alongside.editorial.queries import standings_of

    versions = [sent_in(f"text-{n}").version for n in range(5)]
    with django_assert_num_queries(1):
        assert {one.state for one in standings_of("handout", versions).values()} == {State.SUBMITTED}


def test_every_act_is_a_line_of_the_trail_without_words(board):
    edition = sent_in(by=board.editor)
    actions.start(edition=edition.pk, key=uuid4(), by=here(board.doctor))
    actions.comment(edition=edition.pk, block="", words="zebrafinch", key=uuid4(), by=here(board.reader))
    actions.send_back(edition=edition.pk, reasons="zebrafinch", key=uuid4(), by=here(board.reader))
    lines = Entry.objects.filter(stream="library", actor__isnull=False).order_by("position")
    assert [(line.verb, line.actor) for line in lines] == [
        ("sent in", board.editor.pk),
        ("started to check", board.doctor.pk),
        ("commented", board.reader.pk),
        ("sent back", board.reader.pk),
    ]
    assert "zebrafinch" not in str([vars(line) for line in lines])
