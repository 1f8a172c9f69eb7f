"""Two people at the same moment, and an act that fails in the middle: whole or not at all."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from uuid import uuid4

import pytest
from django.db import connection

from alongside.editorial import actions
from alongside.editorial.models import Edition, Flag, Review
from alongside.editorial.queries import standing_of
from alongside.editorial.rules import Refused
from alongside.editorial.workflow import Capacity, State
from alongside.sources.actions import mark_retracted
from alongside.sources.calls import source_changed
from alongside.sources.models import Notice, Source
from alongside.sources.standing import Word
from alongside.trail.models import Entry
from tests.board import here, make_board
from tests.editorial.texts import blocks, sent_in, source

WORD = Word("retracted", "10.1234/toe.5", "", "2026-05-01", "a list")


def at_once(*acts: Callable[[], object]) -> list[str]:
    """What became of each act, all begun together: "" or the sentence of the refusal."""
    ready = Barrier(len(acts))

    def run(act):
        try:
            ready.wait()
            act()
        except Refused as refused:
            return str(refused)
        else:
            return ""
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return [job.result() for job in [pool.submit(run, act) for act in acts]]


def approving(edition, capacity, by, key=None):
    reader, key = here(by), key or uuid4()
    return lambda: actions.approve(edition=edition.pk, capacity=capacity, key=key, by=reader)


def test_of_two_who_approve_the_numbers_at_once_one_is_told(committed):
    board, edition = make_board(), sent_in()
    told = at_once(
        approving(edition, Capacity.NUMBERS, board.doctor),
        approving(edition, Capacity.NUMBERS, board.pharmacist),
    )
    assert sorted(told) == ["", "Somebody has approved this already. Look at it again."]
    assert Review.objects.filter(edition=edition).count() == 1


def test_the_last_two_reviews_at_once_approve_the_edition_once(committed):
    board, edition = make_board(), sent_in()
    told = at_once(
        approving(edition, Capacity.NUMBERS, board.doctor), approving(edition, Capacity.WORDS, board.reader)
    )
    assert told == ["", ""]
    assert standing_of("handout", edition.version).state is State.APPROVED
    lines = Entry.objects.filter(stream="library", verb="approved", subject=edition.pk)
    assert lines.count() == 1


def test_a_form_sent_twice_at_once_reviews_once_and_refuses_nobody(committed):
    board, edition, key = make_board(), sent_in(), uuid4()
    act = approving(edition, Capacity.NUMBERS, board.doctor, key)
    assert at_once(act, act) == ["", ""]
    assert Review.objects.filter(edition=edition).count() == 1


def test_approving_and_sending_back_at_once_leaves_one_of_both(committed):
    board, edition = make_board(), sent_in(carries_numbers=False)
    reader = here(board.reader)
    told = at_once(
        approving(edition, Capacity.WORDS, board.doctor),
        lambda: actions.send_back(edition=edition.pk, reasons="Mend it.", key=uuid4(), by=reader),
    )
    assert sorted(told)[0] == ""
    assert sorted(told)[1].startswith("This step is not open now.")
    assert Review.objects.filter(edition=edition).count() == 1


def test_a_source_that_changes_while_a_text_is_sent_in_flags_it_all_the_same(committed):
    make_board()
    shelf = source()
    for number in range(5):
        key = f"text-{number}"
        word = Word("corrected", "10.1234/toe.5", "", f"2026-05-0{number + 1}", "a list")
        at_once(
            lambda key=key: sent_in(key, sources=[shelf]),
            lambda word=word: mark_retracted([word], by=None),
        )
        flags = Flag.objects.filter(edition__content__key=key, happened=word.date)
        assert flags.count() == 1


def test_when_flagging_fails_the_source_is_not_marked_either(committed):
    edition = sent_in(sources=[source()])

    def breaks(**_more):
        raise RuntimeError("the database went away")

    source_changed.connect(breaks, dispatch_uid="breaks")
    try:
        with pytest.raises(RuntimeError):
            mark_retracted([WORD], by=None)
    finally:
        source_changed.disconnect(dispatch_uid="breaks")
    assert Source.objects.get(slug="reed2020").status == "current"
    assert (Notice.objects.count(), Flag.objects.count()) == (0, 0)
    assert standing_of("handout", edition.version).flags == ()


def test_an_approval_that_fails_at_the_trail_leaves_nothing(committed, monkeypatch):
    board, edition = make_board(), sent_in()

    def breaks(*_args, **_more):
        raise RuntimeError("the trail cannot be written")

    monkeypatch.setattr(actions, "did", breaks)
    with pytest.raises(RuntimeError):
        approving(edition, Capacity.NUMBERS, board.doctor)()
    monkeypatch.undo()
    assert Review.objects.count() == 0
    assert Edition.objects.get(pk=edition.pk).state == State.SUBMITTED.value
    approving(edition, Capacity.NUMBERS, board.doctor)()
    assert Review.objects.count() == 1


def test_of_two_editions_sent_in_at_once_one_is_the_later(committed):
    at_once(lambda: sent_in(pieces=blocks(words="One.")), lambda: sent_in(pieces=blocks(words="Two.")))
    states = dict(Edition.objects.values_list("number", "state"))
    assert states == {1: State.SUPERSEDED.value, 2: State.SUBMITTED.value}
