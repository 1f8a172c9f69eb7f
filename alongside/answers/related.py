"""Questions that may be shown beside an answer: the same topic and setting, nothing merely alike."""

from collections.abc import Iterable

from alongside.answers.topic import TopicKey, topic_of
from alongside.answers.words import content_stems, overlap

MOST = 6


def is_related(asked: TopicKey, other: TopicKey) -> bool:
    """Whether a question with the other key belongs beside the asked one.

    They share a subject (a condition, a medicine, a theme, or two unknown words), and the other brings in no
    condition, medicine, population, age, pregnancy or setting that the asked question did not have.
    """
    shared = asked.subjects & other.subjects
    if not shared and len(asked.unknown & other.unknown) < 2:
        return False
    nothing_new = (
        other.conditions <= asked.conditions
        and other.medicines <= asked.medicines
        and other.populations <= asked.populations
        and other.settings <= asked.settings
    )
    return nothing_new and other.age in {"", asked.age} and (asked.pregnancy or not other.pregnancy)


def related_questions(asked: str, others: Iterable[str], most: int = MOST) -> tuple[str, ...]:
    """Those of the other questions that are related, the most alike first, the asked one itself left out."""
    key, stems = topic_of(asked), frozenset(content_stems(asked))
    near = {q: overlap(stems, frozenset(content_stems(q))) for q in others if is_related(key, topic_of(q))}
    apart = [q for q in near if frozenset(content_stems(q)) != stems]
    return tuple(sorted(apart, key=lambda q: (-near[q], q))[:most])
