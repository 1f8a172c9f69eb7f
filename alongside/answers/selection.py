"""Which sentences answer, and where each belongs: routing, grouping, and the choice itself.

A unit is the smallest thing that may be quoted: a sentence with the sentences that lean on it (a contrast, a
comparator, a pronoun, an exception), or a whole list, or a whole table. Units are never cut.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from alongside.answers.advice import tells_to_take_or_stop
from alongside.answers.candidates import Candidate, CandidateSentence
from alongside.answers.direction import direction_of
from alongside.answers.question import QuestionType
from alongside.answers.words import content_stems, overlap


class Place(StrEnum):
    """The sections of an answer, in the order in which a clinician reads them."""

    SHORT = "short answer"
    WHY = "why"
    BENEFITS = "benefits and harms"
    WHEN = "when it matters"
    STEPS = "practical steps"
    PITFALLS = "pitfalls"
    UNCERTAIN = "what is uncertain"


@dataclass(frozen=True)
class Limits:
    """How much an answer holds.

    `balance` is the MMR weight of relevance (Carbonell 1998); 1 means no diversity. A unit has to reach both
    `least_score` and `least_share` of the best unit's score. Two units alike by `same_again` with no
    number of their own say the same thing twice.
    """

    balance: float = 0.7
    per_document: int = 16
    per_document_and_place: int = 3
    per_place: int = 4
    least_score: float = 0.15
    least_share: float = 0.3
    longest_unit: int = 20
    considered: int = 150
    same_again: float = 0.7


LIMITS = Limits()


@dataclass(frozen=True)
class Unit:
    """Sentences of one candidate that stand or fall together, routed to a place."""

    candidate: Candidate
    sentences: tuple[CandidateSentence, ...]
    place: Place
    score: float
    stems: frozenset[str]

    @property
    def start(self) -> int:
        return self.sentences[0].start

    @property
    def end(self) -> int:
        return self.sentences[-1].end

    @property
    def text(self) -> str:
        return self.candidate.cut(self.start, self.end)


@dataclass(frozen=True)
class LeftOut:
    """A document or unit that was not used, and why, in a sentence."""

    title: str
    why: str


_HEADINGS: tuple[tuple[Place, str], ...] = (
    (Place.UNCERTAIN, r"uncertain|limitation|unknown|gaps?\b|not known|future research|certainty"),
    (Place.PITFALLS, r"pitfall|caution|warning|misconception|barrier|mistake|avoid"),
    (Place.SHORT, r"short answer|bottom line|key (?:point|message)|summary|conclusion|in short"
    r"|overview|abstract$"),
    (Place.BENEFITS, r"benefit|harm|outcome|result|effect|risk|side effect|complication|outlook"
    r"|prognosis|efficacy"),
    (Place.WHEN, r"\bwhen\b|indication|who should|eligib|population|setting"),
    (Place.STEPS, r"practical|step|how to|recommendation|treatment|management|prevention"
    r"|procedure|diagnos|method of use|what to do"),
    (Place.WHY, r"\bwhy\b|rationale|background|introduction|cause|mechanism|ethic|principle|objective"),
)  # fmt: skip
_SENTENCES: tuple[tuple[Place, str], ...] = (
    (
        Place.UNCERTAIN,
        r"\b(?:uncertain|unclear|unknown|not known|insufficient evidence|low certainty|very low"
        r"|further research|more research"
        r"|more studies|cannot be confident|remains to be|did not recommend for or against"
        r"|may or may not|limited evidence)\b",
    ),
    (Place.PITFALLS, r"\b(?:pitfalls?|do not confuse|beware|mistakenly|misconception|barriers?"
    r"|often (?:overlooked|missed)|fail(?:s|ed)? to)\b"),
    (
        Place.BENEFITS,
        r"\d\s?%|\bper (?:100|1,?000)\b|\b(?:relative risk|odds ratio|hazard ratio|RR|OR|HR|CI"
        r"|confidence interval)\b"
        r"|\b(?:reduc(?:es|ed|tion)|lower(?:s|ed)?|increas(?:es|ed)|improv(?:es|ed)|worsen(?:s"
        r"|ed)?|fewer|side effects?)\b",
    ),
    (Place.WHEN, r"\b(?:especially when|in patients (?:with|who)|particularly (?:in|when)"
    r"|is indicated|should be considered when|matters most)\b"),
    (Place.STEPS, r"\b(?:should|is recommended|are recommended|we recommend|we suggest|steps?"
    r"|ask|offer|invite|arrange|first|then)\b"),
    (Place.WHY, r"\b(?:because|therefore|rationale|reason|due to|caused by|in order to|ethical"
    r"|respect|autonomy)\b"),
)  # fmt: skip
_BY_HEADING = tuple((place, re.compile(cue, re.IGNORECASE)) for place, cue in _HEADINGS)
_BY_SENTENCE = tuple((place, re.compile(cue, re.IGNORECASE)) for place, cue in _SENTENCES)
_OTHERWISE = {
    QuestionType.RATIONALE: Place.WHY,
    QuestionType.CAUSES: Place.WHY,
    QuestionType.BENEFITS: Place.BENEFITS,
    QuestionType.SIDE_EFFECTS: Place.BENEFITS,
    QuestionType.OUTLOOK: Place.BENEFITS,
    QuestionType.RISK: Place.BENEFITS,
    QuestionType.COMPARISON: Place.BENEFITS,
    QuestionType.TREATMENT: Place.STEPS,
    QuestionType.STEPS: Place.STEPS,
    QuestionType.PREVENTION: Place.STEPS,
    QuestionType.DIAGNOSIS: Place.STEPS,
    QuestionType.TIMING: Place.WHEN,
    QuestionType.WHO: Place.WHEN,
}

# A sentence that opens like this says nothing safe without the one before it.
_LEANS = re.compile(
    r"^(?:however|but|yet|nevertheless|nonetheless|although this|in contrast|by contrast"
    r"|conversely|on the other hand|instead"
    r"|otherwise|unless|except|neither|nor|not (?:all|every|so|if|in)|only if|this|these|those"
    r"|that|it|they|their|its|he|she"
    r"|his|her|such|the same|both|in (?:that|this|these|those)|of (?:these|those|them)"
    r"|among (?:these|those|them)"
    r"|in the (?:[\w-]{1,20} ){1,3}(?:group|groups|arm|arms)|in the (?:control|placebo"
    r"|comparison|usual|other)|compared with|versus|the (?:control|placebo|comparison"
    r"|corresponding|former|latter|difference|price|remaining)|there was no|no (?:such"
    r"|difference|significant)|also|similarly|likewise)\b",
    re.IGNORECASE,
)  # fmt: skip

_NEGATION = re.compile(r"\b(?:no|not|nor|neither|never|without|cannot)\b")


def admissible(candidates: Iterable[Candidate]) -> tuple[tuple[Candidate, ...], tuple[LeftOut, ...]]:
    """Candidates that may be quoted; retracted, superseded and cite-only documents are named instead."""
    kept: list[Candidate] = []
    left_out: list[LeftOut] = []
    for candidate in candidates:
        why = _why_not(candidate)
        if why:
            left_out.append(LeftOut(candidate.title, why))
        else:
            kept.append(candidate)
    return tuple(kept), tuple(left_out)


def _why_not(candidate: Candidate) -> str:
    if candidate.record.is_retracted:
        return "This source was retracted, so it is not used."
    if candidate.record.is_superseded:
        return "A newer version of this source exists, so this one is not used."
    if not candidate.record.licence.may_show:
        return "The licence of this source lets us name it, but not show its text."
    return ""


def route(path: Sequence[str], sentence: str, kind: QuestionType) -> Place:
    """Where a sentence belongs: by the innermost heading that speaks, else its cues, else the question."""
    for heading in reversed(path):
        for place, cue in _BY_HEADING:
            if cue.search(heading):
                return place
    found = next((place for place, cue in _BY_SENTENCE if cue.search(sentence)), None)
    return found or _OTHERWISE.get(kind, Place.SHORT)


def units_of(candidate: Candidate, kind: QuestionType) -> tuple[Unit, ...]:
    """The candidate's sentences as units, in order."""
    groups: list[list[CandidateSentence]] = []
    for sentence in candidate.sentences:
        if groups and _belongs(candidate, groups[-1][-1], sentence):
            groups[-1].append(sentence)
        else:
            groups.append([sentence])
    return tuple(_unit(candidate, tuple(group), kind) for group in groups)


