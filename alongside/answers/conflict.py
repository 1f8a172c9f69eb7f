"""Where two sources of an answer contradict each other: both are shown side by side, never averaged.

Two signs, both read from the words. Direction: sentences about the same thing, one saying more and the
other less, or one saying an effect and the other none. Numbers: the same measure of the same thing with
intervals that do not overlap. Neither sign proves a contradiction (populations differ): they ask a reader
to look at both.
"""

import re
from dataclasses import dataclass
from itertools import combinations

from alongside.answers.composition import Answer, Claim
from alongside.answers.direction import direction_of, without_direction
from alongside.answers.words import content_stems, overlap

SAME_THING = 0.65  # Dice overlap of content without direction words; chosen by hand on made-up pairs

_INTERVAL = re.compile(
    r"\b(RR|OR|HR|SMD|MD|relative risk|risk ratio|odds ratio|hazard ratio"
    r"|mean difference)\b[^\w−-]{0,3}(?:(?:of|was|is|=) ?)?"
    r"([-−]?\d{1,4}(?:\.\d{1,4})?)[^\d(−-]{0,4}[(\[,;]? ?(?:95 ?% ?(?:CI|confidence interval)[:,]? ?)?"
    r"([-−]?\d{1,4}(?:\.\d{1,4})?)\s?(?:to|–|-|,)\s?([-−]?\d{1,4}(?:\.\d{1,4})?)",
    re.I,
)
_MEASURES = {
    "relative risk": "rr",
    "risk ratio": "rr",
    "odds ratio": "or",
    "hazard ratio": "hr",
    "mean difference": "md",
}


@dataclass(frozen=True)
class Estimate:
    """An effect as printed: the measure's short name, the value, and its interval."""

    measure: str
    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Conflict:
    """Two claims from different sources that do not fit together, and the sentence that says how."""

    left: Claim
    right: Claim
    why: str


def conflicts_in(answer: Answer) -> tuple[Conflict, ...]:
    """Every pair of claims of different documents that contradict each other, in reading order."""
    pairs = combinations(answer.claims, 2)
    found = ((a, b, _why(a, b)) for a, b in pairs if a.version != b.version)
    return tuple(Conflict(a, b, why) for a, b, why in found if why)


def _why(a: Claim, b: Claim) -> str:
    if overlap(_thing(a.text), _thing(b.text)) < SAME_THING:
        return ""
    if _disjoint(estimates_in(a.text), estimates_in(b.text)):
        return "These sources give different numbers for the same thing, and their intervals do not overlap."
    left, right = direction_of(a.text), direction_of(b.text)
    if {left, right} == {"up", "down"}:
        return "These sources point in opposite directions."
    if "none" in (left, right) and left != right and "" not in (left, right):
        return "One of these sources finds an effect and the other finds none."
    return ""


def _thing(text: str) -> frozenset[str]:
    return frozenset(s for s in content_stems(without_direction(text)) if not s[0].isdigit())


def estimates_in(text: str) -> tuple[Estimate, ...]:
    """Effects with intervals that the text prints."""
    return tuple(_estimate(m) for m in _INTERVAL.finditer(text))


def _estimate(match: re.Match[str]) -> Estimate:
    measure = match.group(1).lower()
    value, low, high = (float(match.group(i).replace("−", "-")) for i in (2, 3, 4))
    return Estimate(_MEASURES.get(measure, measure), value, min(low, high), max(low, high))


def _disjoint(left: tuple[Estimate, ...], right: tuple[Estimate, ...]) -> bool:
    """Whether some measure stands on both sides and none of its intervals meet."""
    shared = {e.measure for e in left} & {e.measure for e in right}
    for measure in shared:
        pairs = [(a, b) for a in left for b in right if a.measure == b.measure == measure]
        if all(a.high < b.low or b.high < a.low for a, b in pairs):
            return True
    return False
