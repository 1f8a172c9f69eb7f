"""Rosa has an uneven heartbeat. She and Dr. Okafor choose together, and it is written down."""

import os
import re
from pathlib import Path

import pytest

from tests.drawn import figures
from tests.installation import CHECKOUT
from tests.walks.screens import SCREENS

pytestmark = pytest.mark.walk


def given_rosa_opens_her_choice(rosa) -> None:
    rosa.follows("Go to my choices")
    rosa.follows("Look at it")
    assert "Should I take a blood thinner" in rosa.page.locator("h1").inner_text()
    assert "The person named here has checked this." in rosa.reads()


def then_pictures_sentences_and_tables_agree(rosa) -> None:
    arrays = rosa.page.locator("figure.array")
    assert arrays.count() >= 2
    for array in arrays.all():
        drawn = {
            kind: figures(one.get_attribute("href") for one in array.locator(f".figure-{kind} use").all())
            for kind in ("event", "avoided", "none")
        }
        assert sum(drawn.values()) == int(array.get_attribute("data-people") or 0)
        said = [int(n) for n in re.findall(r"\d+", array.locator(".legend").inner_text())]
        assert [count for count in said if count in drawn.values()] != []
        words = array.locator(".array-words").inner_text()
        assert re.search(rf"\b{drawn['event']} of {array.get_attribute('data-people')}\b", words)
    table = rosa.page.locator("table.numbers").first.inner_text()
    assert "48" in table
    assert "17" in table


def when_rosa_says_what_matters(rosa) -> None:
    rosa.follows("Say what matters to me")
    rosa.presses("Save and go on")
    assert "Choose a number for at least one thing" in rosa.reads()
    rosa.page.locator("input[name='matters-stroke'][value='10']").check(force=True)
    rosa.page.locator("input[name='matters-bleed'][value='6']").check(force=True)
    rosa.writes("In your own words", "I want to keep singing in the choir.")
    rosa.presses("Save and go on")


def when_rosa_says_how_she_wants_to_choose(rosa) -> None:
    rosa.chooses("I want us to choose together")
    rosa.presses("Save and go on")
    assert "keep singing in the choir" in rosa.reads()


def when_rosa_adds_a_view(rosa) -> None:
    rosa.page.locator("#add-view textarea").fill("I am afraid of bleeding.")
    rosa.presses("Add these words")
    assert "I am afraid of bleeding." in rosa.reads()
    assert "Still open" not in rosa.reads()


def when_the_doctor_comes_to_the_talk(doctor) -> None:
    doctor.page.get_by_role("link", name="Rosa Lindqvist").click()
    doctor.page.wait_for_url("**/about/")
    doctor.follows("Choices", exact=True)
    doctor.follows("Look at it")
    assert "You are looking at: Rosa Lindqvist" in doctor.page.locator("header").inner_text()
    doctor.follows("Go to the talk")


def then_what_is_open_is_said_kindly(doctor) -> None:
    assert "Rosa has said what matters. Your advice would help now." in doctor.reads()


def when_the_doctor_advises(doctor) -> None:
    doctor.presses("Save this advice")
    assert "Please look at this again" in doctor.reads()
    form = doctor.page.locator("#advise")
    form.locator("select").select_option("doac")
    form.locator("textarea").fill("It guards against a stroke, and you need fewer tests.")
    form.locator("input[value='stroke']").check(force=True)
    doctor.presses("Save this advice")
    assert "Your advice would help now" not in doctor.reads()


def when_they_agree_on_something_else(doctor) -> None:
    doctor.follows("Write how it ends")
    doctor.page.get_by_label("Who said this?").select_option(label="Rosa")
    doctor.chooses("Agreed")
    doctor.page.get_by_label("Which one?").select_option("warfarin")
    doctor.writes("Why?", "My sister does well with it.")
    doctor.writes("What happens next?", "First blood test on Monday.")
    doctor.presses("Save")


def then_the_difference_is_asked_about_and_closed(doctor) -> None:
    assert "This is not what you advised." in doctor.reads()
    prompt = doctor.page.locator(".prompt", has_text="This is not what you advised.")
    prompt.locator("summary").click()
    prompt.locator("select").select_option("said aloud, written elsewhere")
    doctor.presses("Close this")
    assert "This is not what you advised." not in doctor.reads()


def when_the_note_is_written_and_signed(doctor) -> None:
    doctor.follows("Write the note")
    assert "48" in doctor.page.get_by_label("The choices and their numbers").input_value()
    doctor.presses("Save and read it once more")
    doctor.presses("Sign the note")
    assert "Signed by Dr. Okafor" in doctor.reads()
    assert "keep singing in the choir" in doctor.reads()


