"""The made-up intensive care unit: it is what the issue asks for, and the worklist reads it at once."""

from collections import Counter

from alongside.config import demonstration_meetings
from alongside.meetings.queries import clocks
from alongside.patients.doors import list_of
from alongside.people.models import Person


def test_the_demonstration_unit_has_24_beds_and_every_kind_of_family(db):
    demonstration_meetings.fill()
    nora = Person.objects.get(account__username="nora")
    with list_of("my patients", by=nora, purpose="test") as listed:
        lines = clocks.worklist(listed)
        people = Person.objects.count()
    states = Counter(line.state for line in lines)
    assert len(lines) == 24
    assert states["declined"] == 1
    assert states["overdue red"] >= 1
    assert lines[0].state == "overdue red"
    assert people >= 40
