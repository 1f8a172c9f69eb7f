"""What else happens on a ward: an interpreter writes, a patient dies, a promise changes."""

import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from tests.walks.visitor import Visitor

pytestmark = pytest.mark.walk
ZONE = ZoneInfo("Europe/Stockholm")
# Made up for the walk; whoever interprets writes what the English says.
SPANISH = "Hablamos de Carlos. Está muy enfermo. Vamos a hablar otra vez."


def goes_into(who: Visitor, room: str) -> None:
    who.page.locator("nav.sections").get_by_role("link", name=room, exact=True).click()
    who.page.wait_for_load_state()
    who.sees_a_good_page()


def when_ivan_writes_the_summary_in_spanish(ivan: Visitor) -> str:
    ivan.follows("Carlos Medina")
    goes_into(ivan, "Meetings")
    ivan.page.locator("main .card", has_text="What was").get_by_role("link").first.click()
    ivan.page.wait_for_load_state()
    assert "Until it is signed, the family reads the English, marked so." in ivan.reads()
    ivan.follows("Write or check it side by side")
    for number in range(ivan.page.get_by_label("Heading").count()):
        ivan.page.get_by_label("Heading").nth(number).fill(f"Parte {number + 1}")
        ivan.page.get_by_label("Text").nth(number).fill(SPANISH)
    ivan.presses("Sign and share")  # and forgot to say that both say the same
    assert "Please look at this again" in ivan.reads()
    assert ivan.page.get_by_label("Text").first.input_value() == SPANISH
    ivan.chooses("I have read both, part by part. They say the same. I sign this with my name.")
    ivan.presses("Sign and share")
    assert "Signed by Ivan Petrov" in ivan.reads()
    return ivan.page.url.removeprefix(ivan.house.address)


def given_elena_reads_english_that_says_so(elena: Visitor, ivan: Visitor) -> None:
    ivan.follows("Carlos Medina")
    goes_into(ivan, "Meetings")
    ivan.page.locator("main .card", has_text="What was").get_by_role("link").first.click()
    ivan.page.wait_for_load_state()
    elena.goes_to(ivan.page.url.removeprefix(ivan.house.address))
    assert "This is in English. It is not written in Español yet." in elena.reads()
    ivan.goes_to("/")


def then_elena_reads_it_in_her_language(elena: Visitor, summary: str) -> None:
    elena.goes_to(summary)
    said = elena.reads()
    assert said.index(SPANISH) < said.index("The same in English")
    assert "Written and signed by Ivan Petrov" in said


def when_nora_records_that_carlos_died(nora: Visitor) -> str:
    nora.follows("Carlos Medina")
    patient = re.search(r"/people/([0-9a-f-]{36})/", nora.page.url)
    assert patient is not None
    nora.follows("Record that Carlos has died")
    assert "is called off" in nora.reads()
    died = datetime.now(ZONE) - timedelta(hours=1)
    nora.page.get_by_label("Day of death").fill(f"{died:%Y-%m-%d}")
    nora.page.get_by_label("Time of death").fill(f"{died:%H:%M}")
    nora.presses("Go on")
    assert "Please check once more that this is the right person" in nora.reads()
    nora.presses("Yes, Carlos Medina has died")
    assert "Carlos Medina died on" in nora.reads()
    return patient.group(1)


def then_every_page_says_so_and_elena_is_not_asked_for_anything(
    nora: Visitor, elena: Visitor, patient: str
) -> None:
    for room in ("about/", "team/", "meetings/", "choices/", "support/"):
        nora.goes_to(f"/people/{patient}/{room}")
        assert "Carlos Medina died on" in nora.page.locator("header.top").inner_text()
    assert "Elena" in nora.reads()  # on the support page: whom to offer it, in person
    nora.goes_to(f"/people/{patient}/letters/")
    assert "waits" not in nora.reads()
    elena.goes_to("/")
    assert "Carlos Medina died on" in elena.reads()
    assert "Tell the team who" not in elena.reads()
    elena.goes_to(f"/people/{patient}/about/")
    assert "This is how Carlos was known here." in elena.reads()


def when_nora_puts_it_right(nora: Visitor, patient: str) -> None:
    nora.goes_to(f"/people/{patient}/death/")
    nora.follows("This is wrong: put it right")
    nora.chooses("This person has not died. It was recorded by mistake.")
    nora.writes("Why is it put right?", "It was another patient.")
    nora.presses("Go on")
    assert "This person has not died." in nora.reads()
    nora.presses("Yes, put it right")
    nora.goes_to(f"/people/{patient}/about/")
    assert "died on" not in nora.page.locator("header.top").inner_text()


def when_nora_writes_down_how_elena_is_reached(nora: Visitor, patient: str) -> None:
    nora.goes_to(f"/people/{patient}/about/")
    nora.follows("Letters", exact=True)
    nora.page.locator("li", has_text="Elena Medina").get_by_role("link").first.click()
    nora.page.wait_for_load_state()
    nora.writes("What did they say?", "Text me. My son reads my mail.")
    nora.chooses("By text message")
    nora.writes("Your e-mail, phone number or street", "+46 70 174 06 05")
    nora.chooses("It is safe to write there. Nobody reads it who should not.")
    nora.presses("Save")
    assert "Text me. My son reads my mail." in nora.reads()


def when_nora_changes_the_time_of_the_rounds(nora: Visitor) -> None:
    nora.goes_to("/")
    for words in ("What our units promise", "Ward 4 intensive care", "Change meetings and rounds"):
        nora.follows(words)
    nora.writes("Daily rounds at", "10:15")
    nora.presses("See what this changes")
    assert "not told again by a letter: tell them yourselves." in nora.reads()
    nora.presses("Yes, from now on")
    assert "10:15" in nora.reads()


def then_elena_reads_the_new_time(elena: Visitor, patient: str) -> None:
    elena.goes_to(f"/people/{patient}/meetings/")
    assert "10:15" in elena.reads()


def then_pages_are_spanish_of_themselves(elena: Visitor, patient: str) -> None:
    """As her record says; a draft that says so on each page."""
    for page in ("/", f"/people/{patient}/about/", f"/people/{patient}/meetings/", "/my-support/"):
        elena.goes_to(page)
        assert elena.page.locator("html").get_attribute("lang") == "es"
        assert "Nadie las ha revisado todavía" in elena.reads()


@pytest.mark.parametrize(("width", "scripts"), [(1280, True), (320, False)])
def test_the_familys_language_a_death_and_a_mistake(visit, width, scripts):
    ivan, elena, nora = (visit(who, width=width, scripts=scripts) for who in ("ivan", "elena", "nora"))
    given_elena_reads_english_that_says_so(elena, ivan)
    summary = when_ivan_writes_the_summary_in_spanish(ivan)
    then_elena_reads_it_in_her_language(elena, summary)
    patient = when_nora_records_that_carlos_died(nora)
    then_every_page_says_so_and_elena_is_not_asked_for_anything(nora, elena, patient)
    when_nora_puts_it_right(nora, patient)
    when_nora_writes_down_how_elena_is_reached(nora, patient)
    when_nora_changes_the_time_of_the_rounds(nora)
    then_elena_reads_the_new_time(elena, patient)
    then_pages_are_spanish_of_themselves(visit("elena", width=width, scripts=scripts, locale=None), patient)
