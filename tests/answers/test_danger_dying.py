"""A wish about where or how to die gets an answer; a wish to die never loses the urgent text."""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from alongside.answers.danger import find_danger
from alongside.answers.pipeline import understand

HERE = Path(__file__).parent
MESSAGES: list[dict[str, Any]] = yaml.safe_load((HERE / "danger_dying.yaml").read_text(encoding="utf-8"))
MEANT = [one["text"] for one in MESSAGES if one["label"] == "self_harm"]
WISHED = [one["text"] for one in MESSAGES if one["label"] == "none"]


def _shown(text: str) -> str:
    found = find_danger(text)
    return "nothing" if found is None else "page" if found.certain else "above"


def test_whoever_means_to_die_is_shown_the_urgent_text_in_every_message_of_the_set() -> None:
    shown = Counter(_shown(text) for text in MEANT)
    assert shown["nothing"] == 0
    assert shown["page"] >= 53
    assert len(MEANT) == 61


def test_most_wishes_about_dying_get_an_answer_and_nothing_else() -> None:
    shown = Counter(_shown(text) for text in WISHED)
    print(shown)
    assert shown["page"] <= 6
    assert shown["nothing"] >= 45
    assert len(WISHED) == 58


@pytest.mark.parametrize("wish", ["I want to die at home.", "quiero morir en casa.", "我想死在家里。"])
def test_a_wish_in_the_same_message_hides_no_message_of_self_harm(wish: str) -> None:
    older = [
        one["text"]
        for name in ("danger_messages", "danger_probes", "danger_fresh", "danger_new")
        for one in yaml.safe_load((HERE / f"{name}.yaml").read_text(encoding="utf-8"))
        if one["label"] == "self_harm" and find_danger(one["text"])
    ]
    assert len(older) > 60
    assert [text for text in older + MEANT if not find_danger(f"{wish} {text}")] == []
    assert [text for text in older + MEANT if not find_danger(f"{text}. {wish}")] == []


@pytest.mark.parametrize(
    "message",
    [
        "I want to die at home, I have worked it all out",
        "I want to die in my bed with zorbium",
        "quiero morir en casa y lo tengo pensado",
        "我想死在家里，我会跳",
    ],
)
def test_words_that_the_table_does_not_know_keep_the_urgent_text_above_the_answer(message: str) -> None:
    assert _shown(message) != "nothing"


@pytest.mark.parametrize(
    "message",
    [
        "I want to die. I am at home.",
        "home from hospital and I want to die",
        "I want to die with my children",
        "I want to die. Everything is gone.",
        "quiero morir, ya no sirvo",
    ],
)
def test_a_place_that_does_not_run_into_the_wish_and_what_is_gone_excuse_nothing(message: str) -> None:
    assert _shown(message) == "page"


def test_an_unsure_danger_is_answered_below_the_urgent_text_even_without_a_likeness() -> None:
    asked = understand("He told us he wants to die in Mexico where he was born. Is the flight safe?")
    assert asked.danger is None
    assert asked.perhaps is not None
    assert asked.perhaps.kind == "self_harm"
    assert asked.may_look_up


def test_a_certain_danger_after_an_unsure_one_is_the_one_that_is_told() -> None:
    found = find_danger("She wants to die at home by the lake. Her chest is tight.")
    assert found is not None
    assert (found.kind, found.certain) == ("chest_pain", True)
