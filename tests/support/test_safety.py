"""Words of self-harm, high scores, and the setup without which nothing is asked."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.plain.instruments import phq4
from alongside.support import safety
from alongside.support.safety import (
    LANGUAGES,
    LONGEST,
    RULES,
    Setup,
    WatchedHours,
    may_ask,
    missing,
    shows_help_at_once,
    words_of_self_harm,
)

OPEN_THE_PATH = [
    "I want to die",
    "i just want to die.",
    "I really, really WANT TO DIE!!!",
    "Sometimes I want to kill myself",
    "I would never kill myself, but it crosses my mind",
    "I don’t want to live",
    "i dont want to live like this",
    "I do not want to be here anymore",
    "I'd rather be dead",
    "I would rather die than go on",
    "I wish I were dead",
    "I wish I had never been born",
    "They would be better off without me",
    "I think about ending my own life",
    "I am going to end it all",
    "There is no reason to live",
    "I have nothing left to live for",
    "I might hurt myself tonight",
    "I have been cutting myself",
    "self-harm",
    "I feel suicidal",
    "He said he is going to kill himself",
    "quiero morirme",
    "No quiero vivir más",
    "pienso en quitarme la vida",
    "Ich will sterben",
    "Ich möchte nicht mehr leben",
    "ich bringe mich um",
    "Je veux mourir",
    "J'ai envie d'en finir avec la vie",
]
LEAVE_IT_CLOSED = [
    "",
    "I am afraid that he will die",
    "I don't want to die",
    "We do not want him to die",
    "She wants to die at home",
    "I want to die at home, not on a ward",
    "This wait is killing me",
    "We were killing time in the hall",
    "I fell and hurt my hip",
    "Please don't let my mother die",
    "When does the treatment end?",
    "I want to live",
    "She is dying and I want to be with her",
    "I need to take my pills at eight",
    "No quiero morir",
    "Ich will nicht sterben",
    "Je ne veux pas mourir",
    "Mi padre quiere volver a casa",
]


@pytest.mark.parametrize("text", OPEN_THE_PATH)
def test_words_of_self_harm_open_the_safety_path(text: str) -> None:
    assert len(words_of_self_harm(text)) >= 1


@pytest.mark.parametrize("text", LEAVE_IT_CLOSED)
def test_fear_grief_and_everyday_words_leave_it_closed(text: str) -> None:
    assert words_of_self_harm(text) == ()


@pytest.mark.parametrize("text", OPEN_THE_PATH)
def test_the_words_found_are_shown_where_they_stand(text: str) -> None:
    before = "We came on Monday. "
    moved = words_of_self_harm(before + text)
    assert [(concern.start - len(before), concern.end - len(before)) for concern in moved] == [
        (concern.start, concern.end) for concern in words_of_self_harm(text)
    ]
    assert all(0 <= concern.start < concern.end <= len(text) for concern in words_of_self_harm(text))


@given(
    st.sampled_from(OPEN_THE_PATH),
    st.text(alphabet="bcdfg aeiou\n.,!", max_size=60),
    st.text(alphabet="bcdfg aeiou\n.,!", max_size=60),
)
def test_words_around_them_do_not_hide_them(text: str, before: str, after: str) -> None:
    assert len(words_of_self_harm(f"{before} . {text} . {after}")) >= 1


@given(st.sampled_from(OPEN_THE_PATH), st.data())
def test_capitals_punctuation_and_spaces_do_not_hide_them(text: str, data: st.DataObject) -> None:
    gaps = st.sampled_from((" ", "  ", "\n", " ... ", " - ", "\t", ", "))
    noisy = "".join(data.draw(gaps) if letter == " " else letter for letter in text)
    assert len(words_of_self_harm(noisy.upper())) >= 1


def every_wording(phrase: str) -> list[str]:
    return [" ".join(words) for words in itertools.product(*(slot.split("|") for slot in phrase.split()))]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.phrase)
def test_every_wording_of_every_rule_is_found_by_that_rule(rule: safety.Rule) -> None:
    for wording in every_wording(rule.phrase):
        assert rule in {concern.rule for concern in words_of_self_harm(wording)}, wording


def slow_reading(text: str) -> set[tuple[str, int]]:
    """The same table read the plain way: every rule at every word, with nothing prepared."""
    words = [safety._plain(word) for word in safety._WORD.findall(text)]
    words = [word for word in words if word not in safety._LITTLE]
    found = set()
    for place, rule in itertools.product(range(len(words)), RULES):
        for wording in every_wording(rule.phrase):
            run = [word for word in wording.split() if word not in safety._LITTLE]
            here = words[place : place + len(run)] == run
            before = place > 0 and words[place - 1] in rule.unless_before.split("|")
            rest = " ".join(words[place + len(run) :]) + " "
            afters = [
                " ".join(w for w in one.split() if w not in safety._LITTLE)
                for one in rule.unless_after.split("|")
            ]
            if here and not before and not any(one and rest.startswith(one + " ") for one in afters):
                found.add((rule.phrase, place))
    return found


vocabulary = sorted(
    {word for rule in RULES for wording in every_wording(rule.phrase) for word in wording.split()}
)


@settings(max_examples=100, deadline=None)
@given(
    st.lists(st.sampled_from([*vocabulary, "not", "never", "at", "home", "just", "en", "casa"]), max_size=15)
)
def test_reading_once_finds_what_reading_the_table_at_every_word_finds(words: list[str]) -> None:
    text = " ".join(words)
    assert {concern.rule.phrase for concern in words_of_self_harm(text)} == {
        phrase for phrase, _ in slow_reading(text)
    }


def test_the_work_at_one_word_is_bounded_by_the_table_alone() -> None:
    assert LONGEST <= 6
    assert max(len(rules) for rules in safety._BY_FIRST_WORD.values()) <= 10


def test_a_very_long_text_of_near_misses_is_read_to_its_end() -> None:
    text = "i want to " * 50_000 + "die"
    assert [concern.end for concern in words_of_self_harm(text)] == [len(text)]


def test_languages_without_phrases_are_known_to_be_unread() -> None:
    assert frozenset({"en", "es", "de", "fr"}) == LANGUAGES


@pytest.mark.parametrize(
    ("answers", "worried", "shown"),
    [
        ([0, 0, 0, 0], 0, False),
        ([1, 1, 1, 1], 6, False),
        ([2, 1, 0, 0], 0, True),
        ([0, 0, 1, 2], None, True),
        ([0, 0, 0, 0], 7, True),
        (None, 10, True),
        (None, None, False),
    ],
)
def test_a_high_score_shows_help_at_once(answers: list[int] | None, worried: int | None, shown: bool) -> None:
    assert shows_help_at_once(phq4=phq4(answers) if answers else None, worry=worried) is shown


@given(st.lists(st.integers(0, 3), min_size=4, max_size=4))
def test_every_phq4_of_six_or_more_shows_help(answers: list[int]) -> None:
    assert sum(answers) < 6 or shows_help_at_once(phq4=phq4(answers))


WEEKDAYS = tuple(WatchedHours(day, 8 * 60, 16 * 60) for day in range(5))


def test_nothing_is_asked_until_owner_hours_and_crisis_number_are_named() -> None:
    assert missing(Setup()) == (
        "Name the person who reads the answers and acts on them.",
        "Name the hours in which the answers are read.",
        "Name the local crisis number that people are shown, as it is dialled here.",
    )
    assert not may_ask(Setup("Ward sister", WEEKDAYS, ""))
    assert not may_ask(Setup("  ", WEEKDAYS, "988"))
    assert not may_ask(Setup("Ward sister", (), "988"))
    assert may_ask(Setup("Ward sister", WEEKDAYS, "988"))


@pytest.mark.parametrize(
    ("number", "accepted"),
    [
        ("988", True),
        ("112", True),
        ("116 123", True),
        ("+49 (0) 800 111 0 111", True),
        ("tbd", False),
        ("12", False),
    ],
)
def test_a_crisis_number_must_be_one_that_can_be_dialled(number: str, accepted: bool) -> None:
    assert may_ask(Setup("Ward sister", WEEKDAYS, number)) is accepted


@pytest.mark.parametrize("hours", [(7, 0, 60), (0, 60, 60), (0, 0, 1441)])
def test_hours_that_do_not_exist_are_refused(hours: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match="within one day"):
        WatchedHours(*hours)
