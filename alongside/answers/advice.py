"""An answer never tells a reader what to take or stop: the rule table that finds such a sentence.

What counts is an order or a "you should" about a medicine, a dose or a treatment. A guideline that speaks to
clinicians ("clinicians should offer …") reports what is recommended and is not an order to the reader. A
sentence that is found is never shown as part of an answer, quoted or not.
"""

import re
from dataclasses import dataclass

_VERB = (
    r"(?:take|stop taking|stop|start taking|start|begin|swallow|use|inject|inhale|apply|increase"
    r"|decrease|double|halve"
    r"|reduce|skip|quit|switch to|change|discontinue|resume|avoid taking)"
)
_THING = (
    r"(?:medicines?|medications?|tablets?|pills?|capsules?|drugs?|dos(?:e|es|age)|insulin|aspirin|warfarin|apixaban"
    r"|ibuprofen|paracetamol|acetaminophen|antibiotics?|statins?|metformin|steroids?|opioids?|anticoagulants?"
    r"|antidepressants?|blood thinners?|inhalers?|injections?|supplements?|vitamins?|treatment"
    r"|\d+ ?(?:mg|mcg|ml|g|units))"
)
_NEAR = r"(?:\W+[\w'’-]+){0,6}?\W+"
_YOU = r"\b(?:you|patients?|people|he|she|they)"


@dataclass(frozen=True)
class AdviceRule:
    """One row: what it finds, and why such a sentence is kept out."""

    id: str
    pattern: re.Pattern[str]
    why: str


def _rule(name: str, pattern: str, why: str) -> AdviceRule:
    return AdviceRule(name, re.compile(pattern, re.IGNORECASE), why)


_ORDER_START = r"(?:^|[.!?:;]\s{1,4}|^[-*•\d.)\s]{1,6})(?:please |do not |don['’]t |never |always |just )?"
RULES = (
    _rule(
        "order", _ORDER_START + _VERB + _NEAR + _THING + r"\b", "orders the reader to take or stop something"
    ),
    _rule(
        "you-should",
        _YOU + r" (?:should|must|need to|have to|ought to|had better|can safely|may safely|can)"
        r" (?:not |never |also |always |now |immediately )?" + _VERB + _NEAR + _THING + r"\b",
        "tells the reader to take or stop something",
    ),
    _rule(
        "your-dose",
        _VERB + r" (?:your|the) (?:dose|dosage|" + _THING + r")\b",
        "tells the reader to change a dose",
    ),
    _rule(
        "amount",
        r"^(?:please )?take (?:\w+ ){0,2}(?:\d+|one|two|three|half)\b",
        "tells the reader an amount to take",
    ),
    _rule(
        "spanish",
        r"\b(?:tome|deje de tomar|no tome|suspenda|debe tomar|debe dejar de tomar|aumente|reduzca)\b"
        r"(?:\W+\w+){0,5}?\W+(?:pastillas?|medicinas?|medicamentos?|dosis|aspirina|insulina|warfarina|tratamiento|tabletas?)\b",
        "tells the reader, in Spanish, to take or stop something",
    ),
)
_REPORTS = re.compile(
    r"\b(?:ask|talk|speak|tell|discuss|check) (?:\w+ ){0,4}(?:doctor|clinician|nurse|team|pharmacist)"
    r"|\bclinicians? (?:should|may)|\bwe (?:suggest|recommend)|\bguidelines? (?:suggest|recommend)",
    re.IGNORECASE,
)


def tells_to_take_or_stop(sentence: str) -> AdviceRule | None:
    """The rule that finds an order about a medicine or treatment in the sentence, or None.

    Asking the team first does not excuse an order; only words addressed to clinicians do.
    """
    found = next((rule for rule in RULES if rule.pattern.search(sentence)), None)
    if found is not None and found.id in {"you-should", "your-dose"} and _addressed_to_clinicians(sentence):
        return None
    return found


def _addressed_to_clinicians(sentence: str) -> bool:
    reports = _REPORTS.search(sentence)
    return reports is not None and re.search(r"\byour?\b", sentence, re.IGNORECASE) is None
