"""Rosa, for whom Dora speaks about one matter."""

import pytest

from alongside.partnership.actions import speaking
from alongside.partnership.actions.about import Answer
from tests.partnership.profiles import MATTER, cannot, inside, name, rosa_says


@pytest.fixture
def speaking_family(family):
    """Something stands about Rosa, and Dora speaks for her about one matter."""
    rosa_says(family, Answer("good_day", words="In the garden."))
    with inside(family, "doctor") as visit:
        speaking.open_matter(name=MATTER, by=visit)
        name(visit)
        cannot(visit)
    return family
