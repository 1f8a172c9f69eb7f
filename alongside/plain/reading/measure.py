"""The reading grade of a text, and the sentences that make it hard.

In English the grade is the median of three: Flesch-Kincaid, SMOG and our own everyday grade; no single
formula can then be played by choppy sentences or spoilt by one repeated long word. In German, Italian and
Spanish it is the mean of two formulas, in French, Dutch and Portuguese the one that is valid.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from statistics import median
from types import MappingProxyType

from alongside.plain.reading.counts import Sentence, count, read
from alongside.plain.reading.ease import ease_of, everyday_grade
from alongside.plain.reading.everyday import is_everyday
from alongside.plain.reading.formulas import FORMULAS
from alongside.plain.reading.hardest import HardSentence, hardest_sentences

ENOUGH_WORDS = 100
NO_WORDS = "There are no words to measure."
NO_FORMULA = "No reading formula is valid for this language. A person who reads it must check the words."
ALL_EXCUSED = "Every word belongs to a named term. There is nothing left to measure."
FEW_WORDS = "Under 100 words a score is only a hint."


class Verdict(StrEnum):
    """How far the grade can be trusted."""

    MEASURED = "measured"
    INDICATIVE = "indicative"
    """Fewer than 100 words: formulas were made for longer texts."""
    NOT_MEASURED = "not measured"
    """No words, or no formula valid for the language: a person must sign off."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What was measured. Grades are US school years, one decimal, never below 0; None if not measured.

    ``raw_grade`` and ``raw_formulas`` judge every word; ``grade`` and ``formulas`` leave the excused terms
    out of word difficulty (they still lengthen their sentence). Both are always shown together.
    ``longest_sentence`` is in words. ``everyday_share`` (English) is the share of judged words that most
    ten-year-olds meet, 0 to 1. ``formulas`` are on each formula's own scale. ``note`` says why a grade is
    missing or only a hint.
    """

    language: str
    verdict: Verdict
    words: int
    sentences: int
    longest_sentence: int = 0
    everyday_share: float | None = None
    grade: float | None = None
    raw_grade: float | None = None
    formulas: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    raw_formulas: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    hardest: tuple[HardSentence, ...] = ()
    note: str = ""


def measure(text: str, language: str = "en", excused: Collection[str] = ()) -> Reading:
    """Measure a text. ``excused``: the reader's own named terms (their medicine, their condition).

    ``language``: a language tag such as "en" or "pt-BR". Never raises on any text: what cannot be
    measured comes back "not measured" with the reason.
    """
    code = language.lower().replace("_", "-").split("-")[0]
    told = read(text, code, excused)
    words = sum(len(sentence.words) for sentence in told)
    note = _why_not(told, code)
    if note:
        return Reading(code, Verdict.NOT_MEASURED, words, len(told), note=note)
    raw = [Sentence(sentence.text, sentence.words) for sentence in told]
    grade, formulas = _score(told, code)
    raw_grade, raw_formulas = _score(raw, code) if excused else (grade, formulas)
    enough = words >= ENOUGH_WORDS
    return Reading(
        language=code,
        verdict=Verdict.MEASURED if enough else Verdict.INDICATIVE,
        words=words,
        sentences=len(told),
        longest_sentence=max(len(sentence.words) for sentence in told),
        everyday_share=_everyday_share(told) if code == "en" else None,
        grade=grade,
        raw_grade=raw_grade,
        formulas=formulas,
        raw_formulas=raw_formulas,
        hardest=hardest_sentences(told, code),
        note="" if enough else FEW_WORDS,
    )


def fits(reading: Reading, grade: float = 5.0) -> bool:
    """Whether the words are at or below a school grade; what was not measured never fits."""
    return reading.grade is not None and reading.grade <= grade


def _everyday_share(told: Sequence[Sentence]) -> float:
    judged = [word for sentence in told for word in sentence.judged]
    return sum(map(is_everyday, judged)) / len(judged)


def _why_not(told: Sequence[Sentence], language: str) -> str:
    if not told:
        return NO_WORDS
    if language not in FORMULAS:
        return NO_FORMULA
    return "" if any(sentence.judged for sentence in told) else ALL_EXCUSED


def _score(told: Sequence[Sentence], language: str) -> tuple[float, Mapping[str, float]]:
    """The grade and every formula's own score."""
    counts = count(told, language)
    scores = {formula.name: formula.score(counts) for formula in FORMULAS[language]}
    grades = [formula.grade(scores[formula.name]) for formula in FORMULAS[language] if formula.grade]
    if language == "en":
        scores["everyday"] = everyday_grade(ease_of(told))
        grades.append(scores["everyday"])
    return max(0.0, round(median(grades), 1)), MappingProxyType(scores)
