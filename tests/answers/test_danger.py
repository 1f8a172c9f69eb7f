"""The danger rules, measured on messages that were labelled before the rules were written."""

import hashlib
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.answers.danger import Danger, find_danger, one_slip_apart, rules
from alongside.answers.urgent import kinds

MESSAGES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "danger_messages.yaml").read_text(encoding="utf-8")
)
# What was measured when the rules were finished: no worse from here on.
MEASURED = {"tuning": (0, 1), "held out": (4, 4)}


def _half(message: dict[str, Any]) -> str:
    return ("tuning", "held out")[hashlib.sha256(message["text"].encode()).digest()[0] % 2]


def test_the_labelled_set_is_as_large_and_as_mixed_as_it_has_to_be() -> None:
    languages = Counter(m["language"] for m in MESSAGES)
    assert len(MESSAGES) >= 420
    assert languages["es"] >= 40
    assert {"ar", "zh"} <= set(languages)
    assert {m["label"] for m in MESSAGES} - {"none"} == set(kinds())
    assert len({m["id"] for m in MESSAGES}) == len({m["text"] for m in MESSAGES}) == len(MESSAGES)


@pytest.mark.parametrize("half", ["tuning", "held out"])
def test_no_more_is_missed_or_raised_falsely_than_was_measured(half: str) -> None:
    messages = [m for m in MESSAGES if _half(m) == half]
    dangerous = [m for m in messages if m["label"] != "none"]
    harmless = [m for m in messages if m["label"] == "none"]
    missed = [m["id"] for m in dangerous if find_danger(m["text"]) is None]
    raised = [m["id"] for m in harmless if find_danger(m["text"])]
    found = len(dangerous) - len(missed)
    print(f"{half}: found {found} of {len(dangerous)}, false alarms {len(raised)} of {len(harmless)}")
    print(f"  missed {missed}\n  raised falsely {raised}")
    most_missed, most_raised = MEASURED[half]
    assert len(missed) <= most_missed
    assert len(raised) <= most_raised


def test_the_probes_are_found_as_often_as_measured() -> None:
    probes = yaml.safe_load((Path(__file__).parent / "danger_probes.yaml").read_text(encoding="utf-8"))
    missed = Counter(p["round"] for p in probes if p["label"] != "none" and not find_danger(p["text"]))
    raised = Counter(p["round"] for p in probes if p["label"] == "none" and find_danger(p["text"]))
    print(f"missed {dict(missed)}, raised falsely {dict(raised)}")
    assert all(
        missed[name] <= most for name, most in {"A": 0, "B": 4, "C": 0, "D": 1, "E": 0, "F": 0}.items()
    )
    assert raised.total() <= 1


def test_messages_once_fresh_are_found_as_often_as_measured() -> None:
    """Round G was fresh until it was measured; since then rules were widened with it. Round H came after
    that, and only what was missed of it has been added."""
    for name, least, most in (
        ("danger_fresh.yaml", {"en": 30, "es": 5, "zh": 6, "ar": 4}, 2),
        ("danger_new.yaml", {"en": 11, "es": 4, "zh": 2, "ar": 2}, 0),
    ):
        messages = yaml.safe_load((Path(__file__).parent / name).read_text(encoding="utf-8"))
        assert len(messages) >= 60
        found = Counter(m["language"] for m in messages if m["label"] != "none" and find_danger(m["text"]))
        raised = [m["id"] for m in messages if m["label"] == "none" and find_danger(m["text"])]
        print(f"{name}: found {dict(found)}, raised falsely {raised}")
        assert all(found[tag] >= number for tag, number in least.items())
        assert len(raised) <= most


@pytest.mark.parametrize(
    ("message", "kind"),
    [
        ("theres alot of blud and it wont stop", "bleeding"),
        ("got stung and my throte is tite", "allergy"),
        ("im gona end it tonite", "self_harm"),
    ],
)
def test_common_misspellings_of_short_words_are_read_as_meant(message: str, kind: str) -> None:
    danger = find_danger(message)
    assert danger is not None
    assert danger.kind == kind


def test_the_kind_found_is_nearly_always_the_labelled_one() -> None:
    found = [(m["label"], d.kind) for m in MESSAGES if m["label"] != "none" and (d := find_danger(m["text"]))]
    assert sum(label == kind for label, kind in found) / len(found) >= 0.97


def test_every_rule_names_a_kind_that_has_a_text_and_has_its_own_id() -> None:
    assert {r.kind for r in rules()} == set(kinds())
    assert len({r.id for r in rules()}) == len(rules())


def test_a_denied_danger_is_none_and_a_denied_fever_does_not_hide_chest_pain() -> None:
    assert find_danger("I have no chest pain") is None
    assert find_danger("no fever but chest pain") == Danger("chest_pain", "chest-pain-en", "chest pain", "en")


def test_what_is_over_is_none_until_it_comes_back() -> None:
    assert find_danger("I had a stroke in 2011, may I fly?") is None
    danger = find_danger("I had a stroke in 2011 and now my face is drooping")
    assert danger is not None
    assert danger.kind == "stroke"


def test_danger_in_another_language_than_the_screen_is_found_and_told_in_the_screens() -> None:
    danger = find_danger("no puedo respirar", "en")
    assert danger is not None
    assert (danger.kind, danger.language) == ("breathing", "en")


def test_danger_at_the_end_of_a_huge_message_is_found() -> None:
    assert find_danger("the food was good. " * 5000 + "I have chest pain") is not None


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_without_an_error(message: str) -> None:
    find_danger(message)


@given(st.text(alphabet="abcdefgh xyz,.\n", max_size=60))
@settings(deadline=None)
def test_harmless_words_before_a_danger_in_its_own_sentence_do_not_hide_it(before: str) -> None:
    assert find_danger(f"{before}. I can't breathe.") is not None


@given(st.text(alphabet="abcde", min_size=5, max_size=9), st.integers(0, 8), st.sampled_from("abcdez"))
@settings(deadline=None)
def test_one_slip_is_seen_both_ways(word: str, place: int, letter: str) -> None:
    place %= len(word)
    slips = (
        word[:place] + word[place + 1 :],
        word[:place] + letter + word[place:],
        word[:place] + letter + word[place + 1 :],
    )
    for slip in slips:
        assert (
            one_slip_apart(word, slip)
            == one_slip_apart(slip, word)
            == (slip != word or one_slip_apart(word, word))
        )
