"""Somebody close is asked about the person, by name, in words that a fifth-grader reads."""

import re

import pytest
from django.test import Client

from alongside.partnership.topics import PAGES, TOPICS
from alongside.partnership.voices import TOPICS_ABOUT, WHY_ABOUT, why_of, words_of
from alongside.people.models import Account
from alongside.plain.reading.measure import measure

TO_THE_PERSON = re.compile(r"\b(you|your|me|my|I)\b")
# Said to the relative themselves.
TO_THE_READER = {"family"}


def sentences() -> list[str]:
    found = [why_of(page, about=True) for page in PAGES]
    for topic in TOPICS.values():
        words = words_of(topic, about=True)
        found += [words.ask, words.hint, *(text for code, text in words.answers if topic.key != "language")]
    return [text.format(name="Rosa") for text in found if text]


def test_every_topic_has_its_other_voice() -> None:
    assert set(TOPICS_ABOUT) == set(TOPICS)
    assert set(WHY_ABOUT) <= {page.key for page in PAGES}


def test_every_answer_keeps_its_code_in_both_voices() -> None:
    for topic in TOPICS.values():
        about = words_of(topic, about=True)
        assert [code for code, _words in about.answers] == [code for code, _words in topic.answers]
        assert TOPICS_ABOUT[topic.key].answers.keys() <= dict(topic.answers).keys()


@pytest.mark.parametrize("key", sorted(set(TOPICS) - TO_THE_READER))
def test_nothing_is_asked_of_a_relative_as_if_they_were_the_patient(key: str) -> None:
    words = words_of(TOPICS[key], about=True)
    told = [words.ask, words.hint, *(text for _code, text in words.answers)]
    assert [text for text in told if TO_THE_PERSON.search(text)] == []


def test_the_person_is_asked_as_before() -> None:
    words = words_of(TOPICS["called"], about=False)
    assert (words.ask, words.answer("")) == ("What should we call you?", "")


def test_the_other_voice_is_at_or_below_fifth_grade() -> None:
    text = " ".join(one if one.endswith((".", "?", ":")) else one + "." for one in sentences())
    reading = measure(text, "en", ("Rosa",))
    assert reading.words > 300
    assert reading.grade is not None
    assert reading.grade <= 5.0
    assert reading.longest_sentence <= 20


@pytest.mark.parametrize("page", [page.key for page in PAGES])
def test_daughter_and_nurse_read_her_name_and_rosa_reads_you(family, page) -> None:
    asked = {}
    for who in ("daughter", "nurse", "rosa"):
        client = Client()
        client.force_login(Account.objects.get(person=getattr(family, who)))
        asked[who] = client.get(f"/people/{family.patient.pk}/about/question/{page}").content.decode()
    first = PAGES[[one.key for one in PAGES].index(page)].topics[0]
    for about_her in (asked["daughter"], asked["nurse"]):
        assert words_of(TOPICS[first], about=True).ask.format(name="Rosa") in about_her
        assert TOPICS[first].ask not in about_her
    assert TOPICS[first].ask in asked["rosa"]
