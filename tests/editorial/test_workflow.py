"""The table of states: what it says, the page made from it, and editions against a small model of it."""

from uuid import uuid4

import pytest
from django.template.loader import get_template
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from alongside.editorial import actions, diagram
from alongside.editorial.models import Edition, Review
from alongside.editorial.rules import Refused
from alongside.editorial.workflow import FINAL, SAYS, TRANSITIONS, Capacity, State, needed, steps_from
from alongside.plain.reading.measure import measure
from tests.board import here, make_board
from tests.editorial.texts import blocks, sent_in
from tests.installation import CHECKOUT

PAGE = CHECKOUT / "docs/reference/review.md"


def test_every_state_but_the_first_is_reached_and_only_the_last_are_ends():
    assert {t.target for t in TRANSITIONS.values()} == set(State) - {State.DRAFT}
    assert {state for state in State if not steps_from(state)} == FINAL


def test_a_step_that_readers_ask_about_gives_a_reason():
    assert {t.target for t in TRANSITIONS.values() if t.reason} == {State.RETURNED, State.WITHDRAWN}


@pytest.mark.parametrize("name", SAYS)
def test_the_status_mark_of_every_room_says_it_in_the_boards_words(name):
    tag = get_template("web/parts.html").template.module.status_tag(str(name))
    assert tag.striptags() == f"{SAYS[name].name} {SAYS[name].reader}"


@pytest.mark.parametrize("name", SAYS)
def test_what_a_state_says_to_readers_is_at_or_below_fifth_grade(name):
    reading = measure(SAYS[name].reader)
    assert reading.grade is not None
    assert reading.grade <= 5


def test_the_states_together_are_at_or_below_fifth_grade():
    assert measure(" ".join(one.reader for one in SAYS.values())).grade <= 5


@pytest.mark.parametrize("carries_numbers", [True, False])
def test_every_approval_has_a_clinician_in_it(carries_numbers):
    assert "clinician" in needed(carries_numbers).values()


def test_the_page_about_review_is_made_from_the_table():
    assert diagram.page() == PAGE.read_text(encoding="utf-8"), (
        "Write it again: python -m alongside.editorial.diagram > docs/reference/review.md"
    )


class Editions(RuleBasedStateMachine):
    """One text and all its editions, beside a model: a dict of states and who approved what."""

    @initialize(carries_numbers=st.booleans())
    def begin(self, carries_numbers):
        self.board = make_board()
        self.carries_numbers = carries_numbers
        self.key = f"text-{uuid4()}"
        self.count = 0
        self.states: dict = {}
        self.approvals: dict = {}
        self.send_in()

    @rule()
    def send_in(self):
        self.count += 1
        made = sent_in(
            self.key, pieces=blocks(words=f"Words {self.count}."), carries_numbers=self.carries_numbers
        )
        for edition, state in self.states.items():
            if state in ("submitted", "under_review", "returned"):
                self.states[edition] = "superseded"
        self.states[made.pk], self.approvals[made.pk] = "submitted", {}
        self.now = made.pk

    @rule(who=st.sampled_from(["doctor", "pharmacist", "reader", "both"]), capacity=st.sampled_from(Capacity))
    def approve(self, who, capacity):
        done = self.approvals[self.now]
        fits = {
            (True, "numbers"): who != "reader",
            (True, "words"): who in ("reader", "both"),
            (False, "words"): who != "reader",
        }.get((self.carries_numbers, capacity.value), False)
        open_to_it = self.states[self.now] in ("submitted", "under_review")
        allowed = open_to_it and fits and capacity not in done and who not in done.values()

        def act():
            actions.approve(
                edition=self.now, capacity=capacity, key=uuid4(), by=here(getattr(self.board, who))
            )

        self._try(act, allowed)
        if allowed:
            done[capacity] = who
            if len(done) == (2 if self.carries_numbers else 1):
                for edition, state in self.states.items():
                    if state == "approved":
                        self.states[edition] = "superseded"
                self.states[self.now] = "approved"
            else:
                self.states[self.now] = "under_review"

    @rule()
    def start(self):
        allowed = self.states[self.now] == "submitted"
        self._try(lambda: actions.start(edition=self.now, key=uuid4(), by=here(self.board.reader)), allowed)
        if allowed:
            self.states[self.now] = "under_review"

    @rule()
    def send_back(self):
        allowed = self.states[self.now] in ("submitted", "under_review")
        self._try(
            lambda: actions.send_back(
                edition=self.now, reasons="Mend it.", key=uuid4(), by=here(self.board.reader)
            ),
            allowed,
        )
        if allowed:
            self.states[self.now] = "returned"

    @precondition(lambda self: "approved" in self.states.values())
    @rule()
    def withdraw(self):
        approved = next(edition for edition, state in self.states.items() if state == "approved")
        actions.withdraw(edition=approved, reasons="Wrong.", key=uuid4(), by=here(self.board.doctor))
        self.states[approved] = "withdrawn"

    def _try(self, act, allowed):
        if allowed:
            act()
            return
        with pytest.raises(Refused):
            act()

    @invariant()
    def every_edition_stands_where_the_model_says(self):
        if hasattr(self, "states"):
            rows = Edition.objects.filter(content__key=self.key).values_list("pk", "state")
            assert dict(rows) == self.states

    @invariant()
    def what_is_approved_was_approved_by_all_whom_it_needs(self):
        if not hasattr(self, "states"):
            return
        approved = [edition for edition, state in self.states.items() if state == "approved"]
        assert len(approved) <= 1
        for edition in approved:
            reviews = Review.objects.filter(edition=edition, approves=True)
            assert {Capacity(r.capacity) for r in reviews} == set(needed(self.carries_numbers))
            assert len({r.reviewer_id for r in reviews}) == reviews.count()


def test_editions_follow_the_table_whatever_people_do(django_db_setup, django_db_blocker):
    from django.db import transaction
    from hypothesis.stateful import run_state_machine_as_test

    class InOneTransaction(Editions):
        def __init__(self):
            super().__init__()
            self.block = transaction.atomic()
            self.block._from_testcase = True  # as Django's own tests do: doors open inside it
            self.block.__enter__()

        def teardown(self):
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    with django_db_blocker.unblock():
        run_state_machine_as_test(
            InOneTransaction, settings=settings(max_examples=25, stateful_step_count=12, deadline=None)
        )
