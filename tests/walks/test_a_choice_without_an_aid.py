"""Rosa and Dr. Okafor talk about something that no choice aid is about; later Rosa looks at it again."""

import pytest
from playwright.sync_api import expect

from tests.walks.screens import SCREENS

pytestmark = pytest.mark.walk
MARK = "This was written by hand, without numbers that were checked."


def given_rosa_starts_a_choice_by_hand(rosa) -> None:
    rosa.goes_to("/my-choices")
    rosa.follows("Start a choice by hand")
    rosa.presses("Start")
    assert "Please look at this again" in rosa.reads()
    rosa.writes("What is the choice about?", "Should I have my cataract taken out?")
    rosa.presses("Start")
    assert MARK in rosa.reads()
    assert "Do nothing for now" in rosa.reads()


def when_she_writes_a_way_and_a_reason(rosa) -> None:
    rosa.writes("Something else that can be done", "Take it out in the summer")
    rosa.presses("Add this way")
    rosa.writes("Something else that can be done", "Take it out in the summer")
    rosa.presses("Add this way")
    assert "This stands in the list already." in rosa.reads()
    rosa.page.get_by_label("About").select_option(label="Take it out in the summer")
    rosa.chooses("For it")
    rosa.writes("The reason", "I want to read my notes again.")
    rosa.presses("Add this reason")
    assert "I want to read my notes again." in rosa.reads()


def when_she_says_what_matters_and_brings_questions(rosa) -> None:
    rosa.follows("Say what matters to me")
    rosa.writes("In your own words", "To read music.")
    rosa.presses("Save and go on")
    rosa.chooses("I want us to choose together")
    rosa.presses("Save and go on")
    rosa.follows("Go to the questions")
    rosa.chooses("Who can help me with this?")
    rosa.writes("What else do you want to ask?", "Will it hurt?\nCan I drive home?")
    rosa.presses("Save my questions")
    said = rosa.reads()
    assert said.index("Who can help me") < said.index("Will it hurt?") < said.index("Can I drive home?")


def when_the_doctor_explains_until_it_is_clear(doctor, address: str) -> None:
    doctor.goes_to(address + "explaining")
    doctor.page.get_by_label("How did you explain it?").fill("With a drawing.")
    doctor.presses("We went through it")
    says_back(doctor, "The eye is taken out.", "Something is not clear yet", "What is taken out")
    assert "Explain once more what was not clear" in doctor.reads()
    doctor.presses("We went through it")
    says_back(doctor, "The cloudy part is taken out.", "It is clear")
    assert "They said it back." in doctor.reads()


def says_back(doctor, words: str, came_out: str, gap: str = "") -> None:
    doctor.page.get_by_label("Who said this?").select_option(label="Rosa")
    doctor.writes("How did they say it?", words)
    doctor.chooses(came_out)
    doctor.writes("What is not clear yet?", gap)
    doctor.presses("Save")


def when_the_doctor_answers_advises_and_writes_how_it_ends(doctor, address: str) -> None:
    doctor.goes_to(address + "questions")
    for _ in range(3):
        doctor.page.locator("ol textarea:visible").first.fill("We will talk about it at the visit.")
        doctor.presses("Save the answer")
    doctor.goes_to(address + "talk")
    form = doctor.page.locator("#advise")
    form.locator("select").select_option(label="Take it out in the summer")
    form.locator("textarea").fill("Then you can read your music.")
    doctor.presses("Save this advice")
    doctor.follows("Write how it ends")
    doctor.page.get_by_label("Who said this?").select_option(label="Rosa")
    doctor.chooses("Agreed")
    doctor.page.get_by_label("Which one?").select_option(label="Take it out in the summer")
    doctor.writes("Why?", "I want to read my notes.")
    doctor.writes("What happens next?", "Look at the eyes in May.")
    doctor.presses("Save")
    assert "Still open" not in doctor.reads()


