"""Approved answers first: a question that was answered and approved before is answered the same way again.

Only where type and topic key are exactly the same (`topic.same_topic`); among those the most alike in words.
"""

from collections.abc import Iterable

from alongside.answers.question import question_type
from alongside.answers.topic import TopicKey, same_topic, topic_of
from alongside.answers.words import overlap

ALIKE_ENOUGH = 0.6
"""Dice overlap of subjects, unknown and everyday words; the exact key comes first, this refuses the rest."""


def approved_match(asked: str, approved: Iterable[str]) -> str | None:
    """The approved question whose answer may serve the asked one, or None."""
    key, kind = topic_of(asked), question_type(asked)
    same = [(topic_of(q), q) for q in approved if question_type(q) is kind]
    near = [(overlap(_said(key), _said(other)), q) for other, q in same if same_topic(key, other)]
    alike = [pair for pair in near if pair[0] >= ALIKE_ENOUGH]
    return max(alike)[1] if alike else None


def _said(key: TopicKey) -> frozenset[str]:
    return key.subjects | key.unknown | key.everyday