def _belongs(candidate: Candidate, before: CandidateSentence, sentence: CandidateSentence) -> bool:
    if sentence.kind != "prose":
        leads_in = before.kind == "prose" and candidate.cut(before.start, before.end).endswith((":", "："))
        return before.path == sentence.path and (before.kind == sentence.kind or leads_in)
    if before.paragraph != sentence.paragraph:
        return False
    return bool(_LEANS.match(candidate.cut(sentence.start, sentence.end)))


def _unit(candidate: Candidate, sentences: tuple[CandidateSentence, ...], kind: QuestionType) -> Unit:
    text = candidate.cut(sentences[0].start, sentences[-1].end)
    place = route(sentences[0].path, text, kind)
    return Unit(candidate, sentences, place, max(s.score for s in sentences), frozenset(content_stems(text)))


def choose(candidates: Iterable[Candidate], kind: QuestionType, limits: Limits = LIMITS) -> tuple[Unit, ...]:
    """The units of the answer, in order of their places; within a place the best document first, in its
    order.

    Greedy: the best balance of score and difference from what other documents already say (MMR), until places
    and documents are full. Units that order the reader to take or stop something are passed over.
    """
    pool = _pool(candidates, kind, limits)
    alike = [0.0] * len(pool)
    chosen: list[Unit] = []
    waiting = list(range(len(pool)))
    while waiting:
        best = max(
            waiting, key=lambda i: (limits.balance * pool[i].score - (1 - limits.balance) * alike[i], -i)
        )
        waiting.remove(best)
        if not _room_for(pool[best], chosen, limits):
            continue
        chosen.append(pool[best])
        for i in waiting:
            if pool[i].candidate.version != pool[best].candidate.version:
                alike[i] = max(alike[i], overlap(pool[i].stems, pool[best].stems))
    return _in_order(_with_short_answer(chosen))


