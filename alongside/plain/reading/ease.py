"""How easy people find an English text: a fixed combination of four things a reader meets.

Beside sentence and word length, human ease depends on how many *different* strange words there are,
on the one longest sentence, on noun-heavy phrases ("the … of the …") and on bookish connecting words.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alongside.plain.reading.counts import Sentence, read
from alongside.plain.reading.everyday import is_everyday

_BOOKISH = """
although amid amongst furthermore hence hereby herein however moreover nevertheless nonetheless nor
notwithstanding shall thereby therefore thereof thus upon whereas wherein whereby which whilst whom whose
"""
BOOKISH = frozenset(_BOOKISH.split())
NOUN_LINKS = frozenset({"the", "of"})
# A long text is read in passages of about this many words, so that its length does not change its score.
PASSAGE_WORDS = 150

# Fitted by least squares on one half (1,187 rows, by hash of the row number) of the even rows of the CLEAR
# corpus (Crossley 2022, doi 10.3758/s13428-022-01802-x), against its BT_easiness; see benchmarks/reading.py,
# which prints the fit again and measures it on the other half.
# Which four features to take was chosen with both halves in view; only the weights never saw the other half.
START = 2.430
WEIGHT_STRANGE = -8.819
WEIGHT_LONGEST = -0.596
WEIGHT_NOUN_LINKS = -3.093
WEIGHT_BOOKISH = -15.828
# A straight line that gives ease the mean and spread of published Flesch-Kincaid grades on that same half.
GRADE_START = 3.533
GRADE_PER_EASE = -6.270


@dataclass(frozen=True, slots=True)
class Features:
    """What the combination reads in one passage: shares of its words (0 to 1) and a log length."""

    strange: float
    """Different words that are not everyday words, per word."""
    longest: float
    """Natural logarithm of the words in the longest sentence."""
    noun_links: float
    """"the" and "of", per word."""
    bookish: float
    """Connecting words of books rather than talk, per word."""


def ease_score(text: str) -> float:
    """How easy people would find an English text: about -3 (hard) to 2 (easy), on the scale of CLEAR.

    Raises ValueError for a text without words.
    """
    return ease_of(read(text))


def ease_of(sentences: Sequence[Sentence]) -> float:
    """``ease_score`` of sentences already read; words of excused terms are left out of the judgement."""
    weighted = [
        (sum(len(one.words) for one in passage), ease(features(passage))) for passage in passages(sentences)
    ]
    total = sum(size for size, _ in weighted)
    if total == 0:
        raise ValueError("There are no words to measure. Give a text with at least one sentence.")
    return sum(size * score for size, score in weighted) / total


def everyday_grade(ease: float) -> float:
    """Ease as a US school grade, on the scale of Flesch-Kincaid."""
    return GRADE_START + GRADE_PER_EASE * ease


def ease(f: Features) -> float:
    """The fixed combination."""
    return (
        START
        + WEIGHT_STRANGE * f.strange
        + WEIGHT_LONGEST * f.longest
        + WEIGHT_NOUN_LINKS * f.noun_links
        + WEIGHT_BOOKISH * f.bookish
    )


def features(passage: Sequence[Sentence]) -> Features:
    """The features of one passage; a passage whose every word is excused has only a length."""
    judged = [word.lower() for sentence in passage for word in sentence.judged]
    size = max(1, len(judged))
    return Features(
        strange=len({word for word in judged if not is_everyday(word)}) / size,
        longest=math.log(max(len(sentence.words) for sentence in passage)),
        noun_links=sum(word in NOUN_LINKS for word in judged) / size,
        bookish=sum(word in BOOKISH for word in judged) / size,
    )


def passages(sentences: Sequence[Sentence]) -> Iterator[Sequence[Sentence]]:
    """Runs of whole sentences of equal length as near as can be, each about ``PASSAGE_WORDS`` words."""
    total = sum(len(sentence.words) for sentence in sentences)
    number = max(1, round(total / PASSAGE_WORDS))
    passage: list[Sentence] = []
    done, given = 0, 0
    for sentence in sentences:
        passage.append(sentence)
        done += len(sentence.words)
        if done >= (given + 1) * total / number:
            yield tuple(passage)
            passage = []
            given = math.floor(done * number / total)
    if passage:
        yield tuple(passage)
