"""What patients and relatives read on these pages is plain, and the words we avoid are avoided."""

import re

import pytest
from django.test import Client
from selectolax.lexbor import LexborHTMLParser

from alongside.people.models import Account
from alongside.plain.reading.measure import measure
from tests.meetings.stories import a_talk_going_on, an_offer, intensive_care

AVOIDED = re.compile(r"\b(decision|option|preference|surrogate|prognosis|utili[sz]ation)s?\b", re.IGNORECASE)
# Names of people, of the unit and of days are nobody's hard words.
NAMES = ["Rosa", "Dora", "Okafor", "Nurse", "Berg", "Ward 4 intensive care", "Family room", "Lindqvist"]


def words_of(page: str) -> str:
    """The text of the page's main part, a sentence for each line, without names in forms."""
    main = LexborHTMLParser(page).css_first("main")
    for part in main.css("select, script"):
        part.decompose()
    lines = [line.strip() for line in main.text(separator="\n").splitlines() if line.strip()]
    return " ".join(line if line[-1] in ".!?:" else f"{line}." for line in lines)


@pytest.mark.parametrize("who", ["rosa", "daughter"])
@pytest.mark.parametrize("page", ["", "rounds", "free-times", "MEETING/", "MEETING/talk"])
@pytest.mark.parametrize("going_on", [False, True])
def test_what_the_family_reads_is_at_or_below_fifth_grade(family, who, page, going_on):
    intensive_care(family)
    meeting = (a_talk_going_on if going_on else an_offer)(family)
    client = Client()
    client.force_login(Account.objects.get(person=getattr(family, who)))
    address = f"/people/{family.patient.pk}/meetings/{page}".replace("MEETING", str(meeting.pk))
    text = words_of(client.get(address).content.decode())
    assert AVOIDED.findall(text) == []
    reading = measure(text, excused=NAMES)
    assert reading.words > 20
    assert reading.grade <= 5.0, [hard.text for hard in reading.hardest]
