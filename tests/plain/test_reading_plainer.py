"""The glossary of plainer words."""

from __future__ import annotations

import pytest

from alongside.plain.reading.everyday import EVERYDAY, is_everyday, stems
from alongside.plain.reading.plainer import GLOSSARY, Plainer, plainer_word, plainer_words
from alongside.plain.reading.sentences import words

NEVER_SAID_TO_PATIENTS = {"decision", "option", "preference", "surrogate", "prognosis"}


def test_the_glossary_has_at_least_150_words_in_order() -> None:
    assert len(GLOSSARY) >= 150
    listed = [hard.replace(" ", "") for hard in GLOSSARY]
    assert len(set(listed)) == len(listed)


@pytest.mark.parametrize("hard", sorted(GLOSSARY))
def test_what_is_said_instead_is_plain(hard: str) -> None:
    for word in words(GLOSSARY[hard]):
        assert is_everyday(word), word
        assert word not in NEVER_SAID_TO_PATIENTS


def test_words_never_said_to_patients_have_a_plainer_one() -> None:
    assert set(GLOSSARY) >= NEVER_SAID_TO_PATIENTS


@pytest.mark.parametrize(
    ("word", "plain"),
    [
        ("Physicians", "doctor"),
        ("administered", "give"),
        ("utilizing", "use"),
        ("biopsies", "test of a small piece of you"),
        ("cat", None),
    ],
)
def test_inflected_words_are_found(word: str, plain: str | None) -> None:
    assert plainer_word(word) == plain


def test_a_phrase_is_found_before_its_words() -> None:
    found = plainer_words(words("Adverse effects in the event of a myocardial infarction"))
    assert found == (
        Plainer("Adverse effects", "bad effect"),
        Plainer("in the event of", "if"),
        Plainer("myocardial infarction", "heart attack"),
    )


def test_each_word_is_suggested_once() -> None:
    assert plainer_words(["utilize", "it", "Utilize"]) == (Plainer("utilize", "use"),)


@pytest.mark.parametrize(
    "word",
    [
        "walking",
        "stopped",
        "happier",
        "cities",
        "making",
        "boxes",
        "Dog's",
        "bedtime",
        "well-known",
        "unhappy",
        "48",
    ],
)
def test_a_word_built_from_an_everyday_word_is_everyday(word: str) -> None:
    assert is_everyday(word)


@pytest.mark.parametrize(
    "word", ["anticoagulant", "decision", "notwithstanding", "zyx", "blood-product-derived"]
)
def test_other_words_are_not(word: str) -> None:
    assert not is_everyday(word)


def test_endings_are_taken_off() -> None:
    assert {"stop", "stopp", "stoppe"} == set(stems("stopped"))


def test_the_list_of_everyday_words_is_lower_case_words_only() -> None:
    assert all(word == word.lower() and words(word) for word in EVERYDAY)
