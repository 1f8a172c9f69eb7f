"""The sentences that make a text hard, why, and what could be said instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from alongside.plain.reading.counts import Sentence
from alongside.plain.reading.everyday import is_everyday
from alongside.plain.reading.plainer import Plainer, plainer_words
from alongside.plain.reading.syllables import syllables

LONG_SENTENCE = 15
MOST_SHOWN = 5
# Words this long are hard; languages with longer everyday words get one syllable more.
_HARD_SYLLABLES = {"en": 3, "fr": 4, "de": 4, "nl": 4, "es": 5, "it": 5, "pt": 5}


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sentence is hard: an English pattern that a page translates, and the values it names."""

    message: str
    values: Mapping[str, int | str]

    def __str__(self) -> str:
        return self.message % self.values


TOO_LONG = "This sentence has %(words)d words. Aim for 15 or fewer."
HARD_WORDS = "Some words are long or not known to all: %(listed)s."


@dataclass(frozen=True, slots=True)
class HardSentence:
    """A sentence worth mending first; ``plainer`` holds what our glossary would say instead."""

    text: str
    words: int
    reasons: tuple[Reason, ...]
    plainer: tuple[Plainer, ...]


def hardest_sentences(sentences: Sequence[Sentence], language: str) -> tuple[HardSentence, ...]:
    """The hardest sentences, hardest first, at most five; sentences without a reason are left out."""
    judged = ((sentence, hard_words(sentence, language)) for sentence in sentences)
    weighed = [(_weight(sentence, hard), sentence, hard) for sentence, hard in judged]
    worth_mending = [one for one in weighed if one[0] > 0]
    worth_mending.sort(key=lambda one: -one[0])
    return tuple(_explained(sentence, hard, language) for _, sentence, hard in worth_mending[:MOST_SHOWN])


def hard_words(sentence: Sentence, language: str) -> tuple[str, ...]:
    """The words of a sentence that are long and, in English, not everyday; excused terms left out."""
    limit = _HARD_SYLLABLES[language]
    judged = dict.fromkeys(sentence.judged)
    if language != "en":
        return tuple(word for word in judged if syllables(word, language) >= limit)
    known = {word for word in judged if is_everyday(word)}
    helped = {one.word for one in plainer_words(sentence.judged)}
    return tuple(
        word for word in judged if word not in known and (syllables(word) >= limit or word in helped)
    )


def _weight(sentence: Sentence, hard: Sequence[str]) -> int:
    """One hard word weighs as much as three words too many."""
    return max(0, len(sentence.words) - LONG_SENTENCE) + 3 * len(hard)


def _explained(sentence: Sentence, hard: Sequence[str], language: str) -> HardSentence:
    reasons = []
    if len(sentence.words) > LONG_SENTENCE:
        reasons.append(Reason(TOO_LONG, MappingProxyType({"words": len(sentence.words)})))
    if hard:
        reasons.append(Reason(HARD_WORDS, MappingProxyType({"listed": ", ".join(hard)})))
    plainer = plainer_words(sentence.judged) if language == "en" else ()
    return HardSentence(sentence.text, len(sentence.words), tuple(reasons), plainer)
