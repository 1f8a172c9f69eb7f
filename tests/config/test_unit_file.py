"""A unit's file: carried out whole, twice the same, and every mistake named with how to mend it."""

import re
from datetime import time

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from alongside.config.unit_file import read
from alongside.home.actions import CannotBeSet, carry_out
from alongside.home.unit_hours import hours_from, spans_of
from alongside.meetings.models import Room, UnitPolicy
from alongside.meetings.queries.clocks import rows_in_force
from alongside.partnership.models import SpeakingRule
from alongside.people.models import Unit
from alongside.support.queries import watch_of
from alongside.support.safety import WatchedHours
from tests.installation import CHECKOUT

EXAMPLE = re.findall(
    r"```toml\n(unit = .*?)```",
    (CHECKOUT / "docs/reference/settings.md").read_text(encoding="utf-8"),
    re.DOTALL,
)[0]


@pytest.fixture
def example(family):
    return EXAMPLE.replace("Ward 4 intensive care", "Heart clinic")


def the_unit() -> Unit:
    return Unit.objects.get(name="Heart clinic")


def test_the_file_in_the_documentation_is_carried_out(example):
    told = carry_out(read(example))
    row = rows_in_force([the_unit().pk], timezone.now())[the_unit().pk]
    assert (row.called, row.minutes, row.rounds_at) == ("Ward 4", 45, time(9, 30))
    assert set(Room.objects.values_list("name", "by_line")) == {("Family room", False), ("Video line", True)}
    watch = watch_of(the_unit().pk)
    assert (watch.crisis_number, len(watch.setup.hours)) == ("90 101", 5)
    assert SpeakingRule.objects.get().jurisdiction == "Example county"
    assert len(told) == 5


def test_read_twice_it_changes_nothing(example):
    carry_out(read(example))
    assert carry_out(read(example)) == []
    assert UnitPolicy.objects.count() == 1


def test_the_usual_hours_said_outright_are_no_other_promise(example):
    carry_out(read('unit = "Heart clinic"\n[meetings]\nminutes = 45'))
    said = "first = [24, 48, 72]\nthen = [120, 168, 216]\nminutes = 45"
    assert carry_out(read(f'unit = "Heart clinic"\n[meetings]\n{said}')) == []


def test_a_changed_promise_is_a_new_row_and_the_old_one_stays(example):
    carry_out(read(example))
    assert carry_out(read(example.replace("minutes = 45", "minutes = 30"))) == [
        "Heart clinic: what is promised about meetings is set."
    ]
    assert sorted(UnitPolicy.objects.values_list("minutes", flat=True)) == [30, 45]


def test_only_the_first_meeting_can_be_promised_or_none(example):
    carry_out(read('unit = "Heart clinic"\n[meetings]\nthen = false'))
    assert UnitPolicy.objects.get().terms["then"] is None
    carry_out(read('unit = "Heart clinic"\n[meetings]\nclock = false'))
    assert UnitPolicy.objects.order_by("-since").first().terms is None


def test_the_questions_can_be_switched_off(example):
    carry_out(read(example))
    carry_out(read('unit = "Heart clinic"\n[support]\non = false'))
    assert watch_of(the_unit().pk) is None


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("unit = ", "not a TOML file"),
        ('unit = "Heart clinic"\n[rounds]\nat = 9', "no part 'rounds'"),
        (
            'unit = "Moon base"\n[meetings]\nminutes = 30',
            "There is no unit 'Moon base'. There are: Heart clinic.",
        ),
        ('unit = "Heart clinic"\n[meetings]\nfirst = [48, 24, 72]', "must open before it is due"),
        ('unit = "Heart clinic"\n[meetings]\nfrist = [24, 48, 72]', "no part called 'frist'"),
        ('unit = "Heart clinic"\n[meetings]\nrounds_at = "nine"', "meetings: Invalid isoformat"),
        ('unit = "Heart clinic"\n[support]\nowner = "nobody"', "Nobody signs in as 'nobody'"),
        ('unit = "Heart clinic"\n[support]\nowner = "nils"\nhours = ["always"]', "mon-fri 08:00-16:00"),
        (
            'unit = "Heart clinic"\n[support]\nowner = "dora"\nhours = ["mon 08:00-09:00"]',
            "must be a clinician",
        ),
        ('[speaking]\norder = ["adult child"]', "Name the law"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_kept(family, text, sentence):
    with pytest.raises(CannotBeSet, match=re.escape(sentence)):
        carry_out(read(text))
    assert (UnitPolicy.objects.count(), SpeakingRule.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    ("span", "days"),
    [
        ("mon-fri 08:00-16:00", [0, 1, 2, 3, 4]),
        ("sat 08:00-16:00", [5]),
        ("fri-mon 08:00-16:00", [4, 5, 6, 0]),
    ],
)
def test_hours_are_read_by_weekday_over_the_end_of_the_week_too(span, days):
    assert hours_from([span]) == [WatchedHours(day, 480, 960) for day in days]


@pytest.mark.parametrize("span", ["mon-xyz 08:00-16:00", "mon 16:00-08:00", "mon 08:00-25:00", ""])
def test_hours_that_cannot_be_are_refused(span):
    with pytest.raises(ValueError, match=r"Hours are written like|must lie within one day"):
        hours_from([span])


@given(
    st.lists(
        st.builds(
            lambda day, ends: WatchedHours(day, *sorted(ends)),
            st.integers(0, 6),
            st.lists(st.integers(0, 23 * 60 + 59), min_size=2, max_size=2, unique=True),
        ),
        unique=True,
    )
)
def test_hours_written_down_are_read_back_the_same(hours):
    assert set(hours_from(spans_of(hours))) == set(hours)
