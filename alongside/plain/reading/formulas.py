"""Published reading formulas, one table per language, and the school grade that each score stands for.

A score keeps its formula's own scale (an ease, 100 is easy; or a grade, 5 is fifth grade). ``grade``
turns it into US school years completed, so that one limit serves every language.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from types import MappingProxyType

from alongside.plain.reading.counts import Counts


def flesch_ease(c: Counts) -> float:
    """Flesch 1948: 206.835 - 1.015 words/sentence - 84.6 syllables/word; 0 hard to 100 easy."""
    return 206.835 - 1.015 * c.words_per_sentence - 84.6 * c.syllables_per_word


def flesch_kincaid(c: Counts) -> float:
    """Kincaid 1975: 0.39 words/sentence + 11.8 syllables/word - 15.59; US grade."""
    return 0.39 * c.words_per_sentence + 11.8 * c.syllables_per_word - 15.59


def smog(c: Counts) -> float:
    """McLaughlin 1969: 3.1291 + 1.0430 √(30 × words of three syllables or more / sentences); US grade.

    Made for 30 sentences; on fewer it is scaled, which is one reason why short texts are indicative.
    """
    return 3.1291 + 1.0430 * math.sqrt(30 * c.three_syllables / c.sentences)


def fernandez_huerta(c: Counts) -> float:
    """Fernández Huerta 1959, Spanish: 206.84 - 60 syllables/word - 1.02 words/sentence."""
    return 206.84 - 60 * c.syllables_per_word - 1.02 * c.words_per_sentence


def inflesz(c: Counts) -> float:
    """Szigriszt Pazos 1993, read on Barrio's INFLESZ scale, Spanish: 206.835 - 62.3 s/w - w/s."""
    return 206.835 - 62.3 * c.syllables_per_word - c.words_per_sentence


def amstad(c: Counts) -> float:
    """Amstad 1978, German: 180 - words/sentence - 58.5 syllables/word."""
    return 180 - c.words_per_sentence - 58.5 * c.syllables_per_word


def wiener(c: Counts) -> float:
    """First Wiener Sachtextformel, Bamberger and Vanecek 1984, German; school year 4 to 15."""
    return (
        0.1935 * c.percent(c.three_syllables)
        + 0.1672 * c.words_per_sentence
        + 0.1297 * c.percent(c.seven_letters)
        - 0.0327 * c.percent(c.one_syllable)
        - 0.875
    )


def kandel_moles(c: Counts) -> float:
    """Kandel and Moles 1958, French: 207 - 1.015 words/sentence - 73.6 syllables/word."""
    return 207 - 1.015 * c.words_per_sentence - 73.6 * c.syllables_per_word


def gulpease(c: Counts) -> float:
    """Gulpease, GULP Rome 1988, Italian: 89 + 300 sentences/words - 10 letters/word."""
    return 89 + 300 / c.words_per_sentence - 10 * c.letters_per_word


def flesch_vacca(c: Counts) -> float:
    """Franchina and Vacca 1986, Italian: 217 - 1.3 words/sentence - 60 syllables/word."""
    return 217 - 1.3 * c.words_per_sentence - 60 * c.syllables_per_word


def flesch_douma(c: Counts) -> float:
    """Douma 1960, Dutch: 206.835 - 0.93 words/sentence - 77 syllables/word."""
    return 206.835 - 0.93 * c.words_per_sentence - 77 * c.syllables_per_word


def flesch_martins(c: Counts) -> float:
    """Martins and others 1996, Brazilian Portuguese: 248.835 - 1.015 words/sentence - 84.6 s/w."""
    return 248.835 - 1.015 * c.words_per_sentence - 84.6 * c.syllables_per_word


# Fernández Huerta's table, which is Flesch's: 80 to 90 for fifth grade, 60 to 70 for seventh and eighth.
FLESCH_SCHOOL = (
    (100.0, 3.0),
    (90.0, 4.0),
    (80.0, 5.0),
    (70.0, 6.0),
    (60.0, 8.0),
    (50.0, 10.0),
    (30.0, 13.0),
    (0.0, 16.0),
)
# Szigriszt Pazos: 76 and more at eleven years of age, 66 at twelve, 51 for the general press.
SZIGRISZT_SCHOOL = (
    (100.0, 3.0),
    (86.0, 4.0),
    (76.0, 5.0),
    (66.0, 6.0),
    (51.0, 8.0),
    (36.0, 12.0),
    (0.0, 16.0),
)
# Gulpease: 80 for those who finished primary school, 60 middle school, 40 upper school.
GULPEASE_SCHOOL = ((100.0, 3.0), (80.0, 5.0), (60.0, 8.0), (40.0, 13.0), (0.0, 18.0))
# Martins: 75 and more for school years 1 to 4, 50 for 5 to 8, 25 for upper school.
MARTINS_SCHOOL = ((100.0, 1.0), (75.0, 4.0), (50.0, 8.0), (25.0, 11.0), (0.0, 15.0))


def school_years(scale: tuple[tuple[float, float], ...], ease: float) -> float:
    """School years completed for an ease score: straight lines between the published points, flat outside."""
    if ease >= scale[0][0]:
        return scale[0][1]
    for (high, easier), (low, harder) in pairwise(scale):
        if ease >= low:
            return harder + (easier - harder) * (ease - low) / (high - low)
    return scale[-1][1]


def as_it_is(score: float) -> float:
    """The score is a school grade already."""
    return score


@dataclass(frozen=True, slots=True)
class Formula:
    """A named formula; ``grade`` turns its score into school years, or is None where it only informs."""

    name: str
    score: Callable[[Counts], float]
    grade: Callable[[float], float] | None


_flesch_school = partial(school_years, FLESCH_SCHOOL)

FORMULAS: Mapping[str, tuple[Formula, ...]] = MappingProxyType(
    {
        "en": (
            Formula("flesch_kincaid", flesch_kincaid, as_it_is),
            Formula("smog", smog, as_it_is),
            Formula("flesch_ease", flesch_ease, None),
        ),
        "es": (
            Formula("fernandez_huerta", fernandez_huerta, _flesch_school),
            Formula("inflesz", inflesz, partial(school_years, SZIGRISZT_SCHOOL)),
        ),
        "de": (Formula("amstad", amstad, _flesch_school), Formula("wiener", wiener, as_it_is)),
        "fr": (Formula("kandel_moles", kandel_moles, _flesch_school),),
        "it": (
            Formula("gulpease", gulpease, partial(school_years, GULPEASE_SCHOOL)),
            Formula("flesch_vacca", flesch_vacca, _flesch_school),
        ),
        "nl": (Formula("flesch_douma", flesch_douma, _flesch_school),),
        "pt": (Formula("flesch_martins", flesch_martins, partial(school_years, MARTINS_SCHOOL)),),
    }
)
