"""Reading a roster: what can be used is used, each row that cannot is told with how to mend it."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.partnership.introductions import Gap, Overlap, Role, Shift
from alongside.partnership.roster import COLUMNS, NotARoster, Preview, preview, told

HEAD = "person,role,start,end\n"
PEOPLE = {"ada", "mei"}


def read(rows: str, already: list[Shift] | None = None, zone: str = "Europe/Stockholm") -> Preview:
    return preview(HEAD + rows, zone=zone, people=PEOPLE, already=already or [])


def day(month: int, date: int, hour: int) -> datetime:
    return datetime(2026, month, date, hour, tzinfo=UTC)


def test_times_are_the_units_and_summer_time_counts() -> None:
    found = read("ada,leader,2026-05-04 08:00,2026-05-04 20:00\nmei,leader,2026-11-04 08:00,2026-11-04 20:00")
    assert found.new == (
        Shift("ada", Role.LEADER, day(5, 4, 6), day(5, 4, 18)),
        Shift("mei", Role.LEADER, day(11, 4, 7), day(11, 4, 19)),
    )
    assert found.problems == ()


def test_reading_the_same_file_again_finds_nothing_new() -> None:
    rows = "ada,leader,2026-05-04 08:00,2026-05-04 20:00\nmei,attending,2026-05-04 08:00,2026-05-04 20:00"
    first = read(rows)
    again = read(rows, already=list(first.new))
    assert (len(first.new), again.new, again.known) == (2, (), first.new)


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("bo,leader,2026-05-04 08:00,2026-05-04 20:00", "Nobody signs in here as “bo”."),
        ("ada,boss,2026-05-04 08:00,2026-05-04 20:00", "“boss” is not a role on a roster."),
        ("ada,leader,4 May,2026-05-04 20:00", "The start “4 May” is not a date with a time."),
        ("ada,leader,2026-05-04,2026-05-05", "The start “2026-05-04” is not a date with a time."),
        ("ada,leader,2026-05-04 08:00,", "The end “” is not a date with a time."),
        ("ada,leader,2026-05-04 08:00,2026-05-04 07:00", "The shift ends before it starts."),
        ("ada,leader,2026-05-04 08:00,2027-05-04 07:00", "The shift is longer than two months."),
        ("ada,leader,2026-10-25 02:30,2026-10-25 20:00", "is an hour when the clock changes"),
        ("ada,leader,2026-05-04 08:00,2026-05-04 20:00,x", "This row has more cells"),
        ("ada", "“” is not a role on a roster."),
        ("ada,leader,9999-12-31 23:59-12:00,2026-05-04 20:00", "is not a date with a time."),
    ],
)
def test_a_row_that_cannot_be_used_is_told_with_its_line(row: str, sentence: str) -> None:
    found = read(f"mei,leader,2026-05-04 08:00,2026-05-04 20:00\n{row}\n")
    assert len(found.new) == 1
    assert [problem.line for problem in found.problems] == [3]
    assert sentence in found.problems[0].sentence


def test_a_row_that_stands_twice_is_told_and_counted_once() -> None:
    row = "ada,leader,2026-05-04 08:00,2026-05-04 20:00\n"
    found = read(row + row)
    assert len(found.new) == 1
    assert [problem.line for problem in found.problems] == [3]


def test_overlaps_and_gaps_are_told_with_the_shifts_that_are_there_already() -> None:
    there = [Shift("mei", Role.LEADER, day(5, 4, 10), day(5, 4, 20))]
    found = read(
        "ada,leader,2026-05-04T06:00Z,2026-05-04T12:00Z\nada,leader,2026-05-04T22:00Z,2026-05-05T06:00Z",
        there,
    )
    assert found.overlaps == (Overlap(Role.LEADER, day(5, 4, 10), day(5, 4, 12), ("ada", "mei")),)
    assert found.gaps == (Gap(Role.LEADER, day(5, 4, 20), day(5, 4, 22)),)
    assert told(found, zone="Europe/Stockholm") == [
        "2026-05-04 12:00 to 2026-05-04 14:00: "
        "Two or more people are down as leader at the same time: ada, mei. Say who leads.",
        "2026-05-04 22:00 to 2026-05-05 00:00: Nobody is down as leader for this time. Name someone.",
    ]


@pytest.mark.parametrize(
    "head", ["", "person,role,start\n", "name,role,start,end\n", "person,role,start,end,x\n"]
)
def test_a_file_without_exactly_these_columns_is_refused(head: str) -> None:
    with pytest.raises(NotARoster, match="person, role, start, end"):
        preview(head, zone="UTC", people=PEOPLE, already=[])


def test_a_file_from_a_spreadsheet_with_its_mark_and_mixed_letters_is_read() -> None:
    text = "\ufeffPerson, ROLE ,Start,End\r\nada,Leader,2026-05-04 08:00,2026-05-04 20:00\r\n"
    assert len(preview(text, zone="UTC", people=PEOPLE, already=[]).new) == 1


@given(st.lists(st.lists(st.text(max_size=20), min_size=1, max_size=6), max_size=8))
def test_no_row_whatever_it_holds_breaks_the_reading(rows: list[list[str]]) -> None:
    import csv
    from io import StringIO

    file = StringIO()
    csv.writer(file).writerows([list(COLUMNS), *rows])
    try:
        found = preview(file.getvalue(), zone="Europe/Stockholm", people=PEOPLE, already=[])
    except NotARoster:
        return
    assert found.new == ()
