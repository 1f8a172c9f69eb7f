"""Work that comes back: once each turn, by whoever is first; what fails does not stop the rest."""

import threading
from datetime import timedelta

import pytest

from alongside.post import work
from alongside.post.models import Turn


@pytest.fixture
def nothing_else(monkeypatch):
    monkeypatch.setattr(work, "_all", {})


def test_work_is_done_once_each_turn(db, nothing_else):
    done = []
    work.comes_back("remind", every=timedelta(hours=1), do=lambda: done.append("remind"))
    assert [work.take_turns(), work.take_turns()] == [["remind"], []]
    turn = Turn.objects.get()
    Turn.objects.update(at=turn.at - timedelta(hours=1))
    assert work.take_turns() == ["remind"]
    assert done == ["remind", "remind"]


def test_what_fails_does_not_stop_the_rest_and_waits_for_its_next_turn(db, nothing_else):
    def breaks():
        raise RuntimeError("the lights went out")

    work.comes_back("breaks", every=timedelta(hours=1), do=breaks)
    work.comes_back("holds", every=timedelta(hours=1), do=lambda: None)
    assert work.take_turns() == ["holds"]
    assert work.take_turns() == []


def test_it_goes_on_after_a_step_that_failed_until_it_is_stopped(db, nothing_else, monkeypatch):
    stop, steps = threading.Event(), []
    monkeypatch.setattr(work.connection, "close", lambda: None)

    def step():
        steps.append(1)
        if len(steps) == 3:
            stop.set()
        raise RuntimeError("the lights went out")

    work.until_stopped(step, stop=stop, pause=0)
    assert len(steps) == 3