def when_the_note_is_signed(doctor) -> None:
    doctor.follows("Write the note")
    doctor.presses("Save and read it once more")
    doctor.presses("Sign the note")
    said = doctor.reads()
    assert "Written by hand, without numbers that were checked." in said
    assert "The cloudy part is taken out." in said


def then_rosa_looks_at_it_again_and_the_old_one_stays(rosa, address: str) -> None:
    rosa.goes_to(address + "talk")
    rosa.follows("Look at it again")
    rosa.presses("Open it again")
    assert "Please look at this again" in rosa.reads()
    rosa.writes("Why do you want to look at it again?", "The choir sings in June.")
    rosa.presses("Open it again")
    assert "The choir sings in June." in rosa.reads()
    rosa.writes("Something else that can be done", "Take it out in spring")
    rosa.presses("Add this way")
    rosa.follows("Go to the talk")
    assert "What is new since then" in rosa.reads()
    assert "No note is signed yet." in rosa.reads()
    rosa.follows("See how it was before")
    assert "This was looked at again" in rosa.reads()
    assert "Note 1" in rosa.reads()
    assert "Take it out in spring" not in rosa.reads()


@pytest.mark.parametrize(("width", "scripts"), SCREENS)
def test_a_choice_is_written_by_hand_agreed_on_and_looked_at_again(visit, width, scripts):
    rosa = visit("rosa", width=width, scripts=scripts)
    given_rosa_starts_a_choice_by_hand(rosa)
    address = rosa.page.url.removeprefix(rosa.house.address)
    when_she_writes_a_way_and_a_reason(rosa)
    when_she_says_what_matters_and_brings_questions(rosa)
    doctor = visit("ada", width=width, scripts=scripts)
    when_the_doctor_explains_until_it_is_clear(doctor, address)
    when_the_doctor_answers_advises_and_writes_how_it_ends(doctor, address)
    when_the_note_is_signed(doctor)
    then_rosa_looks_at_it_again_and_the_old_one_stays(rosa, address)


def test_a_way_is_added_with_the_keyboard_alone(visit):
    rosa = visit("rosa")
    rosa.goes_to("/my-choices")
    rosa.follows("Start a choice by hand")
    rosa.writes("What is the choice about?", "Glasses?")
    rosa.presses("Start")
    keys, reached = rosa.page.keyboard, []
    for _ in range(40):
        keys.press("Tab")
        reached.append(rosa.page.evaluate("document.activeElement.id || document.activeElement.innerText"))
        if reached[-1] == "way_words":
            keys.type("New glasses")
        if reached[-1] == "Add this way":
            break
    assert reached[0] == "Skip to the main part"
    keys.press("Enter")
    expect(rosa.page.locator("main")).to_contain_text("New glasses")


@pytest.mark.parametrize("width", [1280, pytest.param(320, marks=pytest.mark.slow)])
def test_two_who_write_the_ending_at_once_both_read_both(visit, width):
    rosa, doctor = visit("rosa", width=width), visit("ada", width=width)
    rosa.goes_to("/my-choices")
    rosa.follows("Start a choice by hand")
    rosa.writes("What is the choice about?", "A hearing aid?")
    rosa.presses("Start")
    ending = rosa.page.url.removeprefix(rosa.house.address) + "ending"
    for who, reason in ((rosa, "I hear well."), (doctor, "She wants to wait.")):
        who.goes_to(ending)
        who.page.locator("input[value='more time']").check(force=True)
        who.writes("Why?", reason)
        who.writes("What happens next?", "We talk in May.")
    doctor.page.get_by_label("Who said this?").select_option(label="Rosa")
    rosa.presses("Save")
    doctor.presses("Save")
    said = doctor.reads()
    assert "Two people wrote here at the same time" in said
    assert "I hear well." in said
    assert "She wants to wait." in said
    doctor.presses("Save these words")
    assert "How it stood before" in doctor.reads()
