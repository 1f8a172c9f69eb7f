"""How many taps a choice takes from the first page to the signed note. Each press counts, typing does not."""

import pytest

pytestmark = pytest.mark.walk
MOST_FOR_THE_CLINICIAN = 12
MOST_FOR_THE_PATIENT = 2 + 8 + 4
"""Comparing, saying what matters, talking and agreeing: the budgets of the outpatient path, added up."""


def taps(somebody, press) -> None:
    """One press on something that the visitor has no word for."""
    somebody.taps += 1
    press()


def rosa_says_what_she_wants(rosa) -> None:
    rosa.follows("Go to my choices")
    rosa.follows("Look at it")
    rosa.follows("Say what matters to me")
    for name, value in (("stroke", "10"), ("bleed", "6")):
        box = rosa.page.locator(f"input[name='matters-{name}'][value='{value}']")
        taps(rosa, lambda box=box: box.check(force=True))
    rosa.writes("In your own words", "I want to keep singing in the choir.")
    rosa.presses("Save and go on")
    rosa.chooses("I want us to choose together")
    rosa.presses("Save and go on")


def the_doctor_advises(doctor) -> None:
    taps(doctor, doctor.page.get_by_role("link", name="Rosa Lindqvist").click)
    doctor.page.wait_for_url("**/about/")
    doctor.follows("Choices", exact=True)
    doctor.follows("Look at it")
    doctor.follows("Go to the talk")
    form = doctor.page.locator("#advise")
    taps(doctor, lambda: form.locator("select").select_option("doac"))
    form.locator("textarea").fill("It guards against a stroke, and you need fewer tests.")
    taps(doctor, lambda: form.locator("input[value='stroke']").check(force=True))
    doctor.presses("Save this advice")


def rosa_says_how_it_ends(rosa) -> None:
    rosa.follows("Write how it ends")
    rosa.chooses("We agree on what to do")
    taps(rosa, lambda: rosa.page.get_by_label("Which one?").select_option("doac"))
    rosa.writes("Why?", "I do not want the tests.")
    rosa.writes("What happens next?", "Dr. Okafor writes the prescription.")
    rosa.presses("Save")


def the_doctor_signs(doctor) -> None:
    doctor.follows("Write the note")
    doctor.presses("Save and read it once more")
    doctor.presses("Sign the note")


def test_a_choice_takes_no_more_taps_than_its_budget(visit):
    rosa, doctor = visit("rosa"), visit("ada")
    rosa_says_what_she_wants(rosa)
    the_doctor_advises(doctor)
    rosa_says_how_it_ends(rosa)
    doctor.page.reload()
    the_doctor_signs(doctor)
    assert "Signed by Dr. Okafor" in doctor.reads()
    assert (rosa.taps, doctor.taps) == (12, 10)
    assert rosa.taps <= MOST_FOR_THE_PATIENT
    assert doctor.taps <= MOST_FOR_THE_CLINICIAN
