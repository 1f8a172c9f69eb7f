"""Whether patients can read the words: the school grade of each part, and words that they do not meet."""

from __future__ import annotations

from collections.abc import Iterator

from alongside.aids.gate.subject import Subject
from alongside.aids.wording import reading_blocks
from alongside.editorial.findings import Rule, Weight
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
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
from alongside.plain.reading.measure import Verdict

GRADE = Rule(
    "reading-grade",
    f"Words for patients are at or below US school grade {PATIENT_GRADE:g}, each part and the whole. Medical "
    "words that are explained once under terms are excused; the grade with them stands beside it.",
    "American Academy of Family Physicians: fifth to sixth grade; CDC: below eighth",
    "A text above the grade of its reader is signed, not understood.",
    Weight.MAY_BE_SIGNED,
)
LANGUAGE = Rule(
    "reading-measured",
    "The grade can be measured in the aid's language, or a person who reads it has checked the words.",
    "Alongside: where a language has no valid formula, say “not measured”",
    "A formula made for another language gives a number that means nothing.",
    Weight.MAY_BE_SIGNED,
)
SENTENCES = Rule(
    "own-sentences",
    "The sentences that the program makes of the numbers are in the language of the page.",
    "Alongside: only what people have translated is told to people",
    "“Of 100 people, 5 …” in one language around words of another is read by nobody.",
)
OUR_WORDS = Rule(
    "words-for-patients",
    "Words for patients avoid decision, option, preference, surrogate and prognosis.",
    "Alongside glossary",
    "These are the words of the trade; patients say choice, what can be done, what matters to me.",
)


def _grade(subject: Subject) -> Looked:
    document = subject.document
    excused = tuple(term.word for term in document.terms)
    at, spots = "", []
    for path, text in reading_blocks(document).items():
        reading = measured(text, document.language, excused)
        if not path and reading.grade is not None:
            at = f"the whole: {counted(reading.words, 'word')}, grade {in_grades(reading)}"
        if path and reading.words < BLOCK_WORDS:
            continue
        if hard := too_hard(reading):
            spots.append(Spot(path, hard.found, hard.mend))
    return looked(at, spots) if at else Looked("words in a language that cannot be measured", applies=False)


def _language(subject: Subject) -> Looked:
    document = subject.document
    return looked(
        f"language {document.language}", _unmeasured(reading_blocks(document)[()], document.language)
    )


def _unmeasured(text: str, language: str) -> Iterator[Spot]:
    reading = measured(text, language)
    if reading.verdict is Verdict.NOT_MEASURED:
        mend = "Name a person who reads this language and has checked that the words are plain."
        yield Spot(("language",), reading.note, mend)


def _sentences(subject: Subject) -> Looked:
    written = subject.document.language
    spoken = {code.split("-")[0] for code in subject.spoken}
    mend = "Translate the program's own words into this language first, and have somebody sign them."
    found = f"The program does not speak {written}: its sentences about numbers would be in English."
    spots = () if written.split("-")[0] in spoken else (Spot(("language",), found, mend),)
    return looked(f"language {written}; the program speaks {', '.join(sorted(spoken))}", spots)


def _our_words(subject: Subject) -> Looked:
    spots = refused(subject.words, NOT_FOR_PATIENTS, "Patients do not read the word %s here.", SAY_INSTEAD)
    return looked(counted(len(subject.words), "text"), spots)


CHECKS = (
    Check(GRADE, _grade),
    Check(LANGUAGE, _language),
    Check(SENTENCES, _sentences),
    Check(OUR_WORDS, _our_words),
)
