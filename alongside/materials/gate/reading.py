"""Whether patients can read the words: the grade of each part, long sentences, words of the trade."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.editorial.findings import Rule, Weight
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.plain_words import (
    BLOCK_WORDS,
    NOT_FOR_PATIENTS,
    PATIENT_GRADE,
    SAY_INSTEAD,
    in_grades,
    measured,
    too_hard,
)
from alongside.editorial.said import refused
from alongside.materials.document import HandoutDocument, Level
from alongside.materials.gate.subject import Subject
from alongside.materials.wording import as_paragraphs, by_part
from alongside.plain.reading.measure import Reading, Verdict

LIMITS = {Level.PLAIN: PATIENT_GRADE, Level.EASIER: 3.0}
"""The school grade that a handout of a level must not exceed. That of the easier one is our own choice."""
MOST_IN_A_SENTENCE = 20

GRADE = Rule(
    "reading-grade",
    f"Words are at or below US school grade {PATIENT_GRADE:g}, in the easier version "
    f"{LIMITS[Level.EASIER]:g}, each part and the whole. Words of the ward that are explained under terms "
    "are excused; the grade with them stands beside it.",
    "American Academy of Family Physicians: fifth to sixth grade; CDC: below eighth",
    "A text above the grade of its reader is carried home, not understood.",
    Weight.MAY_BE_SIGNED,
)
LANGUAGE = Rule(
    "reading-measured",
    "The grade can be measured in the handout's language, or a person who reads it has checked the words.",
    "Alongside: where a language has no valid formula, say “not measured”",
    "A formula made for another language gives a number that means nothing.",
    Weight.MAY_BE_SIGNED,
)
SENTENCES = Rule(
    "short-sentences",
    f"No sentence has more than {MOST_IN_A_SENTENCE} words.",
    "Alongside: formulas can be played by a few very short sentences",
    "The one long sentence is the one that is not understood.",
)
OUR_WORDS = Rule(
    "words-for-patients",
    "Words for patients avoid decision, option, preference, surrogate and prognosis.",
    "Alongside glossary",
    "These are the words of the trade; patients say choice, what can be done, what matters to me.",
)


def _parts(document: HandoutDocument) -> dict[Path, Reading]:
    """The whole, under (), and each part that is long enough to be measured on its own."""
    excused = tuple(term.word for term in document.terms)
    words = by_part(document)
    texts = {(): as_paragraphs(list(words.values()))} | words
    read = {path: measured(text, document.language, excused) for path, text in texts.items()}
    return {path: one for path, one in read.items() if not path or one.words >= BLOCK_WORDS}


def _grade(subject: Subject) -> Looked:
    document, parts = subject.document, _parts(subject.document)
    if parts[()].grade is None:
        return Looked("words in a language that cannot be measured", applies=False)
    spots = [
        Spot(path, hard.found, hard.mend)
        for path, reading in parts.items()
        if (hard := too_hard(reading, LIMITS[document.level]))
    ]
    return looked(f"the whole: {counted(parts[()].words, 'word')}, grade {in_grades(parts[()])}", spots)


def _language(subject: Subject) -> Looked:
    reading = _parts(subject.document)[()]
    mend = "Name a person who reads this language and has checked that the words are plain."
    spots = [Spot(("language",), reading.note, mend)] if reading.verdict is Verdict.NOT_MEASURED else []
    return looked(f"language {subject.document.language}", spots)


def _sentences(subject: Subject) -> Looked:
    return looked(counted(len(subject.words), "text"), _long_sentences(subject))


def _long_sentences(subject: Subject) -> Iterator[Spot]:
    for path, text in subject.words:
        longest = measured(text, subject.document.language).longest_sentence
        if longest > MOST_IN_A_SENTENCE:
            yield Spot(path, f"One sentence here has {longest} words.", "Make two sentences of it.")


def _our_words(subject: Subject) -> Looked:
    spots = refused(subject.words, NOT_FOR_PATIENTS, "Patients do not read the word %s here.", SAY_INSTEAD)
    return looked(counted(len(subject.words), "text"), spots)


CHECKS = (
    Check(GRADE, _grade),
    Check(LANGUAGE, _language),
    Check(SENTENCES, _sentences),
    Check(OUR_WORDS, _our_words),
)
