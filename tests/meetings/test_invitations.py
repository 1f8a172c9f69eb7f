"""Calendar files: neutral, readable by another program, updated and taken out again."""

from datetime import UTC, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from icalendar import Calendar

from alongside.meetings.invitations import Invitation, Method, calendar_file

MEETING, WILMA = UUID(int=1), UUID(int=2)
STOCKHOLM = ZoneInfo("Europe/Stockholm")


def invitation(**more) -> Invitation:
    usual = {
        "meeting": MEETING,
        "to": WILMA,
        "title": "Meeting at Ward 4",
        "place": "Family room",
        "starts_at": datetime(2026, 11, 23, 14, tzinfo=STOCKHOLM),
        "minutes": 45,
        "sequence": 0,
        "written_at": datetime(2026, 11, 22, tzinfo=UTC),
    }
    return Invitation(**(usual | more))


def event(one: Invitation):
    calendar = Calendar.from_ical(calendar_file(one))
    (found,) = calendar.walk("VEVENT")
    return calendar, found


def test_the_file_says_when_where_and_nothing_about_anybody():
    calendar, found = event(invitation())
    assert str(calendar["METHOD"]) == "REQUEST"
    assert str(found["SUMMARY"]) == "Meeting at Ward 4"
    assert found.decoded("DTSTART") == datetime(2026, 11, 23, 13, tzinfo=UTC)
    assert found.decoded("DTEND") - found.decoded("DTSTART") == timedelta(minutes=45)
    assert set(found) == {
        "UID",
        "DTSTAMP",
        "DTSTART",
        "DTEND",
        "SEQUENCE",
        "SUMMARY",
        "LOCATION",
        "STATUS",
        "CLASS",
        "ORGANIZER",
        "ATTENDEE",
    }


def test_a_change_has_the_same_name_and_a_higher_number():
    _calendar, first = event(invitation())
    _calendar, second = event(invitation(sequence=1, starts_at=datetime(2026, 11, 24, 9, tzinfo=STOCKHOLM)))
    assert str(first["UID"]) == str(second["UID"])
    assert (first["SEQUENCE"], second["SEQUENCE"]) == (0, 1)


def test_a_cancellation_takes_it_out_of_the_calendar():
    calendar, found = event(invitation(method=Method.CANCEL, sequence=2))
    assert (str(calendar["METHOD"]), str(found["STATUS"])) == ("CANCEL", "CANCELLED")


def test_the_end_is_right_on_the_night_when_the_clocks_go_back():
    start = datetime(2026, 10, 25, 2, 30, tzinfo=STOCKHOLM)
    _calendar, found = event(invitation(starts_at=start, minutes=60))
    assert found.decoded("DTEND") - found.decoded("DTSTART") == timedelta(hours=1)


def test_a_time_without_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        calendar_file(invitation(starts_at=datetime(2026, 11, 23, 14)))


def test_a_line_break_in_a_room_name_cannot_add_a_line_to_the_file():
    _calendar, found = event(invitation(place="Room\r\nATTENDEE:mailto:x@example.org"))
    assert str(found["ATTENDEE"]) == f"urn:uuid:{WILMA}"
