"""Letters can say nothing about health: there is no free text in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alongside.plain.reading.measure import measure
from alongside.post.wording import CLOSING, MOST_CALENDAR, WORDINGS, NotALetter, check, check_calendar

FITTING = {"when": "2026-11-23T14:00+01:00", "path": "/people/3f0c6a52/meetings/"}


@pytest.mark.parametrize("template", sorted(WORDINGS))
def test_every_letter_takes_what_it_says_it_takes(template):
    check(template, {name: FITTING[name] for name in WORDINGS[template].takes})


@pytest.mark.parametrize(
    ("template", "values", "sentence"),
    [
        ("diagnosis", {}, "There is no letter 'diagnosis'"),
        ("meeting", {"path": "/x"}, "takes path, when"),
        ("something new", {"path": "/x", "words": "You have cancer"}, "it was given path, words"),
        ("something new", {"path": "https://elsewhere.example/"}, "an address of this site"),
        ("something new", {"path": "//elsewhere.example/"}, "an address of this site"),
        ("something new", {"path": "/Lung cancer"}, "an address of this site"),
        ("meeting", {"path": "/x", "when": "after the chemotherapy"}, "ISO 8601"),
        ("meeting", {"path": "/x", "when": "2026-11-23T14:00"}, "with its offset"),
    ],
)
def test_what_is_no_neutral_value_is_refused_in_a_sentence(template, values, sentence):
    with pytest.raises(NotALetter, match=sentence):
        check(template, values)


@given(
    st.text(alphabet=st.characters(exclude_characters="/-0123456789abcdefghijklmnopqrstuvwxyz"), min_size=1)
)
def test_no_words_pass_as_an_address(words):
    with pytest.raises(NotALetter):
        check("something new", {"path": "/" + words})


@pytest.mark.parametrize("template", sorted(WORDINGS))
def test_letters_are_at_or_below_fifth_grade(template):
    wording = WORDINGS[template]
    text = f"{wording.text} {CLOSING}".format(when="Monday 23 November 2026, 14:00", link="")
    assert measure(f"{wording.subject}. {text}", "en").grade <= 5


CALENDAR = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:Meeting at Ward 4\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"


def test_a_calendar_file_with_neutral_lines_goes_along():
    check_calendar(CALENDAR)


@pytest.mark.parametrize(
    "text",
    [
        "You have cancer.",
        CALENDAR.replace("SUMMARY", "DESCRIPTION"),
        CALENDAR.replace("SUMMARY:", "COMMENT;LANGUAGE=en:"),
        CALENDAR.replace("SUMMARY", "X-NOTES"),
        CALENDAR.replace("Ward 4", "x" * MOST_CALENDAR),
    ],
)
def test_a_calendar_file_that_could_tell_more_does_not(text):
    with pytest.raises(NotALetter):
        check_calendar(text)
