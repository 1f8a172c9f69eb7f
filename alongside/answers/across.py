"""A question in another language than its sources: sentences found by meaning alone, quoted as they stand.

No word of the question is in the source, so nothing of it can be covered; what counts is how near a sentence
lies to the question (cosine of the multilingual embedding, `sources/index/multilingual.py`). `NEEDED` was
chosen on the questions with even numbers in `benchmarks/questions_in_languages.yaml`, and what it does on the
odd ones stands in docs/reference/benchmarks.md. Nearness cannot tell yes from no: the reader sees the
quotation, and is told that it was found in this way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import msgspec

from alongside.answers.candidates import Candidate
from alongside.answers.passages_found import Span, candidate_at
from alongside.answers.refusal import Refusal
from alongside.answers.selection import Limits
from alongside.answers.topic import TopicKey, unmentioned
from alongside.sources.passages import ParsedDocument

NEEDED = 0.81
NEAR_THE_BEST = 0.03
"""A sentence is quoted when its cosine is at most so far below the best one's: here 0.03 is a long way."""
LOWEST, HIGHEST = 0.77, 0.87
"""Cosines of this model lie between these; between them scores go from 0 to 1."""
LIMITS = Limits(per_document=4, per_place=3, considered=40)
"""Fewer sentences than in an answer found by words: nobody skims past a wrong one in a foreign language."""


@dataclass(frozen=True)
class FoundAcross:
    """A document and the cosine of each of its sentences that was found, by its place in the text."""

    document: ParsedDocument
    cosines: Mapping[Span, float]


def share(cosine: float) -> float:
    """A cosine of this model as a score from 0 to 1."""
    return min(1.0, max(0.0, (cosine - LOWEST) / (HIGHEST - LOWEST)))


def candidates_across(found: Sequence[FoundAcross], question: str) -> list[Candidate]:
    """The documents as candidates in which only the sentences near the best one can be chosen."""
    best = max((c for one in found for c in one.cosines.values()), default=0.0)
    return [_candidate(one, question, best) for one in found if max(one.cosines.values(), default=0.0) > 0]


def _candidate(one: FoundAcross, question: str, best: float) -> Candidate:
    near = {span: c for span, c in one.cosines.items() if c >= best - NEAR_THE_BEST}
    whole = share(max(one.cosines.values()))
    candidate = candidate_at(one.document, list(one.cosines), question, _unscored, whole)
    scored = (replace(s, score=share(near.get((s.start, s.end), 0.0))) for s in candidate.sentences)
    return replace(candidate, sentences=tuple(scored))


def _unscored(_question: str, sentences: Sequence[str]) -> list[float]:
    return [0.0] * len(sentences)


def refusal_across(topic: TopicKey, candidates: Sequence[Candidate], needed: float) -> Refusal | None:
    """A refusal when no sentence lies near enough, or a condition or medicine that is named is in none.

    ``needed`` as a score (`share`)."""
    missing = unmentioned(topic, (f"{c.title}\n{c.text}" for c in candidates))
    score = 0.0 if missing else max((c.score for c in candidates), default=0.0)
    if score >= needed:
        return None
    # What lies far is on another subject: nothing is offered as near.
    return Refusal(0.0, needed, ())


class ForeignWords(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a reader is told about sources in English; "draft" until a qualified person signs."""

    status: str
    in_english: list[str]
    not_known: list[str]


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    format: int
    languages: dict[str, ForeignWords]


@lru_cache(maxsize=1)
def _foreign_words() -> dict[str, ForeignWords]:
    path = Path(__file__).parent / "language_texts.yaml"
    return msgspec.yaml.decode(path.read_bytes(), type=_File).languages


def foreign_words(language: str) -> ForeignWords | None:
    """The lines in this language, or None where there are none yet."""
    return _foreign_words().get(language.partition("-")[0].casefold())
