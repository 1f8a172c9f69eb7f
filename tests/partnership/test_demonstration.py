"""The made-up people of this room are filled through real actions, and once."""

from alongside.config import demonstration, demonstration_partnership
from alongside.partnership.models import Matter, Statement
from alongside.patients.doors import work_of


def test_filling_twice_is_filling_once(demonstration_database):
    demonstration.fill()
    counts = []
    for _ in range(2):
        demonstration_partnership.fill()
        with work_of("demonstration", purpose="test"):
            counts.append((Statement.objects.count(), Matter.objects.count()))
    assert counts[0] == counts[1] == (18, 1)
