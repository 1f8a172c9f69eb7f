"""When the library does not know, it says so.

The score is how much of what is asked (`focus.py`) the best single sentence covers (`coverage.py`), half by
itself and half under its title, blended with how much the best document covers, stems weighted by rarity; a
document near in meaning is lifted. `benchmarks/answers.py` measures the words alone on the unseen half of the
SciFact training claims: 60 % answered, 85 % of those supported, AUROC .861. They are claims, not questions of
patients; what nearness adds was chosen on half of the LiveQA questions (docs/reference/benchmarks.md). A
question that names a condition or a medicine which no candidate names is refused whatever the score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.answers.candidates import Candidate
from alongside.answers.coverage import Rarity, coverage, every_stem_alike
from alongside.answers.focus import focus_of
from alongside.answers.topic import topic_of, unmentioned
from alongside.answers.words import content_stems

SENTENCE_SHARE = 0.7  # weight of the best sentence; the rest is the best document
THRESHOLD = 0.41
NEAR_FROM, NEAR_WEIGHT = 0.4, 0.7
"""What a cosine above the first adds. It can lift a document that says it in other words, never sink one."""
NOT_ENOUGH = "There is not enough evidence in this library to answer this question."


@dataclass(frozen=True)
class Refusal:
    """Not enough evidence: the score, what was needed, and the nearest topics the library does have."""

    score: float
    needed: float
    nearest: tuple[str, ...]
    sentence: str = NOT_ENOUGH


def evidence_score(
    question: str, candidates: Sequence[Candidate], rarity: Rarity = every_stem_alike
) -> float:
    """How well the candidates cover the question, 0 to 1."""
    weights = focus_of(question).weights(rarity)
    asked = frozenset(content_stems(question))
    return max((_score_of(asked, c, weights) for c in candidates), default=0.0)


def _score_of(asked: frozenset[str], candidate: Candidate, weights: Sequence[Rarity]) -> float:
    """By the question of the message that the candidate covers best."""
    title = asked.intersection(content_stems(candidate.title))
    stems = [asked.intersection(content_stems(candidate.cut(s.start, s.end))) for s in candidate.sentences]
    by_words = max((_coverage(asked, title, stems, weight) for weight in weights), default=0.0)
    return min(1.0, by_words + NEAR_WEIGHT * max(0.0, (candidate.nearness or 0.0) - NEAR_FROM))


def _coverage(
    asked: frozenset[str], title: frozenset[str], stems: Sequence[frozenset[str]], weight: Rarity
) -> float:
    """The best sentence, half by itself and half under its title, blended with the whole document."""
    alone = max((coverage(asked, one, weight) for one in stems), default=0.0)
    titled = max((coverage(asked, one | title, weight) for one in stems), default=0.0)
    whole = coverage(asked, title.union(*stems), weight)
    return SENTENCE_SHARE * (alone + titled) / 2 + (1 - SENTENCE_SHARE) * whole


def refusal_of(
    question: str,
    candidates: Sequence[Candidate],
    rarity: Rarity = every_stem_alike,
    needed: float = THRESHOLD,
) -> Refusal | None:
    """A refusal when the candidates cover too little of the question, or not its subject, else None."""
    missing = unmentioned(topic_of(focus_of(question).asks), (f"{c.title}\n{c.text}" for c in candidates))
    score = 0.0 if missing else evidence_score(question, candidates, rarity)
    if score >= needed:
        return None
    ranked = sorted(candidates, key=lambda c: (-c.score, c.title))
    titles = dict.fromkeys(c.title for c in ranked if c.title and c.score > 0)
    return Refusal(score, needed, tuple(titles)[:5])
