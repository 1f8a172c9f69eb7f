"""Rosa asks why her team should work with her; Dr. Tanaka of the board has checked the plain words."""

import pytest

from tests.walks.screens import SCREENS

pytestmark = pytest.mark.walk
FOUNDING = "What is the rationale for establishing a collaborative partnership with the patient?"


def when_somebody_asks(visitor, question: str) -> None:
    visitor.goes_to("/ask/")
    visitor.writes("Your question", question)
    visitor.page.get_by_role("button", name="Ask", exact=True).click()
    visitor.page.wait_for_load_state()
    visitor.sees_a_good_page()
    assert question[:12] not in visitor.page.url
    assert question not in visitor.page.title()


def when_the_board_checks_the_plain_words(board) -> None:
    board.goes_to("/ask/desk")
    link = board.page.get_by_role("link", name="Why your care team should work with you")
    if link.count() == 0:
        return  # checked in an earlier walk through this house
    link.first.click()
    board.page.wait_for_load_state()
    assert "Reading grade" in board.reads()
    board.presses("Approve")
    assert "Please compare each marked sentence with its source, and tick it." in board.reads()
    board.page.go_back()
    for box in board.page.locator("input[name=vouched]").all():
        box.check(force=True)
    board.presses("Approve")
    assert "Approved by Dr. Tanaka" in board.reads()


def then_the_doctor_reads_quotes_with_their_records(doctor) -> None:
    said = doctor.reads()
    assert "13.27, 95% CI 11.32 to 15.23; 52 studies, 13,316 people; high certainty" in said
    assert "36% of adults had limited health literacy" in said
    assert "CD001431" in said
    first = doctor.page.locator("div.quoted").first
    first.locator("details.source > summary").click()
    assert first.locator("mark").inner_text() == first.locator("blockquote p").first.inner_text()
    assert "This is our summary of the evidence, not the evidence itself." in first.inner_text()


def then_rosa_reads_plain_words(rosa) -> None:
    assert "You and your care team should choose together." in rosa.reads()
    assert "These plain words were checked by Dr. Tanaka" in rosa.reads()


def when_the_doctor_doubts_a_source(doctor) -> None:
    address = doctor.page.locator("a[href*='/quotes/']").first.get_attribute("href")
    doctor.goes_to(address)
    doctor.presses("Send")
    assert "Please look at this again" in doctor.reads()
    doctor.writes("What is wrong?", "I do not find this number.")
    doctor.presses("Send")
    assert "The people who check answers have your words now." in doctor.reads()


def then_danger_comes_before_everything(rosa) -> None:
    when_somebody_asks(rosa, "I have crushing chest pain right now")
    assert "This may be an emergency." in rosa.page.locator("h1").inner_text()


def then_what_is_not_known_is_said(rosa) -> None:
    when_somebody_asks(rosa, "How is glaucoma treated?")
    assert "There is not enough evidence in this library" in rosa.reads()
    rosa.presses("Ask the board")
    assert "The board has your question now, without your name." in rosa.reads()


@pytest.mark.parametrize(("width", "scripts"), SCREENS)
def test_a_question_gets_a_checked_answer(visit, width, scripts):
    when_the_board_checks_the_plain_words(visit("mei", width=width, scripts=scripts))
    doctor = visit("ada", width=width, scripts=scripts)
    when_somebody_asks(doctor, FOUNDING)
    then_the_doctor_reads_quotes_with_their_records(doctor)
    when_the_doctor_doubts_a_source(doctor)
    rosa = visit("rosa", width=width, scripts=scripts)
    when_somebody_asks(rosa, FOUNDING)
    then_rosa_reads_plain_words(rosa)
    then_danger_comes_before_everything(rosa)
    then_what_is_not_known_is_said(rosa)
