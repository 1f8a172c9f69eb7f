"""Join two lists of scores for the same things: by words and by meaning.

`min_max` keeps how much better one hit is than the next; `reciprocal_rank` (Cormack, Clarke & Büttcher 2009)
only keeps the order and needs nothing of the scores. Min-max with equal weights is what the index uses:
chosen on the claims half named in ``benchmarks/retrieval.py``, before any look at the questions it is
measured on.
"""

from collections.abc import Mapping
from typing import TypeVar

Key = TypeVar("Key")

MEANING_SHARE = 0.5
RANK_CONSTANT = 60


def scaled(scores: Mapping[Key, float]) -> dict[Key, float]:
    """Scores moved onto 0 to 1; all 1 when they do not differ."""
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    if high <= low:
        return dict.fromkeys(scores, 1.0)
    return {key: (score - low) / (high - low) for key, score in scores.items()}


def min_max(
    words: Mapping[Key, float], meaning: Mapping[Key, float], meaning_share: float = MEANING_SHARE
) -> dict[Key, float]:
    """``(1 - share) x words + share x meaning``, each on 0 to 1; what one list lacks counts 0 there.

    Raises ValueError unless the share lies between 0 and 1.
    """
    if not 0 <= meaning_share <= 1:
        raise ValueError(f"The share of meaning must lie between 0 and 1, not {meaning_share}.")
    by_words, by_meaning = scaled(words), scaled(meaning)
    return {
        key: (1 - meaning_share) * by_words.get(key, 0.0) + meaning_share * by_meaning.get(key, 0.0)
        for key in {**by_words, **by_meaning}
    }


def reciprocal_rank(*lists: Mapping[Key, float], constant: int = RANK_CONSTANT) -> dict[Key, float]:
    """The sum over the lists of ``1 / (constant + rank)``, rank 1 for the highest score."""
    joined: dict[Key, float] = {}
    for scores in lists:
        ranked = sorted(scores, key=lambda key: scores[key], reverse=True)
        for rank, key in enumerate(ranked, start=1):
            joined[key] = joined.get(key, 0.0) + 1 / (constant + rank)
    return joined
