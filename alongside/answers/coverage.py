"""How much of a question a sentence covers: the plain lexical score, which needs no model.

The share of the question's content stems that the sentence holds, each weighted by its rarity where the
caller knows it. On SciFact claims this alone tells "evidence present" from "absent" with AUROC .82 to .84
(`benchmarks/answers.py`); it cannot tell support from contradiction.
"""

import math
from collections import Counter
from collections.abc import Callable, Iterable, Sequence

from alongside.answers.words import content_stems

Rarity = Callable[[str], float]


def every_stem_alike(stem: str) -> float:
    """The rarity used when nothing is known about the library: every stem weighs the same."""
    return 1.0 if stem else 0.0


def rarity_in(texts: Iterable[str]) -> Rarity:
    """Rarity from a collection of texts: inverse document frequency as in BM25, never below 0."""
    counts: Counter[str] = Counter()
    total = 0
    for text in texts:
        total += 1
        counts.update(set(content_stems(text)))
    return lambda stem: math.log(1 + (total - counts[stem] + 0.5) / (counts[stem] + 0.5))


SMALL = 5.3  # the rarity of a word that no document has, in a library of about 100 documents


def steadied(rarity: Rarity) -> Rarity:
    """Rarity that can be used in a small library, too.

    Where ten documents are about one subject, its words are in most of them and would weigh almost nothing
    beside a chance word that none has. There no word of a question weighs less than a third of the rarest.
    """
    rarest = rarity("\0")
    if rarest >= SMALL:
        return rarity
    return lambda stem: max(rarity(stem), rarest / 3)


def coverage(question: Iterable[str], sentence: Iterable[str], rarity: Rarity = every_stem_alike) -> float:
    """Weighted share of the question's stems that the sentence holds, 0 to 1; 0 for an empty question."""
    asked, held = set(question), set(sentence)
    weight = sum(rarity(s) for s in asked)
    return sum(rarity(s) for s in asked & held) / weight if weight else 0.0


def lexical_scorer(rarity: Rarity = every_stem_alike) -> Callable[[str, Sequence[str]], list[float]]:
    """A sentence scorer made of coverage."""

    def score(question: str, sentences: Sequence[str]) -> list[float]:
        asked = content_stems(question)
        return [coverage(asked, content_stems(s), rarity) for s in sentences]

    return score


Embed = Callable[[Sequence[str]], Sequence[Sequence[float]]]
"""Texts in, vectors of length 1 out, one row per text in order."""


def meaning_scorer(embed: Embed) -> Callable[[str, Sequence[str]], list[float]]:
    """A sentence scorer by cosine of sentence vectors; what points away counts as 0."""

    def score(question: str, sentences: Sequence[str]) -> list[float]:
        asked, *rows = embed([question, *sentences])
        return [max(0.0, float(sum(a * b for a, b in zip(asked, row, strict=True)))) for row in rows]

    return score


def blended(
    one: Callable[[str, Sequence[str]], Sequence[float]],
    other: Callable[[str, Sequence[str]], Sequence[float]],
    share: float = 0.5,
) -> Callable[[str, Sequence[str]], list[float]]:
    """A scorer that is `share` of the one and the rest of the other."""

    def score(question: str, sentences: Sequence[str]) -> list[float]:
        pairs = zip(one(question, sentences), other(question, sentences), strict=True)
        return [share * a + (1 - share) * b for a, b in pairs]

    return score
