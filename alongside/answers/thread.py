"""A follow-up question: what the thread before it carries along. Each answer still stands alone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from alongside.answers.pipeline import Asked
from alongside.answers.topic import TopicKey, topic_of

_GROUPS = ("conditions", "medicines", "populations", "settings", "themes")


def topic_json(key: TopicKey) -> dict[str, Any]:
    """A topic key as plain JSON values."""
    sets = ("negations", "numbers", "unknown")
    values: dict[str, Any] = {name: sorted(getattr(key, name)) for name in (*_GROUPS, *sets)}
    return values | {"age": key.age, "pregnancy": key.pregnancy}


def carried(before: Mapping[str, Any], asked: Asked) -> tuple[str, ...]:
    """Words of the thread that the follow-up leaves out but means.

    The population comes along unless the follow-up names one; the subject (condition, medicine, theme) unless
    it names a subject of its own; the age only with the population.
    """
    topic = asked.topic
    words: list[str] = []
    if not topic.subjects:
        words += [*before["conditions"], *before["medicines"], *before["themes"]]
    if not topic.populations and not topic.age and not topic.pregnancy:
        words += [*before["populations"], *(["pregnancy"] if before["pregnancy"] else [])]
    if not topic.settings:
        words += before["settings"]
    return tuple(dict.fromkeys(words))


def with_carried(asked: Asked, words: tuple[str, ...]) -> Asked:
    """The follow-up as it is looked up: its own text and kind, with the words of the thread added."""
    if not words or not asked.may_look_up:
        return asked
    text = f"{asked.question.text} ({', '.join(words)})"
    return replace(asked, question=replace(asked.question, text=text), topic=topic_of(text))
