"""Rules R3, R4 and R9 to R11: what the words of an aid must not do beside its numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alongside.aids.gate.risk import SOURCE
from alongside.aids.gate.subject import Subject
from alongside.editorial.findings import Rule, Weight
from alongside.editorial.looking import Check, Looked, Spot, counted, looked
from alongside.editorial.mistakes import Path
from alongside.editorial.plain_words import CHANCE
from alongside.editorial.said import refused

NO_RELATIVE = Rule(
    "R3",
    "Patients are told no relative risk, odds or number needed to treat; those stand behind “how the source "
    "says it”.",
    "Carling 2009 (PLoS Med 1000134)",
    "Told relative risks only, 21 more of 100 people chose a statin than told the same numbers in people.",
)
NO_ONE_IN = Rule(
    "R4",
    "No “1 in 10”, and no parts of people.",
    SOURCE,
    "1 in 25 is taken for more than 1 in 10, because 25 is more than 10.",
)
NO_RANK = Rule(
    "R9",
    "No words lean on the order in which things are listed: the order is turned for each reader.",
    SOURCE,
    "What stands first is chosen more often; “the first” is somebody else's last.",
)
CHANCE_BESIDE_NUMBER = Rule(
    "R10",
    "Words such as “rare” or “likely” stand only beside a number.",
    SOURCE,
    "Different people mean very different numbers by the same word.",
)
NO_LABELS = Rule(
    "R11",
    "Names of what can be done do not judge it.",
    SOURCE,
    "A thing that is called “the safe one” is chosen for its name.",
    Weight.ADVICE,
)

_NUMBERS = (
    "two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty|thirty|forty|fifty|hundred|thousand"
)
_RELATIVE = re.compile(
    r"\b(?:relative risk|risk ratio|hazard ratio|odds|NNT|NNH|numbers? needed to (?:treat|harm)"
    r"|(?:halves?|doubles?|triples?) (?:the|your) (?:risk|chance)s?"
    r"|(?:twice|half|double|(?:two|three|four|five|ten|\d+) times)"
    r" (?:as (?:likely|many|much)|the (?:risk|chance)))\b",
    re.IGNORECASE,
)
_ONE_IN = re.compile(
    rf"\b(?:1|one) (?:in|out of) (?:every )?(?:a |\d|{_NUMBERS})\w*"
    r"|\b\d+[.,]\d+ (?:people|persons|men|women|children)\b",
    re.IGNORECASE,
)
_RANK = re.compile(
    r"\b(?:(?:option|plan|choice) (?:(?-i:[A-D])\b|\d|number)"
    r"|(?:the )?(?:first|second|third|last|other) (?:option|choice|thing|way|one of these)"
    r"|(?:listed|shown|named) (?:first|last|above|below)|(?:see|as|the one) (?:above|below))\b",
    re.IGNORECASE,
)
_JUDGES = re.compile(
    r"\b(?:best|better|good|bad|worse|worst|safe|safer|safest|ideal|superior|inferior|recommended|proper|right|wrong"
    r"|gold.standard|modern|natural|risky|dangerous)\b",
    re.IGNORECASE,
)


def _no_relative(subject: Subject) -> Looked:
    found, mend = "%s tells a change, not a number of people.", "Tell how many people with it and without it."
    return _words(subject, refused(subject.words, _RELATIVE, found, mend))


def _no_one_in(subject: Subject) -> Looked:
    mend = "Put it in a comparison, where it is told out of the aid's one denominator, in whole people."
    return _words(subject, refused(subject.words, _ONE_IN, "The words say %s.", mend))


def _no_rank(subject: Subject) -> Looked:
    mend = "Call it by its name: the order is not the same for every reader."
    return _words(subject, refused(subject.words, _RANK, "%s leans on the order of the list.", mend))


def _chance_beside_number(subject: Subject) -> Looked:
    alone = [(path, text) for path, text in subject.words if not _beside_number(path)]
    found, mend = (
        "%s tells a chance without a number.",
        "Leave it to the numbers, or say it in a note of the comparison.",
    )
    return _words(subject, refused(alone, CHANCE, found, mend))


def _beside_number(path: Path) -> bool:
    """Notes of a comparison stand under its numbers."""
    return path[0] == "comparisons" and "notes" in path


def _no_labels(subject: Subject) -> Looked:
    names = [
        (("options", place, field), getattr(option, field))
        for place, option in enumerate(subject.document.options)
        for field in ("name", "with_it")
    ]
    found, mend = "%s judges what can be done.", "Name the thing itself."
    return looked(counted(len(names), "name"), refused(names, _JUDGES, found, mend))


def _words(subject: Subject, spots: Iterable[Spot]) -> Looked:
    return looked(counted(len(subject.words), "text"), spots)


CHECKS = (
    Check(NO_RELATIVE, _no_relative),
    Check(NO_ONE_IN, _no_one_in),
    Check(NO_RANK, _no_rank),
    Check(CHANCE_BESIDE_NUMBER, _chance_beside_number),
    Check(NO_LABELS, _no_labels),
)
