"""The stopwatch against figures worked out by hand from the papers."""

import pytest

from tests.walks.stopwatch import Stopwatch


def test_a_minute_of_reading_is_238_words():
    watch = Stopwatch()
    watch.sees(["word " * 238])
    assert watch.minutes == pytest.approx(1)


def test_a_line_is_read_once_however_often_it_is_shown():
    watch = Stopwatch()
    watch.sees(["one two", "three"])
    watch.sees(["one two", " three ", "four", ""])
    assert watch.words == 4


def test_what_stood_there_for_somebody_else_is_known_and_what_is_new_is_read():
    watch = Stopwatch()
    watch.knows(["What is due", "Nothing"])
    watch.sees(["What is due", "Wilma " * 238])
    assert (watch.minutes, watch.words) == (pytest.approx(1), 241)
    assert watch.minutes_at_first == pytest.approx(241 / 238)


def test_a_tap_is_thinking_pointing_and_pressing():
    # M + P + K of the keystroke-level model: 1.35 + 1.10 + 0.20 seconds.
    assert Stopwatch(taps=2).acting == pytest.approx(5.3)


def test_a_field_is_a_tap_two_moves_of_the_hands_and_its_characters():
    watch = Stopwatch()
    watch.writes("0123456789")
    # M + P + K + 2 H, and ten characters at 0.28 seconds.
    assert watch.acting == pytest.approx(2.65 + 0.8 + 2.8)
