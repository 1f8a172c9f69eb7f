"""When the library does not know, it says so.

The score is how much of the question's content the best single sentence covers (`coverage.py`), blended with
how much the best document covers, stems weighted by rarity. The threshold was calibrated by
`benchmarks/answers.py` on half of the SciFact training claims; on the other half 55 % were answered, 87 % of
those supported, and the score parts supported from unsupported with AUROC .855. Those are claims, not
questions of patients, so the threshold is a beginning. A question that names a condition or a medicine
which no candidate names is refused whatever the score.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from alongside.answers.candidates import Candidate
from alongside.answers.coverage import Rarity, coverage, every_stem_alike
from alongside.answers.topic import topic_of, unmentioned
from alongside.answers.words import content_stems

SENTENCE_SHARE = 0.7  # weight of the best sentence; the rest is the best document
THRESHOLD = 0.41
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
    return max((_score_of(question, c, rarity) for c in candidates), default=0.0)


def _score_of(question: str, candidate: Candidate, rarity: Rarity) -> float:
    asked = content_stems(question)
    stems = [content_stems(candidate.cut(s.start, s.end)) for s in candidate.sentences]
    best = max((coverage(asked, s, rarity) for s in stems), default=0.0)
    whole = coverage(asked, (*content_stems(candidate.title), *(w for s in stems for w in s)), rarity)
    return SENTENCE_SHARE * best + (1 - SENTENCE_SHARE) * whole


def refusal_of(
    question: str,
    candidates: Sequence[Candidate],
    rarity: Rarity = every_stem_alike,
    needed: float = THRESHOLD,
) -> Refusal | None:
    """A refusal when the candidates cover too little of the question, or not its subject, else None."""
    missing = unmentioned(topic_of(question), (f"{c.title}\n{c.text}" for c in candidates))
    score = 0.0 if missing else evidence_score(question, candidates, rarity)
    if score >= needed:
        return None
    ranked = sorted(candidates, key=lambda c: (-c.score, c.title))
    titles = dict.fromkeys(c.title for c in ranked if c.title and c.score > 0)
    return Refusal(score, needed, tuple(titles)[:5])