def then_rosa_reads_what_was_written(rosa) -> None:
    rosa.follows("Home")
    rosa.follows("Go to my choices")
    rosa.follows("Look at it")
    rosa.follows("Go to the talk")
    rosa.follows("Note 1")
    assert "First blood test on Monday." in rosa.reads()


@pytest.mark.parametrize(("width", "scripts"), SCREENS)
def test_a_choice_is_made_together_and_written_down(visit, width, scripts):
    rosa = visit("rosa", width=width, scripts=scripts)
    given_rosa_opens_her_choice(rosa)
    then_pictures_sentences_and_tables_agree(rosa)
    when_rosa_says_what_matters(rosa)
    when_rosa_says_how_she_wants_to_choose(rosa)
    when_rosa_adds_a_view(rosa)
    doctor = visit("ada", width=width, scripts=scripts)
    when_the_doctor_comes_to_the_talk(doctor)
    then_what_is_open_is_said_kindly(doctor)
    when_the_doctor_advises(doctor)
    when_they_agree_on_something_else(doctor)
    then_the_difference_is_asked_about_and_closed(doctor)
    when_the_note_is_written_and_signed(doctor)
    then_rosa_reads_what_was_written(rosa)


def test_the_first_load_of_the_choice_page_is_light(look):
    rosa = look("rosa")
    rosa.follows("Go to my choices")
    address = rosa.page.get_by_role("link", name="Look at it").first.get_attribute("href")
    rosa.context.clear_cookies()
    fresh = look("rosa")
    sizes: list[int] = []
    fresh.page.on("requestfinished", lambda request: sizes.append(request.sizes()["responseBodySize"]))
    client = fresh.context.new_cdp_session(fresh.page)
    client.send("Network.setCacheDisabled", {"cacheDisabled": True})
    fresh.goes_to(address)
    assert len(sizes) <= 8
    assert sum(sizes) <= 60_000, sizes


@pytest.mark.slow
def test_the_picture_for_the_readme(look):
    """Taken by the walk, so that it shows the page as it is."""
    rosa = look("rosa", width=1100)
    rosa.follows("Go to my choices")
    rosa.follows("Look at it")
    rosa.page.locator("figure.array").first.scroll_into_view_if_needed()
    named = os.environ.get("ALONGSIDE_PICTURES")
    folder = Path(named) if named else Path(os.environ["ALONGSIDE_HOME"]) / "pictures"
    rosa.takes_a_picture(CHECKOUT / folder / "choice-page.png")


@pytest.mark.parametrize(
    ("language", "width"),
    [
        ("en-xa", 320),
        ("ar-xb", 1280),
        pytest.param("en-xa", 1280, marks=pytest.mark.slow),
        pytest.param("ar-xb", 320, marks=pytest.mark.slow),
    ],
)
def test_the_pages_hold_in_a_longer_language_and_from_right_to_left(look, language, width):
    rosa = look("rosa", width=width, locale=language)
    home = rosa.house.address
    rosa.goes_to("/my-choices")
    assert rosa.page.locator("html").get_attribute("dir") == ("rtl" if language == "ar-xb" else "ltr")
    address = rosa.page.locator("main a[href*='/choices/']").first.get_attribute("href")
    for page in ("", "what-matters", "role", "talk", "ending"):
        rosa.goes_to(f"{address}{page}".removeprefix(home))
        assert "⟦" in rosa.reads()


def test_what_matters_can_be_said_with_the_keyboard_alone(visit):
    rosa = visit("rosa")
    rosa.goes_to("/my-choices")
    keys = rosa.page.keyboard
    rosa.page.locator("main a").first.focus()
    keys.press("Enter")
    rosa.page.wait_for_url("**/choices/*-*/")
    address = rosa.page.url
    rosa.page.goto(f"{address}what-matters")
    reached = []
    for _ in range(40):
        keys.press("Tab")
        reached.append(rosa.page.evaluate("document.activeElement.name || document.activeElement.innerText"))
        outlined = rosa.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        label = rosa.page.evaluate(
            "getComputedStyle(document.activeElement.labels?.[0] || document.activeElement).outlineStyle"
        )
        assert "none" not in (outlined if outlined != "none" else label), reached[-1]
        if reached[-1] == "matters-stroke":
            keys.press("ArrowRight")
            keys.press("ArrowRight")
        if reached[-1] == "words":
            keys.type("To see my garden.")
        if reached[-1] == "Save and go on":
            break
    assert reached[0] == "Skip to the main part"
    assert reached.index("matters-stroke") < reached.index("words") < reached.index("Save and go on")
    keys.press("Enter")
    rosa.page.wait_for_url("**/role")
    rosa.page.goto(f"{address}talk")
    assert "To see my garden." in rosa.reads()
