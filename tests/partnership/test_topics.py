"""The questions: every topic is asked once, in words that a fifth-grader reads."""

import pytest

from alongside.partnership.roles import LEADS_WORDS, OTHER_ROLE, PROMISE, ROLE_WORDS, initials, role_words
from alongside.partnership.topics import (
    BEDSIDE,
    BETWEEN_PATIENT_AND_TEAM,
    PAGES,
    TOPICS,
    WALL_TOPICS,
    page_after,
    topics_of,
)
from alongside.plain.reading.measure import measure

BARRED = ("decision", "option", "preference", "surrogate", "prognosis")


def sentences() -> list[str]:
    asked = [text for topic in TOPICS.values() for text in (topic.ask, topic.hint) if text]
    answers = [words for t in TOPICS.values() if t.key != "language" for _, words in t.answers]
    pages = [text for page in PAGES for text in (page.ask, page.ask_about.format(name="Rosa"), page.why)]
    return [*asked, *answers, *pages, *ROLE_WORDS.values(), LEADS_WORDS, OTHER_ROLE, PROMISE]


def test_there_are_eight_pages_and_each_topic_stands_on_exactly_one() -> None:
    assert len(PAGES) == 8
    on_pages = [key for page in PAGES for key in page.topics]
    assert sorted(on_pages) == sorted(TOPICS)


def test_all_the_words_together_are_at_or_below_fifth_grade() -> None:
    text = " ".join(one if one.endswith((".", "?", ":")) else one + "." for one in sentences())
    reading = measure(text)
    assert reading.words > 300
    assert reading.grade is not None
    assert reading.grade <= 5.0
    assert reading.longest_sentence <= 20


@pytest.mark.parametrize("sentence", sentences())
def test_no_sentence_uses_a_word_that_keeps_people_out(sentence: str) -> None:
    assert [word for word in BARRED if word in sentence.casefold()] == []


def test_the_pages_follow_each_other_and_end() -> None:
    walked, page = [], PAGES[0]
    while page is not None:
        walked.append(page.key)
        page = page_after(page.key)
    assert walked == [page.key for page in PAGES]


def test_what_only_the_team_arranges_is_not_asked_of_the_patient() -> None:
    language = next(page for page in PAGES if page.key == "language")
    assert [topic.key for topic in topics_of(language, team=False)] == ["language", "interpreter"]
    assert [topic.key for topic in topics_of(language, team=True)] == ["language", "interpreter", "arranged"]


def test_what_lies_between_patient_and_team_never_hangs_on_a_wall() -> None:
    assert BETWEEN_PATIENT_AND_TEAM & set(WALL_TOPICS) == set()


def test_the_bedside_form_asks_a_few_things_that_exist() -> None:
    assert len(BEDSIDE) <= 8
    assert set(BEDSIDE) <= set(TOPICS)


@pytest.mark.parametrize(
    ("name", "letters"),
    [("Ada Okafor", "AO"), ("Ada", "A"), ("Inés de la Duarte", "ID"), ("عمر حداد", "عح"), ("", "")],
)
def test_a_face_is_the_first_letters_of_first_and_last_name(name: str, letters: str) -> None:
    assert initials(name) == letters


def test_a_role_without_words_of_its_own_takes_those_of_the_profession() -> None:
    assert role_words("night shift", "nurse") == ROLE_WORDS["nurse"]
    assert role_words("Attending", "doctor") == ROLE_WORDS["attending"]
    assert role_words("harpist") == OTHER_ROLE