def _pool(candidates: Iterable[Candidate], kind: QuestionType, limits: Limits) -> list[Unit]:
    usable = [u for c in candidates for u in units_of(c, kind) if _may_be_used(u, limits)]
    usable.sort(key=lambda u: (-u.score, -u.candidate.score, u.candidate.version, u.start))
    least = limits.least_share * usable[0].score if usable else 0.0
    return [u for u in usable[: limits.considered] if u.score >= least]


def _may_be_used(unit: Unit, limits: Limits) -> bool:
    fits = len(unit.sentences) <= limits.longest_unit and unit.score >= limits.least_score
    return fits and not any(tells_to_take_or_stop(unit.candidate.cut(s.start, s.end)) for s in unit.sentences)


def _room_for(unit: Unit, chosen: Sequence[Unit], limits: Limits) -> bool:
    in_place = [c for c in chosen if c.place is unit.place]
    of_document = sum(c.candidate.version == unit.candidate.version for c in chosen)
    of_both = sum(c.candidate.version == unit.candidate.version for c in in_place)
    if len(in_place) >= limits.per_place or of_document >= limits.per_document:
        return False
    return of_both < limits.per_document_and_place and not any(_says_again(unit, c, limits) for c in chosen)


def _says_again(unit: Unit, chosen: Unit, limits: Limits) -> bool:
    """Nearly the same words, pointing the same way, and no number that the chosen one lacks.

    Other numbers or another direction are news, or a conflict, and are kept.
    """
    if unit.candidate.version == chosen.candidate.version:
        return unit.text == chosen.text
    if (
        direction_of(unit.text) != direction_of(chosen.text)
        or overlap(unit.stems, chosen.stems) < limits.same_again
    ):
        return False
    return _figures(unit.text) <= _figures(chosen.text)


def _figures(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:[.,]\d+)?", text)) | frozenset(_NEGATION.findall(text.lower()))


def _with_short_answer(chosen: Sequence[Unit]) -> list[Unit]:
    """An answer begins with a short answer: where nothing was routed there, the best unit is."""
    if not chosen or any(u.place is Place.SHORT for u in chosen):
        return list(chosen)
    first = max(chosen, key=lambda u: u.score)
    return [replace(u, place=Place.SHORT) if u is first else u for u in chosen]


def _in_order(chosen: Sequence[Unit]) -> tuple[Unit, ...]:
    best: dict[tuple[Place, str], float] = {}
    for unit in chosen:
        key = (unit.place, unit.candidate.version)
        best[key] = max(best.get(key, 0.0), unit.score)
    places = list(Place)

    def rank(unit: Unit) -> tuple[int, float, str, int]:
        version = unit.candidate.version
        return places.index(unit.place), -best[unit.place, version], version, unit.start

    return tuple(sorted(chosen, key=rank))
